package dev.haiku.tensor;

import org.jspecify.annotations.Nullable;

/**
 * What {@link Ops#histogram} counts; setters return a copy.
 *
 * @param range the lowest and highest number of all bins of each axis; by default those of the elements
 * @param weights how much each element counts, 1 by default
 * @param density whether counts are divided so that the integral over all bins is 1
 */
public record HistogramOptions(
        @Nullable Range range, @Nullable Tensor weights, boolean density) {

    static final HistogramOptions DEFAULTS = new HistogramOptions(null, null, false);

    /**
     * The ends of a range.
     *
     * @param low the lower one
     * @param high the upper one
     */
    public record Range(double low, double high) {}

    /** {@return this with bins over a range} */
    public HistogramOptions range(double low, double high) {
        return new HistogramOptions(new Range(low, high), weights, density);
    }

    /** {@return this with weights} */
    public HistogramOptions weights(Tensor newWeights) {
        return new HistogramOptions(range, newWeights, density);
    }

    /** {@return this with counts that integrate to 1, or plain ones} */
    public HistogramOptions density(boolean newDensity) {
        return new HistogramOptions(range, weights, newDensity);
    }
}
