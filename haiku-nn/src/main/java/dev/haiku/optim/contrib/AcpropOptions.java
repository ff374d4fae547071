package dev.haiku.optim.contrib;

import dev.haiku.optim.Hyperparameter;
import dev.haiku.optim.Mask;
import dev.haiku.optim.Schedule;

/**
 * What can be chosen about ACProp.
 *
 * @param b1 the decay rate of the average of gradients, in [0, 1); 0.9 by default
 * @param b2 the decay rate of the average of squared deviations, in [0, 1); 0.999 by default
 * @param eps added to the root of the average of squares; 1e-16 by default
 * @param epsRoot added to the average of squares in each step; 1e-16 by default
 * @param weightDecay the share of each parameter that, times the learning rate, is subtracted from it; 0 by default
 * @param mask the parameters that decay; all by default
 */
public record AcpropOptions(
        Hyperparameter b1,
        Hyperparameter b2,
        Hyperparameter eps,
        Hyperparameter epsRoot,
        Hyperparameter weightDecay,
        Mask mask) {

    static final AcpropOptions DEFAULTS = new AcpropOptions(
            Hyperparameter.of(0.9),
            Hyperparameter.of(0.999),
            Hyperparameter.of(1e-16),
            Hyperparameter.of(1e-16),
            Hyperparameter.of(0),
            Mask.all());

    /** {@return these options with another decay rate of the average of gradients} */
    public AcpropOptions b1(Number b1) {
        return new AcpropOptions(Hyperparameter.of(b1), b2, eps, epsRoot, weightDecay, mask);
    }

    /** {@return these options with another decay rate of the average of squared deviations} */
    public AcpropOptions b2(Number b2) {
        return new AcpropOptions(b1, Hyperparameter.of(b2), eps, epsRoot, weightDecay, mask);
    }

    /** {@return these options with another number added to the root} */
    public AcpropOptions eps(Number eps) {
        return new AcpropOptions(b1, b2, Hyperparameter.of(eps), epsRoot, weightDecay, mask);
    }

    /** {@return these options with another number added to the average of squares} */
    public AcpropOptions epsRoot(Number epsRoot) {
        return new AcpropOptions(b1, b2, eps, Hyperparameter.of(epsRoot), weightDecay, mask);
    }

    /** {@return these options with another weight decay} */
    public AcpropOptions weightDecay(Number weightDecay) {
        return new AcpropOptions(b1, b2, eps, epsRoot, Hyperparameter.of(weightDecay), mask);
    }

    /** {@return these options with another weight decay that depends on the step} */
    public AcpropOptions weightDecay(Schedule weightDecay) {
        return new AcpropOptions(b1, b2, eps, epsRoot, Hyperparameter.of(weightDecay), mask);
    }

    /** {@return these options with another choice of parameters that decay} */
    public AcpropOptions mask(Mask mask) {
        return new AcpropOptions(b1, b2, eps, epsRoot, weightDecay, mask);
    }

    /** {@return the options without decay} */
    ScaleByAcpropOptions core() {
        return new ScaleByAcpropOptions(b1, b2, eps, epsRoot);
    }
}
