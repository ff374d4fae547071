package dev.haiku;

import static dev.haiku.Dense.X;
import static dev.haiku.Dense.fill;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.haiku.array.DType;
import dev.haiku.array.Shape;
import dev.haiku.tensor.Tensor;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;

class StatefulTest {

    private static final Tensor A = Tensor.scalar(1.0);
    private static final Tensor B = Tensor.scalar(2.0);

    /** A state value that is a tree. */
    record Pair(Tensor first, Tensor second) {}

    private static State initialOf(Runnable function) {
        return Haiku.transformWithState((Tensor x) -> {
                    function.run();
                    return x;
                })
                .initWithoutRng(X)
                .state();
    }

    private static State afterApply(State state, Runnable function) {
        return Haiku.transformWithState((Tensor x) -> {
                    function.run();
                    return x;
                })
                .withoutApplyRng()
                .apply(Params.empty(), state, X)
                .state();
    }

    @Test
    void returnsTheFirstValueFromInit() {
        var state = initialOf(() -> {
            Haiku.setState("s", A);
            Haiku.setState("s", B);
            assertThat(Haiku.getState("s")).isSameAs(B);
        });

        assertThat(state.get("~", "s")).isSameAs(A);
    }

    @Test
    void returnsTheLastValueFromApply() {
        var state = afterApply(State.empty().with("~", "s", X).with("~", "t", X), () -> {
            Haiku.setState("s", A);
            Haiku.setState("s", B);
        });

        assertThat(state.get("~", "s")).isSameAs(B);
        assertThat(state.get("~", "t")).isSameAs(X);
        assertThat(state.names()).containsExactly("~/s", "~/t");
    }

    @Test
    void initialisesWhatHasNoValueYet() {
        var state = initialOf(() -> {
            Haiku.getState("s", Shape.of(2), fill(4));
            Haiku.getState("t", Shape.of(2), DType.I32, fill(5));
            Haiku.getState("s", Shape.of(3), fill(6));
        });

        assertThat(state.get("~", "s").toFloatArray()).containsExactly(4, 4);
        assertThat(state.get("~", "t").toIntArray()).containsExactly(5, 5);
    }

    @Test
    void keepsTrees() {
        var state = initialOf(() -> {
            var made = Haiku.getState("p", Pair.class, () -> new Pair(A, B));
            Haiku.setState("p", new Pair(B, A));
            assertThat(Haiku.getState("p", Pair.class, () -> made)).isEqualTo(new Pair(B, A));
        });

        assertThat(state.getTree("~", "p", Pair.class)).isEqualTo(new Pair(A, B));
    }

    @Test
    void keepsTheStateOfModulesUnderTheirPaths() {
        final class Counter extends LayerModule {
            @Override
            protected Tensor call(Tensor x) {
                assertThat(hasState("n")).isEqualTo(!Haiku.runningInit());
                var n = getState("n", Shape.SCALAR, fill(0));
                setState("n", B);
                assertThat(getState("n")).isSameAs(B);
                getState("i", Shape.SCALAR, DType.I32, fill(0));
                getState("p", Pair.class, () -> new Pair(A, n));
                return x;
            }
        }

        var state = initialOf(() -> new Counter().apply(X));
        var after = afterApply(state, () -> new Counter().apply(X));

        assertThat(state.names()).containsExactly("counter/n", "counter/i", "counter/p");
        assertThat(state.get("counter", "n").item()).isZero();
        assertThat(after.get("counter", "n")).isSameAs(B);
    }

    @Test
    void showsInitialAndCurrentState() {
        initialOf(() -> {
            Haiku.setState("s", A);
            Haiku.setState("s", B);
            assertThat(Haiku.getInitialState().get("~", "s")).isSameAs(A);
            assertThat(Haiku.getCurrentState().get("~", "s")).isSameAs(B);
        });
    }

    @Nested
    class Errors {

        @Test
        void rejectsReadingWhatHasNoValue() {
            assertThatThrownBy(() -> initialOf(() -> Haiku.nameScope("counter", () -> Haiku.getState("n"))))
                    .isInstanceOf(IllegalStateException.class)
                    .hasMessage("counter: state 'n' has no value yet.\n"
                            + "Give getState a shape and an initialiser, or call setState first.");
        }

        @Test
        void rejectsReadingATreeAsATensor() {
            assertThatThrownBy(() -> initialOf(() -> {
                        Haiku.setState("p", new Pair(A, B));
                        Haiku.getState("p");
                    }))
                    .isInstanceOf(IllegalStateException.class)
                    .hasMessage("state 'p' is a Pair, not a Tensor.\nRead it with getState(name, type, init).");
        }

        @Test
        void rejectsValuesThatAreNoTrees() {
            assertThatThrownBy(() -> initialOf(() -> Haiku.setState("s", new Object())))
                    .isInstanceOf(IllegalArgumentException.class)
                    .hasMessageStartingWith("A tree cannot hold a java.lang.Object");
        }
    }
}
