package dev.haiku.optim;

/**
 * What can be chosen about Adan.
 *
 * @param b1 the decay rate of the average of gradients, in [0, 1); 0.98 by default
 * @param b2 the decay rate of the average of differences between gradients, in [0, 1); 0.92 by default
 * @param b3 the decay rate of the average of squares, in [0, 1); 0.99 by default
 * @param eps added to the root of the average of squares; 1e-8 by default
 * @param epsRoot added to the average of squares under the root; 1e-8 by default
 * @param weightDecay the share of each parameter that, times the learning rate, is subtracted from it; 0 by default
 * @param mask the parameters that decay; all by default
 */
public record AdanOptions(
        Hyperparameter b1,
        Hyperparameter b2,
        Hyperparameter b3,
        Hyperparameter eps,
        Hyperparameter epsRoot,
        Hyperparameter weightDecay,
        Mask mask) {

    static final AdanOptions DEFAULTS = new AdanOptions(
            Hyperparameter.of(0.98),
            Hyperparameter.of(0.92),
            Hyperparameter.of(0.99),
            Hyperparameter.of(1e-8),
            Hyperparameter.of(1e-8),
            Hyperparameter.of(0),
            Mask.all());

    /** {@return these options with another decay rate of the average of gradients} */
    public AdanOptions b1(Number b1) {
        return new AdanOptions(Hyperparameter.of(b1), b2, b3, eps, epsRoot, weightDecay, mask);
    }

    /** {@return these options with another decay rate of the average of differences} */
    public AdanOptions b2(Number b2) {
        return new AdanOptions(b1, Hyperparameter.of(b2), b3, eps, epsRoot, weightDecay, mask);
    }

    /** {@return these options with another decay rate of the average of squares} */
    public AdanOptions b3(Number b3) {
        return new AdanOptions(b1, b2, Hyperparameter.of(b3), eps, epsRoot, weightDecay, mask);
    }

    /** {@return these options with another number added to the root} */
    public AdanOptions eps(Number eps) {
        return new AdanOptions(b1, b2, b3, Hyperparameter.of(eps), epsRoot, weightDecay, mask);
    }

    /** {@return these options with another number added under the root} */
    public AdanOptions epsRoot(Number epsRoot) {
        return new AdanOptions(b1, b2, b3, eps, Hyperparameter.of(epsRoot), weightDecay, mask);
    }

    /** {@return these options with another weight decay} */
    public AdanOptions weightDecay(Number weightDecay) {
        return new AdanOptions(b1, b2, b3, eps, epsRoot, Hyperparameter.of(weightDecay), mask);
    }

    /** {@return these options with another weight decay that depends on the step} */
    public AdanOptions weightDecay(Schedule weightDecay) {
        return new AdanOptions(b1, b2, b3, eps, epsRoot, Hyperparameter.of(weightDecay), mask);
    }

    /** {@return these options with another choice of parameters that decay} */
    public AdanOptions mask(Mask mask) {
        return new AdanOptions(b1, b2, b3, eps, epsRoot, weightDecay, mask);
    }

    /** {@return the options without decay} */
    ScaleByAdanOptions core() {
        return new ScaleByAdanOptions(b1, b2, b3, eps, epsRoot);
    }
}
