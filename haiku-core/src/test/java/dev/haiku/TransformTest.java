package dev.haiku;

import static dev.haiku.Dense.X;
import static dev.haiku.Dense.fill;
import static dev.haiku.Dense.inTransform;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.haiku.array.Shape;
import dev.haiku.random.Key;
import dev.haiku.tensor.Tensor;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executors;
import java.util.function.BiFunction;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class TransformTest {

    private static final Key KEY = Key.of(42);
    private static final ParamsAndState EMPTY = new ParamsAndState(Params.empty(), State.empty());

    private static Tensor counted(Tensor x) {
        var count = Haiku.getState("count", Shape.SCALAR, fill(0));
        Haiku.setState("count", count.add(1));
        return x.mul(Haiku.getParameter("scale", Shape.SCALAR, fill(3))).add(count);
    }

    @Nested
    class WithoutState {

        private final Transformed<Tensor, Tensor> net = Haiku.transform((Tensor x) -> new Dense(3).apply(x));

        @Test
        void createsParametersInInitAndUsesThemInApply() {
            var params = net.init(KEY, X);
            var doubled = params.with("dense", "b", Tensor.of(1f, 2f, 3f));

            assertThat(params.names()).containsExactly("dense/w", "dense/b");
            assertThat(params.get("dense", "w").shape()).isEqualTo(Shape.of(2, 3));
            assertThat(net.apply(params, KEY, X).toFloatArray()).containsExactly(3, 3, 3);
            assertThat(net.apply(doubled, KEY, X).toFloatArray()).containsExactly(4, 5, 6);
        }

        @Test
        void returnsEqualResultsForEqualArguments() {
            var params = net.init(KEY, X);

            assertThat(net.init(KEY, X)).isEqualTo(params);
            assertThat(net.apply(params, KEY, X).toFloatArray())
                    .containsExactly(net.apply(params, KEY, X).toFloatArray());
        }

        @Test
        void needsNoKeyWhereNoRandomNumbersAreUsed() {
            var params = net.initWithoutRng(X);

            assertThat(net.withoutApplyRng().apply(params, X).toFloatArray()).containsExactly(3, 3, 3);
            assertThat(Haiku.withoutApplyRng(net).initWithoutRng(X).names()).isEqualTo(params.names());
            assertThat(Haiku.withoutApplyRng(net).init(KEY, X).names()).isEqualTo(params.names());
        }

        @Test
        void givesApplyAsAFunctionOfParamsAndInput() {
            BiFunction<Params, Tensor, Tensor> apply = net.withoutApplyRng()::apply;

            assertThat(apply.apply(net.init(KEY, X), X).toFloatArray()).containsExactly(3, 3, 3);
        }

        @Test
        void takesFunctionsWithoutInput() {
            var constant = Haiku.transform(() -> Haiku.getParameter("p", Shape.of(2), fill(7)));

            var params = constant.init(KEY, NoInput.NONE);

            assertThat(params.names()).containsExactly("~/p");
            assertThat(constant.apply(params, KEY, NoInput.NONE).toFloatArray()).containsExactly(7, 7);
        }

        @Test
        void infersTypesFromMethodReferencesAndFromTheirUse() {
            var fromReference = Haiku.withoutApplyRng(Haiku.transformWithState(TransformTest::counted));
            Transformed<Tensor, Tensor> fromUse = Haiku.transform(x -> new Dense(3).apply(x));

            assertThat(fromReference.init(KEY, X).params().names()).containsExactly("~/scale");
            assertThat(Haiku.withoutApplyRng(Haiku.transform(Tensor::abs))
                            .init(KEY, X)
                            .isEmpty())
                    .isTrue();
            assertThat(fromUse.init(KEY, X).names()).containsExactly("dense/w", "dense/b");
        }

        @Test
        @SuppressWarnings("NullAway") // what one writes who knows Haiku in Python
        void rejectsNullForAKey() {
            var params = net.init(KEY, X);

            assertThatThrownBy(() -> net.init(null, X))
                    .isInstanceOf(NullPointerException.class)
                    .hasMessage(
                            "init needs a Key, but got null. Use initWithoutRng where no random numbers are needed.");
            assertThatThrownBy(() -> net.apply(params, null, X))
                    .isInstanceOf(NullPointerException.class)
                    .hasMessage("apply needs a Key, but got null. "
                            + "Use withoutApplyRng().apply where no random numbers are needed.");
        }

        @Test
        void ignoresParametersThatAreNotUsed() {
            var params = net.init(KEY, X).with("other", "w", X);

            assertThat(net.apply(params, KEY, X).toFloatArray()).containsExactly(3, 3, 3);
        }

        @Test
        void rejectsStateInInitAndApply() {
            var counter = Haiku.transform(TransformTest::counted);
            var params = Params.empty().with("~", "scale", Tensor.scalar(3.0));
            var message =
                    "The function has state: ~/count. Use Haiku.transformWithState, whose apply takes and returns it.";

            assertThatThrownBy(() -> counter.init(KEY, X))
                    .isInstanceOf(NonEmptyStateException.class)
                    .hasMessage(message);
            assertThatThrownBy(() -> counter.apply(params, KEY, X))
                    .isInstanceOf(NonEmptyStateException.class)
                    .hasMessage(message);
            assertThatThrownBy(() -> counter.withoutApplyRng().apply(params, X))
                    .isInstanceOf(NonEmptyStateException.class)
                    .hasMessage(message);
        }

        @Test
        void adaptsToAnEmptyState() {
            var stateful = Haiku.withEmptyState(net);

            var initial = stateful.init(KEY, X);

            assertThat(initial.state().isEmpty()).isTrue();
            assertThat(stateful.apply(initial.params(), initial.state(), KEY, X)
                            .state()
                            .isEmpty())
                    .isTrue();
        }
    }

    @Nested
    class WithState {

        private final TransformedWithState<Tensor, Tensor> net = Haiku.transformWithState(TransformTest::counted);

        @Test
        void returnsTheFirstStateFromInitAndTheLastFromApply() {
            var initial = net.init(KEY, X);
            var once = net.apply(initial.params(), initial.state(), KEY, X);
            var twice = net.apply(initial.params(), once.state(), KEY, X);

            assertThat(initial.params().names()).containsExactly("~/scale");
            assertThat(initial.state().get("~", "count").item()).isEqualTo(0);
            assertThat(once.value().toFloatArray()).containsExactly(3, 6);
            assertThat(once.state().get("~", "count").item()).isEqualTo(1);
            assertThat(twice.value().toFloatArray()).containsExactly(4, 7);
            assertThat(twice.state().get("~", "count").item()).isEqualTo(2);
        }

        @Test
        void mayCreateStateInApply() {
            var params = net.init(KEY, X).params();

            assertThat(net.apply(params, State.empty(), KEY, X)
                            .state()
                            .get("~", "count")
                            .item())
                    .isEqualTo(1);
        }

        @Test
        void needsNoKeyWhereNoRandomNumbersAreUsed() {
            var withoutRng = Haiku.withoutApplyRng(net);

            var initial = withoutRng.initWithoutRng(X);

            assertThat(withoutRng.init(KEY, X).state().names())
                    .isEqualTo(initial.state().names());
            assertThat(withoutRng
                            .apply(initial.params(), initial.state(), X)
                            .state()
                            .get("~", "count")
                            .item())
                    .isEqualTo(1);
            assertThat(net.initWithoutRng(X).state().names())
                    .isEqualTo(initial.state().names());
        }

        @Test
        void dropsTheStateOfFunctionsWithoutAny() {
            var stateless = Haiku.transformWithState((Tensor x) -> new Dense(2).apply(x));

            assertThat(Haiku.withoutState(stateless).init(KEY, X).names()).containsExactly("dense/w", "dense/b");
        }

        @Test
        void takesFunctionsWithoutInput() {
            var counter = Haiku.transformWithState(() -> counted(X));

            assertThat(counter.init(KEY, NoInput.NONE).state().names()).containsExactly("~/count");
        }
    }

    @Nested
    class Frames {

        @Test
        void knowsWhetherItInitialises() {
            var seen = new ArrayList<Boolean>();
            var net = Haiku.transform((Tensor x) -> {
                seen.add(Haiku.runningInit());
                return x;
            });

            net.apply(net.init(KEY, X), KEY, X);

            assertThat(seen).containsExactly(true, false);
        }

        @Test
        void leavesNoFrameBehindWhenTheFunctionFails() {
            var failing = Haiku.transform((Tensor x) -> {
                new Dense(2).apply(x);
                throw new IllegalArgumentException("expected");
            });

            assertThatThrownBy(() -> failing.init(KEY, X)).hasMessage("expected");
            assertThatThrownBy(() -> failing.apply(Params.empty(), KEY, X))
                    .isInstanceOf(MissingParameterException.class);
            assertThatThrownBy(Haiku::runningInit).isInstanceOf(NotTransformedException.class);
        }

        @Test
        void keepsNestedTransformsApart() {
            var inner = Haiku.transform((Tensor x) -> new Dense(1).apply(x));
            var outer = Haiku.transform((Tensor x) -> {
                var first = new Dense(2);
                var innerParams = inner.initWithoutRng(x);
                assertThat(innerParams.names()).containsExactly("dense/w", "dense/b");
                assertThat(inner.withoutApplyRng().apply(innerParams, x).toFloatArray())
                        .containsExactly(3);
                return new Dense(2).apply(first.apply(x));
            });

            assertThat(outer.initWithoutRng(X).names()).containsExactly("dense/w", "dense/b", "dense_1/w", "dense_1/b");
        }

        @Test
        void keepsTransformsInsideConstructorsApart() {
            final class Outer extends Module {
                final List<String> inner = Dense.namesOf(() -> new Dense(1).apply(X));
                final Dense own = new Dense(1);
            }

            inTransform(() -> {
                var outer = new Outer();
                assertThat(outer.inner).containsExactly("dense/w", "dense/b");
                assertThat(outer.own.moduleName()).isEqualTo("outer/~/dense");
            });
        }

        @Test
        void runsInManyThreadsAtOnce() throws ExecutionException, InterruptedException {
            var net = Haiku.transform((Tensor x) -> {
                var y = x;
                for (int i = 0; i < 20; i++) {
                    y = new Dense(2).apply(y);
                }
                return y;
            });
            var names = net.initWithoutRng(X).names();
            var threads = Executors.newFixedThreadPool(4);

            try {
                var tasks = IntStream.range(0, 16)
                        .<Callable<List<String>>>mapToObj(
                                i -> () -> net.initWithoutRng(X).names())
                        .toList();
                for (var result : threads.invokeAll(tasks)) {
                    assertThat(result.get()).isEqualTo(names);
                }
            } finally {
                threads.shutdown();
            }
        }

        @Test
        void doesNotReachOtherThreads() throws InterruptedException {
            var errors = new ArrayList<Throwable>();

            inTransform(() -> {
                var thread = new Thread(() -> new Dense(1));
                thread.setUncaughtExceptionHandler((t, error) -> errors.add(error));
                thread.start();
                try {
                    thread.join();
                } catch (InterruptedException e) {
                    throw new IllegalStateException(e);
                }
            });

            assertThat(errors).hasSize(1);
            assertThat(errors.get(0)).isInstanceOf(NotTransformedException.class);
        }
    }

    record Outside(String name, Runnable call) {
        @Override
        public String toString() {
            return name;
        }
    }

    static List<Outside> callsThatNeedATransform() {
        return List.of(
                new Outside("getParameter", () -> Haiku.getParameter("w", Shape.of(1), fill(0))),
                new Outside("getState", () -> Haiku.getState("s")),
                new Outside("getState", () -> Haiku.getState("s", Shape.of(1), fill(0))),
                new Outside("getState", () -> Haiku.getState("s", Tensor.class, () -> X)),
                new Outside("setState", () -> Haiku.setState("s", X)),
                new Outside("getParams", Haiku::getParams),
                new Outside("getInitialState", Haiku::getInitialState),
                new Outside("getCurrentState", Haiku::getCurrentState),
                new Outside("nextRngKey", Haiku::nextRngKey),
                new Outside("nextRngKeys", () -> Haiku.nextRngKeys(2)),
                new Outside("maybeNextRngKey", Haiku::maybeNextRngKey),
                new Outside("reserveRngKeys", () -> Haiku.reserveRngKeys(2)),
                new Outside("withRng", () -> Haiku.withRng(KEY, () -> X)),
                new Outside("runningInit", Haiku::runningInit),
                new Outside("currentName", Haiku::currentName),
                new Outside("nameScope", () -> Haiku.nameScope("a", () -> X)),
                new Outside("customCreator", () -> Haiku.customCreator((c, next) -> X, () -> X)),
                new Outside("customStateCreator", () -> Haiku.customStateCreator((c, next) -> X, () -> X)),
                new Outside("customGetter", () -> Haiku.customGetter((v, value, next) -> value, () -> X)),
                new Outside("customStateGetter", () -> Haiku.customStateGetter((v, value, next) -> value, () -> X)),
                new Outside("customSetter", () -> Haiku.customSetter((v, value, next) -> value, () -> X)),
                new Outside("lift", () -> Haiku.lift(Params::empty)),
                new Outside("transparentLift", () -> Haiku.transparentLift(Params::empty)),
                new Outside("liftWithState", () -> Haiku.liftWithState(() -> EMPTY)),
                new Outside("transparentLiftWithState", () -> Haiku.transparentLiftWithState(() -> EMPTY)),
                new Outside(
                        "optimizeRngUse",
                        () -> Haiku.optimizeRngUse((Tensor x) -> x).apply(X)));
    }

    @ParameterizedTest
    @MethodSource("callsThatNeedATransform")
    void rejectsCallsOutsideATransform(Outside outside) {
        assertThatThrownBy(outside.call()::run)
                .isInstanceOf(NotTransformedException.class)
                .hasMessage(outside.name() + " must be called inside a function given to Haiku.transform.");
    }
}
