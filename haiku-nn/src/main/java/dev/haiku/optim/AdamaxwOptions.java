package dev.haiku.optim;

/**
 * What can be chosen about Adamax with weight decay.
 *
 * @param b1 the decay rate of the average of gradients, in [0, 1); 0.9 by default
 * @param b2 the decay rate of the largest gradient, in [0, 1); 0.999 by default
 * @param eps added to the size of gradients; 1e-8 by default
 * @param weightDecay the share of each parameter that, times the learning rate, is subtracted from it; 1e-4 by default
 * @param mask the parameters that decay; all by default
 */
public record AdamaxwOptions(
        Hyperparameter b1, Hyperparameter b2, Hyperparameter eps, Hyperparameter weightDecay, Mask mask) {

    static final AdamaxwOptions DEFAULTS = new AdamaxwOptions(
            Hyperparameter.of(0.9),
            Hyperparameter.of(0.999),
            Hyperparameter.of(1e-8),
            Hyperparameter.of(1e-4),
            Mask.all());

    /** {@return these options with another decay rate of the average of gradients} */
    public AdamaxwOptions b1(Number b1) {
        return new AdamaxwOptions(Hyperparameter.of(b1), b2, eps, weightDecay, mask);
    }

    /** {@return these options with another decay rate of the largest gradient} */
    public AdamaxwOptions b2(Number b2) {
        return new AdamaxwOptions(b1, Hyperparameter.of(b2), eps, weightDecay, mask);
    }

    /** {@return these options with another number added to the size of gradients} */
    public AdamaxwOptions eps(Number eps) {
        return new AdamaxwOptions(b1, b2, Hyperparameter.of(eps), weightDecay, mask);
    }

    /** {@return these options with another weight decay} */
    public AdamaxwOptions weightDecay(Number weightDecay) {
        return new AdamaxwOptions(b1, b2, eps, Hyperparameter.of(weightDecay), mask);
    }

    /** {@return these options with another weight decay that depends on the step} */
    public AdamaxwOptions weightDecay(Schedule weightDecay) {
        return new AdamaxwOptions(b1, b2, eps, Hyperparameter.of(weightDecay), mask);
    }

    /** {@return these options with another choice of parameters that decay} */
    public AdamaxwOptions mask(Mask mask) {
        return new AdamaxwOptions(b1, b2, eps, weightDecay, mask);
    }

    /** {@return the options of Adamax without decay} */
    AdamaxOptions adamax() {
        return new AdamaxOptions(b1, b2, eps);
    }
}
