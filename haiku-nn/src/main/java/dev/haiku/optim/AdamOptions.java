package dev.haiku.optim;

/**
 * What can be chosen about Adam.
 *
 * @param b1 the decay rate of the average of gradients, in [0, 1); 0.9 by default
 * @param b2 the decay rate of the average of squared gradients, in [0, 1); 0.999 by default
 * @param eps added to the root of the average of squares; 1e-8 by default
 * @param epsRoot added to the average of squares under the root; 0 by default
 * @param nesterov whether the gradient looks one step ahead (Dozat, 2016); off by default
 */
public record AdamOptions(double b1, double b2, double eps, double epsRoot, boolean nesterov) {

    static final AdamOptions DEFAULTS = new AdamOptions(0.9, 0.999, 1e-8, 0, false);

    /** {@return these options with another decay rate of the average of gradients} */
    public AdamOptions b1(double b1) {
        return new AdamOptions(b1, b2, eps, epsRoot, nesterov);
    }

    /** {@return these options with another decay rate of the average of squared gradients} */
    public AdamOptions b2(double b2) {
        return new AdamOptions(b1, b2, eps, epsRoot, nesterov);
    }

    /** {@return these options with another number added to the root} */
    public AdamOptions eps(double eps) {
        return new AdamOptions(b1, b2, eps, epsRoot, nesterov);
    }

    /** {@return these options with another number added under the root} */
    public AdamOptions epsRoot(double epsRoot) {
        return new AdamOptions(b1, b2, eps, epsRoot, nesterov);
    }

    /** {@return these options with or without a look ahead} */
    public AdamOptions nesterov(boolean nesterov) {
        return new AdamOptions(b1, b2, eps, epsRoot, nesterov);
    }
}
