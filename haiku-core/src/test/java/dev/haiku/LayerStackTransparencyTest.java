package dev.haiku;

import static dev.haiku.Dense.X;
import static dev.haiku.Dense.fill;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.haiku.array.Shape;
import dev.haiku.func.Func;
import dev.haiku.random.Key;
import dev.haiku.tensor.Tensor;
import java.util.Optional;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;

class LayerStackTransparencyTest {

    private static final Key KEY = Key.of(42);
    private static final LayerStackTransparency NUMBERED = LayerStackTransparency.numbered("block_", 0);

    private static Tensor block(Tensor x, int i) {
        return Haiku.nameScope("block_" + i, () -> {
            var count = Haiku.getState("count", Shape.SCALAR, fill(i));
            Haiku.setState("count", count.add(1));
            var w = Haiku.getParameter("w", Shape.of(2), fill(0.5));
            return new Dense(2).apply(x).add(w).tanh();
        });
    }

    private static final TransformedWithState<Tensor, Tensor> LOOP =
            Haiku.transformWithState((Tensor x) -> Haiku.nameScope("net", () -> {
                var y = new Dense(2, "first").apply(x);
                for (int i = 0; i < 3; i++) {
                    y = block(y, i);
                }
                return y;
            }));

    private static final TransformedWithState<Tensor, Tensor> STACK =
            Haiku.transformWithState((Tensor x) -> Haiku.nameScope("net", () -> {
                var y = new Dense(2, "first").apply(x);
                return Haiku.layerStack(3, (Tensor z) -> block(z, 0), o -> o.transparency(NUMBERED))
                        .apply(y);
            }));

    @Test
    void hasTheNamesOfALoop() {
        var initial = STACK.init(KEY, X);

        assertThat(initial.params().sameStructure(LOOP.init(KEY, X).params())).isTrue();
        assertThat(initial.state().sameStructure(LOOP.init(KEY, X).state())).isTrue();
        assertThat(initial.params().modules())
                .containsExactlyInAnyOrder(
                        "net/first",
                        "net/block_0",
                        "net/block_1",
                        "net/block_2",
                        "net/block_0/dense",
                        "net/block_1/dense",
                        "net/block_2/dense");
    }

    @Test
    void computesWhatALoopComputesWithTheSameParameters() {
        var initial = LOOP.init(KEY, X);
        var params = initial.params()
                .mapEntries(entry ->
                        entry.value().mul(1 + 0.1 * initial.params().names().indexOf(entry.fullName())));

        var loop = LOOP.apply(params, initial.state(), KEY, X);
        var stack = STACK.apply(params, initial.state(), KEY, X);
        var grad = Func.grad((Params p) ->
                        STACK.apply(p, initial.state(), KEY, X).value().sum())
                .apply(params);

        assertThat(stack.value().toFloatArray()).containsExactly(loop.value().toFloatArray());
        assertThat(stack.state()).isEqualTo(loop.state());
        assertThat(grad.sameStructure(params)).isTrue();
    }

    @Test
    void findsTheNumberInTheFirstPartThatHasOne() {
        assertThat(NUMBERED.stacked("a/block_7/block_3/w"))
                .contains(new LayerStackTransparency.Position("a/block_0/block_3/w", 7));
        assertThat(NUMBERED.stacked("block_12")).contains(new LayerStackTransparency.Position("block_0", 12));
        assertThat(NUMBERED.stacked("block_012")).isEmpty();
        assertThat(NUMBERED.stacked("myblock_1")).isEmpty();
        assertThat(NUMBERED.flat(new LayerStackTransparency.Position("a/block_0/dense", 4)))
                .isEqualTo("a/block_4/dense");
    }

    @Nested
    class Errors {

        private static Transformed<Tensor, Tensor> with(LayerStackTransparency names) {
            return Haiku.transform(
                    (Tensor x) -> Haiku.layerStack(2, (Tensor y) -> new Dense(2).apply(y), o -> o.transparency(names))
                            .apply(x));
        }

        @Test
        void rejectsModulesWithoutANumber() {
            assertThatThrownBy(() -> with(NUMBERED).initWithoutRng(X))
                    .isInstanceOf(IllegalArgumentException.class)
                    .hasMessage("The layer stack numbers its layers by 'block_' and a number, but its module 'dense' "
                            + "has none. Name it or a module around it 'block_0'.");
        }

        @Test
        void rejectsNamesThatDoNotTellLayersApart() {
            var same = new LayerStackTransparency() {
                @Override
                public String flat(Position position) {
                    return "same";
                }

                @Override
                public Optional<Position> stacked(String flat) {
                    return Optional.empty();
                }
            };

            assertThatThrownBy(() -> with(same).initWithoutRng(X))
                    .isInstanceOf(IllegalArgumentException.class)
                    .hasMessage(
                            "__layer_stack_no_per_layer: the transparency of the stack gives the name 'same' to two "
                                    + "modules, one of them 'dense' of layer 1. Let the name tell the layers apart.");
        }

        @Test
        void rejectsTwoValuesForOneLayer() {
            var params = Params.empty().with("block_0", "w", X).with("block_1", "w", X);
            var first = new LayerStackTransparency() {
                @Override
                public String flat(Position position) {
                    return position.module();
                }

                @Override
                public Optional<Position> stacked(String flat) {
                    return Optional.of(new Position("block", 0));
                }
            };

            assertThatThrownBy(() -> with(first).withoutApplyRng().apply(params, X))
                    .isInstanceOf(IllegalArgumentException.class)
                    .hasMessage(
                            "__layer_stack_no_per_layer: the transparency of the stack takes two values for 'block/w' "
                                    + "of layer 0, one of them 'block_1/w'. Let it be the inverse of the names that it gives.");
        }

        @Test
        void rejectsMissingLayers() {
            var params = Params.empty().with("block_0", "w", X).with("block_3", "w", X);

            assertThatThrownBy(() -> with(NUMBERED).withoutApplyRng().apply(params, X))
                    .isInstanceOf(IllegalArgumentException.class)
                    .hasMessage("__layer_stack_no_per_layer: layer 1 of the stack has no value for 'block_0/w', but "
                            + "others have. There are values for the layers [0, 3].");
        }
    }
}
