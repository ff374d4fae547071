package dev.haiku.checkpoint;

import static dev.haiku.testing.HaikuAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.haiku.Haiku;
import dev.haiku.ParamsAndState;
import dev.haiku.array.Shape;
import dev.haiku.checkpoint.TorchFormulas.Planes;
import dev.haiku.nn.BatchNorm;
import dev.haiku.nn.Conv2D;
import dev.haiku.nn.Conv2DTranspose;
import dev.haiku.nn.Embed;
import dev.haiku.nn.LayerNorm;
import dev.haiku.nn.Linear;
import dev.haiku.nn.MultiHeadAttention;
import dev.haiku.nn.RmsNorm;
import dev.haiku.nn.init.Initializers;
import dev.haiku.nn.recurrent.Lstm;
import dev.haiku.random.Key;
import dev.haiku.random.Random;
import dev.haiku.tensor.Padding;
import dev.haiku.tensor.Tensor;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import org.junit.jupiter.api.Test;

/**
 * State dictionaries of random numbers, in the layouts of PyTorch: a network of Haiku gives what PyTorch's formula
 * gives.
 */
class TorchRulesTest {

    private record Call(Tensor x, boolean isTraining) {}

    private final Map<String, Tensor> stateDict = new LinkedHashMap<>();

    private float[] add(String name, int... dims) {
        var value = Random.normal(Key.of(stateDict.size()), Shape.of(dims));
        stateDict.put(name, value);
        return value.toFloatArray();
    }

    private static Tensor input(int... dims) {
        return Random.normal(Key.of(99), Shape.of(dims));
    }

    /** {@return what the network makes of {@code x} with the parameters and state that the rules import} */
    private Tensor run(Function<Tensor, Tensor> network, NameRules rules, Tensor x) {
        var transformed = Haiku.transformWithState(network).withoutApplyRng();
        ParamsAndState imported = rules.apply(TensorSource.of(stateDict), transformed.init(Key.of(1), x));
        return transformed.apply(imported.params(), imported.state(), x).value();
    }

    private static Tensor channelsLast(Tensor x) {
        return x.transpose(0, 2, 3, 1);
    }

    private static Tensor channelsFirst(Tensor x) {
        return x.transpose(0, 3, 1, 2);
    }

    @Test
    void importsLinear() {
        var weight = add("fc.weight", 4, 3);
        var bias = add("fc.bias", 4);
        var x = input(2, 3);

        var y = run(v -> new Linear(4).apply(v), TorchRules.linear("fc", "linear"), x);

        assertThat(y.toFloatArray())
                .containsExactly(TorchFormulas.linear(x.toFloatArray(), 3, weight, bias), within(1e-5f));
    }

    @Test
    void importsLinearWithoutBias() {
        var weight = add("fc.weight", 4, 3);
        var x = input(2, 3);

        var y = run(v -> new Linear(4, o -> o.withBias(false)).apply(v), TorchRules.linear("fc", "linear"), x);

        assertThat(y.toFloatArray())
                .containsExactly(TorchFormulas.linear(x.toFloatArray(), 3, weight, new float[4]), within(1e-5f));
    }

    @Test
    void importsConvolutions() {
        add("conv.weight", 6, 4, 3, 2);
        var bias = add("conv.bias", 6);
        var x = input(2, 4, 5, 6);

        var y = run(
                v -> new Conv2D(6, List.of(3, 2), o -> o.padding(Padding.VALID)).apply(v),
                TorchRules.conv("conv", "conv2_d"),
                channelsLast(x));

        var expected = TorchFormulas.conv2d(Planes.of(x), Planes.of(stateDict.get("conv.weight")), bias, 1);
        assertThat(channelsFirst(y)).isCloseTo(expected.tensor(), within(1e-4));
    }

    @Test
    void importsConvolutionsInGroups() {
        add("conv.weight", 6, 2, 2, 2);
        var bias = add("conv.bias", 6);
        var x = input(1, 4, 3, 3);

        var y = run(
                v -> new Conv2D(6, 2, o -> o.padding(Padding.VALID).groups(2)).apply(v),
                TorchRules.conv("conv", "conv2_d"),
                channelsLast(x));

        var expected = TorchFormulas.conv2d(Planes.of(x), Planes.of(stateDict.get("conv.weight")), bias, 2);
        assertThat(channelsFirst(y)).isCloseTo(expected.tensor(), within(1e-4));
    }

    @Test
    void importsTransposedConvolutions() {
        add("up.weight", 4, 3, 3, 2);
        var bias = add("up.bias", 3);
        var x = input(2, 4, 3, 5);

        var y = run(
                v -> new Conv2DTranspose(3, List.of(3, 2), o -> o.stride(2).padding(Padding.VALID)).apply(v),
                TorchRules.convTranspose("up", "conv2_d_transpose"),
                channelsLast(x));

        var expected = TorchFormulas.convTranspose2d(Planes.of(x), Planes.of(stateDict.get("up.weight")), bias, 2);
        assertThat(channelsFirst(y)).isCloseTo(expected.tensor(), within(1e-4));
    }

