package dev.haiku.checkpoint;

import dev.haiku.tensor.Ops;
import dev.haiku.tensor.Tensor;
import java.util.List;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;

/**
 * The {@link NameRules} of Flax's modules, of {@code flax.linen}.
 *
 * <p>{@code from} is the path of the module in Flax ({@code Block_{i}/Dense_0}), {@code to} that in Haiku ({@code
 * block{_i}/linear}). Biases may be missing. Save all variables in Python so:
 *
 * <pre>{@code
 * flat = flax.traverse_util.flatten_dict(variables, sep="/")   # params/Dense_0/kernel, batch_stats/BatchNorm_0/mean
 * numpy.savez("variables.npz", **flat)
 * }</pre>
 */
public final class FlaxRules {

    private static final String PARAMS = "params/";
    private static final String STATISTICS = "batch_stats/";
    private static final String KERNEL = "/kernel";
    private static final String BIAS = "/bias";

    /** The gates in the order of Haiku. */
    private static final List<String> GATES = List.of("i", "g", "f", "o");

    private FlaxRules() {}

    /** {@return the rules of {@code Dense}: {@code kernel} is {@code w}} */
    public static NameRules dense(String from, String to) {
        return kernelAndBias(from, to, kernel -> kernel);
    }

    /** {@return the rules of {@code Conv}: {@code kernel} is {@code w}} */
    public static NameRules conv(String from, String to) {
        return kernelAndBias(from, to, kernel -> kernel);
    }

    /**
     * {@return the rules of {@code ConvTranspose}: {@code kernel [spatial..., in, out]} is {@code w [spatial..., out,
     * in]}}
     */
    public static NameRules convTranspose(String from, String to) {
        return kernelAndBias(from, to, Ops::matrixTranspose);
    }

    private static NameRules kernelAndBias(String from, String to, UnaryOperator<Tensor> change) {
        return NameRules.of(
                NameRules.param(PARAMS + from + KERNEL, to + "/w", change),
                NameRules.param(PARAMS + from + BIAS, to + "/b").optional());
    }

    /** {@return the rules of {@code Embed}} */
    public static NameRules embed(String from, String to) {
        return NameRules.param(PARAMS + from + "/embedding", to + "/embeddings");
    }

    /**
     * {@return the rules of {@code LayerNorm} over the last axis, {@code GroupNorm}, {@code InstanceNorm} and {@code
     * RMSNorm}}
     */
    public static NameRules layerNorm(String from, String to) {
        return NameRules.of(
                NameRules.param(PARAMS + from + "/scale", to + "/scale").optional(),
                NameRules.param(PARAMS + from + BIAS, to + "/offset").optional());
    }

    /**
     * {@return the rules of {@code BatchNorm}: the running statistics become the averages of Haiku's state}
     *
     * @param from the path in Flax
     * @param to the path in Haiku
     * @param rank the rank of the module's input, 4 for images, since Haiku's parameters are {@code [1, ..., 1,
     *     channels]}
     */
    public static NameRules batchNorm(String from, String to, int rank) {
        return NameRules.of(
                NameRules.param(PARAMS + from + "/scale", to + "/scale", x -> Layouts.perChannel(x, rank))
                        .optional(),
                NameRules.param(PARAMS + from + BIAS, to + "/offset", x -> Layouts.perChannel(x, rank))
                        .optional(),
                Layouts.averages(STATISTICS + from + "/mean", STATISTICS + from + "/var", to, rank));
    }

    /**
     * {@return the rules of {@code LSTMCell} and {@code OptimizedLSTMCell}}
     *
     * <p>Eight matrices are joined, and the 1 that Haiku adds to the forget gate is taken off its bias.
     */
    public static NameRules lstm(String from, String to) {
        var kernels = Stream.concat(
                        GATES.stream().map(gate -> PARAMS + from + "/i" + gate + KERNEL),
                        GATES.stream().map(gate -> PARAMS + from + "/h" + gate + KERNEL))
                .toList();
        var biases =
                GATES.stream().map(gate -> PARAMS + from + "/h" + gate + BIAS).toList();
        return NameRules.of(
                NameRules.paramOfAll(kernels, to + "/linear/w", FlaxRules::joined),
                NameRules.paramOfAll(biases, to + "/linear/b", b -> Layouts.withoutForgetBias(Ops.concatenate(b, 0))));
    }

    private static Tensor joined(List<Tensor> kernels) {
        return Ops.concatenate(0, Ops.concatenate(kernels.subList(0, 4), 1), Ops.concatenate(kernels.subList(4, 8), 1));
    }

    /** {@return the rules of {@code MultiHeadDotProductAttention}, in which the heads have an axis of their own} */
    public static NameRules multiHeadAttention(String from, String to) {
        return NameRules.of(
                projection(from + "/query", to + "/query"),
                projection(from + "/key", to + "/key"),
                projection(from + "/value", to + "/value"),
                kernelAndBias(from + "/out", to + "/linear", kernel -> kernel.reshape(-1, kernel.dim(-1))));
    }

    private static NameRules projection(String from, String to) {
        return NameRules.of(
                NameRules.param(PARAMS + from + KERNEL, to + "/w", kernel -> kernel.reshape(kernel.dim(0), -1)),
                NameRules.param(PARAMS + from + BIAS, to + "/b", bias -> bias.reshape(-1))
                        .optional());
    }
}
