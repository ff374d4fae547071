package dev.haiku;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.haiku.array.Shape;
import dev.haiku.func.Carried;
import dev.haiku.func.Func;
import dev.haiku.random.Key;
import dev.haiku.random.Random;
import dev.haiku.tensor.Ops;
import dev.haiku.tensor.Tensor;
import java.util.function.Function;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Haiku's transformations inside one another: the same numbers, state and keys as by hand. */
class StatefulNestingTest {

    private static final Key KEY = Key.of(42);
    private static final Tensor X = Tensor.of(Shape.of(3, 2), 1f, 2f, 3f, 4f, 5f, 6f);

    /** A scalar of a row, with a parameter, a count and a key. */
    private static Tensor loss(Tensor row) {
        var w = Haiku.getParameter("w", row.shape(), Busy.NORMAL);
        Haiku.setState("n", Haiku.getState("n", Shape.SCALAR, Dense.fill(0)).add(1));
        var noise = Random.normal(Haiku.nextRngKey(), row.shape());
        return row.mul(w).add(noise).square().sum();
    }

    /** The gradient of {@link #loss} by its row. */
    private static Tensor slope(Tensor row) {
        var w = Haiku.getParameter("w", row.shape(), Busy.NORMAL);
        Haiku.setState("n", Haiku.getState("n", Shape.SCALAR, Dense.fill(0)).add(1));
        var noise = Random.normal(Haiku.nextRngKey(), row.shape());
        return row.mul(w).add(noise).mul(w).mul(2);
    }

    private static Tensor overRows(Tensor x, Function<Tensor, Tensor> f) {
        return Ops.stack(0, f.apply(x.get(0)), f.apply(x.get(1)), f.apply(x.get(2)));
    }

    private static Function<Tensor, Tensor> function(Function<Tensor, Tensor> f) {
        return f;
    }

    static Stream<Arguments> pairs() {
        return Stream.of(
                Arguments.of(
                        "map(grad)",
                        function(x -> Haiku.map(
                                (Tensor row) ->
                                        Haiku.grad(StatefulNestingTest::loss).apply(row),
                                x)),
                        function(x -> overRows(x, StatefulNestingTest::slope))),
                Arguments.of(
                        "grad(map)",
                        function(x -> Haiku.grad((Tensor y) ->
                                        Haiku.map(StatefulNestingTest::loss, y).sum())
                                .apply(x)),
                        function(x -> overRows(x, StatefulNestingTest::slope))),
                Arguments.of(
                        "grad(jit)",
                        function(x -> overRows(
                                x,
                                row -> Haiku.grad(Haiku.jit(StatefulNestingTest::loss))
                                        .apply(row))),
                        function(x -> overRows(x, StatefulNestingTest::slope))),
                Arguments.of(
                        "jit(grad)",
                        function(x -> overRows(
                                x,
                                row -> Haiku.jit(Haiku.grad(StatefulNestingTest::loss))
                                        .apply(row))),
                        function(x -> overRows(x, StatefulNestingTest::slope))),
                Arguments.of(
                        "map(cond)",
                        function(x -> Haiku.map(
                                (Tensor row) ->
                                        Haiku.cond(row.sum().gt(5), StatefulNestingTest::loss, r -> loss(r).neg(), row),
                                x)),
                        function(x -> Ops.stack(0, loss(x.get(0)).neg(), loss(x.get(1)), loss(x.get(2))))),
                Arguments.of(
                        "foriLoop(scan)",
                        function(x -> Haiku.foriLoop(
                                0,
                                2,
                                (Tensor i, Tensor sum) -> Haiku.scan(
                                                (Tensor c, Tensor row) -> new Carried<>(c.add(loss(row)), row), sum, x)
                                        .carry(),
                                Tensor.scalar(0.0))),
                        function(x -> {
                            var sum = Tensor.scalar(0.0);
                            for (int i = 0; i < 2; i++) {
                                for (int k = 0; k < 3; k++) {
                                    sum = sum.add(loss(x.get(k)));
                                }
                            }
                            return sum;
                        })),
                Arguments.of(
                        "vmap(grad)",
                        function(x -> Haiku.vmap(Haiku.grad(StatefulNestingTest::loss), false)
                                .apply(x)),
                        function(x ->
                                Haiku.vmap(StatefulNestingTest::slope, false).apply(x))),
                Arguments.of(
                        "vmap(map)",
                        function(x -> Haiku.vmap(
                                        (Tensor y) -> Haiku.map(StatefulNestingTest::loss, y.expandDims(0)), false)
                                .apply(x)),
                        function(x -> Haiku.vmap((Tensor y) -> loss(y).expandDims(0), false)
                                .apply(x))));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("pairs")
    void giveWhatIsDoneByHand(String name, Function<Tensor, Tensor> nested, Function<Tensor, Tensor> byHand) {
        var net = Haiku.transformWithState(nested);
        var reference = Haiku.transformWithState(byHand);

        var initial = net.init(KEY, X);
        var expected = reference.init(KEY, X);
        var applied = net.apply(initial.params(), initial.state(), KEY, X);
        var staged = Func.jit(net::apply).apply(initial.params(), initial.state(), KEY, X);
        var wanted = reference.apply(initial.params(), initial.state(), KEY, X);

        assertThat(initial.params().get("~", "w").toFloatArray())
                .containsExactly(expected.params().get("~", "w").toFloatArray());
        assertThat(initial.state().get("~", "n").item()).isZero();
        assertThat(applied.value().toFloatArray())
                .containsExactly(wanted.value().toFloatArray(), within(1e-4f));
        assertThat(staged.value().toFloatArray()).containsExactly(wanted.value().toFloatArray(), within(1e-4f));
        assertThat(applied.state().get("~", "n").item())
                .isEqualTo(wanted.state().get("~", "n").item());
        assertThat(staged.state().get("~", "n").item())
                .isEqualTo(wanted.state().get("~", "n").item());
    }
}
