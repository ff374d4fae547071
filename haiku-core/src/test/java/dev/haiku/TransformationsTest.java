package dev.haiku;

import static dev.haiku.Dense.X;
import static dev.haiku.Dense.fill;
import static dev.haiku.func.Func.grad;
import static dev.haiku.func.Func.jit;
import static dev.haiku.func.Func.jvp;
import static dev.haiku.func.Func.valueAndGrad;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.haiku.array.Shape;
import dev.haiku.random.Key;
import dev.haiku.random.Random;
import dev.haiku.tensor.LeakedTracerException;
import dev.haiku.tensor.Tensor;
import dev.haiku.tree.Trees;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;

/** {@code init} and {@code apply} under the transformations of pure functions, and those inside a transformed function. */
class TransformationsTest {

    private static final Key KEY = Key.of(42);
    private static final Initializer RANDOM = (shape, dtype) -> Random.normal(Haiku.nextRngKey(), shape, dtype);

    private final Transformed<Tensor, Tensor> net = Haiku.transform((Tensor x) -> {
        var hidden = new Dense(3).apply(x);
        return Haiku.nameScope("out", () -> {
            var w = Haiku.getParameter("w", Shape.of(3, 2), RANDOM);
            return hidden.dot(w);
        });
    });
    private final TransformedWithoutApplyRng<Tensor, Tensor> loss = Haiku.withoutApplyRng(
            Haiku.transform((Tensor x) -> new Dense(2).apply(x).square().sum()));

    private static List<List<Float>> numbers(Object tree) {
        List<List<Float>> numbers = new ArrayList<>();
        for (var leaf : Trees.leaves(tree)) {
            List<Float> row = new ArrayList<>();
            for (var number : leaf.toFloatArray()) {
                row.add(number);
            }
            numbers.add(row);
        }
        return numbers;
    }

    @Nested
    class FromOutside {

        @Test
        void stagesApply() {
            var params = net.init(KEY, X);

            var jitted = jit(net::apply);

            assertThat(numbers(jitted.apply(params, KEY, X))).isEqualTo(numbers(net.apply(params, KEY, X)));
        }

        @Test
        void stagesInitWithTheSameNamesAndNumbers() {
            var eager = net.init(KEY, X);

            var staged = jit(net::init).apply(KEY, X);

            assertThat(staged.names()).isEqualTo(eager.names());
            assertThat(staged.sameStructure(eager)).isTrue();
            assertThat(numbers(staged)).isEqualTo(numbers(eager));
        }

        @Test
        void stagesFunctionsWithState() {
            var counter = Haiku.transformWithState((Tensor x) -> {
                var n = Haiku.getState("n", Shape.SCALAR, fill(0));
                Haiku.setState("n", n.add(1));
                return x.mul(n);
            });
            var initial = jit(counter::init).apply(KEY, X);
            var step = jit(counter::apply);

            var state = initial.state();
            for (int i = 0; i < 3; i++) {
                state = step.apply(initial.params(), state, KEY, X).state();
            }

            assertThat(state.get("~", "n").item()).isEqualTo(3);
        }

        @Test
        void differentiatesApply() {
            var params = loss.init(KEY, X);

            var result = valueAndGrad(loss::apply).apply(params, X);

            assertThat(result.value().item()).isEqualTo(18);
            assertThat(result.grad().names()).isEqualTo(params.names());
            assertThat(result.grad().get("dense", "w").toFloatArray()).containsExactly(6, 6, 12, 12);
            assertThat(result.grad().get("dense", "b").toFloatArray()).containsExactly(6, 6);
        }

        @Test
        void stagesGradientsAndDifferentiatesStagedFunctions() {
            var params = loss.init(KEY, X);
            var expected = numbers(grad(loss::apply).apply(params, X));

            assertThat(numbers(jit(grad(loss::apply)).apply(params, X))).isEqualTo(expected);
            assertThat(numbers(grad(jit(loss::apply)).apply(params, X))).isEqualTo(expected);
        }

        @Test
        void differentiatesInitByItsInput() {
            var scaled = Haiku.transform((Tensor x) -> Haiku.getParameter("w", x.shape(), (shape, dtype) -> x.mul(2)));

            var result = jvp((Tensor x) -> scaled.init(KEY, x), X, X);

            assertThat(result.tangent().get("~", "w").toFloatArray()).containsExactly(2, 4);
        }

        @Test
        void doesNotLookForNanWhileStaging() {
            var broken = Haiku.transform((Tensor x) -> Haiku.getParameter("w", Shape.of(1), fill(Double.NaN)));

            assertThat(jit(broken::init).apply(KEY, X).get("~", "w").toFloatArray())
                    .containsExactly(Float.NaN);
        }
    }

