package dev.haiku.optim;

import org.jspecify.annotations.Nullable;

/**
 * What can be chosen about the zoom line search.
 *
 * @param maxLearningRate the largest step; none by default
 * @param tol the error of the conditions that is accepted; 0 by default
 * @param increaseFactor the factor of steps while an interval is searched; 2 by default
 * @param slopeRtol the share of the decrease that the slope promises which a step must reach; 1e-4 by default
 * @param curvRtol the largest slope at the end relative to that at the beginning; 0.9 by default
 * @param approxDecRtol the increase relative to the value that the approximate condition of Hager and Zhang accepts
 * @param stepsizePrecision the length below which an interval is not divided; 1e-5 by default
 * @param initialGuess the first step of a search; the last one by default
 */
public record ZoomOptions(
        @Nullable Hyperparameter maxLearningRate,
        Hyperparameter tol,
        Hyperparameter increaseFactor,
        Hyperparameter slopeRtol,
        Hyperparameter curvRtol,
        @Nullable Hyperparameter approxDecRtol,
        Hyperparameter stepsizePrecision,
        InitialGuess initialGuess) {

    static final ZoomOptions DEFAULTS = new ZoomOptions(
            null,
            Hyperparameter.of(0),
            Hyperparameter.of(2),
            Hyperparameter.of(1e-4),
            Hyperparameter.of(0.9),
            Hyperparameter.of(1e-6),
            Hyperparameter.of(1e-5),
            InitialGuess.KEEP);

    /** {@return these options with another largest step} */
    public ZoomOptions maxLearningRate(Number maxLearningRate) {
        return new ZoomOptions(
                Hyperparameter.of(maxLearningRate),
                tol,
                increaseFactor,
                slopeRtol,
                curvRtol,
                approxDecRtol,
                stepsizePrecision,
                initialGuess);
    }

    /** {@return these options with another accepted error} */
    public ZoomOptions tol(Number tol) {
        return new ZoomOptions(
                maxLearningRate,
                Hyperparameter.of(tol),
                increaseFactor,
                slopeRtol,
                curvRtol,
                approxDecRtol,
                stepsizePrecision,
                initialGuess);
    }

    /** {@return these options with another factor of steps} */
    public ZoomOptions increaseFactor(Number increaseFactor) {
        return new ZoomOptions(
                maxLearningRate,
                tol,
                Hyperparameter.of(increaseFactor),
                slopeRtol,
                curvRtol,
                approxDecRtol,
                stepsizePrecision,
                initialGuess);
    }

    /** {@return these options with another share of the promised decrease} */
    public ZoomOptions slopeRtol(Number slopeRtol) {
        return new ZoomOptions(
                maxLearningRate,
                tol,
                increaseFactor,
                Hyperparameter.of(slopeRtol),
                curvRtol,
                approxDecRtol,
                stepsizePrecision,
                initialGuess);
    }

    /** {@return these options with another largest slope at the end} */
    public ZoomOptions curvRtol(Number curvRtol) {
        return new ZoomOptions(
                maxLearningRate,
                tol,
                increaseFactor,
                slopeRtol,
                Hyperparameter.of(curvRtol),
                approxDecRtol,
                stepsizePrecision,
                initialGuess);
    }

    /** {@return these options with another increase that the approximate condition accepts} */
    public ZoomOptions approxDecRtol(Number approxDecRtol) {
        return new ZoomOptions(
                maxLearningRate,
                tol,
                increaseFactor,
                slopeRtol,
                curvRtol,
                Hyperparameter.of(approxDecRtol),
                stepsizePrecision,
                initialGuess);
    }

    /** {@return these options with another length below which an interval is not divided} */
    public ZoomOptions stepsizePrecision(Number stepsizePrecision) {
        return new ZoomOptions(
                maxLearningRate,
                tol,
                increaseFactor,
                slopeRtol,
                curvRtol,
                approxDecRtol,
                Hyperparameter.of(stepsizePrecision),
                initialGuess);
    }

    /** {@return these options with another first step} */
    public ZoomOptions initialGuess(InitialGuess initialGuess) {
        return new ZoomOptions(
                maxLearningRate,
                tol,
                increaseFactor,
                slopeRtol,
                curvRtol,
                approxDecRtol,
                stepsizePrecision,
                initialGuess);
    }
}
