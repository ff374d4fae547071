package dev.haiku.func;

import static dev.haiku.func.Func.grad;
import static dev.haiku.func.Func.jit;
import static dev.haiku.func.Func.vmap;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.haiku.tensor.LeakedTracerException;
import dev.haiku.tensor.Ops;
import dev.haiku.tensor.Tensor;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.stream.Stream;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Tensors that outlive the transformation they belong to, and other side effects of transformed functions. */
class LeakTest {

    private static final Tensor X = Tensor.of(1f, 2f, 3f);
    private static final String ADVICE =
            " Return it from the function, as aux for instance, instead of storing it in a field or collection.";

    /** Transformations, which run the function that is given to them with a tensor that must not escape. */
    private static void leak(String transformation, Consumer<Tensor> keep) {
        Function<Tensor, Tensor> f = x -> {
            keep.accept(x.mul(2));
            return x.sum();
        };
        switch (transformation) {
            case "jit" -> jit(f).apply(X);
            case "grad" -> grad(f).apply(X);
            case "jvp" -> Func.jvp(f, X, X);
            case "vjp" -> Func.vjp(f, X);
            case "vmap" -> vmap(f).apply(X);
            case "checkpoint" -> Func.checkpoint(f).apply(X);
            case "evalShape" -> Func.evalShape(f, X);
            case "scan" -> Control.map(f, X);
            case "whileLoop" ->
                Control.whileLoop((Tensor t) -> t.lt(3), t -> f.apply(t).add(1), Tensor.scalar(0f));
            default -> throw new IllegalArgumentException(transformation);
        }
    }

    static Stream<Arguments> transformations() {
        return Stream.of(
                Arguments.of("jit", "f32[3] of jit"),
                Arguments.of("grad", "f32[3] of grad"),
                Arguments.of("jvp", "f32[3] of jvp"),
                Arguments.of("vjp", "f32[3] of vjp"),
                Arguments.of("vmap", "f32[] of vmap"),
                Arguments.of("checkpoint", "f32[3] of checkpoint"),
                Arguments.of("evalShape", "f32[3] of evalShape"),
                Arguments.of("scan", "f32[] of map"),
                Arguments.of("whileLoop", "f32[] of whileLoop"));
    }

    @ParameterizedTest
    @MethodSource("transformations")
    void saysWhereAnEscapedTensorComesFrom(String transformation, String tensor) {
        List<Tensor> escaped = new ArrayList<>();
        leak(transformation, escaped::add);
        var message = "A tensor " + tensor
                + ", called at LeakTest.leak(LeakTest.java:N), is used by %s after that ended." + ADVICE;

        for (Function<Tensor, Object> use : List.<Function<Tensor, Object>>of(
                y -> y.add(1),
                y -> jit((Tensor x) -> x.add(y)).apply(X),
                y -> grad((Tensor x) -> x.add(y).sum()).apply(X),
                y -> vmap((Tensor x) -> x.add(y)).apply(X))) {
            assertThatThrownBy(() -> use.apply(escaped.get(0)))
                    .isInstanceOf(LeakedTracerException.class)
                    .extracting(Messages::withoutLineNumbers)
                    .isIn(message.formatted("add"), message.formatted("broadcast_in_dim"));
        }
        assertThatThrownBy(() -> jit((Tensor x) -> escaped.get(0)).apply(X))
                .isInstanceOf(LeakedTracerException.class)
                .extracting(Messages::withoutLineNumbers)
                .isEqualTo(message.formatted("the result of jit"));
    }

    @Test
    void namesTheTransformationOfAnEscapedTensorInALoopOfAJittedFunction() {
        List<Tensor> escaped = new ArrayList<>();
        var f = jit((Tensor x) -> {
            var doubled = Control.map(
                    (Tensor y) -> {
                        escaped.add(y);
                        return y.mul(2);
                    },
                    x);
            return doubled.add(escaped.get(0));
        });

        assertThatThrownBy(() -> f.apply(X))
                .isInstanceOf(LeakedTracerException.class)
                .extracting(Messages::withoutLineNumbers)
                .isEqualTo("A tensor f32[] of map, called at "
                        + "LeakTest.namesTheTransformationOfAnEscapedTensorInALoopOfAJittedFunction(LeakTest.java:N), "
                        + "is used by broadcast_in_dim after that ended." + ADVICE);
    }

