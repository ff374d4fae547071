package dev.haiku;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.haiku.array.Shape;
import dev.haiku.func.Func;
import dev.haiku.func.WithAux;
import dev.haiku.random.Key;
import dev.haiku.tensor.Tensor;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;

/** {@code grad} and its kin inside a transformed function. */
class StatefulGradTest {

    private static final Key KEY = Key.of(42);
    private static final Tensor X = Tensor.of(Shape.of(3), 1f, 2f, 3f);

    private record Step(Tensor value, Tensor grad, Tensor last) {}

    /** Computes what {@link #byHand} computes. */
    private static Step step(Tensor x) {
        var result = Haiku.valueAndGrad(
                        (Tensor y) -> new Busy().apply(y).square().sum())
                .apply(x);
        return new Step(result.value(), result.grad(), Haiku.nextRngKey().data());
    }

    /** The derivative of {@code sum((x w + n)^2)} is {@code 2 w (x w + n)}. */
    private static Step byHand(Tensor x) {
        var y = new Busy().apply(x);
        var w = Haiku.getParams().get("busy", "w");
        return new Step(y.square().sum(), y.mul(w).mul(2), Haiku.nextRngKey().data());
    }

    private final TransformedWithState<Tensor, Step> net = Haiku.transformWithState(StatefulGradTest::step);
    private final TransformedWithState<Tensor, Step> reference = Haiku.transformWithState(StatefulGradTest::byHand);

    private static void assertSame(Step actual, Step expected) {
        assertThat(actual.value().item()).isEqualTo(expected.value().item());
        assertThat(actual.grad().toFloatArray()).containsExactly(expected.grad().toFloatArray());
        assertThat(actual.last().toLongArray()).containsExactly(expected.last().toLongArray());
    }

    @Test
    void createsParametersSetsStateAndDrawsKeysInside() {
        var initial = net.init(KEY, X);
        var expected = reference.init(KEY, X);

        assertThat(initial.params().get("busy", "w").toFloatArray())
                .containsExactly(expected.params().get("busy", "w").toFloatArray());
        assertThat(initial.state().get("busy", "count").item()).isZero();
        assertThat(initial.state().get("busy", "sum").item()).isEqualTo(6);
    }

    @Test
    void keepsChangesOfStateInApply() {
        var initial = net.init(KEY, X);

        var applied = net.apply(initial.params(), initial.state(), KEY, X);

        assertSame(
                applied.value(),
                reference.apply(initial.params(), initial.state(), KEY, X).value());
        assertThat(applied.state().get("busy", "count").item()).isEqualTo(1);
        assertThat(applied.state().get("busy", "sum").item()).isEqualTo(6);
    }

    @Test
    void givesTheSameWhenStaged() {
        var initial = Func.jit(net::init).apply(KEY, X);
        var eager = net.init(KEY, X);

        var applied = Func.jit(net::apply).apply(initial.params(), initial.state(), KEY, X);

        assertThat(initial.params().names()).isEqualTo(eager.params().names());
        assertThat(initial.params().get("busy", "w").toFloatArray())
                .containsExactly(eager.params().get("busy", "w").toFloatArray());
        assertThat(applied.value().grad().toFloatArray())
                .containsExactly(net.apply(initial.params(), initial.state(), KEY, X)
                        .value()
                        .grad()
                        .toFloatArray());
        assertThat(applied.state().get("busy", "count").item()).isEqualTo(1);
    }

    @Test
    void isDifferentiatedItself() {
        // the gradient of sum(w x^2) by x is 2 w x, whose sum has the gradient 2 x by w
        var outer = Haiku.transform((Tensor x) -> {
            var grad = Haiku.grad((Tensor y) -> {
                        var w = Haiku.getParameter("w", y.shape(), Dense.fill(1));
                        return y.square().mul(w).sum();
                    })
                    .apply(x);
            return grad.sum();
        });
        var params = outer.initWithoutRng(X);

        var byParams =
                Func.grad((Params p) -> outer.withoutApplyRng().apply(p, X)).apply(params);

        assertThat(byParams.get("~", "w").toFloatArray()).containsExactly(2, 4, 6);
    }

