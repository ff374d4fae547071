package dev.haiku.optim;

/**
 * What can be chosen about steps by the rule of Polyak.
 *
 * @param maxLearningRate the largest step; 1 by default
 * @param fMin the least value that the loss can have; 0 by default
 * @param eps added to the squared norm of gradients; 0 by default
 * @param variant which rule; {@link PolyakVariant#SPS} by default
 */
public record PolyakOptions(
        Hyperparameter maxLearningRate, Hyperparameter fMin, Hyperparameter eps, PolyakVariant variant) {

    static final PolyakOptions DEFAULTS =
            new PolyakOptions(Hyperparameter.of(1), Hyperparameter.of(0), Hyperparameter.of(0), PolyakVariant.SPS);

    /** {@return these options with another largest step} */
    public PolyakOptions maxLearningRate(Number maxLearningRate) {
        return new PolyakOptions(Hyperparameter.of(maxLearningRate), fMin, eps, variant);
    }

    /** {@return these options with another least value of the loss} */
    public PolyakOptions fMin(Number fMin) {
        return new PolyakOptions(maxLearningRate, Hyperparameter.of(fMin), eps, variant);
    }

    /** {@return these options with another number added to the squared norm} */
    public PolyakOptions eps(Number eps) {
        return new PolyakOptions(maxLearningRate, fMin, Hyperparameter.of(eps), variant);
    }

    /** {@return these options with another rule} */
    public PolyakOptions variant(PolyakVariant variant) {
        return new PolyakOptions(maxLearningRate, fMin, eps, variant);
    }
}
