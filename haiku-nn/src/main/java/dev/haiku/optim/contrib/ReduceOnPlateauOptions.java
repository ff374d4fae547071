package dev.haiku.optim.contrib;

import dev.haiku.optim.Hyperparameter;

/**
 * What can be chosen about a scale that shrinks when the loss does not.
 *
 * @param factor the factor of the scale, in (0, 1); 0.1 by default
 * @param patience how many values that are no better are borne; 10 by default
 * @param rtol by which share of the best value a better one is better; 1e-4 by default
 * @param atol by how much a better one is better; 0 by default
 * @param cooldown how many values are ignored after the scale shrank; 0 by default
 * @param accumulationSize the number of losses that are averaged to one value; 1 by default
 * @param minScale the least scale; 0 by default
 */
public record ReduceOnPlateauOptions(
        Hyperparameter factor,
        int patience,
        Hyperparameter rtol,
        Hyperparameter atol,
        int cooldown,
        int accumulationSize,
        Hyperparameter minScale) {

    static final ReduceOnPlateauOptions DEFAULTS = new ReduceOnPlateauOptions(
            Hyperparameter.of(0.1), 10, Hyperparameter.of(1e-4), Hyperparameter.of(0), 0, 1, Hyperparameter.of(0));

    /** {@return these options, after a check of those that are fixed numbers, once all are set} */
    ReduceOnPlateauOptions checked() {
        if (factor.isFixed() && rtol.isFixed() && atol.isFixed()) {
            check(factor.doubleValue(), rtol.doubleValue(), atol.doubleValue());
        }
        return this;
    }

    private static void check(double factor, double rtol, double atol) {
        if (!(factor > 0 && factor < 1)) {
            throw new IllegalArgumentException("reduceOnPlateau needs a factor in (0, 1), but got " + factor + ".");
        }
        if (!(rtol >= 0 && rtol <= 1 && atol >= 0 && rtol + atol > 0)) {
            throw new IllegalArgumentException(
                    "reduceOnPlateau needs rtol in [0, 1] and atol >= 0, not both 0, but got " + rtol + " and " + atol
                            + ".");
        }
    }

    /** {@return these options with another factor} */
    public ReduceOnPlateauOptions factor(Number factor) {
        return new ReduceOnPlateauOptions(
                Hyperparameter.of(factor), patience, rtol, atol, cooldown, accumulationSize, minScale);
    }

    /** {@return these options with another number of values that are borne} */
    public ReduceOnPlateauOptions patience(int patience) {
        return new ReduceOnPlateauOptions(factor, patience, rtol, atol, cooldown, accumulationSize, minScale);
    }

    /** {@return these options with another share of the best value} */
    public ReduceOnPlateauOptions rtol(Number rtol) {
        return new ReduceOnPlateauOptions(
                factor, patience, Hyperparameter.of(rtol), atol, cooldown, accumulationSize, minScale);
    }

    /** {@return these options with another difference} */
    public ReduceOnPlateauOptions atol(Number atol) {
        return new ReduceOnPlateauOptions(
                factor, patience, rtol, Hyperparameter.of(atol), cooldown, accumulationSize, minScale);
    }

    /** {@return these options with another number of ignored values} */
    public ReduceOnPlateauOptions cooldown(int cooldown) {
        return new ReduceOnPlateauOptions(factor, patience, rtol, atol, cooldown, accumulationSize, minScale);
    }

    /** {@return these options with another number of losses} */
    public ReduceOnPlateauOptions accumulationSize(int accumulationSize) {
        return new ReduceOnPlateauOptions(factor, patience, rtol, atol, cooldown, accumulationSize, minScale);
    }

    /** {@return these options with another least scale} */
    public ReduceOnPlateauOptions minScale(Number minScale) {
        return new ReduceOnPlateauOptions(
                factor, patience, rtol, atol, cooldown, accumulationSize, Hyperparameter.of(minScale));
    }
}
