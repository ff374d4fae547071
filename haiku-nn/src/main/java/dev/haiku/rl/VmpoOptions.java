package dev.haiku.rl;

import dev.haiku.tensor.Tensor;
import java.util.List;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/**
 * The settings of V-MPO.
 *
 * <p>The setters of the loss stand here too: {@code o -> o.klLossWeight(2).topKFraction(0.25)}.
 *
 * @param loss how the parts of the loss are made and added, with its defaults
 * @param restartingWeights 0 for the first steps of episodes, which do not count, else 1; all 1 by default
 * @param importanceWeights corrections for how samples were chosen; all 1 by default
 * @param topKFraction the part of samples with the greatest advantages that counts, in (0, 1]; 0.5 by default
 * @param axisNames axes of vmap over which samples are counted together; none by default
 */
public record VmpoOptions(
        MpoLossOptions loss,
        @Nullable Tensor restartingWeights,
        @Nullable Tensor importanceWeights,
        double topKFraction,
        List<String> axisNames) {

    static final VmpoOptions DEFAULTS = new VmpoOptions(MpoLossOptions.DEFAULTS, null, null, 0.5, List.of());

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
        return loss(loss.projectionOperator(projectionOperator));
    }

    /** {@return these options with another weight of the loss of the policy} */
    public VmpoOptions policyLossWeight(double policyLossWeight) {
        return loss(loss.policyLossWeight(policyLossWeight));
    }

    /** {@return these options with another weight of the loss of the temperature} */
    public VmpoOptions temperatureLossWeight(double temperatureLossWeight) {
        return loss(loss.temperatureLossWeight(temperatureLossWeight));
    }

    /** {@return these options with another weight of the penalty for divergences} */
    public VmpoOptions klLossWeight(double klLossWeight) {
        return loss(loss.klLossWeight(klLossWeight));
    }

    /** {@return these options with another weight of the loss of the multipliers} */
    public VmpoOptions alphaLossWeight(double alphaLossWeight) {
        return loss(loss.alphaLossWeight(alphaLossWeight));
    }

    /** {@return these options with or without stopped gradients} */
    public VmpoOptions useStopGradient(boolean useStopGradient) {
        return loss(loss.useStopGradient(useStopGradient));
    }

    /** {@return these options with other weights of steps that may be the first of episodes} */
    public VmpoOptions restartingWeights(Tensor restartingWeights) {
        return new VmpoOptions(loss, restartingWeights, importanceWeights, topKFraction, axisNames);
    }

    /** {@return these options with other corrections for how samples were chosen} */
    public VmpoOptions importanceWeights(Tensor importanceWeights) {
        return new VmpoOptions(loss, restartingWeights, importanceWeights, topKFraction, axisNames);
    }

    /** {@return these options with another part of samples that counts} */
    public VmpoOptions topKFraction(double topKFraction) {
        return new VmpoOptions(loss, restartingWeights, importanceWeights, topKFraction, axisNames);
    }

    /** {@return these options with other axes of vmap over which samples are counted together} */
    public VmpoOptions axisNames(List<String> axisNames) {
        return new VmpoOptions(loss, restartingWeights, importanceWeights, topKFraction, axisNames);
    }

    private VmpoOptions loss(MpoLossOptions loss) {
        return new VmpoOptions(loss, restartingWeights, importanceWeights, topKFraction, axisNames);
    }
}
