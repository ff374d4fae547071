package dev.haiku.rl;

import dev.haiku.tensor.Ops;
import dev.haiku.tensor.Tensor;
import java.util.List;
import java.util.function.UnaryOperator;

/** The part of {@link Rlax} that computes returns of sequences, from the last step to the first. */
abstract class ReturnFunctions extends DistributionFunctions {

    ReturnFunctions() {}

    /** {@return {@link #lambdaReturns(Tensor, Tensor, Tensor, Tensor, UnaryOperator)} with {@code lambda = 1}} */
    public static Tensor lambdaReturns(Tensor rT, Tensor discountT, Tensor vT) {
        return lambdaReturns(rT, discountT, vT, 1);
    }

    /** {@return {@link #lambdaReturns(Tensor, Tensor, Tensor, Tensor, UnaryOperator)} with one λ for all steps} */
    public static Tensor lambdaReturns(Tensor rT, Tensor discountT, Tensor vT, double lambda) {
        return lambdaReturns(rT, discountT, vT, lambda, o -> o);
    }

    /** {@return {@link #lambdaReturns(Tensor, Tensor, Tensor, Tensor, UnaryOperator)} with one λ for all steps} */
    public static Tensor lambdaReturns(
            Tensor rT, Tensor discountT, Tensor vT, double lambda, UnaryOperator<TargetOptions> edit) {
        return lambdaReturns(rT, discountT, vT, Streams.constant(lambda, rT), edit);
    }

    /** {@return {@link #lambdaReturns(Tensor, Tensor, Tensor, Tensor, UnaryOperator)} without edited options} */
    public static Tensor lambdaReturns(Tensor rT, Tensor discountT, Tensor vT, Tensor lambda) {
        return lambdaReturns(rT, discountT, vT, lambda, o -> o);
    }

    /**
     * {@return mixtures of the n-step returns of all lengths: {@code G_k = r_k + γ_k·((1 - λ_k)·v_k + λ_k·G_{k+1})}}
     *
     * <p>The return after the last is the last value. Source: Sutton and Barto, <em>Reinforcement learning: an
     * introduction</em>, 2018, chapter 12.
     *
     * @param rT rewards {@code [T]}
     * @param discountT discounts {@code [T]}
     * @param vT values {@code [T]} of the destination states
     * @param lambda how much of the later returns counts, a scalar or {@code [T]}; its element type becomes the rewards'
     * @param edit says whether gradients flow into the returns; they do by default
     */
    public static Tensor lambdaReturns(
            Tensor rT, Tensor discountT, Tensor vT, Tensor lambda, UnaryOperator<TargetOptions> edit) {
        Signature.of("lambdaReturns")
                .floating("rT", rT, 1)
                .floating("discountT", discountT, 1)
                .floating("vT", vT, 1)
                .floating("lambda", lambda, 0, 1)
                .sameShape(List.of("rT", "discountT", "vT"), rT, discountT, vT)
                .require(rT.dim(0) > 0, "at least one step, but got " + rT.type(), "Leave out empty sequences.");
        var lambdas = Streams.lambdas(lambda, rT);
        var base = rT.add(discountT.mul(Ops.sub(1, lambdas)).mul(vT));
        var returns = Streams.backwards(base, discountT.mul(lambdas), vT.get(-1));
        return edit.apply(TargetOptions.RETURNS).stopped(returns);
    }

    /** {@return {@link #nStepBootstrappedReturns(Tensor, Tensor, Tensor, int, UnaryOperator)} without edited options} */
    public static Tensor nStepBootstrappedReturns(Tensor rT, Tensor discountT, Tensor vT, int n) {
        return nStepBootstrappedReturns(rT, discountT, vT, n, o -> o);
    }

    /**
     * {@return the discounted rewards of n steps and the value of the state after them}
     *
     * <p>Near the end there are fewer than n steps, and the last value follows. Sums over λ as in {@link
     * #lambdaReturns(Tensor, Tensor, Tensor, Tensor, UnaryOperator)}, to which this is equal if n is at least T. Unlike
     * RLax, the element type stays. Source: Sutton et al., <em>A new Q(λ) with interim forward view and Monte Carlo
     * equivalence</em>, 2014.
     *
     * @param rT rewards {@code [T]}
     * @param discountT discounts {@code [T]}
     * @param vT values {@code [T]} of the destination states
     * @param n how many steps, at least 1
     * @param edit edits the options
     */
    public static Tensor nStepBootstrappedReturns(
            Tensor rT, Tensor discountT, Tensor vT, int n, UnaryOperator<NStepOptions> edit) {
        var options = edit.apply(NStepOptions.DEFAULTS);
        Signature.of("nStepBootstrappedReturns")
                .floating("rT", rT, 1)
                .floating("discountT", discountT, 1)
                .floating("vT", vT, 1)
                .sameShape(List.of("rT", "discountT", "vT"), rT, discountT, vT)
                .require(n >= 1, "n >= 1, but got " + n, "It counts the rewards in each return.");
        var lambdas = Streams.lambdas(options.lambdaT(), rT);
        var returns = NStep.returns(rT, discountT, vT, lambdas, n);
        return Streams.stopIf(options.stopTargetGradients(), returns);
    }

