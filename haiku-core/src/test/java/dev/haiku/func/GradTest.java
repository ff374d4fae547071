package dev.haiku.func;

import static dev.haiku.func.Func.grad;
import static dev.haiku.func.Func.jvp;
import static dev.haiku.func.Func.valueAndGrad;
import static dev.haiku.func.Func.valueAndGradWithAux;
import static dev.haiku.func.Numbers.assertClose;
import static dev.haiku.func.Numbers.assertValues;
import static dev.haiku.func.Numbers.random;
import static dev.haiku.func.Numbers.vector;
import static dev.haiku.func.Numbers.x;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.haiku.array.DType;
import dev.haiku.array.Shape;
import dev.haiku.tensor.LeakedTracerException;
import dev.haiku.tensor.Ops;
import dev.haiku.tensor.Tensor;
import dev.haiku.tree.Trees;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;

class GradTest {

    record Layer(Tensor w, Tensor b) {}

    record Model(Layer first, List<Layer> rest, String name) {}

    private static Tensor loss(Layer layer, Tensor input) {
        return Ops.tanh(input.matmul(layer.w()).add(layer.b())).square().sum();
    }

    @Test
    void differentiatesAScalarFunction() {
        assertValues(grad((Tensor t) -> t.mul(t).mul(t)).apply(x(2)), 12);
    }

    @Test
    void givesOnesForASum() {
        for (int seed = 0; seed < 5; seed++) {
            var gradient = grad((Tensor t) -> t.sum()).apply(random(seed, 3, seed));

            assertClose(gradient, Ops.ones(Shape.of(3, seed), DType.F64));
        }
    }

    @Test
    void keepsTheTypeOfTheArgument() {
        var gradient = grad((Tensor t) -> t.square().sum()).apply(Tensor.of(1f, 2f));

        assertThat(gradient.dtype()).isEqualTo(DType.F32);
        assertThat(gradient.toFloatArray()).containsExactly(2f, 4f);
    }

    @Test
    void returnsATreeLikeTheArgument() {
        var layer = new Layer(random(1, 3, 2), random(2, 2));
        var model = new Model(layer, List.of(layer), "m");

        var gradient = grad((Model m) ->
                        loss(m.first(), random(3, 4, 3)).add(m.rest().get(0).b().sum()))
                .apply(model);

        assertThat(gradient.name()).isEqualTo("m");
        assertClose(gradient.rest().get(0).w(), Ops.zeros(Shape.of(3, 2), DType.F64));
        assertClose(gradient.rest().get(0).b(), vector(1, 1));
        assertClose(gradient.first(), numericalGradient(l -> loss(l, random(3, 4, 3)), layer), 1e-6);
    }

    private static Layer numericalGradient(Function<Layer, Tensor> f, Layer at) {
        return Trees.map(at, at, (t, same) -> {
            var numbers = t.toDoubleArray();
            var gradient = new double[numbers.length];
            for (int i = 0; i < numbers.length; i++) {
                double original = numbers[i];
                numbers[i] = original + 1e-6;
                double above =
                        f.apply(replaced(at, t, Tensor.of(t.shape(), numbers))).item();
                numbers[i] = original - 1e-6;
                double below =
                        f.apply(replaced(at, t, Tensor.of(t.shape(), numbers))).item();
                numbers[i] = original;
                gradient[i] = (above - below) / 2e-6;
            }
            return Tensor.of(t.shape(), gradient);
        });
    }

    private static Layer replaced(Layer at, Tensor old, Tensor replacement) {
        return Trees.map(at, t -> t == old ? replacement : t);
    }

    @Test
    void differentiatesTheFirstOfSeveralArguments() {
        assertValues(grad((Tensor a, Tensor b) -> a.mul(b)).apply(x(2), x(3)), 3);
        assertValues(grad((Tensor a, Tensor b, Tensor c) -> a.mul(b).mul(c)).apply(x(2), x(3), x(5)), 15);
        assertValues(
                grad((Tensor a, Tensor b, Tensor c, Tensor d) -> a.mul(b).mul(c).mul(d))
                        .apply(x(2), x(3), x(5), x(7)),
                105);
    }

