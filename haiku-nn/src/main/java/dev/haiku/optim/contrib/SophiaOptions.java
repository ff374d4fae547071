package dev.haiku.optim.contrib;

import dev.haiku.array.DType;
import dev.haiku.optim.GradientTransformation;
import dev.haiku.optim.Hyperparameter;
import dev.haiku.optim.Mask;
import dev.haiku.optim.Schedule;

/**
 * What can be chosen about Sophia.
 *
 * <p>The setters of the core stand here too: {@code o -> o.gamma(0.05).weightDecay(0.1)}.
 *
 * @param core the options without decay, with their defaults
 * @param weightDecay the share of each parameter that, times the learning rate, is subtracted from it; 1e-4 by default
 * @param mask the parameters that decay; all by default
 */
public record SophiaOptions(ScaleBySophiaOptions core, Hyperparameter weightDecay, Mask mask) {

    static final SophiaOptions DEFAULTS =
            new SophiaOptions(ScaleBySophiaOptions.DEFAULTS, Hyperparameter.of(1e-4), Mask.all());

    /** {@return these options with another decay rate of the average of gradients} */
    public SophiaOptions b1(Number b1) {
        return core(core.b1(b1));
    }

    /** {@return these options with another decay rate of the average of second derivatives} */
    public SophiaOptions b2(Number b2) {
        return core(core.b2(b2));
    }

    /** {@return these options with another least divisor} */
    public SophiaOptions eps(Number eps) {
        return core(core.eps(eps));
    }

    /** {@return these options with another factor of second derivatives} */
    public SophiaOptions gamma(Number gamma) {
        return core(core.gamma(gamma));
    }

    /** {@return these options with another largest direction} */
    public SophiaOptions clipThreshold(Number clipThreshold) {
        return core(core.clipThreshold(clipThreshold));
    }

    /** {@return these options with another number of steps between estimates} */
    public SophiaOptions updateInterval(int updateInterval) {
        return core(core.updateInterval(updateInterval));
    }

    /** {@return these options with another estimate of second derivatives} */
    public SophiaOptions hessianDiagonal(GradientTransformation<?> hessianDiagonal) {
        return core(core.hessianDiagonal(hessianDiagonal));
    }

    /** {@return these options with another element type of the average of gradients} */
    public SophiaOptions muDtype(DType muDtype) {
        return core(core.muDtype(muDtype));
    }

    /** {@return these options with another weight decay} */
    public SophiaOptions weightDecay(Number weightDecay) {
        return new SophiaOptions(core, Hyperparameter.of(weightDecay), mask);
    }

    /** {@return these options with another weight decay that depends on the step} */
    public SophiaOptions weightDecay(Schedule weightDecay) {
        return new SophiaOptions(core, Hyperparameter.of(weightDecay), mask);
    }

    /** {@return these options with another choice of parameters that decay} */
    public SophiaOptions mask(Mask mask) {
        return new SophiaOptions(core, weightDecay, mask);
    }

    private SophiaOptions core(ScaleBySophiaOptions core) {
        return new SophiaOptions(core, weightDecay, mask);
    }
}