    /** {@return {@link #discountedReturns(Tensor, Tensor, Tensor, UnaryOperator)} with one value for all states} */
    public static Tensor discountedReturns(Tensor rT, Tensor discountT, double vT) {
        return discountedReturns(rT, discountT, Streams.constant(vT, rT));
    }

    /** {@return {@link #discountedReturns(Tensor, Tensor, Tensor, UnaryOperator)} without edited options} */
    public static Tensor discountedReturns(Tensor rT, Tensor discountT, Tensor vT) {
        return discountedReturns(rT, discountT, vT, o -> o);
    }

    /**
     * {@return the discounted rewards of all later steps and the last value: {@code G_k = r_k + γ_k·G_{k+1}}}
     *
     * @param rT rewards {@code [T]}
     * @param discountT discounts {@code [T]}
     * @param vT values of the destination states, {@code [T]} or a scalar; only the last counts
     * @param edit says whether gradients flow into the returns; they do by default
     */
    public static Tensor discountedReturns(Tensor rT, Tensor discountT, Tensor vT, UnaryOperator<TargetOptions> edit) {
        Signature.of("discountedReturns")
                .floating("rT", rT, 1)
                .floating("discountT", discountT, 1)
                .floating("vT", vT, 0, 1);
        return lambdaReturns(rT, discountT, vT.broadcastTo(rT.shape()), 1, edit);
    }

    /** {@return advantages with one λ for all steps} */
    public static Tensor truncatedGeneralizedAdvantageEstimation(
            Tensor rT, Tensor discountT, double lambda, Tensor values) {
        return truncatedGeneralizedAdvantageEstimation(rT, discountT, Streams.constant(lambda, rT), values);
    }

    /** {@return advantages without edited options} */
    public static Tensor truncatedGeneralizedAdvantageEstimation(
            Tensor rT, Tensor discountT, Tensor lambda, Tensor values) {
        return truncatedGeneralizedAdvantageEstimation(rT, discountT, lambda, values, o -> o);
    }

    /**
     * {@return advantages: {@code A_k = δ_k + γ_k·λ_k·A_{k+1}} with {@code δ_k = r_k + γ_k·v_{k+1} - v_k}}
     *
     * <p>Source: Schulman et al., <em>Proximal policy optimization algorithms</em>, 2017, equation 11.
     *
     * @param rT rewards {@code [T]}
     * @param discountT discounts {@code [T]}
     * @param lambda how much of the later errors counts, a scalar or {@code [T]}
     * @param values values {@code [T + 1]} of all states
     * @param edit says whether gradients flow into the advantages; they do by default
     */
    public static Tensor truncatedGeneralizedAdvantageEstimation(
            Tensor rT, Tensor discountT, Tensor lambda, Tensor values, UnaryOperator<TargetOptions> edit) {
        withValues("truncatedGeneralizedAdvantageEstimation", rT, discountT, values)
                .floating("lambda", lambda, 0, 1);
        var deltas = rT.add(discountT.mul(Streams.later(values))).sub(Streams.earlier(values));
        var factors = discountT.mul(Streams.lambdas(lambda, rT));
        var advantages = Streams.backwards(deltas, factors, Streams.constant(0, deltas));
        return edit.apply(TargetOptions.RETURNS).stopped(advantages);
    }

    private static Signature withValues(String name, Tensor rT, Tensor discountT, Tensor values) {
        return Signature.of(name)
                .floating("rT", rT, 1)
                .floating("discountT", discountT, 1)
                .floating("values", values, 1)
                .sameShape(List.of("rT", "discountT"), rT, discountT)
                .require(
                        values.dim(0) == rT.dim(0) + 1,
                        "one value more than rewards, but got " + values.shape() + " and " + rT.shape(),
                        "Append the value of the last state.");
    }

    /** {@return errors without edited options} */
    public static Tensor importanceCorrectedTdErrors(
            Tensor rT, Tensor discountT, Tensor rhoTm1, Tensor lambda, Tensor values) {
        return importanceCorrectedTdErrors(rT, discountT, rhoTm1, lambda, values, o -> o);
    }

    /**
     * {@return errors of λ-returns that correct for another policy's actions: {@code ρ_k·e_k} with {@code e_k = δ_k +
     * γ_k·ρ_{k+1}·λ_k·e_{k+1}}}
     *
     * <p>Source: Sutton et al., <em>A new Q(λ) with interim forward view and Monte Carlo equivalence</em>, 2014.
     *
     * @param rT rewards {@code [T]}
     * @param discountT discounts {@code [T]}
     * @param rhoTm1 ratios {@code [T]} of the probabilities of the actions
     * @param lambda how much of the later errors counts, a scalar or {@code [T]}
     * @param values values {@code [T + 1]} of all states
     * @param edit says whether gradients flow into the targets; they do by default
     */
    public static Tensor importanceCorrectedTdErrors(
            Tensor rT,
            Tensor discountT,
            Tensor rhoTm1,
            Tensor lambda,
            Tensor values,
            UnaryOperator<TargetOptions> edit) {
        withValues("importanceCorrectedTdErrors", rT, discountT, values)
                .floating("rhoTm1", rhoTm1, 1)
                .floating("lambda", lambda, 0, 1);
        var vTm1 = Streams.earlier(values);
        var rhoT = Ops.concatenate(0, Streams.later(rhoTm1), Ops.onesLike(Streams.last(rhoTm1)));
        var deltas = rT.add(discountT.mul(Streams.later(values))).sub(vTm1);
        var factors = discountT.mul(rhoT).mul(Streams.lambdas(lambda, rT));
        var errors = rhoTm1.mul(Streams.backwards(deltas, factors, Streams.constant(0, deltas)));
        return edit.apply(TargetOptions.RETURNS).stopTargetGradients()
                ? errors.add(vTm1).stopGradient().sub(vTm1)
                : errors;
    }

