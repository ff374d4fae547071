package dev.haiku.optim.contrib;

import dev.haiku.array.DType;
import dev.haiku.optim.Hyperparameter;
import org.jspecify.annotations.Nullable;

/**
 * What can be chosen about the core of Muon.
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
 */
public record ScaleByMuonOptions(
        NewtonSchulz nsCoeffs,
        int nsSteps,
        Hyperparameter beta,
        Hyperparameter eps,
        @Nullable DType muDtype,
        boolean nesterov,
        boolean adaptive,
        Preconditioning preconditioning,
        MatrixView weightDimensionNumbers) {

    static final ScaleByMuonOptions DEFAULTS = new ScaleByMuonOptions(
            NewtonSchulz.STANDARD,
            5,
            Hyperparameter.of(0.95),
            Hyperparameter.of(1e-8),
            null,
            true,
            false,
            Preconditioning.FROBENIUS,
            MatrixView.ofRank2());

    /** {@return these options with another polynomial} */
    public ScaleByMuonOptions nsCoeffs(NewtonSchulz nsCoeffs) {
        return new ScaleByMuonOptions(
                nsCoeffs, nsSteps, beta, eps, muDtype, nesterov, adaptive, preconditioning, weightDimensionNumbers);
    }

    /** {@return these options with another number of iterations} */
    public ScaleByMuonOptions nsSteps(int nsSteps) {
        return new ScaleByMuonOptions(
                nsCoeffs, nsSteps, beta, eps, muDtype, nesterov, adaptive, preconditioning, weightDimensionNumbers);
    }

    /** {@return these options with another decay rate of the average} */
    public ScaleByMuonOptions beta(Number beta) {
        return new ScaleByMuonOptions(
                nsCoeffs,
                nsSteps,
                Hyperparameter.of(beta),
                eps,
                muDtype,
                nesterov,
                adaptive,
                preconditioning,
                weightDimensionNumbers);
    }

    /** {@return these options with another number added to the norm} */
    public ScaleByMuonOptions eps(Number eps) {
        return new ScaleByMuonOptions(
                nsCoeffs,
                nsSteps,
                beta,
                Hyperparameter.of(eps),
                muDtype,
                nesterov,
                adaptive,
                preconditioning,
                weightDimensionNumbers);
    }

    /** {@return these options with another element type of the average of gradients} */
    public ScaleByMuonOptions muDtype(DType muDtype) {
        return new ScaleByMuonOptions(
                nsCoeffs, nsSteps, beta, eps, muDtype, nesterov, adaptive, preconditioning, weightDimensionNumbers);
    }

    /** {@return these options with or without a look ahead} */
    public ScaleByMuonOptions nesterov(boolean nesterov) {
        return new ScaleByMuonOptions(
                nsCoeffs, nsSteps, beta, eps, muDtype, nesterov, adaptive, preconditioning, weightDimensionNumbers);
    }

    /** {@return these options with or without steps in proportion to averages} */
    public ScaleByMuonOptions adaptive(boolean adaptive) {
        return new ScaleByMuonOptions(
                nsCoeffs, nsSteps, beta, eps, muDtype, nesterov, adaptive, preconditioning, weightDimensionNumbers);
    }

    /** {@return these options with another way of making directions small} */
    public ScaleByMuonOptions preconditioning(Preconditioning preconditioning) {
        return new ScaleByMuonOptions(
                nsCoeffs, nsSteps, beta, eps, muDtype, nesterov, adaptive, preconditioning, weightDimensionNumbers);
    }

    /** {@return these options with another view of parameters as matrices} */
    public ScaleByMuonOptions weightDimensionNumbers(MatrixView weightDimensionNumbers) {
        return new ScaleByMuonOptions(
                nsCoeffs, nsSteps, beta, eps, muDtype, nesterov, adaptive, preconditioning, weightDimensionNumbers);
    }
}