    @Nested
    class Inside {

        private static String leak(String transformation, String replacement) {
            return " inside " + transformation + ", which began inside a function given to Haiku.transform.\n"
                    + "The value exists only inside that transformation. Use " + replacement
                    + ", or transform init and apply from outside, for example jit(net::apply).";
        }

        private static final String LEAK_OF_STAGING =
                leak("jit, scan, cond or the like", "Haiku.jit, Haiku.scan, Haiku.cond or whichever it is");

        @Test
        void differentiatesAModule() {
            var outer = Haiku.transform((Tensor x) -> {
                var layer = new Dense(2);
                return grad((Tensor y) -> layer.apply(y).square().sum()).apply(x);
            });

            var params = outer.initWithoutRng(X);

            assertThat(params.names()).containsExactly("dense/w", "dense/b");
            assertThat(outer.withoutApplyRng().apply(params, X).toFloatArray()).containsExactly(12, 12);
        }

        @Test
        void readsParametersInAStagedFunction() {
            var outer = Haiku.transform((Tensor x) -> {
                var layer = new Dense(2);
                layer.apply(x);
                return jit((Tensor y) -> layer.apply(y)).apply(x);
            });

            var params = outer.initWithoutRng(X);

            assertThat(outer.withoutApplyRng().apply(params, X).toFloatArray()).containsExactly(3, 3);
        }

        @Test
        void rejectsParametersCreatedInAStagedFunction() {
            var outer = Haiku.transform(
                    (Tensor x) -> jit((Tensor y) -> Haiku.getParameter("w", y.shape(), (shape, dtype) -> y.mul(2)))
                            .apply(x));

            assertThatThrownBy(() -> outer.initWithoutRng(X))
                    .isInstanceOf(LeakedTracerException.class)
                    .hasMessage("parameter 'w' is created" + LEAK_OF_STAGING);
        }

        @Test
        void rejectsStateSetInADifferentiatedFunction() {
            var outer = Haiku.transformWithState((Tensor x) -> grad((Tensor y) -> {
                        Haiku.nameScope("net", () -> {
                            Haiku.setState("s", y.sum());
                            return y;
                        });
                        return y.sum();
                    })
                    .apply(x));

            assertThatThrownBy(() -> outer.initWithoutRng(X))
                    .isInstanceOf(LeakedTracerException.class)
                    .hasMessage("net: state 's' is set" + leak("grad or the like", "Haiku.grad or Haiku.valueAndGrad"));
        }

        @Test
        void rejectsKeysDrawnInAStagedFunction() {
            var outer =
                    Haiku.transform((Tensor x) -> jit((Tensor y) -> y.add(Random.normal(Haiku.nextRngKey(), y.shape())))
                            .apply(x));

            assertThatThrownBy(() -> outer.init(KEY, X))
                    .isInstanceOf(LeakedTracerException.class)
                    .hasMessage("nextRngKey is called" + LEAK_OF_STAGING);
        }

        @Test
        void drawsTheSameKeysInADifferentiatedFunction() {
            var direct = Haiku.transform((Tensor x) -> x.mul(Random.normal(Haiku.nextRngKey(), x.shape())));
            var outer = Haiku.transform((Tensor x) -> grad((Tensor y) ->
                            y.mul(Random.normal(Haiku.nextRngKey(), y.shape())).sum())
                    .apply(x));
            var ones = Tensor.of(Shape.of(1, 2), 1f, 1f);

            assertThat(numbers(outer.apply(Params.empty(), KEY, ones)))
                    .isEqualTo(numbers(direct.apply(Params.empty(), KEY, ones)));
        }

        @Test
        void advisesWhereALeakedTensorMayComeFrom() {
            var leaked = new ArrayList<Tensor>();
            var leaking = jit((Tensor y) -> {
                leaked.add(y.mul(2));
                return y;
            });
            var outer = Haiku.transform((Tensor x) -> leaking.apply(x).add(leaked.get(0)));

            assertThatThrownBy(() -> outer.initWithoutRng(X))
                    .isInstanceOf(LeakedTracerException.class)
                    .hasMessageEndingWith(
                            "\nInside a function given to Haiku.transform, a transformation such as jit or grad may not "
                                    + "be given a function that creates parameters, sets state or draws keys: use Haiku's own, such as Haiku.grad "
                                    + "or Haiku.jit, or transform init and apply from outside.")
                    .hasCauseInstanceOf(LeakedTracerException.class);
        }
    }
}
