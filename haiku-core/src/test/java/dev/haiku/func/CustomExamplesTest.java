package dev.haiku.func;

import static dev.haiku.func.Func.customJvp;
import static dev.haiku.func.Func.customJvps;
import static dev.haiku.func.Func.customVjp;
import static dev.haiku.func.Func.grad;
import static dev.haiku.func.Func.jit;
import static dev.haiku.func.Func.jvp;
import static dev.haiku.func.Func.vjp;
import static dev.haiku.func.Func.vmap;
import static dev.haiku.func.Numbers.assertClose;
import static dev.haiku.func.Numbers.assertValues;
import static dev.haiku.func.Numbers.vector;
import static dev.haiku.func.Numbers.x;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.haiku.tensor.Ops;
import dev.haiku.tensor.Tensor;
import dev.haiku.tree.Trees;
import java.util.ArrayList;
import java.util.List;
import java.util.function.BiFunction;
import java.util.function.Function;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;

/** What JAX's guides to custom derivatives show, in our words, with the numbers that they print. */
class CustomExamplesTest {

    record Point(Tensor x, Tensor y) {}

    /** The logarithm of 1 + exp(x), whose derivative shall not overflow. */
    private static final Function<Tensor, Tensor> LOG1P_EXP = customJvp(
            t -> Ops.log(Ops.exp(t).add(1)),
            (t, dt) -> new Jvp<>(
                    CustomExamplesTest.LOG1P_EXP.apply(t),
                    dt.mul(Ops.div(1.0, Ops.exp(t).add(1)).mul(-1).add(1))));

    @Nested
    class Stability {

        @Test
        void theDerivativeOfTheFormulaOverflows() {
            Function<Tensor, Tensor> plain = t -> Ops.log(Ops.exp(t).add(1));

            assertThat(grad(plain).apply(Tensor.scalar(100f)).item()).isNaN();
        }

        @Test
        void theOneThatWeKnowDoesNot() {
            assertThat(grad(LOG1P_EXP).apply(Tensor.scalar(100f)).item()).isEqualTo(1);
            assertThat(LOG1P_EXP.apply(Tensor.scalar(3f)).item()).isCloseTo(3.0485873, within(1e-6));
            assertThat(jit(grad(LOG1P_EXP)).apply(Tensor.scalar(100f)).item()).isEqualTo(1);
            assertThat(vmap(jit(grad(LOG1P_EXP))).apply(Tensor.of(0f, 1f, 2f)).toFloatArray())
                    .containsExactly(new float[] {0.5f, 0.7310586f, 0.880797f}, within(1e-6f));
        }

        @Test
        void givenAsAFactorItIsShorter() {
            var same = customJvps(
                    (Tensor t) -> Ops.log(Ops.exp(t).add(1)),
                    (dt, value, t) ->
                            dt.mul(Ops.div(1.0, Ops.exp(t).add(1)).mul(-1).add(1)));

            assertThat(grad(same).apply(Tensor.scalar(100f)).item()).isEqualTo(1);
            assertThat(grad(grad(same)).apply(Tensor.scalar(0f)).item()).isCloseTo(0.25, within(1e-6));
        }
    }

    @Nested
    class Conventions {

        private final Function<Tensor, Tensor> plain = t -> t.div(Ops.sqrt(t).add(1));

        private final Function<Tensor, Tensor> withLimit = customJvp(plain, (t, dt) -> {
            var root = Ops.sqrt(t);
            // (sqrt x + 2) / (2 (sqrt x + 1)^2), whose limit at 0 is 1
            var slope = root.add(2).div(root.add(1).square().mul(2));
            return new Jvp<>(plain.apply(t), slope.mul(dt));
        });

        @Test
        void theFormulaHasNoDerivativeAtTheEdge() {
            assertThat(grad(plain).apply(x(0)).item()).isNaN();
        }

        @Test
        void itsLimitMayBeGiven() {
            assertValues(grad(withLimit).apply(x(0)), 1);
            assertClose(grad(withLimit).apply(x(0.7)), grad(plain).apply(x(0.7)));
        }
    }

    @Nested
    class Clipping {

