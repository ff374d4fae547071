package dev.haiku.func;

import static dev.haiku.func.Numbers.assertClose;
import static dev.haiku.func.Numbers.random;
import static dev.haiku.func.Numbers.vector;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.haiku.tensor.Ops;
import dev.haiku.tensor.Tensor;
import java.util.List;
import java.util.function.Function;
import java.util.function.UnaryOperator;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Every nesting of three transformations, on functions from three numbers to three, against the same done with Java's loops,
 * branches and exact arithmetic.
 */
class NestingGridTest {

    private static final int SIZE = 3;
    private static final Tensor AT = vector(0.4, -0.3, 0.9);
    private static final double[] WEIGHTS = {0.5, -1.2, 0.8};
    private static final double[] DIRECTION = {0.7, 0.2, -0.6};
    private static final double[] RATES = {0.3, 0.7};
    private static final Tensor MATRIX = random(3, SIZE, SIZE);
    private static final double[] NUMBERS = MATRIX.toDoubleArray();

    /** A function of tensors and the same of plain numbers. */
    record Twin(String name, Function<Tensor, Tensor> tensors, UnaryOperator<Nilpotent[]> numbers) {}

    /** Makes a function of another; the plain form is told which perturbation it may use. */
    @FunctionalInterface
    interface Plain {
        UnaryOperator<Nilpotent[]> apply(UnaryOperator<Nilpotent[]> f, int perturbation);
    }

    /** A transformation and what it means. */
    enum Step {
        JIT(Func::jit, (f, k) -> f),
        GRAD(NestingGridTest::grad, NestingGridTest::plainGrad),
        JVP(f -> x -> Func.jvp(f, x, vector(DIRECTION)).tangent(), NestingGridTest::plainJvp),
        VMAP(NestingGridTest::vmap, (f, k) -> NestingGridTest.plainVmap(f)),
        SCAN(NestingGridTest::scan, (f, k) -> NestingGridTest.plainScan(f)),
        COND(NestingGridTest::cond, (f, k) -> NestingGridTest.plainCond(f)),
        CHECKPOINT(Func::checkpoint, (f, k) -> f),
        CUSTOM_VJP(NestingGridTest::custom, (f, k) -> f);

        private final UnaryOperator<Function<Tensor, Tensor>> real;
        private final Plain plain;

        Step(UnaryOperator<Function<Tensor, Tensor>> real, Plain plain) {
            this.real = real;
            this.plain = plain;
        }
    }

    /** Three steps, the outermost first. */
    record Nesting(Step first, Step second, Step third) {

        /** Forward mode meets the rule for reverse mode, unless that is used up by reverse mode between them. */
        boolean isForwardOverReverseOnly() {
            return (first == Step.JVP && second == Step.CUSTOM_VJP)
                    || (second == Step.JVP && third == Step.CUSTOM_VJP)
                    || (first == Step.JVP && third == Step.CUSTOM_VJP && second != Step.GRAD);
        }

        Function<Tensor, Tensor> real(Function<Tensor, Tensor> f) {
            return first.real.apply(second.real.apply(third.real.apply(f)));
        }

        UnaryOperator<Nilpotent[]> plain(UnaryOperator<Nilpotent[]> f) {
            return first.plain.apply(second.plain.apply(third.plain.apply(f, 0), 1), 2);
        }
    }

    static Stream<Nesting> nestings() {
        var steps = List.of(Step.values());
        return steps.stream()
                .flatMap(first -> steps.stream()
                        .flatMap(second -> steps.stream().map(third -> new Nesting(first, second, third))));
    }

    private static List<Twin> twins() {
        return List.of(
                new Twin("neighbours", x -> Ops.sin(x).mul(Ops.roll(x, -1, 0)), NestingGridTest::neighbours),
                new Twin("layer", x -> Ops.tanh(MATRIX.matmul(x)), NestingGridTest::layer),
                new Twin("sum", x -> x.mul(x.sum()).add(Ops.sin(x)), NestingGridTest::sum));
    }

    @ParameterizedTest
    @MethodSource("nestings")
    void meansWhatItMeansInJava(Nesting nesting) {
        for (var twin : twins()) {
            var f = nesting.real(twin.tensors());
            if (nesting.isForwardOverReverseOnly()) {
                assertThatThrownBy(() -> f.apply(AT))
                        .as(twin.name())
                        .isInstanceOf(UnsupportedOperationException.class)
                        .hasMessageStartingWith(
                                "Forward-mode differentiation (jvp, jacfwd, the jvp of linearize) cannot pass a "
                                        + "function given to customVjp");
            } else {
                assertClose(f.apply(AT), tensor(nesting.plain(twin.numbers()).apply(numbers(AT))));
            }
        }
    }

