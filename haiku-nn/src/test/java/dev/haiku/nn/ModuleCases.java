package dev.haiku.nn;

import dev.haiku.Haiku;
import dev.haiku.Layer;
import dev.haiku.Params;
import dev.haiku.State;
import dev.haiku.array.Shape;
import dev.haiku.nn.init.Initializers;
import dev.haiku.nn.nets.Mlp;
import dev.haiku.nn.recurrent.DeepRnn;
import dev.haiku.nn.recurrent.Gru;
import dev.haiku.nn.recurrent.IdentityCore;
import dev.haiku.nn.recurrent.Lstm;
import dev.haiku.nn.recurrent.Recurrent;
import dev.haiku.nn.recurrent.ResetCore;
import dev.haiku.nn.recurrent.RnnCore;
import dev.haiku.nn.recurrent.RnnStep;
import dev.haiku.nn.recurrent.VanillaRnn;
import dev.haiku.tensor.Nn;
import dev.haiku.tensor.Ops;
import dev.haiku.tensor.Padding;
import dev.haiku.tensor.Tensor;
import dev.haiku.tree.Trees;
import java.util.List;

/** The table of modules; a new one gets a row, or {@link ModuleCaseTest} fails. */
final class ModuleCases {

    private static final Shape BATCH = Shape.of(4, 5);
    private static final Shape IMAGES = Shape.of(2, 3, 4);

    private ModuleCases() {}

