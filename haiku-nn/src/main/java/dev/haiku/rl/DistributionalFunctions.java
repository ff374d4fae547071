package dev.haiku.rl;

import dev.haiku.func.Func;
import dev.haiku.func.MappedAxis;
import dev.haiku.tensor.Index;
import dev.haiku.tensor.Nn;
import dev.haiku.tensor.Ops;
import dev.haiku.tensor.Tensor;
import java.util.List;
import java.util.function.UnaryOperator;

/** The part of {@link Rlax} that learns distributions of returns; results are losses. */
abstract class DistributionalFunctions extends SequenceFunctions {

    DistributionalFunctions() {}

    /**
     * {@return weights {@code [m]} of the atoms {@code zQ} that stand for weighted atoms {@code zP}}
     *
     * <p>Each atom of {@code zP} is divided between its two neighbours in {@code zQ}, in proportion to its nearness;
     * those out of the range of {@code zQ} go to its ends. Weights need not sum to 1. Equal atoms of {@code zQ} each get
     * the whole weight.
     *
     * <p>Source: Bellemare et al., <em>A distributional perspective on reinforcement learning</em>, 2017.
     *
     * @param zP atoms {@code [n]}
     * @param probs their weights {@code [n]}
     * @param zQ atoms {@code [m]} in ascending order
     */
    public static Tensor categoricalL2Project(Tensor zP, Tensor probs, Tensor zQ) {
        Signature.of("categoricalL2Project")
                .floating("zP", zP, 1)
                .floating("probs", probs, 1)
                .floating("zQ", zQ, 1)
                .sameShape(List.of("zP", "probs"), zP, probs);
        var inverseNext = inverseOrZero(Ops.roll(zQ, -1, 0).sub(zQ)).expandDims(1);
        var inversePrevious = inverseOrZero(zQ.sub(Ops.roll(zQ, 1, 0))).expandDims(1);
        var clipped = Ops.clip(zP, zQ.get(0), zQ.get(-1));
        var delta = clipped.expandDims(0).sub(zQ.expandDims(1));
        var isAbove = delta.ge(0.0).cast(probs.dtype());
        var distance = isAbove.mul(delta)
                .mul(inverseNext)
                .sub(Ops.sub(1, isAbove).mul(delta).mul(inversePrevious));
        return Ops.clip(Ops.sub(1, distance), 0.0, 1.0).mul(probs.expandDims(0)).sum(-1);
    }

    private static Tensor inverseOrZero(Tensor gap) {
        return Ops.where(gap.gt(0.0), gap.reciprocal(), 0.0);
    }

    /** {@return the loss of {@code categoricalTdLearning} without edited options} */
    public static Tensor categoricalTdLearning(
            Tensor vAtomsTm1, Tensor vLogitsTm1, Tensor rT, Tensor discountT, Tensor vAtomsT, Tensor vLogitsT) {
        return categoricalTdLearning(vAtomsTm1, vLogitsTm1, rT, discountT, vAtomsT, vLogitsT, o -> o);
    }

    /**
     * {@return the cross entropy of the distribution of the value with that of {@code r + γ·v_t}, a scalar loss}
     *
     * <p>Source: Bellemare et al., <em>A distributional perspective on reinforcement learning</em>, 2017.
     *
     * @param vAtomsTm1 atoms {@code [m]} of the value of the source state
     * @param vLogitsTm1 their logits {@code [m]}
     * @param rT the reward, a scalar
     * @param discountT the discount, a scalar
     * @param vAtomsT atoms {@code [n]} of the value of the destination state
     * @param vLogitsT their logits {@code [n]}
     * @param edit says whether gradients flow into the target; they do not by default
     */
    public static Tensor categoricalTdLearning(
            Tensor vAtomsTm1,
            Tensor vLogitsTm1,
            Tensor rT,
            Tensor discountT,
            Tensor vAtomsT,
            Tensor vLogitsT,
            UnaryOperator<TargetOptions> edit) {
        Signature.of("categoricalTdLearning")
                .floating("vAtomsTm1", vAtomsTm1, 1)
                .floating("vLogitsTm1", vLogitsTm1, 1)
                .floating("rT", rT, 0)
                .floating("discountT", discountT, 0)
                .floating("vAtomsT", vAtomsT, 1)
                .floating("vLogitsT", vLogitsT, 1);
        var atoms = rT.add(discountT.mul(vAtomsT));
        var target = categoricalL2Project(atoms, Nn.softmax(vLogitsT), vAtomsTm1);
        return categoricalCrossEntropy(edit.apply(TargetOptions.LEARNING).stopped(target), vLogitsTm1);
    }

