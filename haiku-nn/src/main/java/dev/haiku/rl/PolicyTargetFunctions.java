package dev.haiku.rl;

import dev.haiku.array.Shape;
import dev.haiku.random.Key;
import dev.haiku.tensor.Ops;
import dev.haiku.tensor.Tensor;
import java.util.List;
import java.util.function.UnaryOperator;

/** The part of {@link Rlax} that distils weighted actions into policies. */
abstract class PolicyTargetFunctions extends PolicyGradientFunctions {

    PolicyTargetFunctions() {}

    /** {@return targets sampled from a policy, all of weight 1} */
    public static PolicyTarget constantPolicyTargets(PolicyDistribution distribution, Key key, int numSamples) {
        return constantPolicyTargets(distribution, key, numSamples, 1);
    }

    /** {@return targets {@code [numSamples, batch...]} sampled from a policy, all of one weight} */
    public static PolicyTarget constantPolicyTargets(
            PolicyDistribution distribution, Key key, int numSamples, double weightsScale) {
        var shape = Shape.of(numSamples).concat(distribution.batchShape());
        return new PolicyTarget(distribution.sample(key, numSamples), Ops.full(shape, weightsScale));
    }

    /** {@return targets sampled from a policy, all of weight 0} */
    public static PolicyTarget zeroPolicyTargets(PolicyDistribution distribution, Key key, int numSamples) {
        return constantPolicyTargets(distribution, key, numSamples, 0);
    }

    /**
     * {@return {@link #sampledPolicyDistillationLoss(PolicyDistribution, PolicyTarget, UnaryOperator)} without edited options}
     */
    public static Tensor sampledPolicyDistillationLoss(PolicyDistribution distribution, PolicyTarget policyTargets) {
        return sampledPolicyDistillationLoss(distribution, policyTargets, o -> o);
    }

    /**
     * {@return the loss {@code -mean(w·log π(a))}, a scalar}
     *
     * <p>Impossible actions count with the least finite number, so that weights of 0 do not give NaN. Source: Hubert et
     * al., <em>Learning and planning in complex action spaces</em>, 2021.
     *
     * @param distribution the policy that is learnt
     * @param policyTargets actions and their weights
     * @param edit says whether gradients flow into the targets; they do not by default
     */
    public static Tensor sampledPolicyDistillationLoss(
            PolicyDistribution distribution, PolicyTarget policyTargets, UnaryOperator<TargetOptions> edit) {
        var stop = edit.apply(TargetOptions.LEARNING).stopTargetGradients();
        var weights = Streams.stopIf(stop, policyTargets.weights());
        var logProb = distribution.logProb(Streams.stopIf(stop, policyTargets.actions()));
        Signature.of("sampledPolicyDistillationLoss")
                .sameShape(List.of("the weights", "the log probabilities"), weights, logProb);
        var finite = logProb.maximum(logProb.dtype().finfo().min());
        return weights.mul(finite).mean().neg();
    }
}
