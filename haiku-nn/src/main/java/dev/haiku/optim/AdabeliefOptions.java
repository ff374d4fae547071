package dev.haiku.optim;

/**
 * What can be chosen about AdaBelief.
 *
 * @param b1 the decay rate of the average of gradients, in [0, 1); 0.9 by default
 * @param b2 the decay rate of the average of squared deviations from it, in [0, 1); 0.999 by default
 * @param eps added to the root of the average of squares; 1e-16 by default
 * @param epsRoot added to the average of squares in each step; 1e-16 by default
 * @param nesterov whether the gradient looks one step ahead (Dozat, 2016); off by default
 * @param weightDecay the share of each parameter that, times the learning rate, is subtracted from it; 0 by default
 * @param mask the parameters that decay; all by default
 */
public record AdabeliefOptions(
        Hyperparameter b1,
        Hyperparameter b2,
        Hyperparameter eps,
        Hyperparameter epsRoot,
        boolean nesterov,
        Hyperparameter weightDecay,
        Mask mask) {

    static final AdabeliefOptions DEFAULTS = new AdabeliefOptions(
            Hyperparameter.of(0.9),
            Hyperparameter.of(0.999),
            Hyperparameter.of(1e-16),
            Hyperparameter.of(1e-16),
            false,
            Hyperparameter.of(0),
            Mask.all());

    /** {@return these options with another decay rate of the average of gradients} */
    public AdabeliefOptions b1(Number b1) {
        return new AdabeliefOptions(Hyperparameter.of(b1), b2, eps, epsRoot, nesterov, weightDecay, mask);
    }

    /** {@return these options with another decay rate of the average of squared deviations} */
    public AdabeliefOptions b2(Number b2) {
        return new AdabeliefOptions(b1, Hyperparameter.of(b2), eps, epsRoot, nesterov, weightDecay, mask);
    }

    /** {@return these options with another number added to the root} */
    public AdabeliefOptions eps(Number eps) {
        return new AdabeliefOptions(b1, b2, Hyperparameter.of(eps), epsRoot, nesterov, weightDecay, mask);
    }

    /** {@return these options with another number added to the average of squares} */
    public AdabeliefOptions epsRoot(Number epsRoot) {
        return new AdabeliefOptions(b1, b2, eps, Hyperparameter.of(epsRoot), nesterov, weightDecay, mask);
    }

    /** {@return these options with or without a look ahead} */
    public AdabeliefOptions nesterov(boolean nesterov) {
        return new AdabeliefOptions(b1, b2, eps, epsRoot, nesterov, weightDecay, mask);
    }

    /** {@return these options with another weight decay} */
    public AdabeliefOptions weightDecay(Number weightDecay) {
        return new AdabeliefOptions(b1, b2, eps, epsRoot, nesterov, Hyperparameter.of(weightDecay), mask);
    }

    /** {@return these options with another weight decay that depends on the step} */
    public AdabeliefOptions weightDecay(Schedule weightDecay) {
        return new AdabeliefOptions(b1, b2, eps, epsRoot, nesterov, Hyperparameter.of(weightDecay), mask);
    }

    /** {@return these options with another choice of parameters that decay} */
    public AdabeliefOptions mask(Mask mask) {
        return new AdabeliefOptions(b1, b2, eps, epsRoot, nesterov, weightDecay, mask);
    }

    /** {@return the options without decay} */
    BeliefOptions belief() {
        return new BeliefOptions(b1, b2, eps, epsRoot, nesterov);
    }
}
