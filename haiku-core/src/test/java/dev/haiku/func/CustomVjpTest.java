package dev.haiku.func;

import static dev.haiku.func.Func.checkpoint;
import static dev.haiku.func.Func.customVjp;
import static dev.haiku.func.Func.grad;
import static dev.haiku.func.Func.jit;
import static dev.haiku.func.Func.jvp;
import static dev.haiku.func.Func.linearize;
import static dev.haiku.func.Func.vjp;
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
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Function;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;

/** What {@code customVjp} alone does: its two ways, and what it cannot. */
class CustomVjpTest {

    record Layer(Tensor w, Tensor b) {}

    /** The way back gives three times the derivative, so that one sees who was asked. */
    private static final Function<Tensor, Tensor> SINE = customVjp(
            Ops::sin,
            t -> new WithResiduals<>(Ops.sin(t), Ops.cos(t)),
            (cosine, g) -> cosine.mul(g).mul(3));

    @Nested
    class Modes {

        @Test
        void theWaysAreDifferentiatedForHigherDerivatives() {
            Function<Tensor, Tensor> squared = t -> SINE.apply(t).mul(SINE.apply(t));
            // d/dx (2 s 3c): s is differentiated by its way there, sin, so 2 (c 3c - 3 s s)
            double second = 6 * (Math.cos(0.5) * Math.cos(0.5) - Math.sin(0.5) * Math.sin(0.5));

            assertValues(grad(grad(SINE)).apply(x(0.5)), -3 * Math.sin(0.5));
            assertValues(grad(grad(grad(SINE))).apply(x(0.5)), -3 * Math.cos(0.5));
            assertValues(grad(grad(squared)).apply(x(0.5)), second);
            assertValues(jit(grad(jit(grad(jit(squared))))).apply(x(0.5)), second);
            assertValues(Func.hvp(squared, x(0.5), x(1)), second);
            assertValues(Func.hvp(jit(squared), x(0.5), x(1)), second);
            assertValues(Func.hessian(squared).apply(x(0.5)), second);
        }

        @Test
        void theWayThereMayCallTheFunction() {
            var f = new CustomDerivatives.Itself<Tensor, Tensor>();
            f.is(customVjp(
                    Ops::sin,
                    t -> new WithResiduals<>(f.apply(t), t),
                    (t, g) -> f.apply(t).mul(g)));

            assertValues(grad(f::apply).apply(x(0.5)), Math.sin(0.5));
            assertValues(grad(grad(f::apply)).apply(x(0.5)), Math.sin(0.5));
            assertValues(jit(grad(jit(grad(f::apply)))).apply(x(0.5)), Math.sin(0.5));
            assertThatThrownBy(() -> Func.hvp(f::apply, x(0.5), x(1))).hasMessage(CustomRule.NO_FORWARD_MODE);
        }

        @Test
        void forwardModeFails() {
            Function<Tensor, Tensor> around = t -> SINE.apply(t.mul(2)).add(1);

            for (var f : List.of(SINE, jit(SINE), around, jit(around), checkpoint(SINE))) {
                assertThatThrownBy(() -> jvp(f, x(1), x(1)))
                        .isInstanceOf(UnsupportedOperationException.class)
                        .hasMessage(CustomRule.NO_FORWARD_MODE);
                assertThatThrownBy(() ->
                                jit((Tensor t) -> jvp(f, t, x(1)).tangent()).apply(x(1)))
                        .hasMessage(CustomRule.NO_FORWARD_MODE);
                assertThatThrownBy(() -> Func.jacfwd(f).apply(x(1))).hasMessage(CustomRule.NO_FORWARD_MODE);
                assertThatThrownBy(() -> linearize(f, x(1)).jvp().apply(x(1))).hasMessage(CustomRule.NO_FORWARD_MODE);
                assertThatThrownBy(() ->
                                grad((Tensor t) -> jvp(f, t, x(1)).tangent()).apply(x(1)))
                        .hasMessage(CustomRule.NO_FORWARD_MODE);
            }
            assertThatThrownBy(() ->
                            vmap((Tensor t) -> jvp(SINE, t, x(1)).tangent()).apply(vector(1, 2)))
                    .hasMessage(CustomRule.NO_FORWARD_MODE);
            assertThatThrownBy(() -> jvp(vmap(SINE), vector(1, 2), vector(1, 2)))
                    .hasMessage(CustomRule.NO_FORWARD_MODE);
        }

        @Test
        void forwardModeOfWhatDoesNotMoveWorks() {
            assertValues(
                    jvp((Tensor t) -> SINE.apply(x(0.5)).mul(t), x(2), x(1)).tangent(), Math.sin(0.5));
            assertValues(
                    jvp(jit((Tensor t) -> SINE.apply(x(0.5)).mul(t)), x(2), x(1))
                            .tangent(),
                    Math.sin(0.5));
        }

