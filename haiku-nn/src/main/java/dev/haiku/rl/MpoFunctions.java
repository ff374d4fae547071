package dev.haiku.rl;

import dev.haiku.tensor.Ops;
import dev.haiku.tensor.Tensor;
import java.util.List;
import java.util.function.UnaryOperator;

/**
 * The part of {@link Rlax} that improves policies within bounds: MPO and V-MPO; all take further axes {@code E...}.
 *
 * <p>Multipliers and the temperature are parameters, learnt with the policy by descending the same loss.
 */
abstract class MpoFunctions extends VtraceFunctions {

    MpoFunctions() {}

    /** {@return the weights of samples along the first axis, with the default projection} */
    public static MpoWeights mpoComputeWeightsAndTemperatureLoss(
            Tensor sampleQValues, LagrangePenalty temperatureConstraint) {
        return mpoComputeWeightsAndTemperatureLoss(sampleQValues, temperatureConstraint, Mpo.POSITIVE, 0);
    }

    /**
     * {@return the weights {@code softmax(q/η)} of sampled actions, and the loss {@code η·ε + η·log mean exp(q/η)} of η}
     *
     * <p>Source: Abdolmaleki et al., <em>Maximum a posteriori policy optimisation</em>, 2018.
     *
     * @param sampleQValues values of sampled actions, {@code [E...]} with a further axis of samples
     * @param temperatureConstraint the temperature η and its bound ε
     * @param projectionOperator keeps the temperature positive
     * @param sampleAxis the axis of samples
     */
    public static MpoWeights mpoComputeWeightsAndTemperatureLoss(
            Tensor sampleQValues,
            LagrangePenalty temperatureConstraint,
            UnaryOperator<Tensor> projectionOperator,
            int sampleAxis) {
        var name = "mpoComputeWeightsAndTemperatureLoss";
        Signature.of(name).floating("sampleQValues", sampleQValues);
        Mpo.checkTemperature(name, temperatureConstraint);
        int axis = Mpo.sampleAxis(name, sampleAxis, sampleQValues);
        return Mpo.weights(sampleQValues, temperatureConstraint, projectionOperator, axis);
    }

    /** {@return the losses of constraints with the default projection and stopped gradients} */
    public static KlLosses computeParametricKlPenaltyAndDualLoss(List<KlConstraint> klConstraints) {
        return computeParametricKlPenaltyAndDualLoss(klConstraints, Mpo.POSITIVE, true);
    }

    /**
     * {@return the sums of the losses {@code α·kl} and {@code α·(ε - kl)} of constraints on divergences}
     *
     * <p>Source: Abdolmaleki et al., <em>Relative entropy regularized policy iteration</em>, 2018.
     *
     * @param klConstraints the constraints, at least one
     * @param projectionOperator keeps the multipliers α positive
     * @param useStopGradient whether the multipliers are data for the divergences and the other way round
     */
    public static KlLosses computeParametricKlPenaltyAndDualLoss(
            List<KlConstraint> klConstraints, UnaryOperator<Tensor> projectionOperator, boolean useStopGradient) {
        return klConstraints.stream()
                .map(constraint -> Mpo.klLosses(constraint, projectionOperator, useStopGradient))
                .reduce(KlLosses::add)
                .orElseThrow(() -> new IllegalArgumentException(
                        "computeParametricKlPenaltyAndDualLoss needs at least one constraint on divergences,"
                                + " but got none. Without one the policy may change too much."));
    }

    /** {@return {@link #mpoLoss(Tensor, Tensor, LagrangePenalty, List, UnaryOperator)} without edited options} */
    public static MpoLoss mpoLoss(
            Tensor sampleLogProbs,
            Tensor sampleQValues,
            LagrangePenalty temperatureConstraint,
            List<KlConstraint> klConstraints) {
        return mpoLoss(sampleLogProbs, sampleQValues, temperatureConstraint, klConstraints, o -> o);
    }

    /**
     * {@return the loss {@code [E...]} of a policy that comes closer to the sampled actions of high value, and its parts}
     *
     * <p>Sources: Abdolmaleki et al., <em>Maximum a posteriori policy optimisation</em>, 2018, and <em>Relative entropy
     * regularized policy iteration</em>, 2018.
     *
     * @param sampleLogProbs log probabilities of sampled actions, {@code [E...]} with a further axis of samples
     * @param sampleQValues their values, of the same shape
     * @param temperatureConstraint the temperature and its bound
     * @param klConstraints divergences from the old policy and their bounds, at least one
     * @param edit edits the options
     */
    public static MpoLoss mpoLoss(
            Tensor sampleLogProbs,
            Tensor sampleQValues,
            LagrangePenalty temperatureConstraint,
            List<KlConstraint> klConstraints,
            UnaryOperator<MpoOptions> edit) {
        var options = edit.apply(MpoOptions.DEFAULTS);
        Signature.of("mpoLoss")
                .floating("sampleLogProbs", sampleLogProbs)
                .floating("sampleQValues", sampleQValues)
                .sameShape(List.of("sampleLogProbs", "sampleQValues"), sampleLogProbs, sampleQValues);
        int axis = Mpo.sampleAxis("mpoLoss", options.sampleAxis(), sampleQValues);
        Mpo.checkTemperature("mpoLoss", temperatureConstraint);
        Mpo.checkConstraints("mpoLoss", klConstraints, sampleQValues.shape().remove(List.of(axis)));
        var projection = options.loss().projectionOperator();
        var weights = Mpo.weights(sampleQValues, temperatureConstraint, projection, axis);
        var normalized = Streams.stopIf(options.loss().useStopGradient(), weights.weights());
        return loss(
                new MpoWeights(weights.temperatureLoss(), normalized, weights.numSamples()),
                normalized.mul(sampleLogProbs).sum(axis).neg(),
                klConstraints,
                options.loss());
    }