    /** {@return the loss of {@code categoricalQLearning} without edited options} */
    public static Tensor categoricalQLearning(
            Tensor qAtomsTm1,
            Tensor qLogitsTm1,
            Tensor aTm1,
            Tensor rT,
            Tensor discountT,
            Tensor qAtomsT,
            Tensor qLogitsT) {
        return categoricalQLearning(qAtomsTm1, qLogitsTm1, aTm1, rT, discountT, qAtomsT, qLogitsT, o -> o);
    }

    /**
     * {@return the cross entropy of the distribution of the action's value with that of {@code r + γ·q_t} of the action that is best on average, a scalar loss}
     *
     * <p>Source: Bellemare et al., <em>A distributional perspective on reinforcement learning</em>, 2017.
     *
     * @param qAtomsTm1 atoms {@code [m]} of the values in the source state
     * @param qLogitsTm1 their logits {@code [actions, m]}
     * @param aTm1 the action in the source state, an integer scalar
     * @param rT the reward, a scalar
     * @param discountT the discount, a scalar
     * @param qAtomsT atoms {@code [n]} of the values in the destination state
     * @param qLogitsT their logits {@code [actions, n]}
     * @param edit says whether gradients flow into the target; they do not by default
     */
    public static Tensor categoricalQLearning(
            Tensor qAtomsTm1,
            Tensor qLogitsTm1,
            Tensor aTm1,
            Tensor rT,
            Tensor discountT,
            Tensor qAtomsT,
            Tensor qLogitsT,
            UnaryOperator<TargetOptions> edit) {
        categorical("categoricalQLearning", qAtomsTm1, qLogitsTm1, aTm1, rT, discountT, qAtomsT, qLogitsT);
        var means = Nn.softmax(qLogitsT).mul(qAtomsT.expandDims(0)).sum(1);
        var target = projected(
                qAtomsTm1, rT, discountT, qAtomsT, Nn.softmax(qLogitsT).get(means.argmax()));
        return categoricalCrossEntropy(edit.apply(TargetOptions.LEARNING).stopped(target), qLogitsTm1.get(aTm1));
    }

    private static Tensor projected(Tensor qAtomsTm1, Tensor rT, Tensor discountT, Tensor qAtomsT, Tensor probs) {
        return categoricalL2Project(rT.add(discountT.mul(qAtomsT)), probs, qAtomsTm1);
    }

    private static Signature categorical(
            String name,
            Tensor qAtomsTm1,
            Tensor qLogitsTm1,
            Tensor aTm1,
            Tensor rT,
            Tensor discountT,
            Tensor qAtomsT,
            Tensor qLogitsT) {
        return Signature.of(name)
                .floating("qAtomsTm1", qAtomsTm1, 1)
                .floating("qLogitsTm1", qLogitsTm1, 2)
                .integer("aTm1", aTm1, 0)
                .floating("rT", rT, 0)
                .floating("discountT", discountT, 0)
                .floating("qAtomsT", qAtomsT, 1)
                .floating("qLogitsT", qLogitsT, 2);
    }

    /** {@return the loss of {@code categoricalDoubleQLearning} without edited options} */
    public static Tensor categoricalDoubleQLearning(
            Tensor qAtomsTm1,
            Tensor qLogitsTm1,
            Tensor aTm1,
            Tensor rT,
            Tensor discountT,
            Tensor qAtomsT,
            Tensor qLogitsT,
            Tensor qTSelector) {
        return categoricalDoubleQLearning(
                qAtomsTm1, qLogitsTm1, aTm1, rT, discountT, qAtomsT, qLogitsT, qTSelector, o -> o);
    }