    private float[] addPositive(String name, int size) {
        add(name, size);
        stateDict.computeIfPresent(name, (key, value) -> value.square().add(0.5));
        return stateDict.get(name).toFloatArray();
    }

    @Test
    void importsBatchNormWithItsStatistics() {
        var weight = add("bn.weight", 4);
        var bias = add("bn.bias", 4);
        var mean = add("bn.running_mean", 4);
        var variance = addPositive("bn.running_var", 4);
        stateDict.put("bn.num_batches_tracked", Tensor.scalar(17));
        var x = input(2, 4, 3, 5);
        var network = Haiku.transformWithState(
                        (Call call) -> new BatchNorm(true, true, 0.9).apply(channelsLast(call.x()), call.isTraining()))
                .withoutApplyRng();

        var imported = TorchRules.batchNorm("bn", "batch_norm", 4)
                .apply(TensorSource.of(stateDict), network.init(Key.of(1), new Call(x, true)));
        var y = network.apply(imported.params(), imported.state(), new Call(x, false));
        var trained = network.apply(imported.params(), imported.state(), new Call(x, true));

        var expected = TorchFormulas.batchNorm2d(Planes.of(x), mean, variance, weight, bias);
        assertThat(channelsFirst(y.value())).isCloseTo(expected.tensor(), within(1e-4));
        // torch: running_mean = 0.9·running_mean + 0.1·mean
        var batchMean = x.mean(0, 2, 3);
        assertThat(trained.state().get("batch_norm/~/mean_ema", "average").reshape(4))
                .isCloseTo(Tensor.of(mean).mul(0.9).add(batchMean.mul(0.1)), within(1e-5));
    }

    @Test
    void importsNormsOfTheLastAxis() {
        var weight = add("norm.weight", 6);
        var x = input(3, 6);

        var rms = run(v -> new RmsNorm(-1).apply(v), TorchRules.rmsNorm("norm", "rms_norm"), x);
        var bias = add("norm.bias", 6);
        var layer = run(v -> new LayerNorm(-1, true, true).apply(v), TorchRules.layerNorm("norm", "layer_norm"), x);

        assertThat(rms.toFloatArray())
                .containsExactly(TorchFormulas.rowNorm(x.toFloatArray(), 6, weight, new float[6], true), within(1e-4f));
        assertThat(layer.toFloatArray())
                .containsExactly(TorchFormulas.rowNorm(x.toFloatArray(), 6, weight, bias, false), within(1e-4f));
    }

    @Test
    void importsEmbeddings() {
        var weight = add("emb.weight", 5, 2);

        var y = run(v -> new Embed(5, 2).apply(v), TorchRules.embedding("emb", "embed"), Tensor.of(3, 0));

        assertThat(y.toFloatArray()).containsExactly(weight[6], weight[7], weight[0], weight[1]);
    }

    @Test
    void importsLongShortTermMemories() {
        var wIh = add("lstm.weight_ih_l0", 20, 3);
        var wHh = add("lstm.weight_hh_l0", 20, 5);
        var bIh = add("lstm.bias_ih_l0", 20);
        var bHh = add("lstm.bias_hh_l0", 20);
        var x = input(4, 3);

        var y = run(TorchRulesTest::lastOutput, TorchRules.lstm("lstm", "lstm"), x);

        assertThat(y.toFloatArray())
                .containsExactly(TorchFormulas.lstm(x.toFloatArray(), 3, wIh, wHh, bIh, bHh), within(1e-5f));
    }

    private static Tensor lastOutput(Tensor x) {
        var lstm = new Lstm(5);
        var state = lstm.initialState();
        var output = state.hidden();
        for (int t = 0; t < x.dim(0); t++) {
            var step = lstm.apply(x.get(t), state);
            state = step.state();
            output = step.output();
        }
        return output;
    }

    @Test
    void importsAttention() {
        var inWeight = add("attention.in_proj_weight", 18, 6);
        var inBias = add("attention.in_proj_bias", 18);
        var outWeight = add("attention.out_proj.weight", 6, 6);
        var outBias = add("attention.out_proj.bias", 6);
        var x = input(4, 6);

        var y = run(
                v -> new MultiHeadAttention(2, 3, Initializers.zeros()).apply(v, v, v),
                TorchRules.multiheadAttention("attention", "multi_head_attention"),
                x);

        assertThat(y.toFloatArray())
                .containsExactly(
                        TorchFormulas.attention(x.toFloatArray(), 6, 2, inWeight, inBias, outWeight, outBias),
                        within(1e-4f));
    }
}
