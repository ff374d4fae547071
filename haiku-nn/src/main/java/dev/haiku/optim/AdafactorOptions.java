package dev.haiku.optim;

import dev.haiku.array.DType;
import org.jspecify.annotations.Nullable;

/**
 * What can be chosen about Adafactor.
 *
 * @param learningRate a factor of steps, which are of the relative size 1 without one; none by default
 * @param minDimSizeToFactor the least size of the second largest axis of a tensor that is factored; 128 by default
 * @param decayRate the exponent by which averages lengthen: step {@code t} takes the share {@code t^-decayRate}; 0.8 by
 *     default
 * @param decayOffset the number of steps before the first one, for training that goes on; 0 by default
 * @param multiplyByParameterScale whether steps are multiplied by the root mean square of their parameters; on by
 *     default
 * @param clippingThreshold the largest root mean square of the step of a parameter, before the learning rate; infinite
 *     for none; 1 by default
 * @param momentum the decay rate of an average of steps, in [0, 1); none by default
 * @param dtypeMomentum the element type in which that average is kept; {@code f32} by default
 * @param weightDecayRate the share of each parameter that is subtracted from it in each step; none by default
 * @param eps added to squared gradients; 1e-30 by default
 * @param factored whether the squares of matrices are kept as sums of rows and columns; on by default
 * @param mask the parameters that decay; all by default
 */
