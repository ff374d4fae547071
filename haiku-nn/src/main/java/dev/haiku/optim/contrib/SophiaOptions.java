package dev.haiku.optim.contrib;

import dev.haiku.array.DType;
import dev.haiku.optim.GradientTransformation;
import dev.haiku.optim.Hyperparameter;
import dev.haiku.optim.Mask;
import dev.haiku.optim.Schedule;
import org.jspecify.annotations.Nullable;

/**
 * What can be chosen about Sophia.
 *
 * @param b1 the decay rate of the average of gradients, in [0, 1); 0.965 by default
 * @param b2 the decay rate of the average of second derivatives, in [0, 1); 0.99 by default
 * @param eps the least divisor; 1e-8 by default
 * @param gamma a factor of second derivatives; 0.01 by default
 * @param clipThreshold the largest direction; infinite for none; 1 by default
 * @param updateInterval after how many steps second derivatives are estimated anew; 10 by default
 * @param hessianDiagonal the transformation that estimates them; Hutchinson's estimator by default
 * @param muDtype the element type in which the average of gradients is kept; that of the parameters by default
 * @param weightDecay the share of each parameter that, times the learning rate, is subtracted from it; 1e-4 by default
 * @param mask the parameters that decay; all by default
 */
public record SophiaOptions(
        Hyperparameter b1,
        Hyperparameter b2,
        Hyperparameter eps,
        Hyperparameter gamma,
        Hyperparameter clipThreshold,
        int updateInterval,
        GradientTransformation<?> hessianDiagonal,
        @Nullable DType muDtype,
        Hyperparameter weightDecay,
        Mask mask) {

    static final SophiaOptions DEFAULTS = new SophiaOptions(
            Hyperparameter.of(0.965),
            Hyperparameter.of(0.99),
            Hyperparameter.of(1e-8),
            Hyperparameter.of(0.01),
            Hyperparameter.of(1),
            10,
            Contrib.hutchinsonEstimatorDiagHessian(),
            null,
            Hyperparameter.of(1e-4),
            Mask.all());

    /** {@return these options with another decay rate of the average of gradients} */
    public SophiaOptions b1(Number b1) {
        return new SophiaOptions(
                Hyperparameter.of(b1),
                b2,
                eps,
                gamma,
                clipThreshold,
                updateInterval,
                hessianDiagonal,
                muDtype,
                weightDecay,
                mask);
    }

    /** {@return these options with another decay rate of the average of second derivatives} */
    public SophiaOptions b2(Number b2) {
        return new SophiaOptions(
                b1,
                Hyperparameter.of(b2),
                eps,
                gamma,
                clipThreshold,
                updateInterval,
                hessianDiagonal,
                muDtype,
                weightDecay,
                mask);
    }

    /** {@return these options with another least divisor} */
    public SophiaOptions eps(Number eps) {
        return new SophiaOptions(
                b1,
                b2,
                Hyperparameter.of(eps),
                gamma,
                clipThreshold,
                updateInterval,
                hessianDiagonal,
                muDtype,
                weightDecay,
                mask);
    }

    /** {@return these options with another factor of second derivatives} */
    public SophiaOptions gamma(Number gamma) {
        return new SophiaOptions(
                b1,
                b2,
                eps,
                Hyperparameter.of(gamma),
                clipThreshold,
                updateInterval,
                hessianDiagonal,
                muDtype,
                weightDecay,
                mask);
    }

    /** {@return these options with another largest direction} */
    public SophiaOptions clipThreshold(Number clipThreshold) {
        return new SophiaOptions(
                b1,
                b2,
                eps,
                gamma,
                Hyperparameter.of(clipThreshold),
                updateInterval,
                hessianDiagonal,
                muDtype,
                weightDecay,
                mask);
    }

    /** {@return these options with another number of steps between estimates} */
    public SophiaOptions updateInterval(int updateInterval) {
        return new SophiaOptions(
                b1, b2, eps, gamma, clipThreshold, updateInterval, hessianDiagonal, muDtype, weightDecay, mask);
    }

    /** {@return these options with another estimate of second derivatives} */
    public SophiaOptions hessianDiagonal(GradientTransformation<?> hessianDiagonal) {
        return new SophiaOptions(
                b1, b2, eps, gamma, clipThreshold, updateInterval, hessianDiagonal, muDtype, weightDecay, mask);
    }

    /** {@return these options with another element type of the average of gradients} */
    public SophiaOptions muDtype(DType muDtype) {
        return new SophiaOptions(
                b1, b2, eps, gamma, clipThreshold, updateInterval, hessianDiagonal, muDtype, weightDecay, mask);
    }

    /** {@return these options with another weight decay} */
    public SophiaOptions weightDecay(Number weightDecay) {
        return new SophiaOptions(
                b1,
                b2,
                eps,
                gamma,
                clipThreshold,
                updateInterval,
                hessianDiagonal,
                muDtype,
                Hyperparameter.of(weightDecay),
                mask);
    }

    /** {@return these options with another weight decay that depends on the step} */
    public SophiaOptions weightDecay(Schedule weightDecay) {
        return new SophiaOptions(
                b1,
                b2,
                eps,
                gamma,
                clipThreshold,
                updateInterval,
                hessianDiagonal,
                muDtype,
                Hyperparameter.of(weightDecay),
                mask);
    }

    /** {@return these options with another choice of parameters that decay} */
    public SophiaOptions mask(Mask mask) {
        return new SophiaOptions(
                b1, b2, eps, gamma, clipThreshold, updateInterval, hessianDiagonal, muDtype, weightDecay, mask);
    }

    /** {@return the options without decay} */
    ScaleBySophiaOptions core() {
        return new ScaleBySophiaOptions(b1, b2, eps, gamma, clipThreshold, updateInterval, hessianDiagonal, muDtype);
    }
}
