package dev.haiku;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.haiku.array.Shape;
import dev.haiku.array.ShapeException;
import dev.haiku.func.Func;
import dev.haiku.func.MappedAxis;
import dev.haiku.random.Key;
import dev.haiku.random.Random;
import dev.haiku.tensor.Ops;
import dev.haiku.tensor.Tensor;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;

/** {@code vmap} inside a transformed function. */
class StatefulVmapTest {

    private static final Key KEY = Key.of(42);
    private static final Tensor X = Tensor.of(Shape.of(3, 2), 1f, 2f, 3f, 4f, 5f, 6f);

    private static Tensor noisy(Tensor row) {
        var w = Haiku.getParameter("w", row.shape(), Busy.NORMAL);
        var count = Haiku.getState("count", Shape.SCALAR, Dense.fill(0));
        Haiku.setState("count", count.add(1));
        return row.mul(w).add(Random.normal(Haiku.nextRngKey(), row.shape()));
    }

    private static TransformedWithState<Tensor, Tensor> mapped(boolean splitRng) {
        return Haiku.transformWithState(
                (Tensor x) -> Haiku.vmap(StatefulVmapTest::noisy, splitRng && !Haiku.runningInit())
                        .apply(x));
    }

    @Test
    void createsParametersOnceForAll() {
        var initial = mapped(false).init(KEY, X);
        var direct = Haiku.transformWithState(StatefulVmapTest::noisy).init(KEY, X.get(0));

        assertThat(initial.params().get("~", "w").toFloatArray())
                .containsExactly(direct.params().get("~", "w").toFloatArray());
        assertThat(initial.state().get("~", "count").item()).isZero();
    }

    @Test
    void givesTheSameKeysToAllUnlessTheyAreSplit() {
        var net = mapped(false);
        var initial = net.init(KEY, X);

        var applied = net.apply(initial.params(), initial.state(), KEY, X);

        var direct = Haiku.transformWithState(StatefulVmapTest::noisy);
        for (int i = 0; i < 3; i++) {
            var row = direct.apply(initial.params(), initial.state(), KEY, X.get(i))
                    .value();
            assertThat(applied.value().get(i).toFloatArray()).containsExactly(row.toFloatArray());
        }
        assertThat(applied.state().get("~", "count").item()).isEqualTo(1);
    }

    @Test
    void splitsKeysOffAtOnceAndGivesEachIndexItsOwn() {
        var net = mapped(true);
        var initial = net.init(KEY, X);

        var applied = net.apply(initial.params(), initial.state(), KEY, X);

        var keys = KeySequence.of(KEY).take(3);
        var direct = Haiku.transformWithState(StatefulVmapTest::noisy);
        for (int i = 0; i < 3; i++) {
            var row = direct.apply(initial.params(), initial.state(), keys.get(i), X.get(i))
                    .value();
            assertThat(applied.value().get(i).toFloatArray()).containsExactly(row.toFloatArray());
        }
    }

    @Test
    void goesOnWithTheKeysAfterThoseThatItSplitOff() {
        var net = Haiku.transform((Tensor x) -> {
            var unused = Haiku.vmap((Tensor row) -> row.add(Random.normal(Haiku.nextRngKey(), row.shape())), true)
                    .apply(x);
            return Haiku.nextRngKey().data();
        });
        var expected = KeySequence.of(KEY);
        expected.take(3);

        assertThat(net.apply(Params.empty(), KEY, X).toLongArray())
                .containsExactly(expected.next().data().toLongArray());
    }

    @Test
    void givesTheSameWhenStaged() {
        var net = mapped(true);
        var initial = net.init(KEY, X);

        var staged = Func.jit(net::apply).apply(initial.params(), initial.state(), KEY, X);

        assertThat(staged.value().toFloatArray())
                .containsExactly(net.apply(initial.params(), initial.state(), KEY, X)
                        .value()
                        .toFloatArray());
    }

    @Test
    void isDifferentiated() {
        var net = Haiku.transform((Tensor x) -> Haiku.vmap(
                        (Tensor row) -> row.mul(Haiku.getParameter("w", row.shape(), Dense.fill(1)))
                                .sum(),
                        false)
                .apply(x)
                .sum());
        var params = net.initWithoutRng(X);

        var grad = Func.grad((Params p) -> net.withoutApplyRng().apply(p, X)).apply(params);

        assertThat(grad.get("~", "w").toFloatArray()).containsExactly(9, 12);
    }

