package dev.haiku.rl;

import dev.haiku.tensor.Tensor;
import java.util.List;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/**
 * The settings of V-MPO.
 *
 * @param projectionOperator keeps temperature and multipliers positive; by default the larger of them and 1e-10
 * @param restartingWeights 0 for the first steps of episodes, which do not count, else 1; all 1 by default
 * @param importanceWeights corrections for how samples were chosen; all 1 by default
 * @param topKFraction the part of samples with the greatest advantages that counts, in (0, 1]; 0.5 by default
 * @param policyLossWeight the weight of the loss of the policy, 1 by default
 * @param temperatureLossWeight that of the loss of the temperature, 1 by default
 * @param klLossWeight that of the penalty for divergences, 1 by default
 * @param alphaLossWeight that of the loss of the multipliers, 1 by default
 * @param axisNames axes of vmap over which samples are counted together; none by default
 * @param useStopGradient whether weights and penalties are data for each other, true by default
 */
public record VmpoOptions(
        UnaryOperator<Tensor> projectionOperator,
        @Nullable Tensor restartingWeights,
        @Nullable Tensor importanceWeights,
        double topKFraction,
        double policyLossWeight,
        double temperatureLossWeight,
        double klLossWeight,
        double alphaLossWeight,
        List<String> axisNames,
        boolean useStopGradient) {

    static final VmpoOptions DEFAULTS = new VmpoOptions(Mpo.POSITIVE, null, null, 0.5, 1, 1, 1, 1, List.of(), true);

    /** Checks the part and copies the list. */
    public VmpoOptions {
        if (!(topKFraction > 0 && topKFraction <= 1)) {
            throw new IllegalArgumentException("V-MPO needs a topKFraction in (0, 1], but got " + topKFraction
                    + ". Its default is 0.5: the better half of the samples.");
        }
        axisNames = List.copyOf(axisNames);
    }

    /** {@return these options with another projection of temperature and multipliers} */
    public VmpoOptions projectionOperator(UnaryOperator<Tensor> projectionOperator) {
        return new VmpoOptions(
                projectionOperator,
                restartingWeights,
                importanceWeights,
                topKFraction,
                policyLossWeight,
                temperatureLossWeight,
                klLossWeight,
                alphaLossWeight,
                axisNames,
                useStopGradient);
    }

    /** {@return these options with other weights of steps that may be the first of episodes} */
    public VmpoOptions restartingWeights(Tensor restartingWeights) {
        return new VmpoOptions(
                projectionOperator,
                restartingWeights,
                importanceWeights,
                topKFraction,
                policyLossWeight,
                temperatureLossWeight,
                klLossWeight,
                alphaLossWeight,
                axisNames,
                useStopGradient);
    }

    /** {@return these options with other corrections for how samples were chosen} */
    public VmpoOptions importanceWeights(Tensor importanceWeights) {
        return new VmpoOptions(
                projectionOperator,
                restartingWeights,
                importanceWeights,
                topKFraction,
                policyLossWeight,
                temperatureLossWeight,
                klLossWeight,
                alphaLossWeight,
                axisNames,
                useStopGradient);
    }

    /** {@return these options with another part of samples that counts} */
    public VmpoOptions topKFraction(double topKFraction) {
        return new VmpoOptions(
                projectionOperator,
                restartingWeights,
                importanceWeights,
                topKFraction,
                policyLossWeight,
                temperatureLossWeight,
                klLossWeight,
                alphaLossWeight,
                axisNames,
                useStopGradient);
    }

    /** {@return these options with another weight of the loss of the policy} */
    public VmpoOptions policyLossWeight(double policyLossWeight) {
        return new VmpoOptions(
                projectionOperator,
                restartingWeights,
                importanceWeights,
                topKFraction,
                policyLossWeight,
                temperatureLossWeight,
                klLossWeight,
                alphaLossWeight,
                axisNames,
                useStopGradient);
    }

    /** {@return these options with another weight of the loss of the temperature} */
    public VmpoOptions temperatureLossWeight(double temperatureLossWeight) {
        return new VmpoOptions(
                projectionOperator,
                restartingWeights,
                importanceWeights,
                topKFraction,
                policyLossWeight,
                temperatureLossWeight,
                klLossWeight,
                alphaLossWeight,
                axisNames,
                useStopGradient);
    }

    /** {@return these options with another weight of the penalty for divergences} */
    public VmpoOptions klLossWeight(double klLossWeight) {
        return new VmpoOptions(
                projectionOperator,
                restartingWeights,
                importanceWeights,
                topKFraction,
                policyLossWeight,
                temperatureLossWeight,
                klLossWeight,
                alphaLossWeight,
                axisNames,
                useStopGradient);
    }

    /** {@return these options with another weight of the loss of the multipliers} */
    public VmpoOptions alphaLossWeight(double alphaLossWeight) {
        return new VmpoOptions(
                projectionOperator,
                restartingWeights,
                importanceWeights,
                topKFraction,
                policyLossWeight,
                temperatureLossWeight,
                klLossWeight,
                alphaLossWeight,
                axisNames,
                useStopGradient);
    }

    /** {@return these options with other axes of vmap over which samples are counted together} */
    public VmpoOptions axisNames(List<String> axisNames) {
        return new VmpoOptions(
                projectionOperator,
                restartingWeights,
                importanceWeights,
                topKFraction,
                policyLossWeight,
                temperatureLossWeight,
                klLossWeight,
                alphaLossWeight,
                axisNames,
                useStopGradient);
    }

    /** {@return these options with or without stopped gradients} */
    public VmpoOptions useStopGradient(boolean useStopGradient) {
        return new VmpoOptions(
                projectionOperator,
                restartingWeights,
                importanceWeights,
                topKFraction,
                policyLossWeight,
                temperatureLossWeight,
                klLossWeight,
                alphaLossWeight,
                axisNames,
                useStopGradient);
    }
}