    @Test
    void nests() {
        // the second derivative of x^3 is 6 x
        var second = Haiku.transform((Tensor x) -> Haiku.grad((Tensor y) -> Haiku.grad((Tensor z) -> {
                            Haiku.setState("seen", z);
                            return z.pow(3).mul(Haiku.getParameter("w", Shape.SCALAR, Dense.fill(1)));
                        })
                        .apply(y))
                .apply(x));
        var withState = second.withEmptyState();

        var initial = withState.initWithoutRng(Tensor.scalar(2.0));
        var applied = withState.withoutApplyRng().apply(initial.params(), initial.state(), Tensor.scalar(2.0));

        assertThat(applied.value().item()).isEqualTo(12);
        assertThat(applied.state().get("~", "seen").item()).isEqualTo(2);
    }

    @Test
    void differentiatesTheFirstOfSeveralArguments() {
        var net = Haiku.transform((Tensor x) -> {
            var two = Haiku.grad((Tensor a, Tensor b) -> a.mul(b).sum()).apply(x, x.mul(10));
            var three = Haiku.valueAndGrad(
                            (Tensor a, Tensor b, Tensor c) -> a.mul(b).mul(c).sum())
                    .apply(x, x, x.add(1));
            return two.add(three.grad());
        });

        assertThat(net.apply(Params.empty(), KEY, X).toFloatArray()).containsExactly(12, 26, 42);
    }

    @Test
    void passesOnWhatElseTheFunctionReturns() {
        var net = Haiku.transform((Tensor x) -> {
            var result = Haiku.valueAndGradWithAux((Tensor y) -> new WithAux<>(y.sum(), List.of(y.mul(2))))
                    .apply(x);
            var two = Haiku.valueAndGradWithAux((Tensor y, Tensor a) -> new WithAux<>(y.sum(), a))
                    .apply(x, x);
            var three = Haiku.valueAndGradWithAux((Tensor y, Tensor a, Tensor b) -> new WithAux<>(y.sum(), a.mul(b)))
                    .apply(x, x, x);
            return result.aux().get(0).add(result.grad()).add(two.aux()).add(three.aux());
        });

        assertThat(net.apply(Params.empty(), KEY, X).toFloatArray()).containsExactly(5, 11, 19);
    }

    @Test
    void takesFourArguments() {
        var net = Haiku.transform((Tensor x) -> {
            var grad = Haiku.grad((Tensor a, Tensor b, Tensor c, Tensor d) ->
                            a.mul(b).mul(c).mul(d).sum())
                    .apply(x, x, x, x);
            var value = Haiku.valueAndGrad((Tensor a, Tensor b, Tensor c, Tensor d) ->
                            a.mul(b).mul(c).add(d).sum())
                    .apply(x, x, x, x);
            var aux = Haiku.valueAndGradWithAux((Tensor a, Tensor b, Tensor c, Tensor d) ->
                            new WithAux<>(a.mul(b).sum(), c.add(d)))
                    .apply(x, x, x, x);
            return grad.add(value.grad()).add(aux.aux());
        });

        assertThat(net.apply(Params.empty(), KEY, X).toFloatArray()).containsExactly(4, 16, 42);
    }

    @Test
    void countsNamesWithoutEffectOnTheOutside() {
        var names = Dense.namesOf(() -> {
            new Dense(2).apply(Dense.X);
            var unused = Haiku.grad((Tensor x) -> new Dense(2).apply(x).sum()).apply(Dense.X);
            new Dense(2).apply(Dense.X);
        });

        // as in dm-haiku: the last layer takes the name, and so the parameters, of the one in the function
        assertThat(names).containsExactly("dense/w", "dense/b", "dense_1/b", "dense_1/w");
    }

