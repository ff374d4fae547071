package dev.haiku.rl;

import dev.haiku.tensor.Nn;
import dev.haiku.tensor.Ops;
import dev.haiku.tensor.Tensor;
import java.util.List;
import java.util.function.UnaryOperator;

/** The part of {@link Rlax} that learns policies by gradients; results are losses, means over time. */
abstract class PolicyGradientFunctions extends BellmanFunctions {

    /** The probabilities of actions and how much better than the average each is. */
    private record Advantages(Tensor policy, Tensor values) {}

    PolicyGradientFunctions() {}

    /** {@return {@link #dpgLoss(Tensor, Tensor, UnaryOperator)} without edited options} */
    public static Tensor dpgLoss(Tensor aT, Tensor dqdaT) {
        return dpgLoss(aT, dqdaT, o -> o);
    }

    /**
     * {@return a loss {@code [n]} whose gradient with respect to a continuous action is {@code -dq/da}}
     *
     * <p>Source: Silver et al., <em>Deterministic policy gradient algorithms</em>, 2014.
     *
     * @param aT the action {@code [n]}
     * @param dqdaT the gradient {@code [n]} of its value
     * @param edit edits the options
     */
    public static Tensor dpgLoss(Tensor aT, Tensor dqdaT, UnaryOperator<DpgOptions> edit) {
        var options = edit.apply(DpgOptions.DEFAULTS);
        Signature.of("dpgLoss").floating("aT", aT, 1).floating("dqdaT", dqdaT, 1);
        var direction =
                Double.isInfinite(options.dqdaClipping()) ? dqdaT : clippedByNorm(dqdaT, options.dqdaClipping());
        var target = Streams.stopIf(options.useStopGradient(), direction.add(aT));
        return l2Loss(target.sub(aT));
    }

    /** The root is not taken of 0, whose gradient is infinite. */
    private static Tensor clippedByNorm(Tensor x, double maxNorm) {
        var square = x.square().sum();
        var isPositive = square.gt(0.0);
        var norm = Ops.where(isPositive, Ops.where(isPositive, square, 1.0).sqrt(), square);
        return x.mul(maxNorm).div(norm.maximum(maxNorm));
    }

    /** {@return {@link #policyGradientLoss(Tensor, Tensor, Tensor, Tensor, UnaryOperator)} without edited options} */
    public static Tensor policyGradientLoss(Tensor logitsT, Tensor aT, Tensor advT, Tensor wT) {
        return policyGradientLoss(logitsT, aT, advT, wT, o -> o);
    }

    /**
     * {@return the loss {@code mean(-log π(a_t)·adv_t·w_t)}, a scalar}
     *
     * <p>The mean divides by T, not by the sum of weights. Source: Williams, <em>Simple statistical gradient-following
     * algorithms for connectionist reinforcement learning</em>, 1992.
     *
     * @param logitsT logits {@code [T, n]} of the policy
     * @param aT actions {@code [T]}
     * @param advT their advantages {@code [T]}
     * @param wT weights {@code [T]} of the steps
     * @param edit says whether gradients flow into the advantages; they do not by default
     */
    public static Tensor policyGradientLoss(
            Tensor logitsT, Tensor aT, Tensor advT, Tensor wT, UnaryOperator<PolicyGradientOptions> edit) {
        var options = edit.apply(PolicyGradientOptions.DEFAULTS);
        Signature.of("policyGradientLoss")
                .floating("logitsT", logitsT, 2)
                .integer("aT", aT, 1)
                .floating("advT", advT, 1)
                .floating("wT", wT, 1)
                .sameShape(List.of("aT", "advT", "wT"), aT, advT, wT);
        var logProb = softmax().logprob(aT, logitsT);
        var advantages = Streams.stopIf(options.useStopGradient(), advT);
        return logProb.neg().mul(advantages).mul(wT).mean();
    }

    /**
     * {@return the loss {@code -mean(H(π_t)·w_t)}, a scalar that is least for uniform policies}
     *
     * <p>Source: Williams and Peng, <em>Function optimization using connectionist reinforcement learning
     * algorithms</em>, 1991.
     *
     * @param logitsT logits {@code [T, n]} of the policy
     * @param wT weights {@code [T]} of the steps
     */
    public static Tensor entropyLoss(Tensor logitsT, Tensor wT) {
        Signature.of("entropyLoss").floating("logitsT", logitsT, 2).floating("wT", wT, 1);
        return softmax().entropy(logitsT).mul(wT).mean().neg();
    }

    private static Advantages advantages(String name, Tensor logitsT, Tensor qT, boolean stop) {
        Signature.of(name)
                .floating("logitsT", logitsT, 2)
                .floating("qT", qT, 2)
                .sameShape(List.of("logitsT", "qT"), logitsT, qT);
        var policy = Nn.softmax(logitsT);
        var values = Streams.stopIf(stop, qT);
        return new Advantages(policy, values.sub(policy.mul(values).sum(1).expandDims(1)));
    }

