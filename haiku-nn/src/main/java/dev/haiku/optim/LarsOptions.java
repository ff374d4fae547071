package dev.haiku.optim;

/**
 * What can be chosen about LARS.
 *
 * @param weightDecay the share of each parameter that is added to its gradient; 0 by default
 * @param weightDecayMask the parameters that decay; all by default
 * @param trustCoefficient the size of steps relative to their parameters; 0.001 by default
 * @param eps added to the norm of gradients; 0 by default
 * @param trustRatioMask the parameters whose steps are in proportion to them; all by default
 * @param momentum the share of the last step that is added to each; 0.9 by default
 * @param nesterov whether the gradient looks one step ahead (Nesterov, 1983); off by default
 */
public record LarsOptions(
        Hyperparameter weightDecay,
        Mask weightDecayMask,
        Hyperparameter trustCoefficient,
        Hyperparameter eps,
        Mask trustRatioMask,
        Hyperparameter momentum,
        boolean nesterov) {

    static final LarsOptions DEFAULTS = new LarsOptions(
            Hyperparameter.of(0),
            Mask.all(),
            Hyperparameter.of(0.001),
            Hyperparameter.of(0),
            Mask.all(),
            Hyperparameter.of(0.9),
            false);

    /** {@return these options with another weight decay} */
    public LarsOptions weightDecay(Number weightDecay) {
        return new LarsOptions(
                Hyperparameter.of(weightDecay),
                weightDecayMask,
                trustCoefficient,
                eps,
                trustRatioMask,
                momentum,
                nesterov);
    }

    /** {@return these options with another weight decay that depends on the step} */
    public LarsOptions weightDecay(Schedule weightDecay) {
        return new LarsOptions(
                Hyperparameter.of(weightDecay),
                weightDecayMask,
                trustCoefficient,
                eps,
                trustRatioMask,
                momentum,
                nesterov);
    }

    /** {@return these options with another choice of parameters that decay} */
    public LarsOptions weightDecayMask(Mask weightDecayMask) {
        return new LarsOptions(weightDecay, weightDecayMask, trustCoefficient, eps, trustRatioMask, momentum, nesterov);
    }

    /** {@return these options with another size of steps relative to their parameters} */
    public LarsOptions trustCoefficient(Number trustCoefficient) {
        return new LarsOptions(
                weightDecay,
                weightDecayMask,
                Hyperparameter.of(trustCoefficient),
                eps,
                trustRatioMask,
                momentum,
                nesterov);
    }

    /** {@return these options with another number added to the norm of gradients} */
    public LarsOptions eps(Number eps) {
        return new LarsOptions(
                weightDecay,
                weightDecayMask,
                trustCoefficient,
                Hyperparameter.of(eps),
                trustRatioMask,
                momentum,
                nesterov);
    }

    /** {@return these options with another choice of parameters whose steps are in proportion to them} */
    public LarsOptions trustRatioMask(Mask trustRatioMask) {
        return new LarsOptions(weightDecay, weightDecayMask, trustCoefficient, eps, trustRatioMask, momentum, nesterov);
    }

    /** {@return these options with another momentum} */
    public LarsOptions momentum(Number momentum) {
        return new LarsOptions(
                weightDecay,
                weightDecayMask,
                trustCoefficient,
                eps,
                trustRatioMask,
                Hyperparameter.of(momentum),
                nesterov);
    }

    /** {@return these options with or without a look ahead} */
    public LarsOptions nesterov(boolean nesterov) {
        return new LarsOptions(weightDecay, weightDecayMask, trustCoefficient, eps, trustRatioMask, momentum, nesterov);
    }
}
