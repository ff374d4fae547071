package dev.haiku.rl;

import dev.haiku.tensor.Tensor;
import java.util.function.UnaryOperator;

/**
 * The settings of MPO.
 *
 * @param projectionOperator keeps temperature and multipliers positive; by default the larger of them and 1e-10
 * @param policyLossWeight the weight of the loss of the policy, 1 by default
 * @param temperatureLossWeight that of the loss of the temperature, 1 by default
 * @param klLossWeight that of the penalty for divergences, 1 by default
 * @param alphaLossWeight that of the loss of the multipliers, 1 by default
 * @param sampleAxis the axis of samples, 0 by default; negative ones count from the end
 * @param useStopGradient whether weights and penalties are data for each other, true by default
 */
public record MpoOptions(
        UnaryOperator<Tensor> projectionOperator,
        double policyLossWeight,
        double temperatureLossWeight,
        double klLossWeight,
        double alphaLossWeight,
        int sampleAxis,
        boolean useStopGradient) {

    static final MpoOptions DEFAULTS = new MpoOptions(Mpo.POSITIVE, 1, 1, 1, 1, 0, true);

    /** {@return these options with another projection of temperature and multipliers} */
    public MpoOptions projectionOperator(UnaryOperator<Tensor> projectionOperator) {
        return new MpoOptions(
                projectionOperator,
                policyLossWeight,
                temperatureLossWeight,
                klLossWeight,
                alphaLossWeight,
                sampleAxis,
                useStopGradient);
    }

    /** {@return these options with another weight of the loss of the policy} */
    public MpoOptions policyLossWeight(double policyLossWeight) {
        return new MpoOptions(
                projectionOperator,
                policyLossWeight,
                temperatureLossWeight,
                klLossWeight,
                alphaLossWeight,
                sampleAxis,
                useStopGradient);
    }

    /** {@return these options with another weight of the loss of the temperature} */
    public MpoOptions temperatureLossWeight(double temperatureLossWeight) {
        return new MpoOptions(
                projectionOperator,
                policyLossWeight,
                temperatureLossWeight,
                klLossWeight,
                alphaLossWeight,
                sampleAxis,
                useStopGradient);
    }

    /** {@return these options with another weight of the penalty for divergences} */
    public MpoOptions klLossWeight(double klLossWeight) {
        return new MpoOptions(
                projectionOperator,
                policyLossWeight,
                temperatureLossWeight,
                klLossWeight,
                alphaLossWeight,
                sampleAxis,
                useStopGradient);
    }

    /** {@return these options with another weight of the loss of the multipliers} */
    public MpoOptions alphaLossWeight(double alphaLossWeight) {
        return new MpoOptions(
                projectionOperator,
                policyLossWeight,
                temperatureLossWeight,
                klLossWeight,
                alphaLossWeight,
                sampleAxis,
                useStopGradient);
    }

    /** {@return these options with another axis of samples} */
    public MpoOptions sampleAxis(int sampleAxis) {
        return new MpoOptions(
                projectionOperator,
                policyLossWeight,
                temperatureLossWeight,
                klLossWeight,
                alphaLossWeight,
                sampleAxis,
                useStopGradient);
    }

    /** {@return these options with or without stopped gradients} */
    public MpoOptions useStopGradient(boolean useStopGradient) {
        return new MpoOptions(
                projectionOperator,
                policyLossWeight,
                temperatureLossWeight,
                klLossWeight,
                alphaLossWeight,
                sampleAxis,
                useStopGradient);
    }
}