    @Test
    void takesAnyTreesAsOtherArguments() {
        var f = grad((Tensor a, List<Tensor> rest) -> a.mul(rest.get(0).cast(DType.F64)));

        assertValues(f.apply(x(2), List.of(Tensor.scalar(3))), 3);
    }

    @Test
    void computesValueAndGradientTogether() {
        var result = valueAndGrad((Tensor t) -> t.square().sum()).apply(vector(1, 2));

        assertValues(result.value(), 5);
        assertValues(result.grad(), 2, 4);
        assertValues(
                valueAndGrad((Tensor a, Tensor b) -> a.mul(b)).apply(x(2), x(3)).value(), 6);
        assertValues(
                valueAndGrad((Tensor a, Tensor b, Tensor c) -> a.mul(b).mul(c))
                        .apply(x(2), x(3), x(5))
                        .grad(),
                15);
        assertValues(
                valueAndGrad((Tensor a, Tensor b, Tensor c, Tensor d) ->
                                a.mul(b).mul(c).mul(d))
                        .apply(x(2), x(3), x(5), x(7))
                        .grad(),
                105);
    }

    @Test
    void passesOnWhatElseTheFunctionReturns() {
        record Metrics(Tensor twice, Tensor count, String name) {}
        var f = valueAndGradWithAux(
                (Tensor t) -> new WithAux<>(t.square().sum(), new Metrics(t.mul(2), Tensor.scalar(7), "metrics")));

        var result = f.apply(vector(1, 2));

        assertValues(result.value(), 5);
        assertValues(result.grad(), 2, 4);
        assertValues(result.aux().twice(), 2, 4);
        assertThat(result.aux().count().itemLong()).isEqualTo(7);
        assertThat(result.aux().name()).isEqualTo("metrics");
    }

    @Test
    void passesOnWhatElseFunctionsOfSeveralArgumentsReturn() {
        var two = valueAndGradWithAux((Tensor a, Tensor b) -> new WithAux<>(a.mul(b), b))
                .apply(x(2), x(3));
        var three = valueAndGradWithAux((Tensor a, Tensor b, Tensor c) -> new WithAux<>(a.mul(c), b))
                .apply(x(2), x(3), x(5));
        var four = valueAndGradWithAux((Tensor a, Tensor b, Tensor c, Tensor d) -> new WithAux<>(a.mul(d), c))
                .apply(x(2), x(3), x(5), x(7));

        assertValues(two.grad(), 3);
        assertValues(three.grad(), 5);
        assertValues(three.aux(), 3);
        assertValues(four.grad(), 7);
        assertValues(four.aux(), 5);
    }

    @Test
    void followsJavasControlFlowOnConcreteValues() {
        Function<Tensor, Tensor> f = t -> {
            var y = t;
            while (y.item() < 100) {
                y = y.item() > 10 ? y.mul(3) : y.mul(2);
            }
            return y;
        };

        assertValues(grad(f).apply(x(3)), 36);
        assertValues(grad(f).apply(x(50)), 3);
    }

    @Test
    void mayBeZeroOrConstant() {
        assertValues(grad((Tensor t) -> Tensor.scalar(DType.F64, 3.0)).apply(vector(1, 2)), 0, 0);
        assertValues(grad((Tensor t) -> Func.stopGradient(t).mul(t)).apply(x(3)), 3);
        assertValues(grad((Tensor t) -> Ops.floor(t)).apply(x(3.5)), 0);
    }

    @Test
    void accumulatesEveryUseOfAValue() {
        assertValues(grad((Tensor t) -> t.add(t).mul(t).sub(t.div(t))).apply(x(3)), 12);
    }

    @Nested
    class Nesting {

        @Test
        void doesNotConfusePerturbations() {
            // d/dx [x * d/dy (x * y)] = 2x
            var f = grad((Tensor a) -> a.mul(grad((Tensor b) -> a.mul(b)).apply(x(5))));
            // d/dx [x * d/dy (x + y)] = 1
            var g = grad((Tensor a) -> a.mul(grad((Tensor b) -> a.add(b)).apply(a)));

            assertValues(f.apply(x(3)), 6);
            assertValues(g.apply(x(3)), 1);
        }

        @Test
        void doesNotConfusePerturbationsOfForwardMode() {
            var result = jvp(
                    (Tensor a) -> a.mul(jvp((Tensor b) -> a.mul(b), x(5), x(1)).tangent()), x(3), x(1));

            assertValues(result.tangent(), 6);
        }

