package dev.haiku;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.haiku.array.Shape;
import dev.haiku.func.Func;
import dev.haiku.random.Key;
import dev.haiku.tensor.ConcretizationException;
import dev.haiku.tensor.Tensor;
import java.util.ArrayList;
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
    void takesFourArguments() {
        var net = Haiku.transform((Tensor x) -> Haiku.jit((Tensor a, Tensor b, Tensor c, Tensor d) ->
                        a.add(b).add(c).mul(d))
                .apply(x, x, x, x.add(1)));

        assertThat(net.apply(Params.empty(), KEY, X).toFloatArray()).containsExactly(6, 18, 36);
    }

    @Test
    void findsShapesWithoutInitialisers() {
        Initializer failing = (shape, dtype) -> {
            throw new IllegalArgumentException("not wanted");
        };
        var net = Haiku.transform(
                (Tensor x) -> x.add(Haiku.getParameter("w", x.shape(), failing)).expandDims(0));
        var shapes = new ArrayList<Shape>();
        var outer = Haiku.transform((Tensor x) -> {
            var result = Haiku.fastEvalShape(
                    (Tensor y) ->
                            y.add(Haiku.getParameter("w", y.shape(), failing)).expandDims(0),
                    x);
            shapes.add(result.shape());
            return x;
        });

        assertThat(Haiku.fastEvalShape((Tensor x) -> net.init(KEY, x), X)
                        .get("~", "w")
                        .shape())
                .isEqualTo(X.shape());
        assertThat(outer.initWithoutRng(X).isEmpty()).isTrue();
        assertThat(shapes).containsExactly(Shape.of(1, 3));
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

    @Test
    void namesWhatAFunctionComputes() {
        var net = Haiku.transformWithState((Tensor x) -> Haiku.namedCall(
                        "twice", (Tensor y) -> Haiku.namedScope("busy", () -> new Busy().apply(new Busy().apply(y))))
                .apply(x));
        var plain = Haiku.transformWithState((Tensor x) -> new Busy().apply(new Busy().apply(x)));
        var initial = net.init(KEY, X);

        var program =
                Func.makeProgram((ParamsAndState p, Tensor x) -> net.apply(p.params(), p.state(), KEY, x), initial, X);

        assertThat(initial).isEqualTo(plain.init(KEY, X));
        assertThat(net.apply(initial.params(), initial.state(), KEY, X).state())
                .isEqualTo(
                        plain.apply(initial.params(), initial.state(), KEY, X).state());
        assertThat(program.toString()).contains("call[name=twice]", "call[name=busy]");
        assertThat(Haiku.transform((Tensor x) -> Haiku.namedCall("sum", (Tensor a, Tensor b) -> a.add(b))
                                .apply(x, x))
                        .apply(Params.empty(), KEY, X)
                        .toFloatArray())
                .containsExactly(2, 4, 6);
    }

    @Test
    void namesNothingOutsideATransform() {
        assertThatThrownBy(() -> Haiku.namedCall("a", (Tensor x) -> x))
                .isInstanceOf(NotTransformedException.class)
                .hasMessage("Haiku.namedCall must be used inside a function given to Haiku.transform. "
                        + "Elsewhere use Func.namedCall.");
        assertThatThrownBy(() -> Haiku.namedScope("a", () -> X))
                .isInstanceOf(NotTransformedException.class)
                .hasMessage("Haiku.namedScope must be used inside a function given to Haiku.transform. "
                        + "Elsewhere use Func.namedScope.");
    }
}
