package dev.haiku.optim;

import dev.haiku.array.DType;
import org.jspecify.annotations.Nullable;

/**
 * What can be chosen about NovoGrad.
 *
 * @param b1 the decay rate of the sum of directions, in [0, 1); 0.9 by default
 * @param b2 the decay rate of the average of squared norms, in [0, 1); 0.25 by default
 * @param eps added to the root of the average of squares; 1e-6 by default
 * @param epsRoot added to the average of squares under the root; 0 by default
 * @param weightDecay the share of each parameter that is added to its direction; 0 by default
 * @param muDtype the element type in which the sum of directions is kept; that of the parameters by default
 */
public record NovogradOptions(
        Hyperparameter b1,
        Hyperparameter b2,
        Hyperparameter eps,
        Hyperparameter epsRoot,
        Hyperparameter weightDecay,
        @Nullable DType muDtype) {

    static final NovogradOptions DEFAULTS = new NovogradOptions(
            Hyperparameter.of(0.9),
            Hyperparameter.of(0.25),
            Hyperparameter.of(1e-6),
            Hyperparameter.of(0),
            Hyperparameter.of(0),
            null);

    /** {@return these options with another decay rate of the sum of directions} */
    public NovogradOptions b1(Number b1) {
        return new NovogradOptions(Hyperparameter.of(b1), b2, eps, epsRoot, weightDecay, muDtype);
    }

    /** {@return these options with another decay rate of the average of squared norms} */
    public NovogradOptions b2(Number b2) {
        return new NovogradOptions(b1, Hyperparameter.of(b2), eps, epsRoot, weightDecay, muDtype);
    }

    /** {@return these options with another number added to the root} */
    public NovogradOptions eps(Number eps) {
        return new NovogradOptions(b1, b2, Hyperparameter.of(eps), epsRoot, weightDecay, muDtype);
    }

    /** {@return these options with another number added under the root} */
    public NovogradOptions epsRoot(Number epsRoot) {
        return new NovogradOptions(b1, b2, eps, Hyperparameter.of(epsRoot), weightDecay, muDtype);
    }

    /** {@return these options with another weight decay} */
    public NovogradOptions weightDecay(Number weightDecay) {
        return new NovogradOptions(b1, b2, eps, epsRoot, Hyperparameter.of(weightDecay), muDtype);
    }

    /** {@return these options with another element type of the sum of directions} */
    public NovogradOptions muDtype(DType muDtype) {
        return new NovogradOptions(b1, b2, eps, epsRoot, weightDecay, muDtype);
    }
}
