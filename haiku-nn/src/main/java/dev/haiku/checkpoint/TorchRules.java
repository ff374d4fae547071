package dev.haiku.checkpoint;

import dev.haiku.tensor.Ops;
import dev.haiku.tensor.Tensor;
import java.util.List;
import java.util.function.UnaryOperator;

/**
 * The {@link NameRules} of PyTorch's modules, for the tensors of a {@code state_dict}.
 *
 * <p>{@code from} is the path of the module in PyTorch ({@code layers.{i}.fc}), {@code to} that in Haiku ({@code
 * mlp/~/linear_{i}}). Biases may be missing. Save the tensors in Python with {@code
 * safetensors.torch.save_file(model.state_dict(), path)}; what {@code torch.save} writes is a pickle and is not read.
 * Images have their channels first in PyTorch and last in Haiku: transpose the inputs, and mind that a flatten between
 * convolutions and linear layers orders its elements otherwise.
 *
 * <p>There are no rules for the gated recurrent unit, which has another formula in Haiku: there the reset gate acts
 * before the matrix product.
 */
public final class TorchRules {

    private static final String WEIGHT = ".weight";
    private static final String BIAS = ".bias";

    private TorchRules() {}

    /** {@return the rules of {@code Linear}: {@code weight [out, in]} is {@code w [in, out]}} */
    public static NameRules linear(String from, String to) {
        return weightAndBias(from, to, Layouts::transposed);
    }

    /**
     * {@return the rules of {@code Conv1d}, 2d and 3d: {@code weight [out, in, spatial...]} is {@code w [spatial...,
     * in, out]}}
     */
    public static NameRules conv(String from, String to) {
        return weightAndBias(from, to, Layouts::spatialFirst);
    }

    /**
     * {@return the rules of {@code ConvTranspose1d}, 2d and 3d without groups: {@code weight [in, out, spatial...]} is
     * {@code w [spatial..., out, in]}, mirrored along its spatial axes}
     */
    public static NameRules convTranspose(String from, String to) {
        return weightAndBias(from, to, Layouts::mirroredSpatialFirst);
    }

    private static NameRules weightAndBias(String from, String to, UnaryOperator<Tensor> change) {
        return NameRules.of(
                NameRules.param(from + WEIGHT, to + "/w", change),
                NameRules.param(from + BIAS, to + "/b").optional());
    }

    /** {@return the rules of {@code Embedding}} */
    public static NameRules embedding(String from, String to) {
        return NameRules.param(from + WEIGHT, to + "/embeddings");
    }

    /**
     * {@return the rules of {@code LayerNorm} over the last axis, {@code GroupNorm} and {@code InstanceNorm}, with
     * weights}
     */
    public static NameRules layerNorm(String from, String to) {
        return NameRules.of(
                NameRules.param(from + WEIGHT, to + "/scale"),
                NameRules.param(from + BIAS, to + "/offset").optional());
    }

    /** {@return the rules of {@code RMSNorm} over the last axis} */
    public static NameRules rmsNorm(String from, String to) {
        return NameRules.param(from + WEIGHT, to + "/scale");
    }

    /**
     * {@return the rules of {@code BatchNorm1d}, 2d and 3d with weights: the running statistics become the averages of
     * Haiku's state}
     *
     * @param from the path in PyTorch
     * @param to the path in Haiku
     * @param rank the rank of the module's input, 4 for images, since Haiku's parameters are {@code [1, ..., 1,
     *     channels]}
     */
    public static NameRules batchNorm(String from, String to, int rank) {
        return NameRules.of(
                NameRules.param(from + WEIGHT, to + "/scale", x -> Layouts.perChannel(x, rank)),
                NameRules.param(from + BIAS, to + "/offset", x -> Layouts.perChannel(x, rank)),
                Layouts.averages(from + ".running_mean", from + ".running_var", to, rank),
                NameRules.drop(from + ".num_batches_tracked").optional());
    }

    /**
     * {@return the rules of {@code LSTM} of one layer and direction}
     *
     * <p>The two matrices are joined and transposed, the gates change their order, the two biases are added, and the 1
     * that Haiku adds to the forget gate is taken off.
     */
    public static NameRules lstm(String from, String to) {
        return NameRules.of(
                NameRules.paramOfAll(
                        List.of(from + ".weight_ih_l0", from + ".weight_hh_l0"),
                        to + "/linear/w",
                        w -> Layouts.transposed(Layouts.gatesReordered(Ops.concatenate(w, 1)))),
                NameRules.paramOfAll(
                        List.of(from + ".bias_ih_l0", from + ".bias_hh_l0"),
                        to + "/linear/b",
                        b -> Layouts.withoutForgetBias(
                                Layouts.gatesReordered(b.get(0).add(b.get(1))))));
    }

    /**
     * {@return the rules of {@code MultiheadAttention}, whose queries, keys and values have one size, so that their
     * weights are one}
     */
    public static NameRules multiheadAttention(String from, String to) {
        return NameRules.of(
                projection(from, to + "/query", 0),
                projection(from, to + "/key", 1),
                projection(from, to + "/value", 2),
                linear(from + ".out_proj", to + "/linear"));
    }

    private static NameRules projection(String from, String to, int third) {
        return NameRules.of(
                NameRules.param(from + ".in_proj_weight", to + "/w", w -> Layouts.transposed(part(w, third))),
                NameRules.param(from + ".in_proj_bias", to + "/b", b -> part(b, third))
                        .optional());
    }

    private static Tensor part(Tensor x, int third) {
        return Ops.split(x, 3, 0).get(third);
    }
}
