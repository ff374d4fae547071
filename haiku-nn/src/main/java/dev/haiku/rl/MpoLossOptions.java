package dev.haiku.rl;

import dev.haiku.tensor.Tensor;
import java.util.function.UnaryOperator;

/**
 * The settings that MPO and V-MPO share.
 *
 * @param projectionOperator keeps temperature and multipliers positive; by default the larger of them and 1e-10
 * @param policyLossWeight the weight of the loss of the policy, 1 by default
 * @param temperatureLossWeight that of the loss of the temperature, 1 by default
 * @param klLossWeight that of the penalty for divergences, 1 by default
 * @param alphaLossWeight that of the loss of the multipliers, 1 by default
 * @param useStopGradient whether weights and penalties are data for each other, true by default
 */
public record MpoLossOptions(
        UnaryOperator<Tensor> projectionOperator,
        double policyLossWeight,
        double temperatureLossWeight,
        double klLossWeight,
        double alphaLossWeight,
        boolean useStopGradient) {

    static final MpoLossOptions DEFAULTS = new MpoLossOptions(Mpo.POSITIVE, 1, 1, 1, 1, true);

    /** {@return these options with another projection of temperature and multipliers} */
    public MpoLossOptions projectionOperator(UnaryOperator<Tensor> projectionOperator) {
        return new MpoLossOptions(
                projectionOperator,
                policyLossWeight,
                temperatureLossWeight,
                klLossWeight,
                alphaLossWeight,
                useStopGradient);
    }

    /** {@return these options with another weight of the loss of the policy} */
    public MpoLossOptions policyLossWeight(double policyLossWeight) {
        return new MpoLossOptions(
                projectionOperator,
                policyLossWeight,
                temperatureLossWeight,
                klLossWeight,
                alphaLossWeight,
                useStopGradient);
    }

    /** {@return these options with another weight of the loss of the temperature} */
    public MpoLossOptions temperatureLossWeight(double temperatureLossWeight) {
        return new MpoLossOptions(
                projectionOperator,
                policyLossWeight,
                temperatureLossWeight,
                klLossWeight,
                alphaLossWeight,
                useStopGradient);
    }

    /** {@return these options with another weight of the penalty for divergences} */
    public MpoLossOptions klLossWeight(double klLossWeight) {
        return new MpoLossOptions(
                projectionOperator,
                policyLossWeight,
                temperatureLossWeight,
                klLossWeight,
                alphaLossWeight,
                useStopGradient);
    }

    /** {@return these options with another weight of the loss of the multipliers} */
    public MpoLossOptions alphaLossWeight(double alphaLossWeight) {
        return new MpoLossOptions(
                projectionOperator,
                policyLossWeight,
                temperatureLossWeight,
                klLossWeight,
                alphaLossWeight,
                useStopGradient);
    }

    /** {@return these options with or without stopped gradients} */
    public MpoLossOptions useStopGradient(boolean useStopGradient) {
        return new MpoLossOptions(
                projectionOperator,
                policyLossWeight,
                temperatureLossWeight,
                klLossWeight,
                alphaLossWeight,
                useStopGradient);
    }

    /** {@return the parts of a loss, added up by their weights} */
    MpoLoss sum(MpoOutputs parts) {
        var loss = parts.policyLoss()
                .mul(policyLossWeight)
                .add(parts.temperatureLoss().mul(temperatureLossWeight))
                .add(parts.klLoss().mul(klLossWeight))
                .add(parts.alphaLoss().mul(alphaLossWeight));
        return new MpoLoss(loss, parts);
    }
}
