package dev.haiku;

import static dev.haiku.Dense.X;
import static dev.haiku.Dense.fill;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.haiku.array.DType;
import dev.haiku.array.Shape;
import dev.haiku.func.Carried;
import dev.haiku.func.Func;
import dev.haiku.precision.Policy;
import dev.haiku.random.Key;
import dev.haiku.tensor.Tensor;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;
import java.util.function.Supplier;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Nothing that a thread does inside a transformed function reaches another thread, or what comes after it. */
class IsolationTest {

    private static final Key KEY = Key.of(42);
    private static final Transformed<Tensor, Tensor> NET =
            Haiku.transform((Tensor x) -> new Dense(2).apply(new Dense(2).apply(x)));

    /** Something that fails in the middle of a transformed function. */
    record Failing(String name, Function<Supplier<Tensor>, Object> around) {
        @Override
        public String toString() {
            return name;
        }
    }

    static List<Failing> places() {
        Function<Supplier<Tensor>, Function<Tensor, Tensor>> of = body -> x -> body.get();
        return List.of(
                new Failing("at the top", Supplier::get),
                new Failing("a name scope", body -> Haiku.nameScope("a/b", body)),
                new Failing(
                        "a module",
                        body -> Haiku.toModule("net", x -> body.get()).apply(X)),
                new Failing("withRng", body -> Haiku.withRng(KEY, body)),
                new Failing("a creator", body -> Haiku.customCreator((c, next) -> body.get(), () -> w())),
                new Failing("a getter", body -> Haiku.customGetter((v, value, next) -> body.get(), () -> w())),
                new Failing(
                        "a setter",
                        body -> Haiku.customSetter((v, value, next) -> body.get(), () -> {
                            Haiku.setState("s", X);
                            return X;
                        })),
                new Failing(
                        "a state creator",
                        body -> Haiku.customStateCreator(
                                (c, next) -> body.get(), () -> Haiku.getState("s", Shape.SCALAR, fill(0)))),
                new Failing(
                        "a state getter",
                        body -> Haiku.customStateGetter(
                                (v, value, next) -> body.get(), () -> Haiku.getState("s", Shape.SCALAR, fill(0)))),
                new Failing(
                        "an interceptor",
                        body -> Haiku.interceptMethods((call, next) -> body.get(), () -> new Dense(1).apply(X))),
                new Failing("a policy", body -> MixedPrecision.pushPolicy(Dense.class, Policy.of(DType.F16), body)),
                new Failing(
                        "a setting", body -> Config.with(c -> c.checkUsage(true).rngReserveSize(4), body)),
                new Failing(
                        "a lift", body -> Haiku.lift(() -> Haiku.transform(body).init(KEY, NoInput.NONE))),
                new Failing(
                        "a transparent lift",
                        body -> Haiku.transparentLift(
                                () -> Haiku.transform(body).init(KEY, NoInput.NONE))),
                new Failing(
                        "a layer stack",
                        body -> Haiku.layerStack(2, of.apply(body)).apply(X)),
                new Failing("grad", body -> Haiku.grad((Tensor x) -> body.get()).apply(X)),
                new Failing("jit", body -> Haiku.jit(of.apply(body)).apply(X)),
                new Failing("vmap", body -> Haiku.vmap(of.apply(body), false).apply(X)),
                new Failing("remat", body -> Haiku.remat(of.apply(body)).apply(X)),
                new Failing("cond", body -> Haiku.cond(Tensor.scalar(true), of.apply(body), of.apply(body), X)),
                new Failing("scan", body -> Haiku.scan((Tensor c, Tensor x) -> new Carried<>(body.get(), x), X, X)),
                new Failing("evalShape", body -> Haiku.evalShape(of.apply(body), X)),
                new Failing(
                        "optimizeRngUse",
                        body -> Haiku.optimizeRngUse(of.apply(body)).apply(X)),
                new Failing(
                        "a transformation outside",
                        body -> Func.jit((Tensor x) ->
                                        Func.grad((Tensor y) -> body.get()).apply(x))
                                .apply(X)));
    }

    private static Tensor w() {
        return Haiku.getParameter("w", Shape.SCALAR, fill(0));
    }

    private static Tensor fail() {
        throw new UnsupportedOperationException("expected");
    }