    static List<ModuleCase> all() {
        return List.of(
                ModuleCase.of("Linear", () -> new Linear(3), BATCH, "linear/w", "linear/b"),
                ModuleCase.of("Linear on a vector", () -> new Linear(3), Shape.of(5), "linear/w", "linear/b"),
                ModuleCase.of("Linear on no examples", () -> new Linear(3), Shape.of(0, 5), "linear/w", "linear/b"),
                ModuleCase.of("Linear without bias", () -> new Linear(3, o -> o.withBias(false)), IMAGES, "linear/w"),
                ModuleCase.of(
                        "Linear, named",
                        () -> new Linear(
                                2,
                                o -> o.name("head")
                                        .wInit(Initializers.heNormal())
                                        .bInit(Initializers.ones())),
                        BATCH,
                        "head/w",
                        "head/b"),
                ModuleCase.of("Bias", Bias::new, IMAGES, "bias/b"),
                ModuleCase.of("Bias along an axis", () -> new Bias(o -> o.biasDims(List.of(1))), IMAGES, "bias/b"),
                ModuleCase.of("Bias of one number", () -> new Bias(o -> o.biasDims(List.of())), IMAGES, "bias/b"),
                ModuleCase.of(
                        "Sequential",
                        () -> new Sequential(new Linear(4), Nn::silu, new Linear(2)),
                        BATCH,
                        "linear/w",
                        "linear/b",
                        "linear_1/w",
                        "linear_1/b"),
                ModuleCase.of("Sequential without layers", () -> new Sequential(List.of(), o -> o.name("none")), BATCH),
                ModuleCase.of("Identity", Identity::new, BATCH),
                ModuleCase.of("Reshape", () -> new Reshape(List.of(-1, 2)), IMAGES),
                ModuleCase.of("Flatten", Flatten::new, IMAGES),
                ModuleCase.of(
                        "LayerNorm",
                        () -> new LayerNorm(-1, true, true),
                        BATCH,
                        "layer_norm/scale",
                        "layer_norm/offset"),
                ModuleCase.of(
                        "LayerNorm over two axes, fast",
                        () -> new LayerNorm(Axes.from(1), true, false, o -> o.useFastVariance(true)),
                        IMAGES,
                        "layer_norm/scale"),
                ModuleCase.of(
                        "BatchNorm",
                        () -> {
                            var norm = new BatchNorm(true, true, 0.9);
                            return x -> norm.apply(x, false, o -> o.testLocalStats(true));
                        },
                        BATCH,
                        "batch_norm/scale",
                        "batch_norm/offset"),
                ModuleCase.of("ConvNd", () -> new ConvNd(1, 2, List.of(2)), IMAGES, "conv_nd/w", "conv_nd/b"),
                ModuleCase.of("Conv1D", () -> new Conv1D(2, 3, o -> o.rate(2)), IMAGES, "conv1_d/w", "conv1_d/b"),
                ModuleCase.of(
                        "Conv2D",
                        () -> new Conv2D(
                                4, 3, o -> o.stride(2).padding(Padding.VALID).groups(2)),
                        Shape.of(2, 5, 6, 2),
                        "conv2_d/w",
                        "conv2_d/b"),
                ModuleCase.of(
                        "Conv2D, channels first",
                        () -> new Conv2D(
                                3,
                                List.of(2, 3),
                                o -> o.dataFormat(DataFormat.CHANNELS_FIRST).padding(Pads.causal())),
                        Shape.of(2, 2, 4, 5),
                        "conv2_d/w",
                        "conv2_d/b"),
                ModuleCase.of(
                        "Conv3D", () -> new Conv3D(2, 2, o -> o.withBias(false)), Shape.of(1, 3, 2, 3, 2), "conv3_d/w"),
                ModuleCase.of("ExponentialMovingAverage", () -> ModuleCases::average, BATCH),
                ModuleCase.of(
                        "MultiHeadAttention",
                        () -> {
                            var attention = new MultiHeadAttention(2, 3, Initializers.varianceScaling());
                            return x -> attention.apply(x, x, x);
                        },
                        IMAGES,
                        "multi_head_attention/query/w",
                        "multi_head_attention/query/b",
                        "multi_head_attention/key/w",
                        "multi_head_attention/key/b",
                        "multi_head_attention/value/w",
                        "multi_head_attention/value/b",
                        "multi_head_attention/linear/w",
                        "multi_head_attention/linear/b"),
                ModuleCase.of(
                        "VanillaRnn",
                        () -> step(new VanillaRnn(3)),
                        BATCH,
                        "vanilla_rnn/linear/w",
                        "vanilla_rnn/linear/b",
                        "vanilla_rnn/linear_1/w",
                        "vanilla_rnn/linear_1/b"),
                ModuleCase.of("Lstm", () -> step(new Lstm(3)), BATCH, "lstm/linear/w", "lstm/linear/b"),
                ModuleCase.of("Gru", () -> step(new Gru(3)), BATCH, "gru/w_i", "gru/w_h", "gru/b"),
                ModuleCase.of("Gru on a vector", () -> step(new Gru(3)), Shape.of(5), "gru/w_i", "gru/w_h", "gru/b"),
                ModuleCase.of("IdentityCore", () -> step(new IdentityCore<Tensor>()), BATCH),
                ModuleCase.of(
                        "DeepRnn",
                        () -> step(new DeepRnn(new Gru(2), Recurrent.layer(Nn::silu), new Gru(3))),
                        BATCH,
                        "gru/w_i",
                        "gru/w_h",
                        "gru/b",
                        "gru_1/w_i",
                        "gru_1/w_h",
                        "gru_1/b"),
                ModuleCase.of("ResetCore", () -> step(resetting(new Gru(3))), BATCH, "gru/w_i", "gru/w_h", "gru/b"),
                ModuleCase.of("RmsNorm", () -> new RmsNorm(-1), BATCH, "rms_norm/scale"),
                ModuleCase.of(
                        "Mlp",
                        () -> new Mlp(List.of(4, 2), o -> o.activation(Ops::tanh)),
                        BATCH,
                        "mlp/~/linear_0/w",
                        "mlp/~/linear_0/b",
                        "mlp/~/linear_1/w",
                        "mlp/~/linear_1/b"),
                ModuleCase.of("Embed", () -> new Embed(4, 3), Shape.of(2, 3), "embed/embeddings")
                        .ofIntegers(),
                ModuleCase.of(
                                "Embed by one-hot vectors",
                                () -> new Embed(4, 3, o -> o.lookupStyle(Embed.LookupStyle.ONE_HOT)),
                                Shape.of(5),
                                "embed/embeddings")
                        .ofIntegers());
    }

    /** {@return the first average; the state that it leaves is dropped} */
    private static Tensor average(Tensor x) {
        return Haiku.transformWithState((Tensor value) -> new ExponentialMovingAverage(0.9).apply(value))
                .withoutApplyRng()
                .apply(Params.empty(), State.empty(), x)
                .value();
    }

    /** {@return the layer that makes one step from a state of halves} */
    private static <S> Layer step(RnnCore<Tensor, S, Tensor> core) {
        return x -> {
            var state = core.initialState(x.shape().subShape(0, x.rank() - 1));
            return core.apply(x, Trees.map(state, s -> Ops.full(s.shape(), 0.5, x.dtype())))
                    .output();
        };
    }

    /** {@return a core that resets every other state of a batch} */
    private static <S> RnnCore<Tensor, S, Tensor> resetting(RnnCore<Tensor, S, Tensor> core) {
        var reset = new ResetCore<>(core);
        return new RnnCore<>() {
            @Override
            public RnnStep<Tensor, S> apply(Tensor x, S state) {
                return reset.apply(new ResetCore.Input<>(x, Ops.mod(Ops.arange(x.dim(0)), Tensor.scalar(2))), state);
            }

            @Override
            public S initialState(Shape batch) {
                return reset.initialState(batch);
            }
        };
    }
}
