package dev.haiku.checkpoint;

import static dev.haiku.testing.HaikuAssertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.haiku.Haiku;
import dev.haiku.nn.BatchNorm;
import dev.haiku.nn.Conv2D;
import dev.haiku.nn.Conv2DTranspose;
import dev.haiku.nn.Embed;
import dev.haiku.nn.LayerNorm;
import dev.haiku.nn.Linear;
import dev.haiku.nn.MultiHeadAttention;
import dev.haiku.nn.init.Initializers;
import dev.haiku.nn.recurrent.Lstm;
import dev.haiku.random.Key;
import dev.haiku.tensor.Nn;
import dev.haiku.tensor.Ops;
import dev.haiku.tensor.Tensor;
import org.junit.jupiter.api.Test;

/** The variables of networks of Flax, with what Flax computed: the same networks of Haiku compute it, too. */
class FlaxRulesTest {

    private static final NameRules OTHERS = NameRules.of(NameRules.drop("inputs"), NameRules.drop("outputs"));

    private record Call(Tensor x, boolean isTraining) {}

    private static Tensor images(Tensor x, boolean isTraining) {
        var hidden = new Conv2D(4, 3).apply(x);
        var normal = new BatchNorm(true, true, 0.99).apply(hidden, isTraining);
        var large = new Conv2DTranspose(3, 3, o -> o.stride(2)).apply(Nn.relu(normal));
        return new Linear(2).apply(large);
    }

    @Test
    void importsANetworkForImages() {
        var network = Haiku.transformWithState((Call call) -> images(call.x(), call.isTraining()))
                .withoutApplyRng();
        var rules = NameRules.of(
                FlaxRules.conv("Conv_{i}", "conv2_d{_i}"),
                FlaxRules.batchNorm("BatchNorm_{i}", "batch_norm{_i}", 4),
                FlaxRules.convTranspose("ConvTranspose_{i}", "conv2_d_transpose{_i}"),
                FlaxRules.dense("Dense_{i}", "linear{_i}"),
                OTHERS);

        try (var file = Npz.open(Fixtures.file("flax_images.npz"))) {
            var x = file.tensor("inputs");
            var imported = rules.apply(file, network.init(Key.of(1), new Call(x, true)));
            var y = network.apply(imported.params(), imported.state(), new Call(x, false))
                    .value();

            assertThat(y).isCloseTo(file.tensor("outputs"), within(1e-5));
        }
    }

    private static Tensor words(Tensor ids) {
        var embedded = new Embed(7, 6).apply(ids);
        var attention = new MultiHeadAttention(2, 3, Initializers.zeros());
        var x = new LayerNorm(-1, true, true).apply(embedded.add(attention.apply(embedded, embedded, embedded)));
        var lstm = new Lstm(5);
        var state = lstm.initialState(ids.dim(0));
        var output = state.hidden();
        for (int t = 0; t < ids.dim(1); t++) {
            var step = lstm.apply(Ops.take(x, Tensor.scalar(t), 1), state);
            state = step.state();
            output = step.output();
        }
        return output;
    }

    @Test
    void importsANetworkForWords() {
        var network = Haiku.transform(FlaxRulesTest::words).withoutApplyRng();
        var rules = NameRules.of(
                FlaxRules.embed("Embed_0", "embed"),
                FlaxRules.multiHeadAttention("MultiHeadDotProductAttention_0", "multi_head_attention"),
                FlaxRules.layerNorm("LayerNorm_0", "layer_norm"),
                FlaxRules.lstm("OptimizedLSTMCell_0", "lstm"),
                OTHERS);

        try (var file = Npz.open(Fixtures.file("flax_words.npz"))) {
            var ids = file.tensor("inputs");
            var y = network.apply(rules.apply(file, network.init(Key.of(1), ids)), ids);

            assertThat(y).isCloseTo(file.tensor("outputs"), within(1e-5));
        }
    }
}
