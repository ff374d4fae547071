package dev.haiku.checkpoint;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.haiku.Params;
import dev.haiku.State;
import dev.haiku.array.HostArray;
import dev.haiku.array.Shape;
import dev.haiku.optim.ChainState;
import dev.haiku.optim.Optimizers;
import dev.haiku.random.Key;
import dev.haiku.tensor.Tensor;
import dev.haiku.tree.Trees;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class CheckpointTest {

    private static final Params PARAMS = Params.of(Map.of(
            "mlp/~/linear_0",
            Map.of("w", Tensor.of(new float[] {1, 2}, new float[] {3, 4}), "b", Tensor.of(0f, Float.NaN))));

    private record Moments(List<Tensor> both, Optional<Tensor> third) {}

    private record Training(Params params, State state, ChainState optimizer, Key key, Tensor step) {}

    private record Counted(Tensor x, int count, String note) {}

    @TempDir
    Path folder;

    private Path path() {
        return folder.resolve("training.safetensors");
    }

    private static Training training() {
        var state = State.of(Map.of(
                "batch_norm/~/mean_ema", Map.of("counter", Tensor.scalar(3)),
                "lstm", Map.of("carry", new Moments(List.of(Tensor.of(1.0f), Tensor.of(2.0)), Optional.empty()))));
        return new Training(PARAMS, state, Optimizers.adam(0.1).init(PARAMS), Key.of(7), Tensor.scalar(100));
    }

    private static List<HostArray> numbers(Object tree) {
        return Trees.leaves(tree).stream().map(Tensor::toHost).toList();
    }

    @Test
    void namesParametersAsHaikuDoes() {
        assertThat(Checkpoint.named(PARAMS)).containsOnlyKeys("mlp/~/linear_0/b", "mlp/~/linear_0/w");
    }

    @Test
    void namesOtherTensorsByTheirPaths() {
        assertThat(Checkpoint.named(training()).keySet())
                .containsExactly(
                        "params/mlp/~/linear_0/b",
                        "params/mlp/~/linear_0/w",
                        "state/batch_norm/~/mean_ema/counter",
                        "state/lstm/carry/both/0",
                        "state/lstm/carry/both/1",
                        "optimizer/states/0/count",
                        "optimizer/states/0/mu/mlp/~/linear_0/b",
                        "optimizer/states/0/mu/mlp/~/linear_0/w",
                        "optimizer/states/0/nu/mlp/~/linear_0/b",
                        "optimizer/states/0/nu/mlp/~/linear_0/w",
                        "key/data",
                        "step");
        assertThat(Checkpoint.named(Optional.of(Map.of("a-b", Tensor.of(1.0f)))))
                .containsOnlyKeys("a-b");
        assertThat(Checkpoint.named(Tensor.of(1.0f))).containsOnlyKeys("tensor");
    }

    @Test
    void restoresAWholeTrainingStateBitForBit() {
        var training = training();
        Checkpoint.save(path(), training);

        var template = Trees.map(training, x -> x.mul(0).add(1));
        var restored = Checkpoint.restore(path(), template);

        assertThat(numbers(restored)).isEqualTo(numbers(training));
        assertThat(Trees.structure(restored)).isEqualTo(Trees.structure(training));
    }

    @Test
    void readsTheParametersAloneFromATrainingState() {
        Checkpoint.save(path(), training());

        try (var file = Safetensors.open(path())) {
            assertThat(Checkpoint.params(file.under("params"))).isEqualTo(PARAMS);
        }
    }

    @Test
    void readsWhatDmHaikuSaved() {
        var numpy = Checkpoint.params(TensorSource.of(Npz.read(Fixtures.file("haiku.npz"))));
        var safetensors = Checkpoint.params(TensorSource.of(Safetensors.read(Fixtures.file("haiku.safetensors"))));

        assertThat(numpy.names())
                .containsExactly("mlp/~/linear_0/w", "mlp/~/linear_0/b", "mlp/~/linear_1/w", "mlp/~/linear_1/b");
        assertThat(numpy.get("mlp/~/linear_0", "w").toFloatArray()).containsExactly(0, 1, 2, 3, 4, 5);
        assertThat(numpy.get("mlp/~/linear_1", "b").toFloatArray()).containsExactly(0.5f);
        assertThat(safetensors).isEqualTo(numpy);
    }

    @Test
    void readsState() {
        var source = TensorSource.of(Map.of("batch_norm/~/mean_ema/counter", Tensor.scalar(3)));

        assertThat(Checkpoint.state(source)
                        .get("batch_norm/~/mean_ema", "counter")
                        .itemLong())
                .isEqualTo(3);
    }

    @Test
    void restoresStaticPartsFromTheTemplate() {
        Checkpoint.save(path(), new Counted(Tensor.of(1.0f), 3, "a"));

        assertThat(Checkpoint.restore(path(), new Counted(Tensor.of(0f), 3, "a"))
                        .count())
                .isEqualTo(3);
    }

    @Nested
    class Errors {

        @Test
        void listWhatIsNotAsInTheTemplate() {
            Checkpoint.save(path(), Map.of("a", Tensor.of(1.0f, 2.0f), "b/w", Tensor.of(1.0f), "c", Tensor.scalar(1)));
            var template = Map.of("a", Tensor.of(1.0f), "b/w", Tensor.of(1.0), "d/w", Tensor.of(1.0f));

            assertThatThrownBy(() -> Checkpoint.restore(path(), template))
                    .isInstanceOf(CheckpointException.class)
                    .hasMessage(path() + """
                            : the tensors are not those of the template.
                            differs: a is f32[2], expected f32[1]
                            differs: b/w is f32[1], expected f64[1]
                            unexpected: c i32[]
                            missing: d/w f32[1]
                            Build the template with the program that saved them.""");
        }

        @Test
        void speakOfASourceWithoutAFile() {
            assertThatThrownBy(() -> Checkpoint.restore(TensorSource.of(Map.of()), PARAMS))
                    .isInstanceOf(CheckpointException.class)
                    .hasMessage("""
                            This source: the tensors are not those of the template.
                            missing: mlp/~/linear_0/b f32[2]
                            missing: mlp/~/linear_0/w f32[2, 2]
                            Build the template with the program that saved them.""");
        }

        @Test
        void tellThatStaticPartsDiffer() {
            Checkpoint.save(path(), new Counted(Tensor.of(1.0f), 3, "a"));

            assertThatThrownBy(() -> Checkpoint.restore(path(), new Counted(Tensor.of(1.0f), 0, "b")))
                    .isInstanceOf(CheckpointException.class)
                    .hasMessage(path() + """
                            : the static parts of the tree are not those of the template.
                            differs: .count is 3, expected 0
                            differs: .note is a, expected b
                            Give a template with the saved ones; keep in a tensor what changes during training.""");
        }

        @Test
        void refuseTwoTensorsOfOneName() {
            var tree = Map.of("a", Map.of("b", Tensor.of(1.0f)), "a/b", Tensor.of(2.0f));

            assertThatThrownBy(() -> Checkpoint.save(path(), tree))
                    .isInstanceOf(IllegalArgumentException.class)
                    .hasMessage("The tensors .a.b and ['a/b'] of the tree would both be saved as 'a/b'."
                            + " Rename a component or a key.");
        }

        @Test
        void tellThatANameHasNoModulePath() {
            assertThatThrownBy(() -> Checkpoint.params(TensorSource.of(Map.of("w", Tensor.of(1.0f)))))
                    .isInstanceOf(CheckpointException.class)
                    .hasMessage("The tensor 'w' cannot be a parameter or state, since its name is not a module path,"
                            + " a slash and a name. Give it one with NameRules.");
        }

        @Test
        void nameWhatIsNoTree() {
            assertThatThrownBy(() -> Checkpoint.save(path(), new Object()))
                    .isInstanceOf(IllegalArgumentException.class)
                    .hasMessageStartingWith("A tree cannot hold a java.lang.Object, but the root is one.");
        }

        @Test
        void listTheNamesInAMap() {
            var source = TensorSource.of(Map.of("a", Tensor.of(HostArray.of(Shape.of(1), 1f))));

            assertThatThrownBy(() -> source.read("b"))
                    .isInstanceOf(CheckpointException.class)
                    .hasMessage("This map: there is no tensor 'b'. There are a.");
        }
    }
}