        private final Fn3<Tensor, Tensor, Tensor, Tensor> clipGradient = customVjp(
                (Tensor lo, Tensor hi, Tensor t) -> t,
                (lo, hi, t) -> new WithResiduals<>(t, new Args2<>(lo, hi)),
                (bounds, g) -> new Args3<>(
                        Func.zerosLike(bounds.first()),
                        Func.zerosLike(bounds.second()),
                        Ops.clip(g, bounds.first(), bounds.second())));

        @Test
        void changesNothingButTheGradient() {
            Function<Tensor, Tensor> clipped = t -> Ops.sin(clipGradient.apply(x(-0.75), x(0.75), t));
            var at = vector(0, 1, 2, 3);

            assertClose(vmap(clipped).apply(at), Ops.sin(at));
            assertClose(vmap(grad(clipped)).apply(at), Ops.clip(Ops.cos(at), -0.75, 0.75));
        }
    }

    @Test
    void aWayBackMayLookAtWhatComes() {
        var seen = new ArrayList<Double>();
        Function<Tensor, Tensor> debug = customVjp(t -> t, t -> new WithResiduals<>(t, t), (t, g) -> {
            seen.add(g.item());
            return g;
        });

        assertValues(grad((Tensor t) -> Ops.sin(debug.apply(t.mul(t))).mul(3)).apply(x(1)), 6 * Math.cos(1));
        assertThat(seen).hasSize(1);
        assertThat(seen.get(0)).isCloseTo(3 * Math.cos(1), within(1e-12));
    }

    @Test
    void functionsAreCapturedByTheRule() {
        Function<Function<Tensor, Tensor>, Function<Tensor, Tensor>> doubling =
                f -> customJvp(f, (t, dt) -> new Jvp<>(f.apply(t), dt.mul(2)));

        var cube = doubling.apply(t -> t.mul(t).mul(t));

        assertValues(cube.apply(x(3)), 27);
        assertValues(grad(cube).apply(x(3)), 2);
    }

    @Test
    void recordsAreArgumentsAndResults() {
        Function<Point, Tensor> dot = customJvp(
                (Point p) -> Ops.sin(p.x()).mul(p.y()),
                (p, d) -> new Jvp<>(
                        Ops.sin(p.x()).mul(p.y()),
                        Ops.cos(p.x()).mul(d.x()).mul(p.y()).add(Ops.sin(p.x()).mul(d.y()))));
        var at = new Point(x(0.5), x(3));

        assertClose(
                grad(dot).apply(at),
                grad((Point p) -> Ops.sin(p.x()).mul(p.y())).apply(at));
    }

    /** Fixed points of functions of a parameter and an iterate, differentiated by the implicit function theorem. */
    @Nested
    class ImplicitFunctions {

        /** What a step of the way back depends on. */
        record Adjoint<A>(A parameter, Tensor fixed, Tensor cotangent) {}

        private static <A> Tensor fixedPoint(BiFunction<A, Tensor, Tensor> f, A parameter, Tensor guess) {
            return Func.<A, Tensor, Tensor, Args2<A, Tensor>>customVjp(
                            (A a, Tensor start) -> iterate(t -> f.apply(a, t), start),
                            (a, start) -> {
                                var fixed = fixedPoint(f, a, start);
                                return new WithResiduals<>(fixed, new Args2<>(a, fixed));
                            },
                            (residuals, g) -> back(f, residuals.first(), residuals.second(), g))
                    .apply(parameter, guess);
        }

        private static <A> Args2<A, Tensor> back(BiFunction<A, Tensor, Tensor> f, A parameter, Tensor fixed, Tensor g) {
            // the cotangent of the step is a fixed point, too: u = g + u df/dx
            var u = fixedPoint(
                    (Adjoint<A> now, Tensor t) -> now.cotangent()
                            .add(vjp((Tensor at) -> f.apply(now.parameter(), at), now.fixed())
                                    .pullback()
                                    .apply(t)),
                    new Adjoint<>(parameter, fixed, g),
                    g);
            var pulled = vjp((A a) -> f.apply(a, fixed), parameter).pullback().apply(u);
            return new Args2<>(pulled, Func.zerosLike(fixed));
        }

