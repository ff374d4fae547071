package dev.haiku.optim;

/**
 * What can be chosen about Adamax.
 *
 * @param b1 the decay rate of the average of gradients, in [0, 1); 0.9 by default
 * @param b2 the decay rate of the largest gradient, in [0, 1); 0.999 by default
 * @param eps added to the size of gradients; 1e-8 by default
 */
public record AdamaxOptions(Hyperparameter b1, Hyperparameter b2, Hyperparameter eps) {

    static final AdamaxOptions DEFAULTS =
            new AdamaxOptions(Hyperparameter.of(0.9), Hyperparameter.of(0.999), Hyperparameter.of(1e-8));

    /** {@return these options with another decay rate of the average of gradients} */
    public AdamaxOptions b1(Number b1) {
        return new AdamaxOptions(Hyperparameter.of(b1), b2, eps);
    }

    /** {@return these options with another decay rate of the largest gradient} */
    public AdamaxOptions b2(Number b2) {
        return new AdamaxOptions(b1, Hyperparameter.of(b2), eps);
    }

    /** {@return these options with another number added to the size of gradients} */
    public AdamaxOptions eps(Number eps) {
        return new AdamaxOptions(b1, b2, Hyperparameter.of(eps));
    }
}
