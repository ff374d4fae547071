package dev.haiku;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.haiku.array.Shape;
import dev.haiku.func.Func;
import dev.haiku.random.Key;
import dev.haiku.tensor.ConcretizationException;
import dev.haiku.tensor.Tensor;
import org.junit.jupiter.api.Test;

/** {@code jit} and {@code evalShape} inside a transformed function. */
class StatefulJitTest {

    private static final Key KEY = Key.of(42);
    private static final Tensor X = Tensor.of(Shape.of(3), 1f, 2f, 3f);

    private final TransformedWithState<Tensor, Tensor> direct = Haiku.transformWithState((Tensor x) -> {
        var y = new Busy().apply(x);
        return new Busy().apply(y);
    });
    private final TransformedWithState<Tensor, Tensor> staged = Haiku.transformWithState((Tensor x) -> {
        var f = Haiku.jit((Tensor y) -> new Busy().apply(y));
        return f.apply(f.apply(x));
    });

    @Test
    void createsSetsAndDrawsAsWithout() {
        var expected = direct.init(KEY, X);
        var initial = staged.init(KEY, X);

        assertThat(initial.params().names()).containsExactly("busy/w", "busy_1/w");
        assertThat(initial.params().get("busy_1", "w").toFloatArray())
                .containsExactly(expected.params().get("busy_1", "w").toFloatArray());
        var applied = staged.apply(initial.params(), initial.state(), KEY, X);
        assertThat(applied.value().toFloatArray())
                .containsExactly(direct.apply(initial.params(), initial.state(), KEY, X)
                        .value()
                        .toFloatArray());
        assertThat(applied.state().get("busy", "count").item()).isEqualTo(1);
        assertThat(applied.state().get("busy", "sum").item()).isEqualTo(6);
    }

    @Test
    void worksWithinAStagedApplyAndItsGradient() {
        var initial = staged.init(KEY, X);

        var value = Func.jit(staged::apply)
                .apply(initial.params(), initial.state(), KEY, X)
                .value();
        var grad = Func.grad((Params p) ->
                        staged.apply(p, initial.state(), KEY, X).value().sum())
                .apply(initial.params());
        var expected = Func.grad((Params p) ->
                        direct.apply(p, initial.state(), KEY, X).value().sum())
                .apply(initial.params());

        assertThat(value.toFloatArray())
                .containsExactly(staged.apply(initial.params(), initial.state(), KEY, X)
                        .value()
                        .toFloatArray());
        assertThat(grad.get("busy", "w").toFloatArray())
                .containsExactly(expected.get("busy", "w").toFloatArray());
    }

    @Test
    void takesSeveralArguments() {
        var net = Haiku.transform((Tensor x) -> Haiku.jit((Tensor a, Tensor b) -> a.add(b))
                .apply(
                        x,
                        Haiku.jit((Tensor a, Tensor b, Tensor c) -> a.mul(b).mul(c))
                                .apply(x, x, x)));

        assertThat(net.apply(Params.empty(), KEY, X).toFloatArray()).containsExactly(2, 10, 30);
    }

    @Test
    void findsShapesWithoutAnyEffect() {
        var net = Haiku.transformWithState((Tensor x) -> {
            var shape = Haiku.evalShape((Tensor y) -> new Busy().apply(y).expandDims(0), x);
            assertThat(shape.shape()).isEqualTo(Shape.of(1, 3));
            assertThatThrownBy(shape::toFloatArray).isInstanceOf(ConcretizationException.class);
            assertThat(Haiku.nextRngKey().data().toLongArray())
                    .containsExactly(KeySequence.of(KEY).next().data().toLongArray());
            return x;
        });

        var initial = net.init(KEY, X);

        assertThat(initial.params().isEmpty()).isTrue();
        assertThat(initial.state().isEmpty()).isTrue();
    }

    @Test
    void rejectsUseOutsideATransform() {
        assertThatThrownBy(() -> Haiku.jit((Tensor x) -> x))
                .isInstanceOf(NotTransformedException.class)
                .hasMessage(
                        "Haiku.jit must be used inside a function given to Haiku.transform. Elsewhere use Func.jit.");
        assertThatThrownBy(() -> Haiku.evalShape((Tensor x) -> x, X))
                .isInstanceOf(NotTransformedException.class)
                .hasMessage(
                        "Haiku.evalShape must be used inside a function given to Haiku.transform. Elsewhere use Func.evalShape.");
    }
}
