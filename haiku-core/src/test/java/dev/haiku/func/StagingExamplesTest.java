package dev.haiku.func;

import static dev.haiku.func.Func.grad;
import static dev.haiku.func.Func.jit;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.haiku.array.DType;
import dev.haiku.array.Shape;
import dev.haiku.interop.Nd4jInterop;
import dev.haiku.tensor.ConcretizationException;
import dev.haiku.tensor.Ops;
import dev.haiku.tensor.Tensor;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import java.util.function.ToDoubleFunction;
import java.util.stream.Stream;
import org.junit.jupiter.api.Named;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The examples of JAX's documentation for {@code jit} and structured control flow, restated. */
class StagingExamplesTest {

    private static Tensor count(int n) {
        return Ops.arange(n).cast(DType.F32);
    }

    @Nested
    class Jit {

        @Test
        void compilesAnActivation() {
            Function<Tensor, Tensor> selu =
                    x -> Ops.where(x.gt(0), x, Ops.exp(x).mul(1.67).sub(1.67)).mul(1.05);

            var expected = selu.apply(count(5).sub(2)).toFloatArray();

            assertThat(jit(selu).apply(count(5).sub(2)).toFloatArray()).containsExactly(expected, within(1e-6f));
        }

        @Test
        void recordsTheProgramButNoSideEffects() {
            var log = new ArrayList<String>();
            Function<Tensor, Tensor> log2 = x -> {
                log.add("called with " + x.shape());
                return Ops.log(x).div(Ops.log(Tensor.scalar(2f)));
            };

            var program = Func.makeProgram(log2, Tensor.scalar(3f));

            assertThat(log).containsExactly("called with []");
            assertThat(program).hasToString("""
                    { lambda a:f32[] .
                        b:f32[] = log a
                        c:f32[] = log 2.0:f32[]
                        d:f32[] = div b c
                      in (d) }""");
        }

        @Test
        void recordsTheBranchThatJavaTookOnAShape() {
            Function<Tensor, Tensor> log2IfRankTwo = x -> x.rank() == 2 ? Ops.log(x) : x;

            assertThat(Func.makeProgram(log2IfRankTwo, Tensor.of(1f, 2f, 3f))).hasToString("""
                    { lambda a:f32[3] .
                      in (a) }""");
        }

        @Test
        void loopsOverStaticNumbersAreUnrolled() {
            var g = jit((Tensor x, Integer n) -> {
                int i = 0;
                while (i < n) {
                    i++;
                }
                return x.add(i);
            });

            assertThat(g.apply(Tensor.scalar(10), 20).itemLong()).isEqualTo(30);
            assertThat(g.apply(Tensor.scalar(11), 20).itemLong()).isEqualTo(31);
            assertThat(g.cacheStatistics().traces()).isEqualTo(1);
        }
    }

    @Nested
    class JavaControlFlow {

        private final Function<Tensor, Tensor> piecewise =
                x -> x.item() < 3 ? x.mul(x).mul(3) : x.mul(-4);

        @Test
        void worksOnNumbersUnderGrad() {
            assertThat(grad(piecewise).apply(Tensor.scalar(2f)).item()).isEqualTo(12);
            assertThat(grad(piecewise).apply(Tensor.scalar(4f)).item()).isEqualTo(-4);
            assertThat(grad(grad(piecewise)).apply(Tensor.scalar(2f)).item()).isEqualTo(6);
        }

        @Test
        void becomesStructuredUnderJit() {
            Function<Tensor, Tensor> structured =
                    x -> Control.cond(x.lt(3), (Tensor y) -> y.mul(y).mul(3), (Tensor y) -> y.mul(-4), x);

            assertThat(jit(structured).apply(Tensor.scalar(2f)).item()).isEqualTo(12);
            assertThat(jit(grad(structured)).apply(Tensor.scalar(2f)).item()).isEqualTo(12);
            assertThat(grad(jit(structured)).apply(Tensor.scalar(4f)).item()).isEqualTo(-4);
        }

        static Stream<Named<ToDoubleFunction<Tensor>>> accessors() {
            return Stream.of(
                    Named.of("item", Tensor::item),
                    Named.of("itemLong", x -> x.itemLong()),
                    Named.of("itemBoolean", x -> x.itemBoolean() ? 1 : 0),
                    Named.of("toFloatArray", x -> x.toFloatArray()[0]),
                    Named.of("toDoubleArray", x -> x.toDoubleArray()[0]),
                    Named.of("toIntArray", x -> x.toIntArray()[0]),
                    Named.of("toLongArray", x -> x.toLongArray()[0]),
                    Named.of("toBooleanArray", x -> x.toBooleanArray()[0] ? 1 : 0),
                    Named.of("toHost", x -> x.toHost().getDouble(0)),
                    Named.of("toINDArray", x -> Nd4jInterop.toINDArray(x).getDouble(0)));
        }