    /**
     * {@return the loss of {@code categoricalQLearning} with the action that other values select}
     *
     * <p>Sources: Bellemare et al., <em>A distributional perspective on reinforcement learning</em>, 2017; van Hasselt et
     * al., <em>Deep reinforcement learning with double Q-learning</em>, 2015.
     *
     * @param qAtomsTm1 atoms {@code [m]} of the values in the source state
     * @param qLogitsTm1 their logits {@code [actions, m]}
     * @param aTm1 the action in the source state, an integer scalar
     * @param rT the reward, a scalar
     * @param discountT the discount, a scalar
     * @param qAtomsT atoms {@code [n]} of the values in the destination state
     * @param qLogitsT their logits {@code [actions, n]}
     * @param qTSelector values {@code [actions]} in the destination state that select the best action
     * @param edit says whether gradients flow into the target; they do not by default
     */
    public static Tensor categoricalDoubleQLearning(
            Tensor qAtomsTm1,
            Tensor qLogitsTm1,
            Tensor aTm1,
            Tensor rT,
            Tensor discountT,
            Tensor qAtomsT,
            Tensor qLogitsT,
            Tensor qTSelector,
            UnaryOperator<TargetOptions> edit) {
        categorical("categoricalDoubleQLearning", qAtomsTm1, qLogitsTm1, aTm1, rT, discountT, qAtomsT, qLogitsT)
                .floating("qTSelector", qTSelector, 1);
        var probs = Nn.softmax(qLogitsT).get(qTSelector.argmax());
        var target = projected(qAtomsTm1, rT, discountT, qAtomsT, probs);
        return categoricalCrossEntropy(edit.apply(TargetOptions.LEARNING).stopped(target), qLogitsTm1.get(aTm1));
    }

    /** {@return {@link #quantileRegressionLoss(Tensor, Tensor, Tensor, UnaryOperator)} without edited options} */
    public static Tensor quantileRegressionLoss(Tensor distSrc, Tensor tauSrc, Tensor distTarget) {
        return quantileRegressionLoss(distSrc, tauSrc, distTarget, o -> o);
    }

    /**
     * {@return the loss {@code Σ_i mean_j |τ_i - 1{δ_ij < 0}|·L(δ_ij)} with {@code δ_ij = target_j - src_i}, a scalar}
     *
     * <p>L is the Huber loss, not divided by its parameter as in the paper, or the absolute value. The options stop only
     * the gradient of the indicator; stop that of the target yourself. Source: Dabney et al., <em>Distributional
     * reinforcement learning with quantile regression</em>, 2017.
     *
     * @param distSrc predicted quantiles {@code [n]}
     * @param tauSrc their fractions {@code [n]}
     * @param distTarget samples {@code [m]} of the target distribution
     * @param edit edits the options
     */
    public static Tensor quantileRegressionLoss(
            Tensor distSrc, Tensor tauSrc, Tensor distTarget, UnaryOperator<QuantileLearningOptions> edit) {
        var options = edit.apply(QuantileLearningOptions.DEFAULTS);
        Signature.of("quantileRegressionLoss")
                .floating("distSrc", distSrc, 1)
                .floating("tauSrc", tauSrc, 1)
                .floating("distTarget", distTarget, 1)
                .sameShape(List.of("distSrc", "tauSrc"), distSrc, tauSrc);
        var delta = distTarget.expandDims(0).sub(distSrc.expandDims(1));
        var weight = tauSrc.expandDims(1).sub(delta.lt(0.0).cast(delta.dtype())).abs();
        var loss = options.huberParam() > 0 ? huberLoss(delta, options.huberParam()) : delta.abs();
        return loss.mul(weight).mean(-1).sum();
    }

    /** {@return the loss of {@code quantileQLearning} without edited options} */
    public static Tensor quantileQLearning(
            Tensor distQTm1,
            Tensor tauQTm1,
            Tensor aTm1,
            Tensor rT,
            Tensor discountT,
            Tensor distQTSelector,
            Tensor distQT) {
        return quantileQLearning(distQTm1, tauQTm1, aTm1, rT, discountT, distQTSelector, distQT, o -> o);
    }

