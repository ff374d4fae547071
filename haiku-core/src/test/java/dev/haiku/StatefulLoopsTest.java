package dev.haiku;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.haiku.array.Shape;
import dev.haiku.array.ShapeException;
import dev.haiku.func.Carried;
import dev.haiku.func.Func;
import dev.haiku.random.Key;
import dev.haiku.random.Random;
import dev.haiku.tensor.Ops;
import dev.haiku.tensor.Tensor;
import java.util.List;
import java.util.function.BiFunction;
import java.util.function.Function;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** {@code scan}, {@code map}, {@code foriLoop} and {@code whileLoop} inside a transformed function. */
class StatefulLoopsTest {

    private static final Key KEY = Key.of(42);
    private static final Tensor X = Tensor.of(Shape.of(3, 2), 1f, 2f, 3f, 4f, 5f, 6f);

    private record Out(Tensor carry, Tensor ys, Tensor lastKey) {}

    /** One step of a small recurrent network with noise, which counts its steps. */
    private static Carried<Tensor, Tensor> step(Tensor carry, Tensor x) {
        var w = Haiku.getParameter("w", x.shape(), Busy.NORMAL);
        Haiku.setState(
                "steps", Haiku.getState("steps", Shape.SCALAR, Dense.fill(0)).add(1));
        var next = carry.mul(0.5).add(x.mul(w)).add(Random.normal(Haiku.nextRngKey(), x.shape()));
        return new Carried<>(next, next.sum());
    }

    private static Out scanned(Tensor xs, boolean reverse) {
        var result = Haiku.scan(StatefulLoopsTest::step, Ops.zeros(2), xs, o -> o.reverse(reverse));
        return new Out(result.carry(), result.ys(), Haiku.nextRngKey().data());
    }

    private static Out unrolled(Tensor xs, boolean reverse) {
        var carry = Ops.zeros(2);
        var ys = new Tensor[xs.dim(0)];
        for (int k = 0; k < ys.length; k++) {
            int i = reverse ? ys.length - 1 - k : k;
            var result = step(carry, xs.get(i));
            carry = result.carry();
            ys[i] = result.y();
        }
        return new Out(carry, Ops.stack(0, ys), Haiku.nextRngKey().data());
    }

    private static void assertSame(Applied<Out> actual, Applied<Out> expected) {
        assertThat(actual.value().carry().toFloatArray())
                .containsExactly(expected.value().carry().toFloatArray());
        assertThat(actual.value().ys().toFloatArray())
                .containsExactly(expected.value().ys().toFloatArray());
        assertThat(actual.value().lastKey().toLongArray())
                .containsExactly(expected.value().lastKey().toLongArray());
        assertThat(actual.state().get("~", "steps").item())
                .isEqualTo(expected.state().get("~", "steps").item());
    }

    @Nested
    class Scan {

        @ParameterizedTest
        @ValueSource(booleans = {false, true})
        void doesWhatAJavaLoopDoes(boolean reverse) {
            var net = Haiku.transformWithState((Tensor xs) -> scanned(xs, reverse));
            var loop = Haiku.transformWithState((Tensor xs) -> unrolled(xs, reverse));

            var initial = net.init(KEY, X);
            var expected = loop.init(KEY, X);

            assertThat(initial.params().names()).containsExactly("~/w");
            assertThat(initial.params().get("~", "w").toFloatArray())
                    .containsExactly(expected.params().get("~", "w").toFloatArray());
            assertThat(initial.state().get("~", "steps").item()).isZero();
            var applied = loop.apply(expected.params(), expected.state(), KEY, X);
            assertSame(net.apply(initial.params(), initial.state(), KEY, X), applied);
            assertSame(Func.jit(net::apply).apply(initial.params(), initial.state(), KEY, X), applied);
        }

        @Test
        void drawsTheKeysOfAJavaLoopInInit() {
            var net = Haiku.transformWithState((Tensor xs) -> {
                scanned(xs, false);
                return Haiku.getParameter("last", Shape.of(2), Busy.NORMAL);
            });
            var loop = Haiku.transformWithState((Tensor xs) -> {
                unrolled(xs, false);
                return Haiku.getParameter("last", Shape.of(2), Busy.NORMAL);
            });

            assertThat(net.init(KEY, X).params().get("~", "last").toFloatArray())
                    .containsExactly(loop.init(KEY, X).params().get("~", "last").toFloatArray());
        }