        @ParameterizedTest
        @MethodSource("accessors")
        void doesNotWorkOnWhatIsStaged(ToDoubleFunction<Tensor> accessor) {
            var message = "The value of a tensor f32[] is not known while jit is staging the function."
                    + " Choose between results with Ops.where or Control.cond, repeat with Control.whileLoop, or pass the value"
                    + " as a part of an argument that is not a tensor.";
            Function<Tensor, Tensor> branching = x -> accessor.applyAsDouble(x) > 0 ? x : x.neg();

            assertThat(branching.apply(Tensor.scalar(1f)).item()).isEqualTo(1);
            assertThat(grad(branching).apply(Tensor.scalar(1f)).item()).isEqualTo(1);
            assertThatThrownBy(() -> jit(branching).apply(Tensor.scalar(1f)))
                    .isInstanceOf(ConcretizationException.class)
                    .hasMessage(message);
            assertThatThrownBy(() -> jit(grad(branching)).apply(Tensor.scalar(1f)))
                    .isInstanceOf(ConcretizationException.class)
                    .hasMessage(message);
        }
    }

    @Nested
    class Loops {

        @Test
        void whileLoopsCountOn() {
            assertThat(Control.whileLoop((Tensor i) -> i.lt(10), (Tensor i) -> i.add(1), Tensor.scalar(0))
                            .itemLong())
                    .isEqualTo(10);
            assertThat(Control.foriLoop(0, 10, (i, x) -> x.add(i), Tensor.scalar(0))
                            .itemLong())
                    .isEqualTo(45);
        }

        @Test
        void scansCarryASum() {
            var result = Control.scan(
                    (Tensor sum, Tensor x) -> new Carried<>(sum.add(x), sum.add(x)), Tensor.scalar(0f), count(5));

            assertThat(result.carry().item()).isEqualTo(10);
            assertThat(result.ys().toFloatArray()).containsExactly(0, 1, 3, 6, 10);
        }

        @Test
        void scansGiveFibonacciNumbers() {
            record Last(Tensor a, Tensor b) {}

            var numbers = Control.scan(
                            (Last last) ->
                                    new Carried<>(new Last(last.b(), last.a().add(last.b())), last.a()),
                            new Last(Tensor.scalar(0), Tensor.scalar(1)),
                            8)
                    .ys();

            assertThat(numbers.toIntArray()).containsExactly(0, 1, 1, 2, 3, 5, 8, 13);
        }

        @Test
        void switchesChooseAFunction() {
            List<Function<Tensor, Tensor>> branches = List.of(x -> x.add(1), x -> x.mul(2), x -> x.neg());
            var choose = jit((Tensor index, Tensor x) -> Control.switchOn(index, branches, x));

            assertThat(choose.apply(Tensor.scalar(1), Tensor.scalar(5f)).item()).isEqualTo(10);
            assertThat(choose.apply(Tensor.scalar(-3), Tensor.scalar(5f)).item())
                    .isEqualTo(6);
            assertThat(choose.apply(Tensor.scalar(9), Tensor.scalar(5f)).item()).isEqualTo(-5);
        }

        @Test
        void associativeScansGivePartialSums() {
            assertThat(Control.associativeScan(Tensor::add, Ops.arange(4)).toIntArray())
                    .containsExactly(0, 1, 3, 6);
            assertThat(Control.associativeScan(Tensor::add, Ops.arange(4), o -> o.reverse(true))
                            .toIntArray())
                    .containsExactly(6, 6, 5, 3);
        }

        @Test
        void recurrentNetworksAreScansOverTime() {
            record Params(Tensor w, Tensor u) {}
            var params = new Params(Ops.ones(2, 2).mul(0.1), Ops.ones(2, 2).mul(0.2));
            var xs = count(6).reshape(3, 2);
            Function<Params, Tensor> loss = p -> Control.scan(
                            (Tensor h, Tensor x) -> {
                                var next = Ops.tanh(h.matmul(p.w()).add(x.matmul(p.u())));
                                return new Carried<>(next, next);
                            },
                            Ops.zeros(2),
                            xs)
                    .ys()
                    .sum();

            var scanned = jit(grad(loss)).apply(params);
            var unrolled = grad((Params p) -> {
                        var h = Ops.zeros(2);
                        var sum = Tensor.scalar(0f);
                        for (int t = 0; t < 3; t++) {
                            h = Ops.tanh(h.matmul(p.w()).add(xs.get(t).matmul(p.u())));
                            sum = sum.add(h.sum());
                        }
                        return sum;
                    })
                    .apply(params);

            assertThat(scanned.w().shape()).isEqualTo(Shape.of(2, 2));
            assertThat(scanned.w().toFloatArray()).containsExactly(unrolled.w().toFloatArray(), within(1e-5f));
            assertThat(scanned.u().toFloatArray()).containsExactly(unrolled.u().toFloatArray(), within(1e-5f));
        }
    }
}