public record AdafactorOptions(
        @Nullable Hyperparameter learningRate,
        int minDimSizeToFactor,
        Hyperparameter decayRate,
        int decayOffset,
        boolean multiplyByParameterScale,
        Hyperparameter clippingThreshold,
        @Nullable Hyperparameter momentum,
        DType dtypeMomentum,
        @Nullable Hyperparameter weightDecayRate,
        Hyperparameter eps,
        boolean factored,
        Mask mask) {

    static final AdafactorOptions DEFAULTS = new AdafactorOptions(
            null,
            128,
            Hyperparameter.of(0.8),
            0,
            true,
            Hyperparameter.of(1),
            null,
            DType.F32,
            null,
            Hyperparameter.of(1e-30),
            true,
            Mask.all());

    /** {@return these options with a factor of steps} */
    public AdafactorOptions learningRate(Number learningRate) {
        return new AdafactorOptions(
                Hyperparameter.of(learningRate),
                minDimSizeToFactor,
                decayRate,
                decayOffset,
                multiplyByParameterScale,
                clippingThreshold,
                momentum,
                dtypeMomentum,
                weightDecayRate,
                eps,
                factored,
                mask);
    }

    /** {@return these options with a factor of steps that depends on the step} */
    public AdafactorOptions learningRate(Schedule learningRate) {
        return new AdafactorOptions(
                Hyperparameter.of(learningRate),
                minDimSizeToFactor,
                decayRate,
                decayOffset,
                multiplyByParameterScale,
                clippingThreshold,
                momentum,
                dtypeMomentum,
                weightDecayRate,
                eps,
                factored,
                mask);
    }

    /** {@return these options with another least size} */
    public AdafactorOptions minDimSizeToFactor(int minDimSizeToFactor) {
        return new AdafactorOptions(
                learningRate,
                minDimSizeToFactor,
                decayRate,
                decayOffset,
                multiplyByParameterScale,
                clippingThreshold,
                momentum,
                dtypeMomentum,
                weightDecayRate,
                eps,
                factored,
                mask);
    }

    /** {@return these options with another exponent by which averages lengthen} */
    public AdafactorOptions decayRate(Number decayRate) {
        return new AdafactorOptions(
                learningRate,
                minDimSizeToFactor,
                Hyperparameter.of(decayRate),
                decayOffset,
                multiplyByParameterScale,
                clippingThreshold,
                momentum,
                dtypeMomentum,
                weightDecayRate,
                eps,
                factored,
                mask);
    }

    /** {@return these options with another number of steps before the first one} */
    public AdafactorOptions decayOffset(int decayOffset) {
        return new AdafactorOptions(
                learningRate,
                minDimSizeToFactor,
                decayRate,
                decayOffset,
                multiplyByParameterScale,
                clippingThreshold,
                momentum,
                dtypeMomentum,
                weightDecayRate,
                eps,
                factored,
                mask);
    }

    /** {@return these options with or without steps in proportion to parameters} */
    public AdafactorOptions multiplyByParameterScale(boolean multiplyByParameterScale) {
        return new AdafactorOptions(
                learningRate,
                minDimSizeToFactor,
                decayRate,
                decayOffset,
                multiplyByParameterScale,
                clippingThreshold,
                momentum,
                dtypeMomentum,
                weightDecayRate,
                eps,
                factored,
                mask);
    }

    /** {@return these options with another largest root mean square of steps} */
    public AdafactorOptions clippingThreshold(Number clippingThreshold) {
        return new AdafactorOptions(
                learningRate,
                minDimSizeToFactor,
                decayRate,
                decayOffset,
                multiplyByParameterScale,
                Hyperparameter.of(clippingThreshold),
                momentum,
                dtypeMomentum,
                weightDecayRate,
                eps,
                factored,
                mask);
    }

    /** {@return these options with an average of steps} */
    public AdafactorOptions momentum(Number momentum) {
        return new AdafactorOptions(
                learningRate,
                minDimSizeToFactor,
                decayRate,
                decayOffset,
                multiplyByParameterScale,
                clippingThreshold,
                Hyperparameter.of(momentum),
                dtypeMomentum,
                weightDecayRate,
                eps,
                factored,
                mask);
    }

    /** {@return these options with another element type of the average of steps} */
    public AdafactorOptions dtypeMomentum(DType dtypeMomentum) {
        return new AdafactorOptions(
                learningRate,
                minDimSizeToFactor,
                decayRate,
                decayOffset,
                multiplyByParameterScale,
                clippingThreshold,
                momentum,
                dtypeMomentum,
                weightDecayRate,
                eps,
                factored,
                mask);
    }

    /** {@return these options with weight decay} */
    public AdafactorOptions weightDecayRate(Number weightDecayRate) {
        return new AdafactorOptions(
                learningRate,
                minDimSizeToFactor,
                decayRate,
                decayOffset,
                multiplyByParameterScale,
                clippingThreshold,
                momentum,
                dtypeMomentum,
                Hyperparameter.of(weightDecayRate),
                eps,
                factored,
                mask);
    }

    /** {@return these options with weight decay that depends on the step} */
    public AdafactorOptions weightDecayRate(Schedule weightDecayRate) {
        return new AdafactorOptions(
                learningRate,
                minDimSizeToFactor,
                decayRate,
                decayOffset,
                multiplyByParameterScale,
                clippingThreshold,
                momentum,
                dtypeMomentum,
                Hyperparameter.of(weightDecayRate),
                eps,
                factored,
                mask);
    }

    /** {@return these options with another number added to squared gradients} */
    public AdafactorOptions eps(Number eps) {
        return new AdafactorOptions(
                learningRate,
                minDimSizeToFactor,
                decayRate,
                decayOffset,
                multiplyByParameterScale,
                clippingThreshold,
                momentum,
                dtypeMomentum,
                weightDecayRate,
                Hyperparameter.of(eps),
                factored,
                mask);
    }

    /** {@return these options with or without factors} */
    public AdafactorOptions factored(boolean factored) {
        return new AdafactorOptions(
                learningRate,
                minDimSizeToFactor,
                decayRate,
                decayOffset,
                multiplyByParameterScale,
                clippingThreshold,
                momentum,
                dtypeMomentum,
                weightDecayRate,
                eps,
                factored,
                mask);
    }

    /** {@return these options with another choice of parameters that decay} */
    public AdafactorOptions mask(Mask mask) {
        return new AdafactorOptions(
                learningRate,
                minDimSizeToFactor,
                decayRate,
                decayOffset,
                multiplyByParameterScale,
                clippingThreshold,
                momentum,
                dtypeMomentum,
                weightDecayRate,
                eps,
                factored,
                mask);
    }

    /** {@return the options of the division} */
    FactoredRmsOptions factoredRms() {
        return new FactoredRmsOptions(factored, decayRate, decayOffset, minDimSizeToFactor, eps);
    }
}