        @ParameterizedTest
        @ValueSource(ints = {0, 1})
        void runsNoneOrOneTime(int length) {
            var net = Haiku.transformWithState((Tensor xs) -> scanned(xs, false));
            var xs = X.slice(0, 0, length);

            var initial = net.init(KEY, xs);
            var applied = net.apply(initial.params(), initial.state(), KEY, xs);

            assertThat(initial.params().names()).containsExactly("~/w");
            assertThat(applied.value().ys().shape()).isEqualTo(Shape.of(length));
            assertThat(applied.state().get("~", "steps").item()).isEqualTo(length);
        }

        @Test
        void isDifferentiated() {
            var net = Haiku.transformWithState((Tensor xs) -> scanned(xs, false));
            var loop = Haiku.transformWithState((Tensor xs) -> unrolled(xs, false));
            var initial = net.init(KEY, X);
            Function<Params, Tensor> loss =
                    p -> net.apply(p, initial.state(), KEY, X).value().ys().sum();

            var expected = Func.grad((Params p) ->
                            loop.apply(p, initial.state(), KEY, X).value().ys().sum())
                    .apply(initial.params());

            assertThat(Func.grad(loss).apply(initial.params()).get("~", "w").toFloatArray())
                    .containsExactly(expected.get("~", "w").toFloatArray());
            assertThat(Func.jit(Func.grad(loss))
                            .apply(initial.params())
                            .get("~", "w")
                            .toFloatArray())
                    .containsExactly(expected.get("~", "w").toFloatArray());
        }

        @Test
        void keepsTheReservedKeysAtTheirNumber() {
            var net = Haiku.transformWithState((Tensor xs) -> Haiku.rngReserveSize(3, () -> scanned(xs, false)));

            var initial = net.init(KEY, X);
            var applied = Func.jit(net::apply).apply(initial.params(), initial.state(), KEY, X);

            assertThat(applied.state().get("~", "steps").item()).isEqualTo(3);
        }

        @Test
        void runsAFunctionOfItsCarryAlone() {
            var net = Haiku.transformWithState((Tensor x) -> {
                Haiku.setState("n", Haiku.getState("n", Shape.SCALAR, Dense.fill(0)));
                return Haiku.scan(
                                (Tensor carry) -> {
                                    Haiku.setState("n", Haiku.getState("n").add(1));
                                    return new Carried<>(carry.add(carry), List.of());
                                },
                                x,
                                4)
                        .carry();
            });

            var initial = net.initWithoutRng(X);
            var applied = net.withoutApplyRng().apply(initial.params(), initial.state(), X);

            assertThat(applied.value().get(0, 0).item()).isEqualTo(16);
            assertThat(applied.state().get("~", "n").item()).isEqualTo(4);
        }

        @Test
        void mapsWithoutACarry() {
            var net = Haiku.transformWithState((Tensor xs) -> {
                var layer = new Dense(2);
                return Haiku.map((Tensor x) -> layer.apply(x), xs);
            });

            var initial = net.initWithoutRng(X);
            var applied = net.withoutApplyRng().apply(initial.params(), initial.state(), X);

            assertThat(initial.params().names()).containsExactly("dense/w", "dense/b");
            assertThat(applied.value().toFloatArray()).containsExactly(3, 3, 7, 7, 11, 11);
        }

        @Test
        void worksInsideItself() {
            var net = Haiku.transformWithState((Tensor xs) ->
                    Haiku.map((Tensor x) -> scanned(X, false).ys().add(x.sum()), xs));

            var initial = net.init(KEY, X);
            var applied = net.apply(initial.params(), initial.state(), KEY, X);

            assertThat(applied.value().shape()).isEqualTo(Shape.of(3, 3));
            assertThat(applied.state().get("~", "steps").item()).isEqualTo(9);
        }
    }

    @Nested
    class CountedAndConditional {

        private Tensor body(Tensor i, Tensor x) {
            Haiku.setState("n", Haiku.getState("n", Shape.SCALAR, Dense.fill(0)).add(1));
            var w = Haiku.getParameter("w", x.shape(), Dense.fill(2));
            return x.mul(w).add(i.cast(x.dtype())).add(Random.normal(Haiku.nextRngKey(), x.shape()));
        }

