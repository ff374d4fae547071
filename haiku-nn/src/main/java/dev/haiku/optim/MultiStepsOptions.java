package dev.haiku.optim;

import dev.haiku.array.DType;

/**
 * What can be chosen about the accumulation of gradients.
 *
 * @param useGradMean whether gradients are averaged rather than summed; on by default
 * @param skip which gradients are left out; none by default
 * @param accumulatorDtype the element type in which gradients are accumulated; {@code f32} by default
 */
public record MultiStepsOptions(boolean useGradMean, SkipRule skip, DType accumulatorDtype) {

    static final MultiStepsOptions DEFAULTS = new MultiStepsOptions(true, SkipRule.never(), DType.F32);

    /** {@return these options with the mean of gradients or their sum} */
    public MultiStepsOptions useGradMean(boolean useGradMean) {
        return new MultiStepsOptions(useGradMean, skip, accumulatorDtype);
    }

    /** {@return these options with another rule of which gradients are left out} */
    public MultiStepsOptions skip(SkipRule skip) {
        return new MultiStepsOptions(useGradMean, skip, accumulatorDtype);
    }

    /** {@return these options with another element type of accumulated gradients} */
    public MultiStepsOptions accumulatorDtype(DType accumulatorDtype) {
        return new MultiStepsOptions(useGradMean, skip, accumulatorDtype);
    }
}