    /**
     * {@return the quantile regression of {@code r + γ·q_t} of the action whose selecting quantiles are best on average, a scalar loss}
     *
     * <p>Source: Dabney et al., <em>Distributional reinforcement learning with quantile regression</em>, 2017.
     *
     * @param distQTm1 quantiles {@code [n, actions]} in the source state
     * @param tauQTm1 their fractions {@code [n]}
     * @param aTm1 the action in the source state, an integer scalar
     * @param rT the reward, a scalar
     * @param discountT the discount, a scalar
     * @param distQTSelector quantiles {@code [m, actions]} in the destination state that select the best action
     * @param distQT quantiles {@code [m, actions]} in the destination state from which the target is read
     * @param edit edits the options
     */
    public static Tensor quantileQLearning(
            Tensor distQTm1,
            Tensor tauQTm1,
            Tensor aTm1,
            Tensor rT,
            Tensor discountT,
            Tensor distQTSelector,
            Tensor distQT,
            UnaryOperator<QuantileLearningOptions> edit) {
        var options = edit.apply(QuantileLearningOptions.DEFAULTS);
        quantiles("quantileQLearning", distQTm1, tauQTm1, aTm1, rT, discountT, distQT)
                .floating("distQTSelector", distQTSelector, 2);
        var best = distQTSelector.mean(0).argmax();
        var target = rT.add(discountT.mul(ofAction(distQT, best)));
        return quantileRegressionLoss(
                ofAction(distQTm1, aTm1),
                tauQTm1,
                Streams.stopIf(options.stopTargetGradients(), target),
                o -> o.huberParam(options.huberParam()));
    }

    private static Tensor ofAction(Tensor quantiles, Tensor action) {
        return quantiles.get(Index.all(), Index.of(action));
    }

    private static Signature quantiles(
            String name, Tensor distQTm1, Tensor tauQTm1, Tensor aTm1, Tensor rT, Tensor discountT, Tensor distQT) {
        return Signature.of(name)
                .floating("distQTm1", distQTm1, 2)
                .floating("tauQTm1", tauQTm1, 1)
                .integer("aTm1", aTm1, 0)
                .floating("rT", rT, 0)
                .floating("discountT", discountT, 0)
                .floating("distQT", distQT, 2);
    }

    /** {@return the loss of {@code quantileExpectedSarsa} without edited options} */
    public static Tensor quantileExpectedSarsa(
            Tensor distQTm1, Tensor tauQTm1, Tensor aTm1, Tensor rT, Tensor discountT, Tensor distQT, Tensor probsAT) {
        return quantileExpectedSarsa(distQTm1, tauQTm1, aTm1, rT, discountT, distQT, probsAT, o -> o);
    }

    /**
     * {@return the expected quantile regression of {@code r + γ·q_t} over the actions of a policy, a scalar loss}
     *
     * <p>Source: Dabney et al., <em>Distributional reinforcement learning with quantile regression</em>, 2017.
     *
     * @param distQTm1 quantiles {@code [n, actions]} in the source state
     * @param tauQTm1 their fractions {@code [n]}
     * @param aTm1 the action in the source state, an integer scalar
     * @param rT the reward, a scalar
     * @param discountT the discount, a scalar
     * @param distQT quantiles {@code [m, actions]} in the destination state
     * @param probsAT probabilities {@code [actions]} in the destination state
     * @param edit edits the options
     */
    public static Tensor quantileExpectedSarsa(
            Tensor distQTm1,
            Tensor tauQTm1,
            Tensor aTm1,
            Tensor rT,
            Tensor discountT,
            Tensor distQT,
            Tensor probsAT,
            UnaryOperator<QuantileLearningOptions> edit) {
        var options = edit.apply(QuantileLearningOptions.DEFAULTS);
        quantiles("quantileExpectedSarsa", distQTm1, tauQTm1, aTm1, rT, discountT, distQT)
                .floating("probsAT", probsAT, 1);
        var targets = Streams.stopIf(options.stopTargetGradients(), rT.add(discountT.mul(distQT)));
        var probs = Streams.stopIf(options.stopTargetGradients(), probsAT);
        var predicted = ofAction(distQTm1, aTm1);
        UnaryOperator<Tensor> loss =
                target -> quantileRegressionLoss(predicted, tauQTm1, target, o -> o.huberParam(options.huberParam()));
        return Func.vmap(loss, o -> o.in(MappedAxis.at(1))).apply(targets).dot(probs);
    }
}