        private final TransformedWithState<Tensor, Tensor> loop = Haiku.transformWithState((Tensor x) -> {
            var value = x;
            for (int i = 2; i < 5; i++) {
                value = body(Tensor.scalar(i), value);
            }
            return value;
        });

        private void assertLikeTheLoop(TransformedWithState<Tensor, Tensor> net) {
            var initial = net.init(KEY, X);
            assertThat(initial.params().names()).containsExactly("~/w");
            assertThat(initial.state().get("~", "n").item()).isZero();

            var expected = loop.apply(initial.params(), initial.state(), KEY, X);
            for (var actual : List.of(
                    net.apply(initial.params(), initial.state(), KEY, X),
                    Func.jit(net::apply).apply(initial.params(), initial.state(), KEY, X))) {
                assertThat(actual.value().toFloatArray())
                        .containsExactly(expected.value().toFloatArray());
                assertThat(actual.state().get("~", "n").item()).isEqualTo(3);
            }
        }

        @Test
        void countsFromABoundToAnother() {
            assertLikeTheLoop(Haiku.transformWithState((Tensor x) -> Haiku.foriLoop(2, 5, this::body, x)));
        }

        @Test
        void countsFromATensorToAnother() {
            assertLikeTheLoop(Haiku.transformWithState(
                    (Tensor x) -> Haiku.foriLoop(Tensor.scalar(2), Tensor.scalar(5), this::body, x)));
        }

        @Test
        void differentiatesACountedLoop() {
            var net = Haiku.transformWithState((Tensor x) -> Haiku.foriLoop(2, 5, this::body, x));
            var initial = net.init(KEY, X);
            Function<TransformedWithState<Tensor, Tensor>, Tensor> grad = f -> Func.grad((Params p) ->
                            f.apply(p, initial.state(), KEY, X).value().sum())
                    .apply(initial.params())
                    .get("~", "w");

            assertThat(grad.apply(net).toFloatArray())
                    .containsExactly(grad.apply(loop).toFloatArray());
        }

        @Test
        void runsTheBodyOnceInInitEvenIfThereIsNoIndex() {
            var net = Haiku.transformWithState((Tensor x) -> Haiku.foriLoop(5, 5, this::body, x));

            var initial = net.init(KEY, X);

            assertThat(initial.params().names()).containsExactly("~/w");
            assertThat(net.apply(initial.params(), initial.state(), KEY, X)
                            .value()
                            .toFloatArray())
                    .containsExactly(X.toFloatArray());
        }

        @Test
        void loopsWhileAConditionHolds() {
            record Counted(Tensor i, Tensor x) {}
            Function<Counted, Counted> body = now -> new Counted(now.i().add(1), body(now.i(), now.x()));
            var net = Haiku.transformWithState((Tensor x) -> {
                var start = new Counted(Tensor.scalar(2), x);
                return Haiku.runningInit()
                        ? body.apply(start).x()
                        : Haiku.whileLoop((Counted now) -> Haiku.getState("n").lt(3), body, start)
                                .x();
            });

            assertLikeTheLoop(net);
        }
    }

    @Nested
    class Errors {

        private static final String ADVICE =
                " in the loop.\nThey are created in init by the first run of the function, which goes "
                        + "ahead of the loop. Make modules outside of the function: one made inside takes another name in the loop.";

        @Test
        void rejectsUseOutsideATransform() {
            BiFunction<Tensor, Tensor, Carried<Tensor, Tensor>> f = Carried::new;
            assertThatThrownBy(() -> Haiku.scan(f, X, X)).hasMessage(outside("scan"));
            assertThatThrownBy(() -> Haiku.map((Tensor x) -> x, X)).hasMessage(outside("map"));
            assertThatThrownBy(() -> Haiku.foriLoop(0, 1, (i, x) -> x, X)).hasMessage(outside("foriLoop"));
            assertThatThrownBy(() -> Haiku.whileLoop((Tensor x) -> x, x -> x, X))
                    .isInstanceOf(NotTransformedException.class)
                    .hasMessage(outside("whileLoop"));
        }

        private String outside(String what) {
            return "Haiku." + what + " must be used inside a function given to Haiku.transform. Elsewhere use Control."
                    + what + ".";
        }

