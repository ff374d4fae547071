package dev.haiku.func;

import static dev.haiku.func.Func.argnum;
import static dev.haiku.func.Func.argnums;
import static dev.haiku.func.Func.grad;
import static dev.haiku.func.Func.jit;
import static dev.haiku.func.Func.jvp;
import static dev.haiku.func.Func.linearize;
import static dev.haiku.func.Func.stopGradient;
import static dev.haiku.func.Func.valueAndGrad;
import static dev.haiku.func.Func.vjp;
import static dev.haiku.func.Func.vmap;
import static dev.haiku.func.Numbers.assertClose;
import static dev.haiku.func.Numbers.assertValues;
import static dev.haiku.func.Numbers.random;
import static dev.haiku.func.Numbers.vector;
import static dev.haiku.func.Numbers.x;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.haiku.array.DType;
import dev.haiku.array.Shape;
import dev.haiku.tensor.Nn;
import dev.haiku.tensor.Ops;
import dev.haiku.tensor.Tensor;
import java.util.List;
import java.util.function.Function;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;

/** What JAX's guides to automatic differentiation show, with the numbers that they print. */
class CookbookTest {

    record Weights(Tensor w, Tensor b) {}

    /** A function and the result of it that is printed. */
    private static void assertPrints(double printed, Tensor actual) {
        assertThat(actual.item()).isCloseTo(printed, within(1e-6 * (1 + Math.abs(printed))));
    }

    @Nested
    class Gradients {

        // toy data of the guide: three features of each of four people
        private final Tensor inputs =
                Tensor.of(Shape.of(4, 3), 0.52, 1.12, 0.77, 0.88, -1.08, 0.15, 0.52, 0.06, -1.30, 0.74, -2.49, 1.39);
        private final Tensor targets = vector(1, 1, 0, 1);
        private final Tensor w = random(1, 3);
        private final Tensor b = x(0.1);

        private Tensor predict(Tensor weights, Tensor bias) {
            return Nn.sigmoid(inputs.matmul(weights).add(bias));
        }

        /** Minus the logarithm of the probability of the labels. */
        private Tensor loss(Tensor weights, Tensor bias) {
            var p = predict(weights, bias);
            var ofLabel =
                    p.mul(targets).add(p.mul(-1).add(1).mul(targets.mul(-1).add(1)));
            return Ops.log(ofLabel).sum().neg();
        }

        /** The gradient that one derives by hand. */
        private Tensor byHand() {
            return predict(w, b).sub(targets).matmul(inputs);
        }

        @Test
        void composeAsOftenAsOneLikes() {
            Function<Tensor, Tensor> tanh = Ops::tanh;

            assertPrints(0.070650816, grad(tanh).apply(x(2)));
            assertPrints(-0.13621868, grad(grad(tanh)).apply(x(2)));
            assertPrints(0.25265408, grad(grad(grad(tanh))).apply(x(2)));
        }

        @Test
        void areTakenByAnyArguments() {
            assertClose(grad(this::loss, argnum(0)).apply(w, b), byHand());
            assertClose(
                    grad((Tensor bias) -> loss(w, bias)).apply(b),
                    predict(w, b).sub(targets).sum());
            var both = grad(this::loss, argnums(0, 1)).apply(w, b);
            assertClose(both.tensor(0), byHand());
            assertClose(both.tensor(1), predict(w, b).sub(targets).sum());
        }

        @Test
        void areTreesForTrees() {
            var gradient = grad((Weights all) -> loss(all.w(), all.b())).apply(new Weights(w, b));

            assertClose(gradient.w(), byHand());
        }

        @Test
        void comeWithTheValue() {
            var result = valueAndGrad(this::loss, argnums(0, 1)).apply(w, b);

            assertClose(result.value(), loss(w, b));
            assertClose(result.grad().tensor(0), byHand());
        }

        @Test
        void agreeWithDifferencesAlongADirection() {
            double step = 1e-6;
            var direction = random(7, 3);
            double difference = (loss(w.add(direction.mul(step)), b).item()
                            - loss(w.sub(direction.mul(step)), b).item())
                    / (2 * step);

            assertThat(grad(this::loss).apply(w, b).mul(direction).sum().item()).isCloseTo(difference, within(1e-7));
        }

        @Test
        void ofExamplesAreMappedGradients() {
            Fn3<Tensor, Tensor, Tensor, Tensor> one = (weights, in, target) ->
                    Nn.sigmoid(in.mul(weights).sum()).sub(target).square();
            var perExample = jit(vmap(grad(one), o -> o.in(MappedAxis.NONE))).apply(w, inputs, targets);

            for (int i = 0; i < 4; i++) {
                assertClose(perExample.get(i), grad(one).apply(w, inputs.get(i), targets.get(i)));
            }
        }
    }

