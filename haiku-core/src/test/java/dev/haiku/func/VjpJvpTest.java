package dev.haiku.func;

import static dev.haiku.func.Func.jvp;
import static dev.haiku.func.Func.linearTranspose;
import static dev.haiku.func.Func.linearize;
import static dev.haiku.func.Func.vjp;
import static dev.haiku.func.Numbers.assertClose;
import static dev.haiku.func.Numbers.assertValues;
import static dev.haiku.func.Numbers.dot;
import static dev.haiku.func.Numbers.random;
import static dev.haiku.func.Numbers.vector;
import static dev.haiku.func.Numbers.x;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.haiku.array.DType;
import dev.haiku.tensor.ConcretizationException;
import dev.haiku.tensor.Ops;
import dev.haiku.tensor.Tensor;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Function;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;

class VjpJvpTest {

    record Pair(Tensor a, Tensor b) {}

    record Counted(Tensor value, Tensor count) {}

    private static Pair swapAndScale(Pair p) {
        return new Pair(p.b().mul(3), Ops.sin(p.a()).mul(p.b()));
    }

    @Test
    void jvpGivesValueAndTangent() {
        var result = jvp(VjpJvpTest::swapAndScale, new Pair(x(1), x(2)), new Pair(x(10), x(100)));

        assertValues(result.value().a(), 6);
        assertValues(result.tangent().a(), 300);
        assertValues(result.tangent().b(), 10 * 2 * Math.cos(1) + 100 * Math.sin(1));
    }

    @Test
    void vjpPullsCotangentsBack() {
        var result = vjp(VjpJvpTest::swapAndScale, new Pair(x(1), x(2)));

        var pulled = result.pullback().apply(new Pair(x(10), x(100)));

        assertValues(result.value().a(), 6);
        assertValues(pulled.a(), 100 * 2 * Math.cos(1));
        assertValues(pulled.b(), 30 + 100 * Math.sin(1));
    }

    @Test
    void pullbacksMayBeCalledAgain() {
        var pullback = vjp((Tensor t) -> Ops.exp(t).mul(t), vector(0, 1)).pullback();

        assertValues(pullback.apply(vector(1, 0)), 1, 0);
        assertValues(pullback.apply(vector(0, 1)), 0, 2 * Math.E);
        assertValues(pullback.apply(vector(1, 0)), 1, 0);
    }

    @Test
    void jvpAndVjpAgree() {
        Function<Pair, Tensor> f = p -> Ops.tanh(p.a().matmul(p.b()));
        var at = new Pair(random(1, 3, 4), random(2, 4, 2));
        var tangent = new Pair(random(3, 3, 4), random(4, 4, 2));
        var cotangent = random(5, 3, 2);

        double pushed = dot(cotangent, jvp(f, at, tangent).tangent());
        double pulled = dot(vjp(f, at).pullback().apply(cotangent), tangent);

        assertThat(pushed).isCloseTo(pulled, within(1e-12));
    }

    @Test
    void treatsIntegersAsConstants() {
        Function<Counted, Counted> f = c ->
                new Counted(c.value().mul(c.count().cast(DType.F64)), c.count().add(1));
        var at = new Counted(x(2), Tensor.scalar(3));

        var pushed = jvp(f, at, new Counted(x(1), Tensor.scalar(0)));
        var pulled = vjp(f, at).pullback().apply(new Counted(x(1), Tensor.scalar(0)));

        assertValues(pushed.tangent().value(), 3);
        assertClose(pushed.tangent().count(), Tensor.scalar(0));
        assertValues(pulled.value(), 3);
        assertClose(pulled.count(), Tensor.scalar(0));
    }

    @Test
    void linearizeDoesTheWorkOfTheFunctionOnce() {
        var calls = new AtomicInteger();
        var linearized = linearize(
                (Tensor t) -> {
                    calls.incrementAndGet();
                    return Ops.sin(t).mul(t);
                },
                x(2));

        assertValues(linearized.value(), 2 * Math.sin(2));
        assertValues(linearized.jvp().apply(x(1)), Math.sin(2) + 2 * Math.cos(2));
        assertValues(linearized.jvp().apply(x(10)), 10 * (Math.sin(2) + 2 * Math.cos(2)));
        assertThat(calls).hasValue(1);
    }

