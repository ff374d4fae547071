package dev.haiku.optim.contrib;

import dev.haiku.optim.Hyperparameter;

/**
 * What can be chosen about the core of ACProp.
 *
 * @param b1 the decay rate of the average of gradients, in [0, 1); 0.9 by default
 * @param b2 the decay rate of the average of squared deviations, in [0, 1); 0.999 by default
 * @param eps added to the root of the average of squares; 1e-16 by default
 * @param epsRoot added to the average of squares in each step; 1e-16 by default
 */
public record ScaleByAcpropOptions(Hyperparameter b1, Hyperparameter b2, Hyperparameter eps, Hyperparameter epsRoot) {

    static final ScaleByAcpropOptions DEFAULTS = new ScaleByAcpropOptions(
            Hyperparameter.of(0.9), Hyperparameter.of(0.999), Hyperparameter.of(1e-16), Hyperparameter.of(1e-16));

    /** {@return these options with another decay rate of the average of gradients} */
    public ScaleByAcpropOptions b1(Number b1) {
        return new ScaleByAcpropOptions(Hyperparameter.of(b1), b2, eps, epsRoot);
    }

    /** {@return these options with another decay rate of the average of squared deviations} */
    public ScaleByAcpropOptions b2(Number b2) {
        return new ScaleByAcpropOptions(b1, Hyperparameter.of(b2), eps, epsRoot);
    }

    /** {@return these options with another number added to the root} */
    public ScaleByAcpropOptions eps(Number eps) {
        return new ScaleByAcpropOptions(b1, b2, Hyperparameter.of(eps), epsRoot);
    }

    /** {@return these options with another number added to the average of squares} */
    public ScaleByAcpropOptions epsRoot(Number epsRoot) {
        return new ScaleByAcpropOptions(b1, b2, eps, Hyperparameter.of(epsRoot));
    }
}