    /** {@return returns without edited options} */
    public static Tensor generalOffPolicyReturnsFromQAndV(
            Tensor qT, Tensor vT, Tensor rT, Tensor discountT, Tensor cT) {
        return generalOffPolicyReturnsFromQAndV(qT, vT, rT, discountT, cT, o -> o);
    }

    /**
     * {@return off-policy returns {@code [T]}: {@code G_k = r_k + γ_k·(v_k - c_k·q_k + c_k·G_{k+1})}}
     *
     * <p>The coefficients make the algorithm: {@code λ·π(a)} is tree backup, {@code λ·min(1, π(a)/μ(a))} Retrace, λ
     * Q(λ). Source: Munos et al., <em>Safe and efficient off-policy reinforcement learning</em>, 2016.
     *
     * @param qT values {@code [T - 1]} of the actions in the destination states
     * @param vT expected values {@code [T]} of the destination states
     * @param rT rewards {@code [T]}
     * @param discountT discounts {@code [T]}
     * @param cT coefficients {@code [T - 1]}
     * @param edit says whether gradients flow into the returns; they do by default
     */
    public static Tensor generalOffPolicyReturnsFromQAndV(
            Tensor qT, Tensor vT, Tensor rT, Tensor discountT, Tensor cT, UnaryOperator<TargetOptions> edit) {
        Signature.of("generalOffPolicyReturnsFromQAndV")
                .floating("qT", qT, 1)
                .floating("vT", vT, 1)
                .floating("rT", rT, 1)
                .floating("discountT", discountT, 1)
                .floating("cT", cT, 1)
                .sameShape(List.of("vT", "rT", "discountT"), vT, rT, discountT)
                .sameShape(List.of("qT", "cT"), qT, cT)
                .require(
                        rT.dim(0) == qT.dim(0) + 1,
                        "one reward more than action values, but got " + rT.shape() + " and " + qT.shape(),
                        "The action in the last state is not known, and not needed.");
        var last = Streams.last(rT).add(Streams.last(discountT).mul(Streams.last(vT)));
        var corrected = Streams.earlier(vT).sub(cT.mul(qT));
        var base = Streams.earlier(rT).add(Streams.earlier(discountT).mul(corrected));
        var returns = Streams.backwards(base, Streams.earlier(discountT).mul(cT), last.get(0));
        return edit.apply(TargetOptions.RETURNS).stopped(Ops.concatenate(0, returns, last));
    }

    /** {@return returns without edited options} */
    public static Tensor generalOffPolicyReturnsFromActionValues(
            Tensor qT, Tensor aT, Tensor rT, Tensor discountT, Tensor cT, Tensor piT) {
        return generalOffPolicyReturnsFromActionValues(qT, aT, rT, discountT, cT, piT, o -> o);
    }

    /**
     * {@return off-policy returns as {@link #generalOffPolicyReturnsFromQAndV(Tensor, Tensor, Tensor, Tensor, Tensor, UnaryOperator)}, with {@code v = Σ π·q}}
     *
     * @param qT values {@code [T, n]} of all actions in the destination states
     * @param aT actions {@code [T]} in the destination states; the last does not count
     * @param rT rewards {@code [T]}
     * @param discountT discounts {@code [T]}
     * @param cT coefficients {@code [T]}; the last does not count
     * @param piT probabilities {@code [T, n]} of actions in the destination states under the policy that is learnt
     * @param edit says whether gradients flow into the returns; they do by default
     */
    public static Tensor generalOffPolicyReturnsFromActionValues(
            Tensor qT,
            Tensor aT,
            Tensor rT,
            Tensor discountT,
            Tensor cT,
            Tensor piT,
            UnaryOperator<TargetOptions> edit) {
        Signature.of("generalOffPolicyReturnsFromActionValues")
                .floating("qT", qT, 2)
                .integer("aT", aT, 1)
                .floating("rT", rT, 1)
                .floating("discountT", discountT, 1)
                .floating("cT", cT, 1)
                .floating("piT", piT, 2)
                .sameShape(List.of("qT", "piT"), qT, piT);
        var vT = qT.mul(piT).sum(-1);
        var qaT = Streams.earlier(batchedIndex(qT, aT));
        return generalOffPolicyReturnsFromQAndV(qaT, vT, rT, discountT, Streams.earlier(cT), edit);
    }
}
