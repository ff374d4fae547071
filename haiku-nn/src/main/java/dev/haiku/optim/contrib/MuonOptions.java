package dev.haiku.optim.contrib;

import dev.haiku.array.DType;
import dev.haiku.optim.Hyperparameter;
import dev.haiku.optim.Mask;
import dev.haiku.optim.Schedule;
import org.jspecify.annotations.Nullable;

/**
 * What can be chosen about Muon.
 *
 * @param nsCoeffs the polynomial of each iteration; {@link NewtonSchulz#STANDARD} by default
 * @param nsSteps the number of iterations; 5 by default
 * @param beta the decay rate of the average of gradients, in [0, 1); 0.95 by default
 * @param eps added to the norm of directions; 1e-8 by default
 * @param muDtype the element type in which the average of gradients is kept; that of the parameters by default
 * @param nesterov whether the gradient looks one step ahead; on by default
 * @param adaptive whether directions are multiplied by their inner product with the average; off by default
 * @param preconditioning how directions are made small before the first iteration; by their Frobenius norm by default
 * @param weightDimensionNumbers how parameters are matrices; those of rank 2 by default
 * @param weightDecay the share of each parameter that, times the learning rate, is subtracted from it; 0 by default
 * @param mask the parameters that decay; all by default
 * @param adamLearningRate the size of steps of parameters that are no matrices; that of matrices without one; none by
 *     default
 * @param adamB1 the decay rate of their average of gradients, in [0, 1); 0.9 by default
 * @param adamB2 the decay rate of their average of squared gradients, in [0, 1); 0.999 by default
 * @param adamEpsRoot added to that under the root; 0 by default
 * @param adamWeightDecay their weight decay; 0 by default
 * @param consistentRms the root mean square of the steps of matrices, independent of their sizes; none by default
 */