        @Test
        void givesHigherDerivatives() {
            Function<Tensor, Tensor> f = t -> Ops.sin(t).mul(t);

            assertValues(grad(grad(f)).apply(x(0.7)), 2 * Math.cos(0.7) - 0.7 * Math.sin(0.7));
            assertValues(grad(grad(grad(f))).apply(x(0.7)), -3 * Math.sin(0.7) - 0.7 * Math.cos(0.7));
            assertValues(grad(grad(grad(grad(f)))).apply(x(0.7)), -4 * Math.cos(0.7) + 0.7 * Math.sin(0.7));
        }

        @Test
        void mixesForwardAndReverseMode() {
            Function<Tensor, Tensor> f = t -> Ops.exp(t.mul(2));
            double second = 4 * Math.exp(0.6);

            assertValues(jvp(grad(f), x(0.3), x(1)).tangent(), second);
            assertValues(grad((Tensor t) -> jvp(f, t, x(1)).tangent()).apply(x(0.3)), second);
            assertValues(
                    jvp((Tensor t) -> jvp(f, t, x(1)).tangent(), x(0.3), x(1)).tangent(), second);
        }

        @Test
        void multipliesWithTheHessian() {
            Function<Tensor, Tensor> f = t -> t.mul(t).mul(t).sum();

            assertValues(Func.hvp(f, vector(1, 2), vector(3, 4)), 18, 48);
        }
    }

    @Nested
    class Errors {

        record State(Tensor mean, Tensor count) {}

        @Test
        void askForAScalar() {
            assertThatThrownBy(() -> grad((Tensor t) -> t.mul(2)).apply(Tensor.of(1f, 2f, 3f)))
                    .isInstanceOf(IllegalArgumentException.class)
                    .hasMessage("grad needs a function with a scalar result, but it returned f32[3]. "
                            + "Reduce it with sum() or mean(), or use vjp with a cotangent of that shape.");
        }

        @Test
        void askForAFloatingPointResult() {
            assertThatThrownBy(
                            () -> valueAndGrad((Tensor t) -> t.cast(DType.I32)).apply(x(1)))
                    .isInstanceOf(IllegalArgumentException.class)
                    .hasMessage("valueAndGrad needs a function with a floating-point result, but it returned i32[]. "
                            + "Cast it to f32 inside the function.");
        }

        @Test
        void askForFloatingPointArguments() {
            assertThatThrownBy(() -> grad((Tensor t) -> t.sum()).apply(Tensor.of(1, 2)))
                    .isInstanceOf(IllegalArgumentException.class)
                    .hasMessage("grad differentiates floating-point tensors only, but the argument is i32[2]. "
                            + "Pass it as another argument, or cast it to f32, "
                            + "or give o -> o.allowInt(true) for zeros.");
            assertThatThrownBy(() -> grad((State s) -> s.mean()).apply(new State(x(1), Tensor.scalar(2))))
                    .isInstanceOf(IllegalArgumentException.class)
                    .hasMessage("grad differentiates floating-point tensors only, but .count is i32[]. "
                            + "Pass it as another argument, or cast it to f32, "
                            + "or give o -> o.allowInt(true) for zeros.");
        }

        @Test
        void nameTheTransformationThatALeakedTensorComesFrom() {
            var leaked = new ArrayList<Tensor>();
            var ignored = grad((Tensor t) -> {
                        leaked.add(t.mul(2));
                        return t;
                    })
                    .apply(x(1));

            assertThat(ignored).isNotNull();
            assertThatThrownBy(() -> grad((Tensor t) -> t.mul(leaked.get(0))).apply(x(1)))
                    .isInstanceOf(LeakedTracerException.class)
                    .extracting(Messages::withoutLineNumbers)
                    .isEqualTo("A tensor f64[] of grad, called at "
                            + "GradTest$Errors.nameTheTransformationThatALeakedTensorComesFrom(GradTest.java:N), "
                            + "is used by mul after that ended. "
                            + "Return it from the function, as aux for instance, "
                            + "instead of storing it in a field or collection.");
            assertThatThrownBy(() -> leaked.get(0).add(x(1))).isInstanceOf(LeakedTracerException.class);
        }
    }
}
