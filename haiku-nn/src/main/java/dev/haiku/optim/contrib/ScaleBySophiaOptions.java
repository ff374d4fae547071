package dev.haiku.optim.contrib;

import dev.haiku.array.DType;
import dev.haiku.optim.GradientTransformation;
import dev.haiku.optim.Hyperparameter;
import org.jspecify.annotations.Nullable;

/**
 * What can be chosen about the core of Sophia.
 *
 * @param b1 the decay rate of the average of gradients, in [0, 1); 0.965 by default
 * @param b2 the decay rate of the average of second derivatives, in [0, 1); 0.99 by default
 * @param eps the least divisor; 1e-8 by default
 * @param gamma a factor of second derivatives; 0.01 by default
 * @param clipThreshold the largest direction; infinite for none; 1 by default
 * @param updateInterval after how many steps second derivatives are estimated anew; 10 by default
 * @param hessianDiagonal the transformation that estimates them; Hutchinson's estimator by default
 * @param muDtype the element type in which the average of gradients is kept; that of the parameters by default
 */
public record ScaleBySophiaOptions(
        Hyperparameter b1,
        Hyperparameter b2,
        Hyperparameter eps,
        Hyperparameter gamma,
        Hyperparameter clipThreshold,
        int updateInterval,
        GradientTransformation<?> hessianDiagonal,
        @Nullable DType muDtype) {

    static final ScaleBySophiaOptions DEFAULTS = new ScaleBySophiaOptions(
            Hyperparameter.of(0.965),
            Hyperparameter.of(0.99),
            Hyperparameter.of(1e-8),
            Hyperparameter.of(0.01),
            Hyperparameter.of(1),
            10,
            Contrib.hutchinsonEstimatorDiagHessian(),
            null);

    /** {@return these options with another decay rate of the average of gradients} */
    public ScaleBySophiaOptions b1(Number b1) {
        return new ScaleBySophiaOptions(
                Hyperparameter.of(b1), b2, eps, gamma, clipThreshold, updateInterval, hessianDiagonal, muDtype);
    }

    /** {@return these options with another decay rate of the average of second derivatives} */
    public ScaleBySophiaOptions b2(Number b2) {
        return new ScaleBySophiaOptions(
                b1, Hyperparameter.of(b2), eps, gamma, clipThreshold, updateInterval, hessianDiagonal, muDtype);
    }

    /** {@return these options with another least divisor} */
    public ScaleBySophiaOptions eps(Number eps) {
        return new ScaleBySophiaOptions(
                b1, b2, Hyperparameter.of(eps), gamma, clipThreshold, updateInterval, hessianDiagonal, muDtype);
    }

    /** {@return these options with another factor of second derivatives} */
    public ScaleBySophiaOptions gamma(Number gamma) {
        return new ScaleBySophiaOptions(
                b1, b2, eps, Hyperparameter.of(gamma), clipThreshold, updateInterval, hessianDiagonal, muDtype);
    }

    /** {@return these options with another largest direction} */
    public ScaleBySophiaOptions clipThreshold(Number clipThreshold) {
        return new ScaleBySophiaOptions(
                b1, b2, eps, gamma, Hyperparameter.of(clipThreshold), updateInterval, hessianDiagonal, muDtype);
    }

    /** {@return these options with another number of steps between estimates} */
    public ScaleBySophiaOptions updateInterval(int updateInterval) {
        return new ScaleBySophiaOptions(b1, b2, eps, gamma, clipThreshold, updateInterval, hessianDiagonal, muDtype);
    }

    /** {@return these options with another estimate of second derivatives} */
    public ScaleBySophiaOptions hessianDiagonal(GradientTransformation<?> hessianDiagonal) {
        return new ScaleBySophiaOptions(b1, b2, eps, gamma, clipThreshold, updateInterval, hessianDiagonal, muDtype);
    }

    /** {@return these options with another element type of the average of gradients} */
    public ScaleBySophiaOptions muDtype(DType muDtype) {
        return new ScaleBySophiaOptions(b1, b2, eps, gamma, clipThreshold, updateInterval, hessianDiagonal, muDtype);
    }
}