    @Nested
    class Checking {

        private final List<Tensor> escaped = new ArrayList<>();

        @Test
        void findsWhatIsLeftBehindBeforeItIsUsed() {
            assertThatThrownBy(() -> Debug.checkingLeaks(() -> jit((Tensor x) -> {
                                escaped.add(x.reshape(1, 3));
                                return x;
                            })
                            .apply(X)))
                    .isInstanceOf(LeakedTracerException.class)
                    .extracting(Messages::withoutLineNumbers)
                    .isEqualTo("Something still refers to a tensor of jit, called at "
                            + "LeakTest$Checking.findsWhatIsLeftBehindBeforeItIsUsed(LeakTest.java:N), after it ended: "
                            + "f32[1, 3]." + ADVICE);
        }

        @Test
        void findsTensorsOfGradAndVmap() {
            assertThatThrownBy(() -> Debug.checkingLeaks(() -> grad((Tensor x) -> {
                                escaped.add(x);
                                return x.sum();
                            })
                            .apply(X)))
                    .isInstanceOf(LeakedTracerException.class)
                    .hasMessageContaining("a tensor of grad");
            assertThatThrownBy(() -> Debug.checkingLeaks(() -> vmap((Tensor x) -> {
                                escaped.add(x);
                                return x;
                            })
                            .apply(X)))
                    .isInstanceOf(LeakedTracerException.class)
                    .hasMessageContaining("a tensor of vmap");
        }

        @Test
        void findsNothingInPureFunctions() {
            var f = jit((Tensor x) -> Control.map(Ops::sin, x).sum());

            var result = Debug.checkingLeaks(() -> vmap(grad(f)).apply(Ops.ones(2, 3)));
            var pullback = Debug.checkingLeaks(() -> Func.vjp(f, X)).pullback();

            assertThat(result.shape().toList()).containsExactly(2, 3);
            assertThat(pullback.apply(Tensor.scalar(1f)).shape().toList()).containsExactly(3);
        }
    }

    @Nested
    class SideEffects {

        @Test
        void happenWhenAFunctionIsStagedNotWhenItIsCalled() {
            var calls = new AtomicInteger();
            var f = jit((Tensor x) -> {
                calls.incrementAndGet();
                return x.mul(2);
            });

            f.apply(X);
            f.apply(X);

            assertThat(calls).hasValue(1);
        }

        @Test
        void happenOnceForAllIndicesAndEachTimeUnderGrad() {
            var calls = new AtomicInteger();
            Function<Tensor, Tensor> f = x -> {
                calls.incrementAndGet();
                return x.mul(x);
            };

            vmap(f).apply(X);
            assertThat(calls).hasValue(1);

            grad((Tensor x) -> f.apply(x).sum()).apply(X);
            grad((Tensor x) -> f.apply(x).sum()).apply(X);
            assertThat(calls).hasValue(3);
        }

        @Test
        void readWhatIsThereWhenTheFunctionIsStaged() {
            var factor = new AtomicInteger(2);
            var f = jit((Tensor x) -> x.mul(factor.get()));

            assertThat(f.apply(X).toFloatArray()).containsExactly(2, 4, 6);
            factor.set(3);
            assertThat(f.apply(X).toFloatArray()).containsExactly(2, 4, 6); // give it as an argument instead
        }

        @Test
        void bodiesAndBranchesRunOnceHoweverOftenTheirProgramsDo() {
            var calls = new AtomicInteger();
            Function<Tensor, Tensor> f = x -> {
                calls.incrementAndGet();
                return x.mul(2);
            };

            Control.map(f, X);
            assertThat(calls).hasValue(1);

            jit((Tensor p) -> Control.cond(p.sum().gt(0), f, f, p)).apply(X);
            assertThat(calls).hasValue(3);
        }
    }
}
