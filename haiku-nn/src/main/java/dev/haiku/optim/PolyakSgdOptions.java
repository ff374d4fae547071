package dev.haiku.optim;

/**
 * What can be chosen about gradient descent with steps by the rule of Polyak.
 *
 * @param maxLearningRate the largest step; 1 by default
 * @param scaling a factor of gradients; 1 by default
 * @param fMin the least value that the loss can have; 0 by default
 * @param eps added to the squared norm of gradients; 0 by default
 * @param variant which rule; {@link PolyakVariant#SPS} by default
 */
public record PolyakSgdOptions(
        Hyperparameter maxLearningRate,
        Hyperparameter scaling,
        Hyperparameter fMin,
        Hyperparameter eps,
        PolyakVariant variant) {

    static final PolyakSgdOptions DEFAULTS = new PolyakSgdOptions(
            Hyperparameter.of(1), Hyperparameter.of(1), Hyperparameter.of(0), Hyperparameter.of(0), PolyakVariant.SPS);

    /** {@return these options with another largest step} */
    public PolyakSgdOptions maxLearningRate(Number maxLearningRate) {
        return new PolyakSgdOptions(Hyperparameter.of(maxLearningRate), scaling, fMin, eps, variant);
    }

    /** {@return these options with another factor of gradients} */
    public PolyakSgdOptions scaling(Number scaling) {
        return new PolyakSgdOptions(maxLearningRate, Hyperparameter.of(scaling), fMin, eps, variant);
    }

    /** {@return these options with another factor of gradients that depends on the step} */
    public PolyakSgdOptions scaling(Schedule scaling) {
        return new PolyakSgdOptions(maxLearningRate, Hyperparameter.of(scaling), fMin, eps, variant);
    }

    /** {@return these options with another least value of the loss} */
    public PolyakSgdOptions fMin(Number fMin) {
        return new PolyakSgdOptions(maxLearningRate, scaling, Hyperparameter.of(fMin), eps, variant);
    }

    /** {@return these options with another number added to the squared norm} */
    public PolyakSgdOptions eps(Number eps) {
        return new PolyakSgdOptions(maxLearningRate, scaling, fMin, Hyperparameter.of(eps), variant);
    }

    /** {@return these options with another rule} */
    public PolyakSgdOptions variant(PolyakVariant variant) {
        return new PolyakSgdOptions(maxLearningRate, scaling, fMin, eps, variant);
    }

    /** {@return the options of the rule} */
    PolyakOptions polyak() {
        return new PolyakOptions(maxLearningRate, fMin, eps, variant);
    }
}
