package dev.haiku.rl;

import dev.haiku.tensor.Tensor;
import java.util.function.UnaryOperator;

/**
 * The settings of MPO.
 *
 * <p>The setters of the loss stand here too: {@code o -> o.klLossWeight(2).sampleAxis(1)}.
 *
 * @param loss how the parts of the loss are made and added, with its defaults
 * @param sampleAxis the axis of samples, 0 by default; negative ones count from the end
 */
public record MpoOptions(MpoLossOptions loss, int sampleAxis) {

    static final MpoOptions DEFAULTS = new MpoOptions(MpoLossOptions.DEFAULTS, 0);

    /** {@return these options with another projection of temperature and multipliers} */
    public MpoOptions projectionOperator(UnaryOperator<Tensor> projectionOperator) {
        return loss(loss.projectionOperator(projectionOperator));
    }

    /** {@return these options with another weight of the loss of the policy} */
    public MpoOptions policyLossWeight(double policyLossWeight) {
        return loss(loss.policyLossWeight(policyLossWeight));
    }

    /** {@return these options with another weight of the loss of the temperature} */
    public MpoOptions temperatureLossWeight(double temperatureLossWeight) {
        return loss(loss.temperatureLossWeight(temperatureLossWeight));
    }

    /** {@return these options with another weight of the penalty for divergences} */
    public MpoOptions klLossWeight(double klLossWeight) {
        return loss(loss.klLossWeight(klLossWeight));
    }

    /** {@return these options with another weight of the loss of the multipliers} */
    public MpoOptions alphaLossWeight(double alphaLossWeight) {
        return loss(loss.alphaLossWeight(alphaLossWeight));
    }

    /** {@return these options with or without stopped gradients} */
    public MpoOptions useStopGradient(boolean useStopGradient) {
        return loss(loss.useStopGradient(useStopGradient));
    }

    /** {@return these options with another axis of samples} */
    public MpoOptions sampleAxis(int sampleAxis) {
        return new MpoOptions(loss, sampleAxis);
    }

    private MpoOptions loss(MpoLossOptions loss) {
        return new MpoOptions(loss, sampleAxis);
    }
}