        @Test
        void rejectsModulesMadeInTheBody() {
            var net = Haiku.transform((Tensor xs) -> Haiku.map((Tensor x) -> new Dense(2).apply(x), xs));
            var loop = Haiku.transform((Tensor xs) -> Haiku.foriLoop(0, 3, (i, x) -> new Dense(2).apply(x), xs));

            assertThatThrownBy(() -> net.initWithoutRng(X))
                    .isInstanceOf(IllegalStateException.class)
                    .hasMessage("Haiku.map cannot create parameters [dense_1/w, dense_1/b]" + ADVICE);
            assertThatThrownBy(() -> loop.initWithoutRng(X))
                    .isInstanceOf(IllegalStateException.class)
                    .hasMessage("Haiku.foriLoop cannot create parameters [dense_1/w, dense_1/b]" + ADVICE);
        }

        @Test
        void rejectsStateThatApplyCreatesInTheBody() {
            var net = Haiku.transformWithState((Tensor xs) -> Haiku.nameScope(
                    "net",
                    () -> Haiku.map(
                            (Tensor x) -> {
                                Haiku.setState("s", x);
                                return x;
                            },
                            xs)));

            assertThatThrownBy(() -> net.apply(Params.empty(), State.empty(), KEY, X))
                    .isInstanceOf(IllegalStateException.class)
                    .hasMessage("net: Haiku.map cannot create state [net/s]" + ADVICE);
        }

        @Test
        void rejectsWhileLoopsInInit() {
            var net = Haiku.transform(
                    (Tensor x) -> Haiku.whileLoop((Tensor y) -> y.sum().lt(0), y -> y, x));

            assertThatThrownBy(() -> net.initWithoutRng(X))
                    .isInstanceOf(IllegalStateException.class)
                    .hasMessage(
                            "Haiku.whileLoop cannot run in init, where its body might not run and create nothing.\n"
                                    + "Call the body alone there: Haiku.runningInit() ? body(x) : Haiku.whileLoop(condition, body, x).");
        }

        @Test
        void rejectsConditionsThatSetState() {
            var net = Haiku.transformWithState((Tensor x) -> Haiku.whileLoop(
                    (Tensor y) -> {
                        Haiku.setState("s", y.sum());
                        return y.sum().lt(0);
                    },
                    y -> y,
                    x));

            assertThatThrownBy(() -> net.apply(Params.empty(), State.empty(), KEY, X))
                    .isInstanceOf(IllegalStateException.class)
                    .hasMessage("Haiku.whileLoop needs a condition that changes nothing, but it sets state [~/s]. "
                            + "Set it in the body.");
        }

        @Test
        void rejectsConditionsThatDrawKeys() {
            var net = Haiku.transform((Tensor x) -> Haiku.whileLoop(
                    (Tensor y) ->
                            Random.normal(Haiku.nextRngKey(), Shape.SCALAR).lt(y.sum()),
                    y -> y,
                    x));

            assertThatThrownBy(() -> net.apply(Params.empty(), KEY, X))
                    .isInstanceOf(IllegalStateException.class)
                    .hasMessage(
                            "Haiku.whileLoop needs a condition that changes nothing, but it draws a key. Draw it in the body.");
        }

        @Test
        void rejectsSequencesOfDifferentLengthsInInit() {
            var net = Haiku.transform(
                    (Tensor x) -> Haiku.map((List<Tensor> both) -> both.get(0), List.of(x, Ops.ones(2))));

            assertThatThrownBy(() -> net.initWithoutRng(X))
                    .isInstanceOf(ShapeException.class)
                    .hasMessage("Haiku.map needs tensors whose first axes have one size, but got f32[2] for 3 runs.");
        }

        @Test
        void rejectsScalarsAsSequencesInInit() {
            var net = Haiku.transform((Tensor x) -> Haiku.map((Tensor y) -> y, x.sum()));

            assertThatThrownBy(() -> net.initWithoutRng(X))
                    .isInstanceOf(ShapeException.class)
                    .hasMessage("Haiku.map needs tensors whose first axes have one size, but got a scalar.");
        }

        @Test
        void rejectsAScanOfUnknownLengthInInit() {
            var net = Haiku.transform(
                    (Tensor x) -> Haiku.scan((Tensor c, List<Tensor> none) -> new Carried<>(c, c), x, List.<Tensor>of())
                            .carry());

            assertThatThrownBy(() -> net.initWithoutRng(X))
                    .isInstanceOf(IllegalArgumentException.class)
                    .hasMessage(
                            "Haiku.scan has no sequence from which to read how often it runs. Give o -> o.length(n).");
        }
    }
}
