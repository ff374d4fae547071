package dev.haiku.optim;

/**
 * What can be chosen about the core of AdaBelief.
 *
 * @param b1 the decay rate of the average of gradients, in [0, 1); 0.9 by default
 * @param b2 the decay rate of the average of squared deviations from it, in [0, 1); 0.999 by default
 * @param eps added to the root of the average of squares; 1e-16 by default
 * @param epsRoot added to the average of squares in each step; 1e-16 by default
 * @param nesterov whether the gradient looks one step ahead (Dozat, 2016); off by default
 */
public record BeliefOptions(
        Hyperparameter b1, Hyperparameter b2, Hyperparameter eps, Hyperparameter epsRoot, boolean nesterov) {

    static final BeliefOptions DEFAULTS = new BeliefOptions(
            Hyperparameter.of(0.9),
            Hyperparameter.of(0.999),
            Hyperparameter.of(1e-16),
            Hyperparameter.of(1e-16),
            false);

    /** {@return these options with another decay rate of the average of gradients} */
    public BeliefOptions b1(Number b1) {
        return new BeliefOptions(Hyperparameter.of(b1), b2, eps, epsRoot, nesterov);
    }

    /** {@return these options with another decay rate of the average of squared deviations} */
    public BeliefOptions b2(Number b2) {
        return new BeliefOptions(b1, Hyperparameter.of(b2), eps, epsRoot, nesterov);
    }

    /** {@return these options with another number added to the root} */
    public BeliefOptions eps(Number eps) {
        return new BeliefOptions(b1, b2, Hyperparameter.of(eps), epsRoot, nesterov);
    }

    /** {@return these options with another number added to the average of squares} */
    public BeliefOptions epsRoot(Number epsRoot) {
        return new BeliefOptions(b1, b2, eps, Hyperparameter.of(epsRoot), nesterov);
    }

    /** {@return these options with or without a look ahead} */
    public BeliefOptions nesterov(boolean nesterov) {
        return new BeliefOptions(b1, b2, eps, epsRoot, nesterov);
    }
}