    @Test
    void mapsTheAxesThatAreNamed() {
        var net = Haiku.transform((Tensor x) -> Haiku.vmap(
                        (Tensor column, Tensor whole) -> column.add(whole.sum()),
                        false,
                        o -> o.in(MappedAxis.at(1), MappedAxis.NONE).out(MappedAxis.at(1)))
                .apply(x, x));

        assertThat(net.apply(Params.empty(), KEY, X).toFloatArray()).containsExactly(22, 23, 24, 25, 26, 27);
    }

    @Test
    void mapsThreeArguments() {
        var net = Haiku.transform((Tensor x) -> Haiku.vmap(
                        (Tensor a, Tensor b, Tensor c) -> a.add(b)
                                .add(c)
                                .add(Random.normal(Haiku.nextRngKey(), Shape.of(2))
                                        .mul(0)),
                        true)
                .apply(x, x, x));

        assertThat(net.apply(Params.empty(), KEY, X).toFloatArray()).containsExactly(3, 6, 9, 12, 15, 18);
    }

    @Test
    void mapsFourArguments() {
        var net = Haiku.transform((Tensor x) -> Haiku.vmap(
                        (Tensor a, Tensor b, Tensor c, Tensor d) ->
                                a.add(b).add(c).mul(d),
                        false)
                .apply(x, x, x, x));

        assertThat(net.apply(Params.empty(), KEY, X).toFloatArray()).containsExactly(3, 12, 27, 48, 75, 108);
    }

    @Test
    void splitsKeysForFourArgumentsOfWhichOneIsMapped() {
        var net = Haiku.transform((Tensor x) -> Haiku.vmap(
                        (Tensor a, Tensor b, Tensor c, Tensor d) ->
                                d.add(Random.normal(Haiku.nextRngKey(), Shape.SCALAR)),
                        true,
                        o -> o.in(MappedAxis.NONE, MappedAxis.NONE, MappedAxis.NONE, MappedAxis.at(1))
                                .out(MappedAxis.at(1)))
                .apply(x, x, x, x));

        var out = net.apply(Params.empty(), KEY, X);

        var keys = KeySequence.of(KEY).take(2);
        for (int i = 0; i < 2; i++) {
            var noise = Random.normal(KeySequence.of(keys.get(i)).next(), Shape.SCALAR);
            assertThat(out.take(Tensor.scalar(i), 1).toFloatArray())
                    .containsExactly(X.take(Tensor.scalar(i), 1).add(noise).toFloatArray());
        }
    }

    @Test
    void splitsNoKeysForAnEmptyAxis() {
        var net = Haiku.transform((Tensor x) -> Haiku.vmap(
                        (Tensor row) -> row.add(Random.normal(Haiku.nextRngKey(), row.shape())), true)
                .apply(x));

        assertThat(net.apply(Params.empty(), KEY, Ops.zeros(0, 2)).shape()).isEqualTo(Shape.of(0, 2));
    }

    @Test
    void needsNoMappedArgumentWhereTheSizeIsGiven() {
        var net = Haiku.transform((Tensor x) -> Haiku.vmap(
                        (Tensor row) -> row.add(Random.normal(Haiku.nextRngKey(), Shape.SCALAR)),
                        true,
                        o -> o.in(MappedAxis.NONE).axisSize(3))
                .apply(x));

        var keys = KeySequence.of(KEY).take(3);
        var out = net.apply(Params.empty(), KEY, Tensor.scalar(0.0));
        assertThat(out.get(1).item())
                .isEqualTo(Random.normal(KeySequence.of(keys.get(1)).next(), Shape.SCALAR)
                        .item());
    }

    @Test
    void countsNamesWithoutEffectOnTheOutside() {
        var names = Dense.namesOf(() -> {
            var unused = Haiku.vmap((Tensor x) -> new Dense(2).apply(x), false).apply(X.expandDims(1));
            new Dense(2).apply(Dense.X);
        });

        // as in dm-haiku: the last layer shares the parameters of the one in the function
        assertThat(names).containsExactly("dense/b", "dense/w");
    }

    @Nested
    class Errors {

