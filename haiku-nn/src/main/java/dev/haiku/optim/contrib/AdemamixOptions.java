package dev.haiku.optim.contrib;

import dev.haiku.array.DType;
import dev.haiku.optim.Hyperparameter;
import dev.haiku.optim.Mask;
import dev.haiku.optim.Schedule;
import org.jspecify.annotations.Nullable;

/**
 * What can be chosen about AdEMAMix.
 *
 * @param b1 the decay rate of the fast average of gradients, in [0, 1); 0.9 by default
 * @param b2 the decay rate of the average of squared gradients, in [0, 1); 0.999 by default
 * @param b3 the decay rate of the slow average of gradients, in [0, 1); 0.9999 by default
 * @param alpha the weight of the slow average; 5 by default
 * @param eps added to the root of the average of squares; 1e-8 by default
 * @param epsRoot added to the average of squares under the root; 0 by default
 * @param muDtype the element type in which averages are kept at first; that of the parameters by default
 * @param weightDecay the share of each parameter that, times the learning rate, is subtracted from it; 0 by default
 * @param mask the parameters that decay; all by default
 */
public record AdemamixOptions(
        Hyperparameter b1,
        Hyperparameter b2,
        Hyperparameter b3,
        Hyperparameter alpha,
        Hyperparameter eps,
        Hyperparameter epsRoot,
        @Nullable DType muDtype,
        Hyperparameter weightDecay,
        Mask mask) {

    static final AdemamixOptions DEFAULTS = new AdemamixOptions(
            Hyperparameter.of(0.9),
            Hyperparameter.of(0.999),
            Hyperparameter.of(0.9999),
            Hyperparameter.of(5),
            Hyperparameter.of(1e-8),
            Hyperparameter.of(0),
            null,
            Hyperparameter.of(0),
            Mask.all());

    /** {@return these options with another decay rate of the fast average} */
    public AdemamixOptions b1(Number b1) {
        return new AdemamixOptions(Hyperparameter.of(b1), b2, b3, alpha, eps, epsRoot, muDtype, weightDecay, mask);
    }

    /** {@return these options with another decay rate of the average of squared gradients} */
    public AdemamixOptions b2(Number b2) {
        return new AdemamixOptions(b1, Hyperparameter.of(b2), b3, alpha, eps, epsRoot, muDtype, weightDecay, mask);
    }

    /** {@return these options with another decay rate of the slow average} */
    public AdemamixOptions b3(Number b3) {
        return new AdemamixOptions(b1, b2, Hyperparameter.of(b3), alpha, eps, epsRoot, muDtype, weightDecay, mask);
    }

    /** {@return these options with another decay rate of the slow average that depends on the step} */
    public AdemamixOptions b3(Schedule b3) {
        return new AdemamixOptions(b1, b2, Hyperparameter.of(b3), alpha, eps, epsRoot, muDtype, weightDecay, mask);
    }

    /** {@return these options with another weight of the slow average} */
    public AdemamixOptions alpha(Number alpha) {
        return new AdemamixOptions(b1, b2, b3, Hyperparameter.of(alpha), eps, epsRoot, muDtype, weightDecay, mask);
    }

    /** {@return these options with another weight of the slow average that depends on the step} */
    public AdemamixOptions alpha(Schedule alpha) {
        return new AdemamixOptions(b1, b2, b3, Hyperparameter.of(alpha), eps, epsRoot, muDtype, weightDecay, mask);
    }

    /** {@return these options with another number added to the root} */
    public AdemamixOptions eps(Number eps) {
        return new AdemamixOptions(b1, b2, b3, alpha, Hyperparameter.of(eps), epsRoot, muDtype, weightDecay, mask);
    }

    /** {@return these options with another number added under the root} */
    public AdemamixOptions epsRoot(Number epsRoot) {
        return new AdemamixOptions(b1, b2, b3, alpha, eps, Hyperparameter.of(epsRoot), muDtype, weightDecay, mask);
    }

    /** {@return these options with another element type of averages} */
    public AdemamixOptions muDtype(DType muDtype) {
        return new AdemamixOptions(b1, b2, b3, alpha, eps, epsRoot, muDtype, weightDecay, mask);
    }

    /** {@return these options with another weight decay} */
    public AdemamixOptions weightDecay(Number weightDecay) {
        return new AdemamixOptions(b1, b2, b3, alpha, eps, epsRoot, muDtype, Hyperparameter.of(weightDecay), mask);
    }

    /** {@return these options with another weight decay that depends on the step} */
    public AdemamixOptions weightDecay(Schedule weightDecay) {
        return new AdemamixOptions(b1, b2, b3, alpha, eps, epsRoot, muDtype, Hyperparameter.of(weightDecay), mask);
    }

    /** {@return these options with another choice of parameters that decay} */
    public AdemamixOptions mask(Mask mask) {
        return new AdemamixOptions(b1, b2, b3, alpha, eps, epsRoot, muDtype, weightDecay, mask);
    }

    /** {@return the options without decay} */
    ScaleByAdemamixOptions core() {
        return new ScaleByAdemamixOptions(b1, b2, b3, alpha, eps, epsRoot, muDtype);
    }
}
