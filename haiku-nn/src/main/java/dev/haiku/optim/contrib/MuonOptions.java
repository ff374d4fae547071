package dev.haiku.optim.contrib;

import dev.haiku.array.DType;
import dev.haiku.optim.Hyperparameter;
import dev.haiku.optim.Mask;
import dev.haiku.optim.Schedule;
import org.jspecify.annotations.Nullable;

/**
 * What can be chosen about Muon.
 *
 * <p>The setters of both parts stand here too, those of Adam after its name: {@code o -> o.nsSteps(3).adamB1(0.8)}.
 *
 * @param core how matrices are made orthogonal, with its defaults
 * @param adam Adam for the parameters that are no matrices, with its defaults
 * @param weightDecay the share of each parameter that, times the learning rate, is subtracted from it; 0 by default
 * @param mask the parameters that decay; all by default
 * @param consistentRms the root mean square of the steps of matrices, independent of their sizes; none by default
 */
public record MuonOptions(
        ScaleByMuonOptions core,
        MuonAdamOptions adam,
        Hyperparameter weightDecay,
        Mask mask,
        @Nullable Hyperparameter consistentRms) {

    static final MuonOptions DEFAULTS = new MuonOptions(
            ScaleByMuonOptions.DEFAULTS, MuonAdamOptions.DEFAULTS, Hyperparameter.of(0), Mask.all(), null);

    /** {@return these options with another polynomial} */
    public MuonOptions nsCoeffs(NewtonSchulz nsCoeffs) {
        return core(core.nsCoeffs(nsCoeffs));
    }

    /** {@return these options with another number of iterations} */
    public MuonOptions nsSteps(int nsSteps) {
        return core(core.nsSteps(nsSteps));
    }

    /** {@return these options with another decay rate of the average} */
    public MuonOptions beta(Number beta) {
        return core(core.beta(beta));
    }

    /** {@return these options with another number added to the norm, and to the root in Adam} */
    public MuonOptions eps(Number eps) {
        return core(core.eps(eps));
    }

    /** {@return these options with another element type of the average of gradients, also in Adam} */
    public MuonOptions muDtype(DType muDtype) {
        return core(core.muDtype(muDtype));
    }

    /** {@return these options with or without a look ahead, also in Adam} */
    public MuonOptions nesterov(boolean nesterov) {
        return core(core.nesterov(nesterov));
    }

    /** {@return these options with or without steps in proportion to averages} */
    public MuonOptions adaptive(boolean adaptive) {
        return core(core.adaptive(adaptive));
    }

    /** {@return these options with another way of making directions small} */
    public MuonOptions preconditioning(Preconditioning preconditioning) {
        return core(core.preconditioning(preconditioning));
    }

    /** {@return these options with another view of parameters as matrices} */
    public MuonOptions weightDimensionNumbers(MatrixView weightDimensionNumbers) {
        return core(core.weightDimensionNumbers(weightDimensionNumbers));
    }

    /** {@return these options with another weight decay} */
    public MuonOptions weightDecay(Number weightDecay) {
        return new MuonOptions(core, adam, Hyperparameter.of(weightDecay), mask, consistentRms);
    }

    /** {@return these options with another weight decay that depends on the step} */
    public MuonOptions weightDecay(Schedule weightDecay) {
        return new MuonOptions(core, adam, Hyperparameter.of(weightDecay), mask, consistentRms);
    }

    /** {@return these options with another choice of parameters that decay} */
    public MuonOptions mask(Mask mask) {
        return new MuonOptions(core, adam, weightDecay, mask, consistentRms);
    }

    /** {@return these options with another learning rate of other parameters} */
    public MuonOptions adamLearningRate(Number adamLearningRate) {
        return adam(adam.learningRate(adamLearningRate));
    }

    /** {@return these options with another learning rate of other parameters that depends on the step} */
    public MuonOptions adamLearningRate(Schedule adamLearningRate) {
        return adam(adam.learningRate(adamLearningRate));
    }

    /** {@return these options with another decay rate of their average of gradients} */
    public MuonOptions adamB1(Number adamB1) {
        return adam(adam.b1(adamB1));
    }

    /** {@return these options with another decay rate of their average of squares} */
    public MuonOptions adamB2(Number adamB2) {
        return adam(adam.b2(adamB2));
    }

    /** {@return these options with another number added under the root} */
    public MuonOptions adamEpsRoot(Number adamEpsRoot) {
        return adam(adam.epsRoot(adamEpsRoot));
    }

    /** {@return these options with another weight decay of other parameters} */
    public MuonOptions adamWeightDecay(Number adamWeightDecay) {
        return adam(adam.weightDecay(adamWeightDecay));
    }

    /** {@return these options with another weight decay of other parameters that depends on the step} */
    public MuonOptions adamWeightDecay(Schedule adamWeightDecay) {
        return adam(adam.weightDecay(adamWeightDecay));
    }

    /** {@return these options with another root mean square of steps} */
    public MuonOptions consistentRms(Number consistentRms) {
        return new MuonOptions(core, adam, weightDecay, mask, Hyperparameter.of(consistentRms));
    }

    private MuonOptions core(ScaleByMuonOptions core) {
        return new MuonOptions(core, adam, weightDecay, mask, consistentRms);
    }

    private MuonOptions adam(MuonAdamOptions adam) {
        return new MuonOptions(core, adam, weightDecay, mask, consistentRms);
    }
}
