package dev.haiku.optim;

/**
 * What can be chosen about the core of Adan.
 *
 * @param b1 the decay rate of the average of gradients, in [0, 1); 0.98 by default
 * @param b2 the decay rate of the average of differences between gradients, in [0, 1); 0.92 by default
 * @param b3 the decay rate of the average of squares, in [0, 1); 0.99 by default
 * @param eps added to the root of the average of squares; 1e-8 by default
 * @param epsRoot added to the average of squares under the root; 0 by default
 */
public record ScaleByAdanOptions(
        Hyperparameter b1, Hyperparameter b2, Hyperparameter b3, Hyperparameter eps, Hyperparameter epsRoot) {

    static final ScaleByAdanOptions DEFAULTS = new ScaleByAdanOptions(
            Hyperparameter.of(0.98),
            Hyperparameter.of(0.92),
            Hyperparameter.of(0.99),
            Hyperparameter.of(1e-8),
            Hyperparameter.of(0));

    /** {@return these options with another decay rate of the average of gradients} */
    public ScaleByAdanOptions b1(Number b1) {
        return new ScaleByAdanOptions(Hyperparameter.of(b1), b2, b3, eps, epsRoot);
    }

    /** {@return these options with another decay rate of the average of differences} */
    public ScaleByAdanOptions b2(Number b2) {
        return new ScaleByAdanOptions(b1, Hyperparameter.of(b2), b3, eps, epsRoot);
    }

    /** {@return these options with another decay rate of the average of squares} */
    public ScaleByAdanOptions b3(Number b3) {
        return new ScaleByAdanOptions(b1, b2, Hyperparameter.of(b3), eps, epsRoot);
    }

    /** {@return these options with another number added to the root} */
    public ScaleByAdanOptions eps(Number eps) {
        return new ScaleByAdanOptions(b1, b2, b3, Hyperparameter.of(eps), epsRoot);
    }

    /** {@return these options with another number added under the root} */
    public ScaleByAdanOptions epsRoot(Number epsRoot) {
        return new ScaleByAdanOptions(b1, b2, b3, eps, Hyperparameter.of(epsRoot));
    }
}