    @Test
    void worksInAConstructorAndInAMethod() {
        final class Outer extends Module {
            private final Tensor grad;

            Outer() {
                this.grad =
                        Haiku.grad((Tensor x) -> new Dense(1).apply(x).sum()).apply(Dense.X);
            }

            Tensor encode() {
                return method(
                        "encode",
                        () -> Haiku.grad((Tensor x) -> new Dense(1).apply(x).sum())
                                .apply(grad));
            }
        }

        assertThat(Dense.namesOf(() -> new Outer().encode()))
                .containsExactly(
                        "outer/~/dense/b", "outer/~/dense/w", "outer/~encode/dense/b", "outer/~encode/dense/w");
    }

    @Test
    void usesModulesMadeOutside() {
        var net = Haiku.transform((Tensor x) -> {
            var layer = new Dense(2);
            return Haiku.grad((Tensor y) -> layer.apply(y).sum()).apply(x);
        });

        var params = net.initWithoutRng(Dense.X);

        assertThat(params.names()).containsExactly("dense/b", "dense/w");
        assertThat(net.withoutApplyRng().apply(params, Dense.X).toFloatArray()).containsExactly(2, 2);
    }

    @Test
    void leavesTheFrameAsItWasAfterAnError() {
        var net = Haiku.transform((Tensor x) -> {
            assertThatThrownBy(() -> Haiku.grad((Tensor y) -> {
                                Haiku.getParameter("w", y.shape(), Dense.fill(1));
                                throw new IllegalStateException("stop");
                            })
                            .apply(x))
                    .hasMessage("stop");
            return Haiku.getParameter("v", x.shape(), Dense.fill(1));
        });

        assertThat(net.initWithoutRng(X).names()).containsExactly("~/v");
    }

    @Nested
    class Errors {

        @Test
        void rejectsUseOutsideATransform() {
            assertThatThrownBy(() -> Haiku.grad((Tensor x) -> x.sum()))
                    .isInstanceOf(NotTransformedException.class)
                    .hasMessage(
                            "Haiku.grad must be used inside a function given to Haiku.transform. Elsewhere use Func.grad.");
            assertThatThrownBy(() -> Haiku.valueAndGrad((Tensor x) -> x.sum()))
                    .isInstanceOf(NotTransformedException.class)
                    .hasMessage("Haiku.valueAndGrad must be used inside a function given to Haiku.transform. "
                            + "Elsewhere use Func.valueAndGrad.");
        }

        @Test
        void rejectsArgumentsOtherThanFloatingPointOnes() {
            var argument = Map.of("n", Tensor.of(1, 2));

            Dense.inTransform(() -> assertThatThrownBy(() -> Haiku.grad((Map<String, Tensor> m) -> Tensor.scalar(1.0))
                            .apply(argument))
                    .isInstanceOf(IllegalArgumentException.class)
                    .hasMessage("Haiku.grad differentiates floating-point tensors only, but .n is i32[2]. "
                            + "Pass it as another argument, or cast it to f32."));
        }

        @Test
        void rejectsResultsOtherThanScalars() {
            Dense.inTransform(() -> Haiku.nameScope("net", () -> {
                assertThatThrownBy(() -> Haiku.valueAndGrad((Tensor x) -> x).apply(X))
                        .isInstanceOf(IllegalArgumentException.class)
                        .hasMessage(
                                "net: Haiku.valueAndGrad needs a function with a floating-point scalar as result, but it "
                                        + "returned f32[3]. Reduce it with sum() or mean(), or cast it to f32.");
                return X;
            }));
        }

        @Test
        void saysThatKeysAreMissing() {
            var net = Haiku.transform((Tensor x) -> Haiku.grad((Tensor y) -> {
                        Haiku.nextRngKey();
                        return y.sum();
                    })
                    .apply(x));

            assertThatThrownBy(() -> net.initWithoutRng(X))
                    .isInstanceOf(MissingRngException.class)
                    .hasMessage("nextRngKey needs a random key, but init was called without one. "
                            + "Pass a Key to it, such as Key.of(42).");
        }
    }
}