        @Test
        void aTangentThatNobodyAsksForDoesNotFail() {
            Function<Tensor, Tensor> f = t -> {
                var pushed = jvp(u -> List.of(SINE.apply(u), u.mul(u)), t, x(1));
                return pushed.tangent().get(1);
            };

            assertValues(jit(f).apply(x(3)), 6);
        }

        @Test
        void forwardModeFailsInControlFlow() {
            Function<Tensor, Tensor> scanned = t -> Control.scan(
                            (Tensor c, Tensor ignored) -> new Carried<>(SINE.apply(c), c), t, vector(1, 2), o -> o)
                    .carry();
            Function<Tensor, Tensor> counted = t -> Control.foriLoop(0, 2, (i, c) -> SINE.apply(c), t);

            for (var f : List.of(scanned, counted, checkpoint(scanned), jit(scanned))) {
                assertThatThrownBy(() -> jvp(f, x(0.5), x(1))).hasMessage(CustomRule.NO_FORWARD_MODE);
            }
        }

        @Test
        void loopsWithAConditionRunIt() {
            Function<Tensor, Tensor> loop =
                    t -> Control.whileLoop(c -> c.lt(9), c -> SINE.apply(c).add(10), t);

            assertValues(loop.apply(x(0.5)), 10 + Math.sin(0.5));
            assertValues(jit(loop).apply(x(0.5)), 10 + Math.sin(0.5));
            assertThatThrownBy(() -> jvp(loop, x(0.5), x(1))).hasMessage(CustomRule.NO_FORWARD_MODE);
        }

        @Test
        void checkpointsRunTheWayThereAgain() {
            double slope = 3 * Math.cos(0.5);
            var light = checkpoint((Tensor t) -> SINE.apply(t).mul(2));

            assertValues(grad(light).apply(x(0.5)), 2 * slope);
            assertValues(jit(grad(light)).apply(x(0.5)), 2 * slope);
            assertValues(grad(jit(light)).apply(x(0.5)), 2 * slope);
            assertValues(grad(grad(light)).apply(x(0.5)), -6 * Math.sin(0.5));
            assertValues(vmap(grad(light)).apply(vector(0.5, 0.5)), 2 * slope, 2 * slope);
        }
    }

    @Nested
    class TreesOfTensors {

        @Test
        void areArgumentsResultsAndResiduals() {
            Function<Layer, Map<String, Tensor>> f = customVjp(
                    (Layer l) -> Map.of("sum", l.w().sum(), "b", l.b()),
                    l -> new WithResiduals<>(
                            Map.of("sum", l.w().sum(), "b", l.b()), List.of(l.w(), Map.of("b", l.b()))),
                    (residuals, g) -> {
                        var w = (Tensor) residuals.get(0);
                        return new Layer(w.mul(g.get("sum")), g.get("b").mul(100));
                    });
            var at = new Layer(vector(1, 2), vector(3));

            for (var each : List.of(f, jit(f))) {
                var pulled = vjp(each, at);
                assertValues(pulled.value().get("sum"), 3);
                var back = pulled.pullback().apply(Map.of("sum", x(10), "b", vector(1)));
                assertValues(back.w(), 10, 20);
                assertValues(back.b(), 100);
                assertValues(
                        grad((Layer l) -> each.apply(l).get("sum")).apply(at).b(), 0);
            }
        }

        @Test
        void residualsMayBeEmptyOrConstant() {
            Function<Tensor, Tensor> clipped = customVjp(
                    (Tensor t) -> t, t -> new WithResiduals<>(t, List.of()), (none, g) -> Ops.clip(g, -1.0, 1.0));
            Function<Tensor, Tensor> fixed = customVjp(
                    (Tensor t) -> t.mul(2), t -> new WithResiduals<>(t.mul(2), vector(5, 6)), (c, g) -> g.mul(c));

            assertValues(grad((Tensor t) -> clipped.apply(t).mul(10)).apply(x(3)), 1);
            assertValues(grad(jit((Tensor t) -> clipped.apply(t).mul(10))).apply(x(3)), 1);
            assertValues(grad((Tensor t) -> fixed.apply(t).sum()).apply(vector(1, 1)), 5, 6);
            assertValues(grad(jit((Tensor t) -> fixed.apply(t).sum())).apply(vector(1, 1)), 5, 6);
            assertValues(
                    vmap(grad((Tensor t) -> fixed.apply(t).sum()))
                            .apply(Tensor.of(Shape.of(1, 2), 1.0, 1.0))
                            .reshape(2),
                    5,
                    6);
        }
    }