    private static MpoLoss loss(
            MpoWeights weights, Tensor policyLoss, List<KlConstraint> klConstraints, MpoLossOptions options) {
        var kl = computeParametricKlPenaltyAndDualLoss(
                klConstraints, options.projectionOperator(), options.useStopGradient());
        return options.sum(new MpoOutputs(
                weights.temperatureLoss(),
                policyLoss,
                kl.klLoss(),
                kl.alphaLoss(),
                weights.weights(),
                weights.numSamples()));
    }

    /** {@return the weights of samples without edited options} */
    public static MpoWeights vmpoComputeWeightsAndTemperatureLoss(
            Tensor advantages,
            Tensor restartingWeights,
            Tensor importanceWeights,
            LagrangePenalty temperatureConstraint) {
        return vmpoComputeWeightsAndTemperatureLoss(
                advantages, restartingWeights, importanceWeights, temperatureConstraint, o -> o);
    }

    /**
     * {@return the weights of the samples of a sequence by their advantages, and the loss of the temperature}
     *
     * <p>Only the part {@code topKFraction} with the greatest advantages counts. Source: Song et al., <em>V-MPO:
     * on-policy maximum a posteriori policy optimization for discrete and continuous control</em>, 2019.
     *
     * @param advantages advantages {@code [E...]}
     * @param restartingWeights 0 for the first steps of episodes, which do not count, else 1, {@code [E...]}
     * @param importanceWeights corrections {@code [E...]} for how samples were chosen
     * @param temperatureConstraint the temperature and its bound
     * @param edit edits the options, of which those of the parts of the loss do not matter
     */
    public static MpoWeights vmpoComputeWeightsAndTemperatureLoss(
            Tensor advantages,
            Tensor restartingWeights,
            Tensor importanceWeights,
            LagrangePenalty temperatureConstraint,
            UnaryOperator<VmpoOptions> edit) {
        var name = "vmpoComputeWeightsAndTemperatureLoss";
        Signature.of(name)
                .floating("advantages", advantages)
                .floating("restartingWeights", restartingWeights)
                .floating("importanceWeights", importanceWeights)
                .sameShape(
                        List.of("advantages", "restartingWeights", "importanceWeights"),
                        advantages,
                        restartingWeights,
                        importanceWeights);
        Mpo.checkTemperature(name, temperatureConstraint);
        return Mpo.weights(
                advantages,
                restartingWeights,
                importanceWeights,
                temperatureConstraint,
                edit.apply(VmpoOptions.DEFAULTS));
    }

    /** {@return {@link #vmpoLoss(Tensor, Tensor, LagrangePenalty, List, UnaryOperator)} without edited options} */
    public static MpoLoss vmpoLoss(
            Tensor sampleLogProbs,
            Tensor advantages,
            LagrangePenalty temperatureConstraint,
            List<KlConstraint> klConstraints) {
        return vmpoLoss(sampleLogProbs, advantages, temperatureConstraint, klConstraints, o -> o);
    }

    /**
     * {@return the loss {@code [E...]} of a policy that comes closer to its own actions of high advantage, and its parts}
     *
     * <p>Source: Song et al., <em>V-MPO: on-policy maximum a posteriori policy optimization for discrete and continuous
     * control</em>, 2019.
     *
     * @param sampleLogProbs log probabilities {@code [E...]} of the actions
     * @param advantages their advantages {@code [E...]}
     * @param temperatureConstraint the temperature and its bound
     * @param klConstraints divergences from the old policy and their bounds, at least one
     * @param edit edits the options
     */
    public static MpoLoss vmpoLoss(
            Tensor sampleLogProbs,
            Tensor advantages,
            LagrangePenalty temperatureConstraint,
            List<KlConstraint> klConstraints,
            UnaryOperator<VmpoOptions> edit) {
        var options = edit.apply(VmpoOptions.DEFAULTS);
        Signature.of("vmpoLoss")
                .floating("sampleLogProbs", sampleLogProbs)
                .floating("advantages", advantages)
                .sameShape(List.of("sampleLogProbs", "advantages"), sampleLogProbs, advantages);
        Mpo.checkConstraints("vmpoLoss", klConstraints, advantages.shape());
        var restarting = options.restartingWeights();
        var importance = options.importanceWeights();
        var weights = vmpoComputeWeightsAndTemperatureLoss(
                advantages,
                restarting == null ? Ops.onesLike(sampleLogProbs) : restarting,
                importance == null ? Ops.onesLike(sampleLogProbs) : importance,
                temperatureConstraint,
                o -> options);
        // times the number of samples, so that a mean over them is the weighted sum
        var count = new AllSum(options.axisNames()).apply(Ops.onesLike(sampleLogProbs));
        var policyLoss = sampleLogProbs.neg().mul(weights.weights()).mul(count);
        return loss(weights, policyLoss, klConstraints, options.loss());
    }
}