        private static Tensor iterate(Function<Tensor, Tensor> step, Tensor start) {
            return Control.whileLoop(
                            (Point now) -> Ops.abs(now.x().sub(now.y())).gt(1e-12),
                            now -> new Point(now.y(), step.apply(now.y())),
                            new Point(start, step.apply(start)))
                    .y();
        }

        private static Tensor newtonRoot(Tensor a) {
            return fixedPoint((Tensor p, Tensor t) -> t.add(p.div(t)).mul(0.5), a, a);
        }

        @Test
        void areDifferentiatedWithoutTheIterations() {
            assertValues(newtonRoot(x(2)), Math.sqrt(2));
            assertValues(grad(ImplicitFunctions::newtonRoot).apply(x(2)), 1 / (2 * Math.sqrt(2)));
            assertValues(grad(grad(ImplicitFunctions::newtonRoot)).apply(x(2)), -1 / (8 * Math.sqrt(2)));
            assertValues(jit(grad(ImplicitFunctions::newtonRoot)).apply(x(2)), 1 / (2 * Math.sqrt(2)));
            assertValues(grad(jit(ImplicitFunctions::newtonRoot)).apply(x(2)), 1 / (2 * Math.sqrt(2)));
        }

        @Test
        void areMapped() {
            var at = vector(1, 2, 3, 4);

            assertClose(vmap(ImplicitFunctions::newtonRoot).apply(at), Ops.sqrt(at));
            assertClose(vmap(grad(ImplicitFunctions::newtonRoot)).apply(at), Ops.div(0.5, Ops.sqrt(at)));
            assertClose(jit(vmap(grad(ImplicitFunctions::newtonRoot))).apply(at), Ops.div(0.5, Ops.sqrt(at)));
            assertClose(
                    grad((Tensor t) ->
                                    vmap(ImplicitFunctions::newtonRoot).apply(t).sum())
                            .apply(at),
                    Ops.div(0.5, Ops.sqrt(at)));
        }

        @Test
        void mayDependOnATree() {
            // x = cos(a x) / b
            Function<Point, Tensor> solution =
                    p -> fixedPoint((Point q, Tensor t) -> Ops.cos(q.x().mul(t)).div(q.y()), p, x(0.5));
            var at = new Point(x(0.7), x(1.3));

            var gradient = grad(solution).apply(at);

            double fixed = solution.apply(at).item();
            double slope = 1.3 + 0.7 * Math.sin(0.7 * fixed);
            assertThat(gradient.x().item()).isCloseTo(-fixed * Math.sin(0.7 * fixed) / slope, within(1e-9));
            assertThat(gradient.y().item()).isCloseTo(-fixed / slope, within(1e-9));
            assertThat(Trees.leaves(
                            grad((Point p) -> grad(solution).apply(p).x()).apply(at)))
                    .allSatisfy(leaf -> assertThat(leaf.item()).isFinite());
        }
    }

    @Test
    void aRootFinderIsDifferentiatedForwardByItsRule() {
        // the root of t^3 + t = y, by Newton's method; dt = dy / (3 t^2 + 1)
        Function<Tensor, Tensor> root = y -> Control.foriLoop(
                0,
                50,
                (i, t) -> t.sub(
                        t.mul(t).mul(t).add(t).sub(y).div(t.square().mul(3).add(1))),
                y);
        var custom = new CustomDerivatives.Itself<Tensor, Tensor>();
        custom.is(customJvp(root, (y, dy) -> {
            var t = custom.apply(y);
            return new Jvp<>(t, dy.div(t.square().mul(3).add(1)));
        }));

        assertValues(custom.apply(x(10)), 2);
        assertValues(grad(custom::apply).apply(x(10)), 1.0 / 13);
        assertValues(jvp(custom::apply, x(10), x(1)).tangent(), 1.0 / 13);
        // t'' = -6 t t' / (3 t^2 + 1)^2
        assertValues(grad(grad(custom::apply)).apply(x(10)), -12.0 / (13 * 13 * 13));
        assertValues(vmap(grad(custom::apply)).apply(vector(10, 2)), 1.0 / 13, 0.25);
        assertClose(
                List.of(grad(root).apply(x(10))), List.of(grad(custom::apply).apply(x(10))));
    }
}