    @Nested
    class Products {

        private final Function<Tensor, Tensor> f =
                t -> Ops.sin(t).mul(t.square().sum()).sum();
        private final Tensor at = vector(0.3, -1.2, 0.8);
        private final Tensor v = vector(1, 0.5, -2);

        @Test
        void ofHessianAndVectorNeedNoHessian() {
            var expected = Func.hessian(f).apply(at).matmul(v);

            assertClose(jvp(grad(f), at, v).tangent(), expected);
            assertClose(grad((Tensor t) -> grad(f).apply(t).mul(v).sum()).apply(at), expected);
            assertClose(grad((Tensor t) -> jvp(f, t, v).tangent()).apply(at), expected);
            assertClose(linearize(grad(f), at).jvp().apply(v), expected);
            assertClose(Func.hvp(f, at, v), expected);
        }

        @Test
        void ofJacobianAndVectorComeFromForwardMode() {
            var matrix = random(2, 4, 3);
            Function<Tensor, Tensor> layer = t -> Nn.sigmoid(matrix.matmul(t));
            var pushed = jvp(layer, at, v);

            assertClose(pushed.value(), layer.apply(at));
            assertClose(pushed.tangent(), Func.jacfwd(layer).apply(at).matmul(v));
        }

        @Test
        void ofVectorAndJacobianComeFromReverseMode() {
            var matrix = random(2, 4, 3);
            Function<Tensor, Tensor> layer = t -> Nn.sigmoid(matrix.matmul(t));
            var u = random(3, 4);

            assertClose(
                    vjp(layer, at).pullback().apply(u),
                    u.matmul(Func.jacrev(layer).apply(at)));
        }

        @Test
        void withAMatrixAreMapped() {
            var matrix = random(2, 4, 3);
            Function<Tensor, Tensor> layer = t -> Nn.sigmoid(matrix.matmul(t));
            var rows = random(4, 5, 4);
            var pullback = vjp(layer, at).pullback();

            var looped = Ops.stack(Ops.unstack(rows, 0).stream().map(pullback).toList(), 0);

            assertClose(vmap(pullback).apply(rows), looped);
            var columns = random(5, 3, 6);
            assertClose(
                    vmap(
                                    (Tensor s) -> jvp(layer, at, s).tangent(),
                                    o -> o.in(MappedAxis.at(1)).out(MappedAxis.at(1)))
                            .apply(columns),
                    Func.jacfwd(layer).apply(at).matmul(columns));
        }

        @Test
        void makeJacobiansOfTheUnitVectors() {
            Function<Tensor, Tensor> cubes = t -> t.mul(t).mul(t);
            var basis = Ops.eye(3, 3, 0, DType.F64);

            assertClose(
                    vmap((Tensor s) -> jvp(cubes, at, s).tangent(), o -> o.out(MappedAxis.at(1)))
                            .apply(basis),
                    Func.jacfwd(cubes).apply(at));
            assertClose(
                    vmap(vjp(cubes, at).pullback()).apply(basis),
                    Func.jacrev(cubes).apply(at));
        }
    }

    @Nested
    class StopGradient {

        @Test
        void keepsATargetFromBeingMoved() {
            Function<Tensor, Function<Tensor, Tensor>> value =
                    theta -> state -> theta.mul(state).sum();
            var theta = vector(0.1, -0.1, 0);
            var state = vector(1, 2, -1);
            var next = vector(2, 1, 0);

            var update = grad((Tensor t) -> {
                        var target = value.apply(t).apply(next).add(1);
                        return stopGradient(target)
                                .sub(value.apply(t).apply(state))
                                .square();
                    })
                    .apply(theta);

            // 2 (0.1 + 1 - -0.1) times minus the state
            assertClose(update, state.mul(-2.4));
        }

        @Test
        void makesAStraightThroughEstimator() {
            Function<Tensor, Tensor> rounded = t -> {
                // a zero that has the gradient of the identity
                var zero = t.sub(stopGradient(t));
                return zero.add(stopGradient(Ops.round(t)));
            };

            assertValues(rounded.apply(x(3.2)), 3);
            assertValues(grad((Tensor t) -> Ops.round(t)).apply(x(3.2)), 0);
            assertValues(grad(rounded).apply(x(3.2)), 1);
        }
    }

    @Test
    void linearFunctionsOfTwoUsesAreAddedUp() {
        var both = vjp((Tensor t) -> List.of(t.mul(2), t.mul(3)), x(1));

        assertValues(both.pullback().apply(List.of(x(1), x(10))), 32);
    }
}
