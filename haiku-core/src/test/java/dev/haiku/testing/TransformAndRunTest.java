package dev.haiku.testing;

import static dev.haiku.testing.HaikuAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.haiku.Haiku;
import dev.haiku.KeySequence;
import dev.haiku.MissingRngException;
import dev.haiku.NotTransformedException;
import dev.haiku.array.Shape;
import dev.haiku.random.Key;
import dev.haiku.tensor.ConcretizationException;
import dev.haiku.tensor.Ops;
import dev.haiku.tensor.Tensor;
import java.io.IOException;
import java.lang.reflect.Method;
import java.lang.reflect.Proxy;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.InvocationInterceptor;
import org.junit.jupiter.api.extension.ReflectiveInvocationContext;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class TransformAndRunTest {

    private static final List<String> LOG = new ArrayList<>();

    @AfterAll
    static void allRan() {
        assertThat(LOG)
                .containsExactlyInAnyOrder(
                        "init true",
                        "apply true",
                        "init false",
                        "only init",
                        "staged",
                        "staged",
                        "3",
                        "3",
                        "5",
                        "5",
                        "whole class",
                        "whole class");
    }

    private static String firstKey() {
        return Haiku.nextRngKey().data().toHost().toString();
    }

    private static String firstKey(long seed) {
        return KeySequence.of(Key.of(seed)).next().data().toHost().toString();
    }

    @Test
    @TransformAndRun
    void runsInitAndApplyWithKeys() {
        LOG.add((Haiku.runningInit() ? "init " : "apply ") + true);
        assertThat(firstKey()).isEqualTo(firstKey(Haiku.runningInit() ? 42 : 43));
        assertThat(Haiku.getParameter("w", Shape.of(2), Ops::ones)).containsExactly(1, 1);
        var count = Haiku.getState("count", Shape.SCALAR, Ops::zeros);
        Haiku.setState("count", count.add(1));
        assertThat(count).containsExactly(0);
    }

    @Test
    @TransformAndRun(withKey = false, runApply = false)
    void runsInitOnlyWithoutAKey() {
        LOG.add("init " + Haiku.maybeNextRngKey().isPresent());
        assertThat(Haiku.runningInit()).isTrue();
    }

    @Test
    @TransformAndRun(seed = 7, runApply = false)
    void takesASeed() {
        LOG.add("only init");
        assertThat(firstKey()).isEqualTo(firstKey(7));
    }

    @Test
    @TransformAndRun(jit = true)
    void stages() {
        LOG.add("staged");
        var w = Haiku.getParameter("w", Shape.of(2), Ops::ones)
                .add(Haiku.nextRngKey().data().sum());
        assertThat(w).hasShape(2);
        assertThatThrownBy(w::toFloatArray).isInstanceOf(ConcretizationException.class);
    }

    @ParameterizedTest
    @ValueSource(ints = {3, 5})
    @TransformAndRun
    void runsTestsWithParameters(int size) {
        LOG.add(String.valueOf(size));
        assertThat(Haiku.getParameter("w", Shape.of(size), Ops::ones)).hasShape(size);
    }

    @Nested
    @TransformAndRun
    class OfAClass {

        @Test
        void appliesToItsMethods() {
            LOG.add("whole class");
            assertThat(Haiku.currentName()).isEqualTo("~");
        }
    }

    @Test
    void needsTheAnnotation() {
        assertThatThrownBy(Haiku::runningInit).isInstanceOf(NotTransformedException.class);
    }

    @Nested
    class Functions {

        @Test
        void giveTheResultOfApply() {
            assertThat(TransformedRun.of(Haiku::runningInit)).isFalse();
            assertThat(TransformedRun.of(() -> Haiku.nextRngKey().data()))
                    .hasSameNumbersAs(KeySequence.of(Key.of(43)).next().data());
        }

        @Test
        void takeSettings() {
            assertThat(TransformedRun.of(Haiku::runningInit, o -> o.runApply(false)))
                    .isEmpty();
            assertThat(TransformedRun.of(
                                    () -> Haiku.nextRngKey().data(),
                                    o -> o.seed(1).jit(true))
                            .orElseThrow())
                    .hasSameNumbersAs(KeySequence.of(Key.of(2)).next().data());
            assertThatThrownBy(() -> TransformedRun.of(Haiku::nextRngKey, o -> o.withKey(false)))
                    .isInstanceOf(MissingRngException.class);
        }
    }

    @Nested
    class Failing {

        private final List<String> events = new ArrayList<>();

        @TransformAndRun
        void failingWithAnError() {
            throw new AssertionError("expected");
        }

        @TransformAndRun
        void failingWithACheckedException() throws IOException {
            throw new IOException("expected");
        }

        void withoutAnnotation() {
            events.add("ran");
        }

        @Test
        void testsFailWithTheirOwnErrors() {
            assertThatThrownBy(() -> intercept("failingWithAnError"))
                    .isInstanceOf(AssertionError.class)
                    .hasMessage("expected");
            assertThatThrownBy(() -> intercept("failingWithACheckedException"))
                    .isInstanceOf(IOException.class)
                    .hasMessage("expected");
            assertThatThrownBy(() -> intercept("withoutAnnotation"))
                    .isInstanceOf(IllegalStateException.class)
                    .hasMessageStartingWith("TransformAndRunExtension needs @TransformAndRun on ");
            assertThat(events).containsExactly("skipped", "skipped", "skipped");
        }

        private void intercept(String name) throws Throwable {
            var method = Failing.class.getDeclaredMethod(name);
            InvocationInterceptor.Invocation<Void> invocation = new InvocationInterceptor.Invocation<>() {
                @Override
                public Void proceed() {
                    throw new AssertionError("runs otherwise");
                }

                @Override
                public void skip() {
                    events.add("skipped");
                }
            };
            new TransformAndRunExtension().interceptTestMethod(invocation, contextOf(method), extensionContext());
        }

        private ExtensionContext extensionContext() {
            return (ExtensionContext) Proxy.newProxyInstance(
                    getClass().getClassLoader(),
                    new Class<?>[] {ExtensionContext.class},
                    (proxy, method, arguments) ->
                            method.getName().equals("getRequiredTestClass") ? Failing.class : List.of());
        }

        private ReflectiveInvocationContext<Method> contextOf(Method method) {
            return new ReflectiveInvocationContext<>() {
                @Override
                public Class<?> getTargetClass() {
                    return Failing.class;
                }

                @Override
                public Optional<Object> getTarget() {
                    return Optional.of(Failing.this);
                }

                @Override
                public Method getExecutable() {
                    return method;
                }

                @Override
                public List<Object> getArguments() {
                    return List.of();
                }
            };
        }
    }

    @Test
    void leavesNothingBehind() {
        Tensor result = TransformedRun.of(() -> Ops.ones(Shape.of(2), dev.haiku.array.DType.F32));

        assertThat(result).containsExactly(1, 1);
        assertThatThrownBy(Haiku::currentName).isInstanceOf(NotTransformedException.class);
    }
}
