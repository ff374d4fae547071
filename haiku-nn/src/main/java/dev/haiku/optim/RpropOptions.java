package dev.haiku.optim;

/**
 * What can be chosen about Rprop.
 *
 * @param etaMinus the factor of a step size after a change of sign; 0.5 by default
 * @param etaPlus the factor of a step size without one; 1.2 by default
 * @param minStepSize the smallest step; 1e-6 by default
 * @param maxStepSize the largest step; 50 by default
 */
public record RpropOptions(
        Hyperparameter etaMinus, Hyperparameter etaPlus, Hyperparameter minStepSize, Hyperparameter maxStepSize) {

    static final RpropOptions DEFAULTS = new RpropOptions(
            Hyperparameter.of(0.5), Hyperparameter.of(1.2), Hyperparameter.of(1e-6), Hyperparameter.of(50));

    /** {@return these options with another factor after a change of sign} */
    public RpropOptions etaMinus(Number etaMinus) {
        return new RpropOptions(Hyperparameter.of(etaMinus), etaPlus, minStepSize, maxStepSize);
    }

    /** {@return these options with another factor without a change of sign} */
    public RpropOptions etaPlus(Number etaPlus) {
        return new RpropOptions(etaMinus, Hyperparameter.of(etaPlus), minStepSize, maxStepSize);
    }

    /** {@return these options with another smallest step} */
    public RpropOptions minStepSize(Number minStepSize) {
        return new RpropOptions(etaMinus, etaPlus, Hyperparameter.of(minStepSize), maxStepSize);
    }

    /** {@return these options with another largest step} */
    public RpropOptions maxStepSize(Number maxStepSize) {
        return new RpropOptions(etaMinus, etaPlus, minStepSize, Hyperparameter.of(maxStepSize));
    }
}
