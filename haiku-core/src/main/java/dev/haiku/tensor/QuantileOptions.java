package dev.haiku.tensor;

import org.jspecify.annotations.Nullable;

/**
 * How {@link Ops#quantile} reads between two elements; setters return a copy.
 *
 * @param method which number between two neighbours is taken
 * @param dims whether reduced axes are kept
 * @param weights how much each element counts, of the tensor's shape; for {@link Method#INVERTED_CDF} only
 */
public record QuantileOptions(
        Method method, Dims dims, @Nullable Tensor weights) {

    static final QuantileOptions DEFAULTS = new QuantileOptions(Method.LINEAR, Dims.DROP, null);

    /** Which number is taken for a place between two neighbours; names and meanings as in NumPy. */
    public enum Method {
        /** Between them, in proportion. */
        LINEAR,
        /** The smaller one. */
        LOWER,
        /** The larger one. */
        HIGHER,
        /** Their mean, unless the place is that of one of them. */
        MIDPOINT,
        /** The nearer one, in the middle the smaller one. */
        NEAREST,
        /** The first element below or at which the wanted share of all lies. */
        INVERTED_CDF
    }

    /** {@return this with another method} */
    public QuantileOptions method(Method newMethod) {
        return new QuantileOptions(newMethod, dims, weights);
    }

    /** {@return this with reduced axes kept or dropped} */
    public QuantileOptions dims(Dims newDims) {
        return new QuantileOptions(method, newDims, weights);
    }

    /** {@return this with weights, and with the method that takes them} */
    public QuantileOptions weights(Tensor newWeights) {
        return new QuantileOptions(Method.INVERTED_CDF, dims, newWeights);
    }
}
