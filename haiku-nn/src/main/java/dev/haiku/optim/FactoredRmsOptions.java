package dev.haiku.optim;

/**
 * What can be chosen about division by a factored root of the average square.
 *
 * @param factored whether the squares of matrices are kept as sums of rows and columns; on by default
 * @param decayRate the exponent by which averages lengthen: step {@code t} takes the share {@code t^-decayRate}; 0.8 by
 *     default
 * @param stepOffset the number of steps before the first one, for training that goes on; 0 by default
 * @param minDimSizeToFactor the least size of the second largest axis of a tensor that is factored; 128 by default
 * @param epsilon added to squared gradients; 1e-30 by default
 */
public record FactoredRmsOptions(
        boolean factored, Hyperparameter decayRate, int stepOffset, int minDimSizeToFactor, Hyperparameter epsilon) {

    static final FactoredRmsOptions DEFAULTS =
            new FactoredRmsOptions(true, Hyperparameter.of(0.8), 0, 128, Hyperparameter.of(1e-30));

    /** {@return these options with or without factors} */
    public FactoredRmsOptions factored(boolean factored) {
        return new FactoredRmsOptions(factored, decayRate, stepOffset, minDimSizeToFactor, epsilon);
    }

    /** {@return these options with another exponent by which averages lengthen} */
    public FactoredRmsOptions decayRate(Number decayRate) {
        return new FactoredRmsOptions(factored, Hyperparameter.of(decayRate), stepOffset, minDimSizeToFactor, epsilon);
    }

    /** {@return these options with another number of steps before the first one} */
    public FactoredRmsOptions stepOffset(int stepOffset) {
        return new FactoredRmsOptions(factored, decayRate, stepOffset, minDimSizeToFactor, epsilon);
    }

    /** {@return these options with another least size} */
    public FactoredRmsOptions minDimSizeToFactor(int minDimSizeToFactor) {
        return new FactoredRmsOptions(factored, decayRate, stepOffset, minDimSizeToFactor, epsilon);
    }

    /** {@return these options with another number added to squared gradients} */
    public FactoredRmsOptions epsilon(Number epsilon) {
        return new FactoredRmsOptions(factored, decayRate, stepOffset, minDimSizeToFactor, Hyperparameter.of(epsilon));
    }
}
