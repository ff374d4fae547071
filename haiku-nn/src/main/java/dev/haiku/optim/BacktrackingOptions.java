package dev.haiku.optim;

/**
 * What can be chosen about the backtracking line search.
 *
 * @param slopeRtol the share of the decrease that the slope promises which a step must reach; 1e-4 by default
 * @param decreaseFactor the factor of a step that is rejected, in (0, 1); 0.8 by default
 * @param increaseFactor the factor by which the next search begins larger, at least 1; 1.5 by default
 * @param maxLearningRate the largest step; 1 by default
 * @param atol an increase that is accepted; 0 by default
 * @param rtol an increase relative to the value that is accepted; 0 by default
 * @param storeGrad whether the gradient at the end is computed and kept for {@link Optimizers#valueAndGradFromState};
 *     off by default
 */
public record BacktrackingOptions(
        Hyperparameter slopeRtol,
        Hyperparameter decreaseFactor,
        Hyperparameter increaseFactor,
        Hyperparameter maxLearningRate,
        Hyperparameter atol,
        Hyperparameter rtol,
        boolean storeGrad) {

    static final BacktrackingOptions DEFAULTS = new BacktrackingOptions(
            Hyperparameter.of(1e-4),
            Hyperparameter.of(0.8),
            Hyperparameter.of(1.5),
            Hyperparameter.of(1),
            Hyperparameter.of(0),
            Hyperparameter.of(0),
            false);

    /** {@return these options with another share of the promised decrease} */
    public BacktrackingOptions slopeRtol(Number slopeRtol) {
        return new BacktrackingOptions(
                Hyperparameter.of(slopeRtol), decreaseFactor, increaseFactor, maxLearningRate, atol, rtol, storeGrad);
    }

    /** {@return these options with another factor of rejected steps} */
    public BacktrackingOptions decreaseFactor(Number decreaseFactor) {
        return new BacktrackingOptions(
                slopeRtol, Hyperparameter.of(decreaseFactor), increaseFactor, maxLearningRate, atol, rtol, storeGrad);
    }

    /** {@return these options with another factor by which the next search begins larger} */
    public BacktrackingOptions increaseFactor(Number increaseFactor) {
        return new BacktrackingOptions(
                slopeRtol, decreaseFactor, Hyperparameter.of(increaseFactor), maxLearningRate, atol, rtol, storeGrad);
    }

    /** {@return these options with another largest step} */
    public BacktrackingOptions maxLearningRate(Number maxLearningRate) {
        return new BacktrackingOptions(
                slopeRtol, decreaseFactor, increaseFactor, Hyperparameter.of(maxLearningRate), atol, rtol, storeGrad);
    }

    /** {@return these options with another accepted increase} */
    public BacktrackingOptions atol(Number atol) {
        return new BacktrackingOptions(
                slopeRtol, decreaseFactor, increaseFactor, maxLearningRate, Hyperparameter.of(atol), rtol, storeGrad);
    }

    /** {@return these options with another accepted relative increase} */
    public BacktrackingOptions rtol(Number rtol) {
        return new BacktrackingOptions(
                slopeRtol, decreaseFactor, increaseFactor, maxLearningRate, atol, Hyperparameter.of(rtol), storeGrad);
    }

    /** {@return these options with or without the gradient at the end} */
    public BacktrackingOptions storeGrad(boolean storeGrad) {
        return new BacktrackingOptions(
                slopeRtol, decreaseFactor, increaseFactor, maxLearningRate, atol, rtol, storeGrad);
    }
}