    private static Nilpotent[] numbers(Tensor x) {
        return IntStream.range(0, SIZE)
                .mapToObj(i -> Nilpotent.of(x.toDoubleArray()[i]))
                .toArray(Nilpotent[]::new);
    }

    private static Tensor tensor(Nilpotent[] numbers) {
        return vector(Stream.of(numbers).mapToDouble(Nilpotent::value).toArray());
    }

    private static Nilpotent[] each(java.util.function.IntFunction<Nilpotent> element) {
        return IntStream.range(0, SIZE).mapToObj(element).toArray(Nilpotent[]::new);
    }

    private static Nilpotent[] neighbours(Nilpotent[] x) {
        return each(i -> x[i].sin().times(x[(i + 1) % SIZE]));
    }

    private static Nilpotent[] layer(Nilpotent[] x) {
        return each(i -> {
            var sum = Nilpotent.of(0);
            for (int j = 0; j < SIZE; j++) {
                sum = sum.plus(x[j].times(NUMBERS[i * SIZE + j]));
            }
            return sum.tanh();
        });
    }

    private static Nilpotent[] sum(Nilpotent[] x) {
        var sum = x[0].plus(x[1]).plus(x[2]);
        return each(i -> x[i].times(sum).plus(x[i].sin()));
    }

    private static Function<Tensor, Tensor> grad(Function<Tensor, Tensor> f) {
        return Func.grad((Tensor x) -> f.apply(x).mul(vector(WEIGHTS)).sum());
    }

    private static UnaryOperator<Nilpotent[]> plainGrad(UnaryOperator<Nilpotent[]> f, int perturbation) {
        return x -> each(i -> {
            var moved = f.apply(each(j -> j == i ? x[j].perturbed(perturbation, 1) : x[j]));
            var slope = Nilpotent.of(0);
            for (int j = 0; j < SIZE; j++) {
                slope = slope.plus(moved[j].coefficient(perturbation).times(WEIGHTS[j]));
            }
            return slope;
        });
    }

    private static UnaryOperator<Nilpotent[]> plainJvp(UnaryOperator<Nilpotent[]> f, int perturbation) {
        return x -> {
            var moved = f.apply(each(j -> x[j].perturbed(perturbation, DIRECTION[j])));
            return each(j -> moved[j].coefficient(perturbation));
        };
    }

    /** Applies to an argument and to one of another sign, so that branches differ. */
    private static Function<Tensor, Tensor> vmap(Function<Tensor, Tensor> f) {
        return x -> Func.vmap(f).apply(Ops.stack(0, x, x.mul(-0.5))).sum(0);
    }

    private static UnaryOperator<Nilpotent[]> plainVmap(UnaryOperator<Nilpotent[]> f) {
        return x -> {
            var first = f.apply(x);
            var second = f.apply(each(i -> x[i].times(-0.5)));
            return each(i -> first[i].plus(second[i]));
        };
    }

    /** Carries the function's result and reads the argument from the surroundings. */
    private static Function<Tensor, Tensor> scan(Function<Tensor, Tensor> f) {
        return x -> Control.scan(
                        (Tensor c, Tensor rate) ->
                                new Carried<>(f.apply(c).mul(rate).add(x), c),
                        x,
                        vector(RATES))
                .carry();
    }

    private static UnaryOperator<Nilpotent[]> plainScan(UnaryOperator<Nilpotent[]> f) {
        return x -> {
            var carry = x;
            for (double rate : RATES) {
                var next = f.apply(carry);
                carry = each(i -> next[i].times(rate).plus(x[i]));
            }
            return carry;
        };
    }

    private static Function<Tensor, Tensor> cond(Function<Tensor, Tensor> f) {
        return x -> Control.cond(x.sum().gt(0), f, y -> f.apply(y).mul(-2), x);
    }

    private static UnaryOperator<Nilpotent[]> plainCond(UnaryOperator<Nilpotent[]> f) {
        return x -> {
            double factor = x[0].plus(x[1]).plus(x[2]).value() > 0 ? 1 : -2;
            var result = f.apply(x);
            return each(i -> result[i].times(factor));
        };
    }

    private static Function<Tensor, Tensor> custom(Function<Tensor, Tensor> f) {
        return Func.customVjp(
                f,
                x -> new WithResiduals<>(f.apply(x), x),
                (x, g) -> Func.vjp(f, x).pullback().apply(g));
    }
}