    @Test
    void transposesLinearFunctions() {
        var matrix = random(1, 3, 2);
        var transpose = linearTranspose((Tensor t) -> t.matmul(matrix).mul(2), random(2, 4, 3));
        var cotangent = random(3, 4, 2);

        assertClose(
                transpose.apply(cotangent),
                cotangent.matmul(Ops.transpose(matrix)).mul(2));
    }

    @Test
    void stopsGradientsOfWholeTrees() {
        var result = jvp(
                (Pair p) -> List.of(Func.stopGradient(p).a().mul(p.b())), new Pair(x(2), x(3)), new Pair(x(1), x(1)));

        assertValues(result.tangent().get(0), 2);
    }

    @Nested
    class Errors {

        private final Pair at = new Pair(x(1), x(2));

        @Test
        void nameTheTangentThatDoesNotFit() {
            assertThatThrownBy(() -> jvp(VjpJvpTest::swapAndScale, at, new Pair(x(1), vector(1, 2))))
                    .isInstanceOf(IllegalArgumentException.class)
                    .hasMessage("jvp needs tangents of the types of the primal, but .b is f64[2] for f64[].");
            assertThatThrownBy(() -> jvp((Tensor t) -> t, x(1), Tensor.scalar(1.0)))
                    .isInstanceOf(IllegalArgumentException.class)
                    .hasMessage("jvp needs tangents of the types of the primal, but the whole is f32[] for f64[].");
        }

        @Test
        void nameTheTangentOfAnotherStructure() {
            assertThatThrownBy(() -> jvp((List<Tensor> list) -> list.get(0), List.of(x(1)), List.of(x(1), x(2))))
                    .isInstanceOf(IllegalArgumentException.class)
                    .hasMessage("jvp needs tangents of the structure of the primal, but trees differ at the root: "
                            + "a list of 1 in the first, a list of 2 in the second.");
        }

        @Test
        void nameTheCotangentThatDoesNotFit() {
            var pullback = vjp(VjpJvpTest::swapAndScale, at).pullback();

            assertThatThrownBy(() -> pullback.apply(new Pair(vector(1, 2), x(1))))
                    .isInstanceOf(IllegalArgumentException.class)
                    .hasMessage("The pullback of vjp needs cotangents of the types of the result, "
                            + "but .a is f64[2] for f64[].");
        }

        @Test
        void nameTheTangentOfALinearizedFunctionThatDoesNotFit() {
            var map = linearize(VjpJvpTest::swapAndScale, at).jvp();

            assertThatThrownBy(() -> map.apply(new Pair(vector(1, 2), x(1))))
                    .isInstanceOf(IllegalArgumentException.class)
                    .hasMessage("The jvp of linearize needs tangents of the types of the primal, "
                            + "but .a is f64[2] for f64[].");
        }

        @Test
        void sayWhatMakesAFunctionNotLinear() {
            var square = linearTranspose((Tensor t) -> t.mul(t), x(1));
            var affine = linearTranspose((Tensor t) -> t.add(x(1)), x(1));
            var sine = linearTranspose((Tensor t) -> Ops.sin(t), x(1));

            assertThatThrownBy(() -> square.apply(x(1)))
                    .isInstanceOf(IllegalArgumentException.class)
                    .hasMessage("A linear function was expected, but mul makes it not linear: "
                            + "its operands are [variable f64[], variable f64[]].");
            assertThatThrownBy(() -> affine.apply(x(1)))
                    .isInstanceOf(IllegalArgumentException.class)
                    .hasMessage("A linear function was expected, but add makes it not linear: "
                            + "its operands are [variable f64[], constant f64[]].");
            assertThatThrownBy(() -> sine.apply(x(1)))
                    .isInstanceOf(IllegalArgumentException.class)
                    .hasMessage("A linear function was expected, but sin is not linear.");
        }

        @Test
        void forbidALinearFunctionToLookAtNumbers() {
            assertThatThrownBy(() -> linearTranspose((Tensor t) -> t.item() > 0 ? t : t.neg(), x(1)))
                    .isInstanceOf(ConcretizationException.class)
                    .hasMessage("The numbers of a tensor f64[] are not known, "
                            + "since a linear function of it is being recorded. "
                            + "A linear function must not depend on them.");
        }
    }
}