    /** {@return {@link #qpgLoss(Tensor, Tensor, UnaryOperator)} without edited options} */
    public static Tensor qpgLoss(Tensor logitsT, Tensor qT) {
        return qpgLoss(logitsT, qT, o -> o);
    }

    /**
     * {@return the loss {@code mean(Σ -π·adv)} with {@code adv = q - Σ π·q}, a scalar}
     *
     * <p>Its value is 0; only its gradient matters. No gradient flows into q. Source: Srinivasan et al.,
     * <em>Actor-critic policy optimization in partially observable multiagent environments</em>, 2018.
     *
     * @param logitsT logits {@code [T, n]} of the policy
     * @param qT values {@code [T, n]} of the actions
     * @param edit says whether gradients flow into the advantages, which leaves none; they do not by default
     */
    public static Tensor qpgLoss(Tensor logitsT, Tensor qT, UnaryOperator<PolicyGradientOptions> edit) {
        var options = edit.apply(PolicyGradientOptions.DEFAULTS);
        var advantages = advantages("qpgLoss", logitsT, qT, true);
        var values = Streams.stopIf(options.useStopGradient(), advantages.values());
        return advantages.policy().neg().mul(values).sum(1).mean();
    }

    /** {@return {@link #rmLoss(Tensor, Tensor, UnaryOperator)} without edited options} */
    public static Tensor rmLoss(Tensor logitsT, Tensor qT) {
        return rmLoss(logitsT, qT, o -> o);
    }

    /**
     * {@return the loss {@code mean(Σ -π·relu(adv))} with {@code adv = q - Σ π·q}, a scalar: regret matching}
     *
     * <p>No gradient flows into q. Source: Srinivasan et al., <em>Actor-critic policy optimization in partially
     * observable multiagent environments</em>, 2018.
     *
     * @param logitsT logits {@code [T, n]} of the policy
     * @param qT values {@code [T, n]} of the actions
     * @param edit says whether gradients flow into the advantages; they do not by default
     */
    public static Tensor rmLoss(Tensor logitsT, Tensor qT, UnaryOperator<PolicyGradientOptions> edit) {
        var options = edit.apply(PolicyGradientOptions.DEFAULTS);
        var advantages = advantages("rmLoss", logitsT, qT, true);
        var values = Streams.stopIf(options.useStopGradient(), Nn.relu(advantages.values()));
        return advantages.policy().neg().mul(values).sum(1).mean();
    }

    /** {@return {@link #rpgLoss(Tensor, Tensor, UnaryOperator)} without edited options} */
    public static Tensor rpgLoss(Tensor logitsT, Tensor qT) {
        return rpgLoss(logitsT, qT, o -> o);
    }

    /**
     * {@return the loss {@code mean(Σ relu(adv))} with {@code adv = q - Σ π·q}, a scalar: regret policy gradients}
     *
     * <p>Source: Srinivasan et al., <em>Actor-critic policy optimization in partially observable multiagent
     * environments</em>, 2018.
     *
     * @param logitsT logits {@code [T, n]} of the policy
     * @param qT values {@code [T, n]} of the actions
     * @param edit says whether gradients flow into q; they do not by default
     */
    public static Tensor rpgLoss(Tensor logitsT, Tensor qT, UnaryOperator<PolicyGradientOptions> edit) {
        var options = edit.apply(PolicyGradientOptions.DEFAULTS);
        var advantages = advantages("rpgLoss", logitsT, qT, options.useStopGradient());
        return Nn.relu(advantages.values()).sum(1).mean();
    }

    /** {@return {@link #clippedSurrogatePgLoss(Tensor, Tensor, double, UnaryOperator)} without edited options} */
    public static Tensor clippedSurrogatePgLoss(Tensor probRatiosT, Tensor advT, double epsilon) {
        return clippedSurrogatePgLoss(probRatiosT, advT, epsilon, o -> o);
    }

    /**
     * {@return the loss {@code -mean(min(ρ·adv, clip(ρ, 1 - ε, 1 + ε)·adv))}, a scalar}
     *
     * <p>Source: Schulman et al., <em>Proximal policy optimization algorithms</em>, 2017.
     *
     * @param probRatiosT ratios {@code [T]} of the probabilities of actions under the new and the old policy
     * @param advT advantages {@code [T]}
     * @param epsilon how far ratios may be from 1
     * @param edit says whether gradients flow into the advantages; they do not by default
     */
    public static Tensor clippedSurrogatePgLoss(
            Tensor probRatiosT, Tensor advT, double epsilon, UnaryOperator<PolicyGradientOptions> edit) {
        var options = edit.apply(PolicyGradientOptions.DEFAULTS);
        Signature.of("clippedSurrogatePgLoss")
                .floating("probRatiosT", probRatiosT, 1)
                .floating("advT", advT, 1)
                .sameShape(List.of("probRatiosT", "advT"), probRatiosT, advT);
        var advantages = Streams.stopIf(options.useStopGradient(), advT);
        var clipped = Ops.clip(probRatiosT, 1 - epsilon, 1 + epsilon);
        return Ops.fmin(probRatiosT.mul(advantages), clipped.mul(advantages))
                .mean()
                .neg();
    }
}