    @ParameterizedTest
    @MethodSource("places")
    void leavesNothingBehindWhenItFails(Failing place) {
        var before = NET.init(KEY, X);
        var failing = Haiku.transformWithState((Tensor x) -> {
            new Dense(3).apply(x);
            place.around().apply(IsolationTest::fail);
            return x;
        });

        assertThatThrownBy(() -> failing.init(KEY, X)).hasMessage("expected");

        assertThat(FrameStack.peek()).isNull();
        assertThat(FrameStack.ofThread().liftedPrefix()).isEmpty();
        assertThat(MixedPrecision.getPolicy(Dense.class)).isEmpty();
        assertThat(Config.current().checkUsage()).isFalse();
        assertThat(NET.init(KEY, X)).isEqualTo(before);
    }

    @ParameterizedTest
    @MethodSource("places")
    void goesOnWhereAFailureIsCaught(Failing place) {
        var net = Haiku.transformWithState(() -> Haiku.nameScope("net", () -> {
            try {
                place.around().apply(IsolationTest::fail);
            } catch (UnsupportedOperationException e) {
                assertThat(Haiku.currentName()).isEqualTo("net");
            }
            return new Dense(2, "after").apply(X);
        }));

        assertThat(net.initWithoutRng(NoInput.NONE).params().names()).contains("net/after/w", "net/after/b");
    }

    @Test
    void keepsHooksAndNamesOfThreadsApart() {
        var barrier = new CyclicBarrier(2);
        Function<String, Params> inThread = prefix -> Haiku.transform(() -> Haiku.customCreator(
                        (creation, next) -> {
                            meet(barrier);
                            return next.apply(creation).add(prefix.length());
                        },
                        () -> Haiku.nameScope(prefix, () -> {
                            meet(barrier);
                            return new Dense(1).apply(X);
                        })))
                .init(KEY, NoInput.NONE);

        var other = CompletableFuture.supplyAsync(() -> inThread.apply("other"));
        var mine = inThread.apply("me");
        var theirs = other.join();

        assertThat(mine.names()).containsExactly("me/dense/w", "me/dense/b");
        assertThat(theirs.names()).containsExactly("other/dense/w", "other/dense/b");
        assertThat(mine.get("me/dense", "b").item()).isEqualTo(2);
        assertThat(theirs.get("other/dense", "b").item()).isEqualTo(5);
    }

    private static void meet(CyclicBarrier barrier) {
        try {
            barrier.await(10, TimeUnit.SECONDS);
        } catch (Exception e) {
            throw new IllegalStateException(e);
        }
    }

    @Test
    void hidesTheOuterFunctionFromANestedOne() {
        var inner = Haiku.transformWithState(() -> {
            assertThat(Haiku.getParams().isEmpty()).isTrue();
            assertThat(Haiku.getCurrentState().isEmpty()).isTrue();
            assertThat(Haiku.currentName()).isEqualTo("~");
            assertThat(Haiku.maybeNextRngKey()).isEmpty();
            return w();
        });

        var outer = Haiku.transformWithState(() -> Haiku.nameScope("outer", () -> {
            w();
            Haiku.setState("s", X);
            inner.initWithoutRng(NoInput.NONE);
            return w();
        }));

        assertThat(outer.init(KEY, NoInput.NONE).params().names()).containsExactly("outer/w");
    }

    @Test
    void letsAFunctionTransformItself() {
        var depths = new ArrayList<Integer>();
        var functions = new ArrayList<Transformed<Tensor, Tensor>>();
        functions.add(Haiku.transform((Tensor x) -> {
            depths.add((int) x.item());
            if (x.item() > 0) {
                var smaller = functions.get(0).initWithoutRng(x.sub(1));
                assertThat(smaller.names()).containsExactly("dense/w", "dense/b");
            }
            return new Dense(1).apply(X);
        }));

        var params = functions.get(0).initWithoutRng(Tensor.scalar(3.0));

        assertThat(depths).containsExactly(3, 2, 1, 0);
        assertThat(params.names()).containsExactly("dense/w", "dense/b");
    }

    @Test
    void usesAMethodOfAnObject() {
        class Model {
            private final int size = 2;

            Tensor forward(Tensor x) {
                return new Dense(size).apply(x);
            }
        }

        assertThat(Haiku.transform(new Model()::forward).initWithoutRng(X).names())
                .containsExactly("dense/w", "dense/b");
    }
}