    @Test
    void takesUpToFourArguments() {
        var three = customVjp(
                (Tensor a, Tensor b, Tensor c) -> a.mul(b).mul(c),
                (a, b, c) -> new WithResiduals<>(a.mul(b).mul(c), List.of()),
                (none, g) -> new Args3<>(g, g.mul(10), g.mul(100)));
        var four = customVjp(
                (Tensor a, Tensor b, Tensor c, Tensor d) -> a.mul(b).mul(c).mul(d),
                (a, b, c, d) -> new WithResiduals<>(a, d),
                (d, g) -> new Args4<>(g, g.mul(10), g.mul(d), Func.zerosLike(d)));

        assertValues(grad((Tensor b) -> CustomRule.VJP.product().apply(x(2), b)).apply(x(3)), 10);
        assertValues(grad((Tensor c) -> three.apply(x(2), x(3), c)).apply(x(4)), 100);
        assertValues(grad((Tensor c) -> four.apply(x(2), x(3), c, x(7))).apply(x(4)), 7);
        assertValues(grad((Tensor d) -> four.apply(x(2), x(3), x(4), d)).apply(x(5)), 0);
    }

    @Test
    void theWaysRunOnlyForDerivatives() {
        var runs = new AtomicInteger();
        var f = customVjp(
                Ops::sin,
                (Tensor t) -> {
                    runs.incrementAndGet();
                    return new WithResiduals<>(Ops.sin(t), t);
                },
                (t, g) -> {
                    runs.incrementAndGet();
                    return g;
                });

        assertValues(f.apply(x(0)), 0);
        assertValues(jit(f).apply(x(0)), 0);
        assertThat(runs).hasValue(0);
        assertValues(grad(f).apply(x(0)), 1);
        assertThat(runs).hasValue(2);
        assertValues(grad((Tensor t) -> List.of(f.apply(t), t).get(1)).apply(x(0)), 1);
        assertThat(runs).hasValue(3); // nothing comes back to the function
    }

    @Test
    void printsAsACallInPrograms() {
        assertThat(Func.makeProgram(SINE, x(1))).hasToString("""
            { lambda a:f64[] .
                b:f64[] = custom_vjp_call a { lambda a:f64[] .
                    b:f64[] = sin a
                  in (b) }
              in (b) }\
            """);
        assertThat(Func.makeProgram((Tensor t) -> jvp(SINE, t, t).tangent(), x(1)))
                .hasToString("""
            { lambda a:f64[] .
                b:f64[] = sin a
                c:f64[] = cos a
                d:f64[] = custom_linear c a
              in (d) }\
            """);
    }

    @Nested
    class Errors {

        @Test
        void nameACotangentOfAnotherType() {
            var f = customVjp(Ops::sin, (Tensor t) -> new WithResiduals<>(t, t), (t, g) -> vector(1, 2));

            for (var each : List.of(f, jit(f))) {
                assertThatThrownBy(() -> grad(each).apply(x(1)))
                        .isInstanceOf(IllegalArgumentException.class)
                        .hasMessage(
                                "The backward rule of customVjp should return a cotangent of the types of the argument, "
                                        + "but the whole is f64[2] for f64[].");
            }
        }

        @Test
        void nameACotangentOfAnotherStructure() {
            Function<List<Tensor>, Tensor> f = customVjp(
                    (List<Tensor> in) -> in.get(0),
                    in -> new WithResiduals<>(in.get(0), List.of()),
                    (none, g) -> List.of(g));

            assertThatThrownBy(() -> grad(f).apply(List.of(x(1), x(2))))
                    .hasMessage(
                            "The backward rule of customVjp should return a cotangent of the structure of the argument, "
                                    + "but trees differ at the root: a list of 2 in the first, a list of 1 in the second.");
        }

        @Test
        void nameAValueThatIsNotThatOfTheFunction() {
            var f = customVjp(Ops::sin, (Tensor t) -> new WithResiduals<>(t.cast(DType.F32), t), (t, g) -> t);

            assertThatThrownBy(() -> grad(jit((Tensor t) -> f.apply(t))).apply(x(1)))
                    .hasMessage(
                            "The forward rule of customVjp should return a value of the types of the function's result, "
                                    + "but the whole is f32[] for f64[].");
        }

        @Test
        void nameTheArgumentOfSeveral() {
            var f = customVjp(
                    (Tensor a, Tensor b) -> a.mul(b),
                    (a, b) -> new WithResiduals<>(a.mul(b), a),
                    (a, g) -> new Args2<>(g, vector(1, 2)));

            assertThatThrownBy(() -> grad(f).apply(x(1), x(2)))
                    .hasMessage(
                            "The backward rule of customVjp should return a cotangent of the types of the argument, "
                                    + "but .second is f64[2] for f64[].");
        }
    }
}
