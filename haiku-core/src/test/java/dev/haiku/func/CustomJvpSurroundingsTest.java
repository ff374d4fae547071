package dev.haiku.func;

import static dev.haiku.func.Func.customJvp;
import static dev.haiku.func.Func.grad;
import static dev.haiku.func.Func.jit;
import static dev.haiku.func.Func.jvp;
import static dev.haiku.func.Func.vmap;
import static dev.haiku.func.Numbers.assertValues;
import static dev.haiku.func.Numbers.vector;
import static dev.haiku.func.Numbers.x;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.haiku.array.DType;
import dev.haiku.array.Shape;
import dev.haiku.tensor.Ops;
import dev.haiku.tensor.Tensor;
import java.util.List;
import java.util.function.Function;
import org.junit.jupiter.api.Test;

/** What a function given to {@code customJvp} and its rule find around them. */
class CustomJvpSurroundingsTest {

    private static final Function<Tensor, Tensor> SINE = CustomRule.JVP.sine();

    @Test
    void javaValuesAreCaptured() {
        Function<Double, Function<Tensor, Tensor>> power = exponent ->
                customJvp((Tensor t) -> t.pow(exponent), (t, d) -> new Jvp<>(t.pow(exponent), d.mul(exponent)));

        assertValues(grad(power.apply(3.0)).apply(x(2)), 3);
    }

    @Test
    void tensorsOfAnOuterDerivativeAreDifferentiatedThroughTheRule() {
        Function<Tensor, Tensor> outer = w -> {
            var scaled = customJvp(
                    (Tensor t) -> t.mul(w),
                    (t, d) -> new Jvp<>(t.mul(w), d.mul(w).mul(w)));
            return grad(scaled).apply(x(5));
        };

        assertValues(grad(outer).apply(x(3)), 6);
        assertValues(grad(jit(outer)).apply(x(3)), 6);
        assertValues(jvp(outer, x(3), x(1)).tangent(), 6);
    }

    @Test
    void tensorsOfALoopAreCaptured() {
        Function<Tensor, Tensor> loop = t -> Control.scan(
                        (Tensor c, Tensor w) ->
                                new Carried<>(CustomRule.JVP.scaledBy(w).apply(c), c),
                        t,
                        vector(3, 5),
                        o -> o)
                .carry();

        assertValues(jvp(loop, x(1), x(1)).tangent(), 60);
    }

    @Test
    void tensorsOfAFinishedStagingAreKnownUnderFurtherTransformationsOfTheRule() {
        // the value is w t, the derivative that of w t, taken in a roundabout way
        Function<Tensor, Function<Tensor, Tensor>> scaled = w -> customJvp((Tensor t) -> t.mul(w), (t, d) -> {
            var slope = grad((Tensor u) -> jit((Tensor v) -> v.mul(w)).apply(u)).apply(t);
            return new Jvp<>(
                    t.mul(w),
                    d.mul(vmap((Tensor v) -> v.mul(slope))
                            .apply(Ops.ones(Shape.of(1), DType.F64))
                            .sum()));
        });
        Function<Tensor, Tensor> mapped = jit((Tensor t) -> {
            var w = Func.stopGradient(t.mul(2));
            return vmap(scaled.apply(w)).apply(Ops.stack(0, t, t)).sum();
        });
        Function<Tensor, Tensor> looped = t -> Control.scan(
                        (Tensor c, Tensor w) -> new Carried<>(
                                vmap(scaled.apply(w)).apply(Ops.stack(0, c, c)).sum(), c),
                        t,
                        vector(3, 5),
                        o -> o)
                .carry();

        assertValues(mapped.apply(x(3)), 36);
        assertValues(grad(mapped).apply(x(3)), 12);
        assertValues(jvp(mapped, x(3), x(1)).tangent(), 12);
        assertValues(jit(grad(mapped)).apply(x(3)), 12);
        assertValues(grad(looped).apply(x(1)), 60);
        assertValues(jit(grad(looped)).apply(x(1)), 60);
        assertValues(vmap(grad(looped)).apply(vector(1, 2)), 60, 60);
    }

    @Test
    void debuggingScopesKeepTheRule() {
        Function<Tensor, Tensor> checked = t -> Debug.checkingNans(() -> SINE.apply(t));
        Function<Tensor, Tensor> leakless = t -> Debug.checkingLeaks(() -> SINE.apply(t));
        Function<Tensor, Tensor> eager = t -> Debug.disableJit(() -> SINE.apply(t));

        for (var f : List.of(checked, eager)) {
            assertValues(grad(f).apply(x(0.5)), 3 * Math.cos(0.5));
        }
        assertThat(leakless.apply(x(0.5)).item()).isEqualTo(Math.sin(0.5));
    }

    @Test
    void aTensorThatIsDifferentiatedIsRejected() {
        Function<Tensor, Tensor> f = w -> CustomRule.JVP.scaledBy(w).apply(w.mul(2));

        for (var each : List.of(f, jit(f))) {
            assertThatThrownBy(() -> jvp(each, x(3), x(1))).hasMessage(CustomRule.CLOSED_OVER);
        }
    }

    @Test
    void aStagedRuleUsesWhatTheFunctionUses() {
        Function<Tensor, Function<Tensor, Tensor>> odd =
                row -> customJvp((Tensor t) -> t, (t, d) -> new Jvp<>(t, d.mul(row)));
        Function<Tensor, Tensor> inner =
                row -> grad(jit((Tensor t) -> odd.apply(row).apply(t))).apply(x(2));
        Function<Tensor, Tensor> outer =
                jit((Tensor w) -> vmap((Tensor row) -> odd.apply(row).apply(w))
                        .apply(vector(3, 4))
                        .sum());

        assertThatThrownBy(() -> vmap(inner).apply(vector(1, 2)))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("A closed function was expected, but it uses Tracer<f64[]> of its surroundings. "
                        + "Pass it as an argument.");
        assertThatThrownBy(() -> grad(outer).apply(x(2)))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("The derivative of a function given to customJvp or customVjp uses a mapped tensor of its "
                        + "surroundings that the function itself does not use. Pass it as an argument.");
    }

    @Test
    void stopGradientLetsATensorBeCaptured() {
        Function<Tensor, Tensor> f = w -> {
            var fixed = Func.stopGradient(w);
            return customJvp((Tensor t) -> t.mul(fixed), (t, d) -> new Jvp<>(t.mul(fixed), d.mul(fixed)))
                    .apply(w);
        };

        assertValues(grad(f).apply(x(3)), 3);
        assertValues(grad(jit(f)).apply(x(3)), 3);
    }

    @Test
    void perturbationsAreNotConfused() {
        // d/dx [x d/dy (x y)] with a custom product
        var product = customJvp(
                (Tensor a, Tensor b) -> a.mul(b),
                (p, t) -> new Jvp<>(
                        p.first().mul(p.second()),
                        t.first().mul(p.second()).add(p.first().mul(t.second()))));
        Function<Tensor, Tensor> f =
                a -> a.mul(grad((Tensor b) -> product.apply(a, b)).apply(x(5)));

        assertValues(grad(f).apply(x(3)), 6);
        assertValues(jit(grad(f)).apply(x(3)), 6);
        assertValues(
                jvp(
                                a -> a.mul(jvp((Tensor b) -> product.apply(a, b), x(5), x(1))
                                        .tangent()),
                                x(3),
                                x(1))
                        .tangent(),
                6);
    }
}