public record MuonOptions(
        NewtonSchulz nsCoeffs,
        int nsSteps,
        Hyperparameter beta,
        Hyperparameter eps,
        @Nullable DType muDtype,
        boolean nesterov,
        boolean adaptive,
        Preconditioning preconditioning,
        MatrixView weightDimensionNumbers,
        Hyperparameter weightDecay,
        Mask mask,
        @Nullable Hyperparameter adamLearningRate,
        Hyperparameter adamB1,
        Hyperparameter adamB2,
        Hyperparameter adamEpsRoot,
        Hyperparameter adamWeightDecay,
        @Nullable Hyperparameter consistentRms) {

    static final MuonOptions DEFAULTS = new MuonOptions(
            NewtonSchulz.STANDARD,
            5,
            Hyperparameter.of(0.95),
            Hyperparameter.of(1e-8),
            null,
            true,
            false,
            Preconditioning.FROBENIUS,
            MatrixView.ofRank2(),
            Hyperparameter.of(0),
            Mask.all(),
            null,
            Hyperparameter.of(0.9),
            Hyperparameter.of(0.999),
            Hyperparameter.of(0),
            Hyperparameter.of(0),
            null);

    /** {@return these options with another polynomial} */
    public MuonOptions nsCoeffs(NewtonSchulz nsCoeffs) {
        return new MuonOptions(
                nsCoeffs,
                nsSteps,
                beta,
                eps,
                muDtype,
                nesterov,
                adaptive,
                preconditioning,
                weightDimensionNumbers,
                weightDecay,
                mask,
                adamLearningRate,
                adamB1,
                adamB2,
                adamEpsRoot,
                adamWeightDecay,
                consistentRms);
    }

    /** {@return these options with another number of iterations} */
    public MuonOptions nsSteps(int nsSteps) {
        return new MuonOptions(
                nsCoeffs,
                nsSteps,
                beta,
                eps,
                muDtype,
                nesterov,
                adaptive,
                preconditioning,
                weightDimensionNumbers,
                weightDecay,
                mask,
                adamLearningRate,
                adamB1,
                adamB2,
                adamEpsRoot,
                adamWeightDecay,
                consistentRms);
    }

    /** {@return these options with another decay rate of the average} */
    public MuonOptions beta(Number beta) {
        return new MuonOptions(
                nsCoeffs,
                nsSteps,
                Hyperparameter.of(beta),
                eps,
                muDtype,
                nesterov,
                adaptive,
                preconditioning,
                weightDimensionNumbers,
                weightDecay,
                mask,
                adamLearningRate,
                adamB1,
                adamB2,
                adamEpsRoot,
                adamWeightDecay,
                consistentRms);
    }

    /** {@return these options with another number added to the norm} */
    public MuonOptions eps(Number eps) {
        return new MuonOptions(
                nsCoeffs,
                nsSteps,
                beta,
                Hyperparameter.of(eps),
                muDtype,
                nesterov,
                adaptive,
                preconditioning,
                weightDimensionNumbers,
                weightDecay,
                mask,
                adamLearningRate,
                adamB1,
                adamB2,
                adamEpsRoot,
                adamWeightDecay,
                consistentRms);
    }

    /** {@return these options with another element type of the average of gradients} */
    public MuonOptions muDtype(DType muDtype) {
        return new MuonOptions(
                nsCoeffs,
                nsSteps,
                beta,
                eps,
                muDtype,
                nesterov,
                adaptive,
                preconditioning,
                weightDimensionNumbers,
                weightDecay,
                mask,
                adamLearningRate,
                adamB1,
                adamB2,
                adamEpsRoot,
                adamWeightDecay,
                consistentRms);
    }

    /** {@return these options with or without a look ahead} */
    public MuonOptions nesterov(boolean nesterov) {
        return new MuonOptions(
                nsCoeffs,
                nsSteps,
                beta,
                eps,
                muDtype,
                nesterov,
                adaptive,
                preconditioning,
                weightDimensionNumbers,
                weightDecay,
                mask,
                adamLearningRate,
                adamB1,
                adamB2,
                adamEpsRoot,
                adamWeightDecay,
                consistentRms);
    }

    /** {@return these options with or without steps in proportion to averages} */
    public MuonOptions adaptive(boolean adaptive) {
        return new MuonOptions(
                nsCoeffs,
                nsSteps,
                beta,
                eps,
                muDtype,
                nesterov,
                adaptive,
                preconditioning,
                weightDimensionNumbers,
                weightDecay,
                mask,
                adamLearningRate,
                adamB1,
                adamB2,
                adamEpsRoot,
                adamWeightDecay,
                consistentRms);
    }

    /** {@return these options with another way of making directions small} */
    public MuonOptions preconditioning(Preconditioning preconditioning) {
        return new MuonOptions(
                nsCoeffs,
                nsSteps,
                beta,
                eps,
                muDtype,
                nesterov,
                adaptive,
                preconditioning,
                weightDimensionNumbers,
                weightDecay,
                mask,
                adamLearningRate,
                adamB1,
                adamB2,
                adamEpsRoot,
                adamWeightDecay,
                consistentRms);
    }

    /** {@return these options with another view of parameters as matrices} */
    public MuonOptions weightDimensionNumbers(MatrixView weightDimensionNumbers) {
        return new MuonOptions(
                nsCoeffs,
                nsSteps,
                beta,
                eps,
                muDtype,
                nesterov,
                adaptive,
                preconditioning,
                weightDimensionNumbers,
                weightDecay,
                mask,
                adamLearningRate,
                adamB1,
                adamB2,
                adamEpsRoot,
                adamWeightDecay,
                consistentRms);
    }

    /** {@return these options with another weight decay} */
    public MuonOptions weightDecay(Number weightDecay) {
        return new MuonOptions(
                nsCoeffs,
                nsSteps,
                beta,
                eps,
                muDtype,
                nesterov,
                adaptive,
                preconditioning,
                weightDimensionNumbers,
                Hyperparameter.of(weightDecay),
                mask,
                adamLearningRate,
                adamB1,
                adamB2,
                adamEpsRoot,
                adamWeightDecay,
                consistentRms);
    }

    /** {@return these options with another weight decay that depends on the step} */
    public MuonOptions weightDecay(Schedule weightDecay) {
        return new MuonOptions(
                nsCoeffs,
                nsSteps,
                beta,
                eps,
                muDtype,
                nesterov,
                adaptive,
                preconditioning,
                weightDimensionNumbers,
                Hyperparameter.of(weightDecay),
                mask,
                adamLearningRate,
                adamB1,
                adamB2,
                adamEpsRoot,
                adamWeightDecay,
                consistentRms);
    }

    /** {@return these options with another choice of parameters that decay} */
    public MuonOptions mask(Mask mask) {
        return new MuonOptions(
                nsCoeffs,
                nsSteps,
                beta,
                eps,
                muDtype,
                nesterov,
                adaptive,
                preconditioning,
                weightDimensionNumbers,
                weightDecay,
                mask,
                adamLearningRate,
                adamB1,
                adamB2,
                adamEpsRoot,
                adamWeightDecay,
                consistentRms);
    }

    /** {@return these options with another learning rate of other parameters} */
    public MuonOptions adamLearningRate(Number adamLearningRate) {
        return new MuonOptions(
                nsCoeffs,
                nsSteps,
                beta,
                eps,
                muDtype,
                nesterov,
                adaptive,
                preconditioning,
                weightDimensionNumbers,
                weightDecay,
                mask,
                Hyperparameter.of(adamLearningRate),
                adamB1,
                adamB2,
                adamEpsRoot,
                adamWeightDecay,
                consistentRms);
    }

    /** {@return these options with another learning rate of other parameters that depends on the step} */
    public MuonOptions adamLearningRate(Schedule adamLearningRate) {
        return new MuonOptions(
                nsCoeffs,
                nsSteps,
                beta,
                eps,
                muDtype,
                nesterov,
                adaptive,
                preconditioning,
                weightDimensionNumbers,
                weightDecay,
                mask,
                Hyperparameter.of(adamLearningRate),
                adamB1,
                adamB2,
                adamEpsRoot,
                adamWeightDecay,
                consistentRms);
    }

    /** {@return these options with another decay rate of their average of gradients} */
    public MuonOptions adamB1(Number adamB1) {
        return new MuonOptions(
                nsCoeffs,
                nsSteps,
                beta,
                eps,
                muDtype,
                nesterov,
                adaptive,
                preconditioning,
                weightDimensionNumbers,
                weightDecay,
                mask,
                adamLearningRate,
                Hyperparameter.of(adamB1),
                adamB2,
                adamEpsRoot,
                adamWeightDecay,
                consistentRms);
    }

    /** {@return these options with another decay rate of their average of squares} */
    public MuonOptions adamB2(Number adamB2) {
        return new MuonOptions(
                nsCoeffs,
                nsSteps,
                beta,
                eps,
                muDtype,
                nesterov,
                adaptive,
                preconditioning,
                weightDimensionNumbers,
                weightDecay,
                mask,
                adamLearningRate,
                adamB1,
                Hyperparameter.of(adamB2),
                adamEpsRoot,
                adamWeightDecay,
                consistentRms);
    }

    /** {@return these options with another number added under the root} */
    public MuonOptions adamEpsRoot(Number adamEpsRoot) {
        return new MuonOptions(
                nsCoeffs,
                nsSteps,
                beta,
                eps,
                muDtype,
                nesterov,
                adaptive,
                preconditioning,
                weightDimensionNumbers,
                weightDecay,
                mask,
                adamLearningRate,
                adamB1,
                adamB2,
                Hyperparameter.of(adamEpsRoot),
                adamWeightDecay,
                consistentRms);
    }

    /** {@return these options with another weight decay of other parameters} */
    public MuonOptions adamWeightDecay(Number adamWeightDecay) {
        return new MuonOptions(
                nsCoeffs,
                nsSteps,
                beta,
                eps,
                muDtype,
                nesterov,
                adaptive,
                preconditioning,
                weightDimensionNumbers,
                weightDecay,
                mask,
                adamLearningRate,
                adamB1,
                adamB2,
                adamEpsRoot,
                Hyperparameter.of(adamWeightDecay),
                consistentRms);
    }

    /** {@return these options with another weight decay of other parameters that depends on the step} */
    public MuonOptions adamWeightDecay(Schedule adamWeightDecay) {
        return new MuonOptions(
                nsCoeffs,
                nsSteps,
                beta,
                eps,
                muDtype,
                nesterov,
                adaptive,
                preconditioning,
                weightDimensionNumbers,
                weightDecay,
                mask,
                adamLearningRate,
                adamB1,
                adamB2,
                adamEpsRoot,
                Hyperparameter.of(adamWeightDecay),
                consistentRms);
    }

    /** {@return these options with another root mean square of steps} */
    public MuonOptions consistentRms(Number consistentRms) {
        return new MuonOptions(
                nsCoeffs,
                nsSteps,
                beta,
                eps,
                muDtype,
                nesterov,
                adaptive,
                preconditioning,
                weightDimensionNumbers,
                weightDecay,
                mask,
                adamLearningRate,
                adamB1,
                adamB2,
                adamEpsRoot,
                adamWeightDecay,
                Hyperparameter.of(consistentRms));
    }

    /** {@return the options without decay} */
    ScaleByMuonOptions core() {
        return new ScaleByMuonOptions(
                nsCoeffs, nsSteps, beta, eps, muDtype, nesterov, adaptive, preconditioning, weightDimensionNumbers);
    }
}
