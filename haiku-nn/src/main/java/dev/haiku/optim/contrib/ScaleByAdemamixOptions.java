package dev.haiku.optim.contrib;

import dev.haiku.array.DType;
import dev.haiku.optim.Hyperparameter;
import dev.haiku.optim.Schedule;
import org.jspecify.annotations.Nullable;

/**
 * What can be chosen about the core of AdEMAMix.
 *
 * @param b1 the decay rate of the fast average of gradients, in [0, 1); 0.9 by default
 * @param b2 the decay rate of the average of squared gradients, in [0, 1); 0.999 by default
 * @param b3 the decay rate of the slow average of gradients, in [0, 1); 0.9999 by default
 * @param alpha the weight of the slow average; 6 by default
 * @param eps added to the root of the average of squares; 1e-8 by default
 * @param epsRoot added to the average of squares under the root; 0 by default
 * @param muDtype the element type in which averages are kept at first; that of the parameters by default
 */
public record ScaleByAdemamixOptions(
        Hyperparameter b1,
        Hyperparameter b2,
        Hyperparameter b3,
        Hyperparameter alpha,
        Hyperparameter eps,
        Hyperparameter epsRoot,
        @Nullable DType muDtype) {

    static final ScaleByAdemamixOptions DEFAULTS = new ScaleByAdemamixOptions(
            Hyperparameter.of(0.9),
            Hyperparameter.of(0.999),
            Hyperparameter.of(0.9999),
            Hyperparameter.of(6),
            Hyperparameter.of(1e-8),
            Hyperparameter.of(0),
            null);

    /** {@return these options with another decay rate of the fast average} */
    public ScaleByAdemamixOptions b1(Number b1) {
        return new ScaleByAdemamixOptions(Hyperparameter.of(b1), b2, b3, alpha, eps, epsRoot, muDtype);
    }

    /** {@return these options with another decay rate of the average of squared gradients} */
    public ScaleByAdemamixOptions b2(Number b2) {
        return new ScaleByAdemamixOptions(b1, Hyperparameter.of(b2), b3, alpha, eps, epsRoot, muDtype);
    }

    /** {@return these options with another decay rate of the slow average} */
    public ScaleByAdemamixOptions b3(Number b3) {
        return new ScaleByAdemamixOptions(b1, b2, Hyperparameter.of(b3), alpha, eps, epsRoot, muDtype);
    }

    /** {@return these options with another decay rate of the slow average that depends on the step} */
    public ScaleByAdemamixOptions b3(Schedule b3) {
        return new ScaleByAdemamixOptions(b1, b2, Hyperparameter.of(b3), alpha, eps, epsRoot, muDtype);
    }

    /** {@return these options with another weight of the slow average} */
    public ScaleByAdemamixOptions alpha(Number alpha) {
        return new ScaleByAdemamixOptions(b1, b2, b3, Hyperparameter.of(alpha), eps, epsRoot, muDtype);
    }

    /** {@return these options with another weight of the slow average that depends on the step} */
    public ScaleByAdemamixOptions alpha(Schedule alpha) {
        return new ScaleByAdemamixOptions(b1, b2, b3, Hyperparameter.of(alpha), eps, epsRoot, muDtype);
    }

    /** {@return these options with another number added to the root} */
    public ScaleByAdemamixOptions eps(Number eps) {
        return new ScaleByAdemamixOptions(b1, b2, b3, alpha, Hyperparameter.of(eps), epsRoot, muDtype);
    }

    /** {@return these options with another number added under the root} */
    public ScaleByAdemamixOptions epsRoot(Number epsRoot) {
        return new ScaleByAdemamixOptions(b1, b2, b3, alpha, eps, Hyperparameter.of(epsRoot), muDtype);
    }

    /** {@return these options with another element type of averages} */
    public ScaleByAdemamixOptions muDtype(DType muDtype) {
        return new ScaleByAdemamixOptions(b1, b2, b3, alpha, eps, epsRoot, muDtype);
    }
}
