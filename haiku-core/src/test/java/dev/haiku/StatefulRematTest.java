package dev.haiku;

import static dev.haiku.testing.HaikuAssertions.assertThatTree;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.haiku.func.Func;
import dev.haiku.random.Key;
import dev.haiku.tensor.Tensor;
import java.util.List;
import java.util.function.Function;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.Test;

class StatefulRematTest {

    private static final Key KEY = Key.of(42);
    private static final Tensor X = Tensor.of(1f, 2f, 3f);

    private static TransformedWithState<Tensor, Tensor> net(UnaryOperator<Function<Tensor, Tensor>> around) {
        return Haiku.transformWithState((Tensor x) -> {
            var once = around.apply((Tensor y) -> new Busy().apply(y).tanh()).apply(x);
            return around.apply((Tensor y) -> new Busy().apply(y)).apply(once).sum();
        });
    }

    @Test
    void givesWhatItGivesWithout() {
        var plain = net(f -> f);
        var remat = net(Haiku::remat);

        var initial = remat.init(KEY, X);
        var result = remat.apply(initial.params(), initial.state(), KEY, X);

        assertThatTree(initial).isCloseTo(plain.init(KEY, X), within(1e-6));
        assertThat(initial.params().modules()).containsExactly("busy", "busy_1");
        assertThatTree(result.state())
                .isCloseTo(
                        plain.apply(initial.params(), initial.state(), KEY, X).state(), within(1e-6));
    }

    @Test
    void hasTheSameGradient() {
        var initial = net(f -> f).init(KEY, X);

        var grads = List.<UnaryOperator<Function<Tensor, Tensor>>>of(f -> f, Haiku::remat).stream()
                .map(around -> Func.grad((Params p) ->
                                net(around).apply(p, initial.state(), KEY, X).value())
                        .apply(initial.params()))
                .toList();

        assertThat(grads.get(1)).isEqualTo(grads.get(0));
    }

    @Test
    void takesSeveralArguments() {
        var net = Haiku.transform((Tensor x) -> Haiku.remat((Tensor a, Tensor b) -> a.mul(b))
                .apply(x, x)
                .add(Haiku.remat((Tensor a, Tensor b, Tensor c) -> a.add(b).add(c))
                        .apply(x, x, x))
                .add(Haiku.remat((Tensor a, Tensor b, Tensor c, Tensor d) ->
                                a.mul(b).sub(c).mul(d))
                        .apply(x, x, x, x)));

        assertThat(net.apply(Params.empty(), KEY, X).toFloatArray()).containsExactly(4, 14, 36);
    }

    @Test
    void rejectsUseOutsideATransform() {
        assertThatThrownBy(() -> Haiku.remat((Tensor x) -> x))
                .isInstanceOf(NotTransformedException.class)
                .hasMessage("Haiku.remat must be used inside a function given to Haiku.transform. "
                        + "Elsewhere use Func.checkpoint.");
    }
}
