package dev.haiku.optim;

/**
 * What can be chosen about RAdam.
 *
 * @param b1 the decay rate of the average of gradients, in [0, 1); 0.9 by default
 * @param b2 the decay rate of the average of squared gradients, in [0, 1); 0.999 by default
 * @param eps added to the root of the average of squares; 1e-8 by default
 * @param epsRoot added to the average of squares under the root; 0 by default
 * @param threshold the length of the average of squares, in steps, from which on it is trusted; 5 by default
 * @param nesterov whether the gradient looks one step ahead (Dozat, 2016); off by default
 */
public record RadamOptions(
        Hyperparameter b1,
        Hyperparameter b2,
        Hyperparameter eps,
        Hyperparameter epsRoot,
        Hyperparameter threshold,
        boolean nesterov) {

    static final RadamOptions DEFAULTS = new RadamOptions(
            Hyperparameter.of(0.9),
            Hyperparameter.of(0.999),
            Hyperparameter.of(1e-8),
            Hyperparameter.of(0),
            Hyperparameter.of(5),
            false);

    /** {@return these options with another decay rate of the average of gradients} */
    public RadamOptions b1(Number b1) {
        return new RadamOptions(Hyperparameter.of(b1), b2, eps, epsRoot, threshold, nesterov);
    }

    /** {@return these options with another decay rate of the average of squared gradients} */
    public RadamOptions b2(Number b2) {
        return new RadamOptions(b1, Hyperparameter.of(b2), eps, epsRoot, threshold, nesterov);
    }

    /** {@return these options with another number added to the root} */
    public RadamOptions eps(Number eps) {
        return new RadamOptions(b1, b2, Hyperparameter.of(eps), epsRoot, threshold, nesterov);
    }

    /** {@return these options with another number added under the root} */
    public RadamOptions epsRoot(Number epsRoot) {
        return new RadamOptions(b1, b2, eps, Hyperparameter.of(epsRoot), threshold, nesterov);
    }

    /** {@return these options with another length from which on the average of squares is trusted} */
    public RadamOptions threshold(Number threshold) {
        return new RadamOptions(b1, b2, eps, epsRoot, Hyperparameter.of(threshold), nesterov);
    }

    /** {@return these options with or without a look ahead} */
    public RadamOptions nesterov(boolean nesterov) {
        return new RadamOptions(b1, b2, eps, epsRoot, threshold, nesterov);
    }
}
