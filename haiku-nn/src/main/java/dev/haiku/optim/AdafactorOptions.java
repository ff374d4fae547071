package dev.haiku.optim;

import dev.haiku.array.DType;
import org.jspecify.annotations.Nullable;

/**
 * What can be chosen about Adafactor.
 *
 * <p>The setters of the division stand here too, under the names that optax has for them in Adafactor: {@code o ->
 * o.decayOffset(1000)}.
 *
 * @param learningRate a factor of steps, which are of the relative size 1 without one; none by default
 * @param factoredRms how gradients are divided, with its defaults
 * @param multiplyByParameterScale whether steps are multiplied by the root mean square of their parameters; on by
 *     default
 * @param clippingThreshold the largest root mean square of the step of a parameter, before the learning rate; infinite
 *     for none; 1 by default
 * @param momentum the decay rate of an average of steps, in [0, 1); none by default
 * @param dtypeMomentum the element type in which that average is kept; {@code f32} by default
 * @param weightDecayRate the share of each parameter that is subtracted from it in each step; none by default
 * @param mask the parameters that decay; all by default
 */
public record AdafactorOptions(
        @Nullable Hyperparameter learningRate,
        FactoredRmsOptions factoredRms,
        boolean multiplyByParameterScale,
        Hyperparameter clippingThreshold,
        @Nullable Hyperparameter momentum,
        DType dtypeMomentum,
        @Nullable Hyperparameter weightDecayRate,
        Mask mask) {

    static final AdafactorOptions DEFAULTS = new AdafactorOptions(
            null, FactoredRmsOptions.DEFAULTS, true, Hyperparameter.of(1), null, DType.F32, null, Mask.all());

    /** {@return these options with a factor of steps} */
    public AdafactorOptions learningRate(Number learningRate) {
        return new AdafactorOptions(
                Hyperparameter.of(learningRate),
                factoredRms,
                multiplyByParameterScale,
                clippingThreshold,
                momentum,
                dtypeMomentum,
                weightDecayRate,
                mask);
    }

    /** {@return these options with a factor of steps that depends on the step} */
    public AdafactorOptions learningRate(Schedule learningRate) {
        return learningRate(Hyperparameter.of(learningRate));
    }

    /** {@return these options with another least size} */
    public AdafactorOptions minDimSizeToFactor(int minDimSizeToFactor) {
        return factoredRms(factoredRms.minDimSizeToFactor(minDimSizeToFactor));
    }

    /** {@return these options with another exponent by which averages lengthen} */
    public AdafactorOptions decayRate(Number decayRate) {
        return factoredRms(factoredRms.decayRate(decayRate));
    }

    /** {@return these options with another number of steps before the first one} */
    public AdafactorOptions decayOffset(int decayOffset) {
        return factoredRms(factoredRms.stepOffset(decayOffset));
    }

    /** {@return these options with or without steps in proportion to parameters} */
    public AdafactorOptions multiplyByParameterScale(boolean multiplyByParameterScale) {
        return new AdafactorOptions(
                learningRate,
                factoredRms,
                multiplyByParameterScale,
                clippingThreshold,
                momentum,
                dtypeMomentum,
                weightDecayRate,
                mask);
    }

    /** {@return these options with another largest root mean square of steps} */
    public AdafactorOptions clippingThreshold(Number clippingThreshold) {
        return new AdafactorOptions(
                learningRate,
                factoredRms,
                multiplyByParameterScale,
                Hyperparameter.of(clippingThreshold),
                momentum,
                dtypeMomentum,
                weightDecayRate,
                mask);
    }

    /** {@return these options with an average of steps} */
    public AdafactorOptions momentum(Number momentum) {
        return new AdafactorOptions(
                learningRate,
                factoredRms,
                multiplyByParameterScale,
                clippingThreshold,
                Hyperparameter.of(momentum),
                dtypeMomentum,
                weightDecayRate,
                mask);
    }

    /** {@return these options with another element type of the average of steps} */
    public AdafactorOptions dtypeMomentum(DType dtypeMomentum) {
        return new AdafactorOptions(
                learningRate,
                factoredRms,
                multiplyByParameterScale,
                clippingThreshold,
                momentum,
                dtypeMomentum,
                weightDecayRate,
                mask);
    }

    /** {@return these options with weight decay} */
    public AdafactorOptions weightDecayRate(Number weightDecayRate) {
        return new AdafactorOptions(
                learningRate,
                factoredRms,
                multiplyByParameterScale,
                clippingThreshold,
                momentum,
                dtypeMomentum,
                Hyperparameter.of(weightDecayRate),
                mask);
    }

    /** {@return these options with weight decay that depends on the step} */
    public AdafactorOptions weightDecayRate(Schedule weightDecayRate) {
        return weightDecayRate(Hyperparameter.of(weightDecayRate));
    }

    /** {@return these options with another number added to squared gradients} */
    public AdafactorOptions eps(Number eps) {
        return factoredRms(factoredRms.epsilon(eps));
    }

    /** {@return these options with or without factors} */
    public AdafactorOptions factored(boolean factored) {
        return factoredRms(factoredRms.factored(factored));
    }

    /** {@return these options with another choice of parameters that decay} */
    public AdafactorOptions mask(Mask mask) {
        return new AdafactorOptions(
                learningRate,
                factoredRms,
                multiplyByParameterScale,
                clippingThreshold,
                momentum,
                dtypeMomentum,
                weightDecayRate,
                mask);
    }

    private AdafactorOptions factoredRms(FactoredRmsOptions factoredRms) {
        return new AdafactorOptions(
                learningRate,
                factoredRms,
                multiplyByParameterScale,
                clippingThreshold,
                momentum,
                dtypeMomentum,
                weightDecayRate,
                mask);
    }
}