        @Test
        void rejectsUseOutsideATransform() {
            assertThatThrownBy(() -> Haiku.vmap((Tensor x) -> x, false))
                    .isInstanceOf(NotTransformedException.class)
                    .hasMessage(
                            "Haiku.vmap must be used inside a function given to Haiku.transform. Elsewhere use Func.vmap.");
        }

        @Test
        void rejectsParametersOfSplitKeys() {
            var net = Haiku.transform((Tensor x) -> Haiku.nameScope(
                    "net",
                    () -> Haiku.vmap((Tensor row) -> Haiku.getParameter("w", row.shape(), Busy.NORMAL), true)
                            .apply(x)));

            assertThatThrownBy(() -> net.init(KEY, X))
                    .isInstanceOf(IllegalArgumentException.class)
                    .hasMessage(
                            "net: parameter 'w' would be another one for each index that Haiku.vmap maps, but parameters are "
                                    + "the same for all. Split the keys in apply only: vmap(f, !Haiku.runningInit()).");
        }

        @Test
        void rejectsParametersOfMappedTensors() {
            var net = Haiku.transform((Tensor x) -> Haiku.vmap(
                            (Tensor row) -> Haiku.getParameter("w", row.shape(), (shape, dtype) -> row.mul(2)), false)
                    .apply(x));

            assertThatThrownBy(() -> net.init(KEY, X))
                    .isInstanceOf(IllegalArgumentException.class)
                    .hasMessage(
                            "parameter 'w' would be another one for each index that Haiku.vmap maps, but parameters are the "
                                    + "same for all. Its initialiser must not use mapped tensors.");
        }

        @Test
        void rejectsStateOfMappedTensors() {
            var net = Haiku.transformWithState((Tensor x) -> Haiku.vmap(
                            (Tensor row) -> {
                                Haiku.setState("s", row.sum());
                                return row;
                            },
                            false)
                    .apply(x));

            assertThatThrownBy(() -> net.init(KEY, X))
                    .isInstanceOf(IllegalArgumentException.class)
                    .hasMessage(
                            "state 's' would be another one for each index that Haiku.vmap maps, but state is the same for "
                                    + "all. Return the value from the function and set the state outside.");
        }

        @Test
        void rejectsSplittingWithoutMappedArguments() {
            var net = Haiku.transform((Tensor x) -> Haiku.vmap((Tensor row) -> row, true, o -> o.in(MappedAxis.NONE))
                    .apply(x));

            assertThatThrownBy(() -> net.init(KEY, X))
                    .isInstanceOf(IllegalArgumentException.class)
                    .hasMessage(
                            "Haiku.vmap maps no axis of its arguments, so it does not know how many keys to split off. "
                                    + "Map an axis with o -> o.in(...), or give o -> o.axisSize(n).");
        }

        @Test
        void rejectsMoreAxesThanArguments() {
            var net = Haiku.transform((Tensor x) -> Haiku.vmap(
                            (Tensor row) -> row, true, o -> o.in(MappedAxis.at(0), MappedAxis.at(0)))
                    .apply(x));

            assertThatThrownBy(() -> net.init(KEY, X))
                    .isInstanceOf(IllegalArgumentException.class)
                    .hasMessage(
                            "vmap got mapped axes [0, 0] for a function of 1 arguments. Give at most one for each.");
        }

        @Test
        void saysThatKeysAreMissing() {
            var net = Haiku.transform(
                    (Tensor x) -> Haiku.vmap((Tensor row) -> row, true).apply(x));

            assertThatThrownBy(() -> net.initWithoutRng(X))
                    .isInstanceOf(MissingRngException.class)
                    .hasMessage("vmap with splitRng needs a random key, but init was called without one. "
                            + "Pass a Key to it, such as Key.of(42).");
        }

        @Test
        void rejectsAxesOfDifferentSizes() {
            var net = Haiku.transform((Tensor x) ->
                    Haiku.vmap((Tensor a, Tensor b) -> a.add(b), false).apply(x, Ops.ones(2)));

            assertThatThrownBy(() -> net.init(KEY, X))
                    .isInstanceOf(ShapeException.class)
                    .hasMessage(
                            "vmap needs mapped axes of one size, but got 3 from argument 0 (f32[3, 2]) and 2 from argument 1 "
                                    + "(f32[2]).");
        }
    }
}
