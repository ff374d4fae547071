package dev.haiku.rl;

import dev.haiku.tensor.Tensor;
import java.util.List;
import java.util.function.UnaryOperator;

/** The part of {@link Rlax} that learns values from sequences; results are {@code target - prediction}. */
abstract class SequenceFunctions extends ValueFunctions {

    SequenceFunctions() {}

    /** {@return {@link #tdLambda(Tensor, Tensor, Tensor, Tensor, Tensor, UnaryOperator)} with one λ for all steps} */
    public static Tensor tdLambda(Tensor vTm1, Tensor rT, Tensor discountT, Tensor vT, double lambda) {
        return tdLambda(vTm1, rT, discountT, vT, Streams.constant(lambda, rT));
    }

    /** {@return {@link #tdLambda(Tensor, Tensor, Tensor, Tensor, Tensor, UnaryOperator)} without edited options} */
    public static Tensor tdLambda(Tensor vTm1, Tensor rT, Tensor discountT, Tensor vT, Tensor lambda) {
        return tdLambda(vTm1, rT, discountT, vT, lambda, o -> o);
    }

    /**
     * {@return the errors {@code [T]} of λ-returns as targets of values}
     *
     * <p>Source: Sutton and Barto, <em>Reinforcement learning: an introduction</em>, 2018, chapter 12.
     *
     * @param vTm1 values {@code [T]} of the source states
     * @param rT rewards {@code [T]}
     * @param discountT discounts {@code [T]}
     * @param vT values {@code [T]} of the destination states
     * @param lambda how much of the later returns counts, a scalar or {@code [T]}
     * @param edit says whether gradients flow into the targets; they do not by default
     */
    public static Tensor tdLambda(
            Tensor vTm1, Tensor rT, Tensor discountT, Tensor vT, Tensor lambda, UnaryOperator<TargetOptions> edit) {
        sequence("tdLambda", rT, discountT)
                .floating("vTm1", vTm1, 1)
                .floating("vT", vT, 1)
                .floating("lambda", lambda, 0, 1);
        return target(rT, discountT, vT, lambda, edit).sub(vTm1);
    }

    /** {@return the errors of {@code sarsaLambda} with one λ for all steps} */
    public static Tensor sarsaLambda(
            Tensor qTm1, Tensor aTm1, Tensor rT, Tensor discountT, Tensor qT, Tensor aT, double lambda) {
        return sarsaLambda(qTm1, aTm1, rT, discountT, qT, aT, Streams.constant(lambda, rT));
    }

    /** {@return the errors of {@code sarsaLambda} without edited options} */
    public static Tensor sarsaLambda(
            Tensor qTm1, Tensor aTm1, Tensor rT, Tensor discountT, Tensor qT, Tensor aT, Tensor lambda) {
        return sarsaLambda(qTm1, aTm1, rT, discountT, qT, aT, lambda, o -> o);
    }

    /**
     * {@return the errors {@code [T]} of λ-returns of the values of actions taken}
     *
     * <p>Source: Rummery and Niranjan, <em>On-line Q-learning using connectionist systems</em>, 1994.
     *
     * @param qTm1 values {@code [T, n]} of the actions in the source states
     * @param aTm1 actions {@code [T]} in the source states
     * @param rT rewards {@code [T]}
     * @param discountT discounts {@code [T]}
     * @param qT values {@code [T, n]} of the actions in the destination states
     * @param aT actions {@code [T]} in the destination states
     * @param lambda how much of the later returns counts, a scalar or {@code [T]}
     * @param edit says whether gradients flow into the targets; they do not by default
     */
    public static Tensor sarsaLambda(
            Tensor qTm1,
            Tensor aTm1,
            Tensor rT,
            Tensor discountT,
            Tensor qT,
            Tensor aT,
            Tensor lambda,
            UnaryOperator<TargetOptions> edit) {
        sequence("sarsaLambda", rT, discountT)
                .floating("qTm1", qTm1, 2)
                .integer("aTm1", aTm1, 1)
                .floating("qT", qT, 2)
                .integer("aT", aT, 1)
                .floating("lambda", lambda, 0, 1);
        return target(rT, discountT, batchedIndex(qT, aT), lambda, edit).sub(batchedIndex(qTm1, aTm1));
    }

    /** {@return {@link #qLambda(Tensor, Tensor, Tensor, Tensor, Tensor, Tensor, UnaryOperator)} with one λ for all steps} */
    public static Tensor qLambda(Tensor qTm1, Tensor aTm1, Tensor rT, Tensor discountT, Tensor qT, double lambda) {
        return qLambda(qTm1, aTm1, rT, discountT, qT, Streams.constant(lambda, rT));
    }

    /** {@return {@link #qLambda(Tensor, Tensor, Tensor, Tensor, Tensor, Tensor, UnaryOperator)} without edited options} */
    public static Tensor qLambda(Tensor qTm1, Tensor aTm1, Tensor rT, Tensor discountT, Tensor qT, Tensor lambda) {
        return qLambda(qTm1, aTm1, rT, discountT, qT, lambda, o -> o);
    }

    /**
     * {@return the errors {@code [T]} of λ-returns of the values of the best actions}
     *
     * <p>Source: Peng and Williams, <em>Incremental multi-step Q-learning</em>, 1994.
     *
     * @param qTm1 values {@code [T, n]} of the actions in the source states
     * @param aTm1 actions {@code [T]} in the source states
     * @param rT rewards {@code [T]}
     * @param discountT discounts {@code [T]}
     * @param qT values {@code [T, n]} of the actions in the destination states
     * @param lambda how much of the later returns counts, a scalar or {@code [T]}
     * @param edit says whether gradients flow into the targets; they do not by default
     */
    public static Tensor qLambda(
            Tensor qTm1,
            Tensor aTm1,
            Tensor rT,
            Tensor discountT,
            Tensor qT,
            Tensor lambda,
            UnaryOperator<TargetOptions> edit) {
        sequence("qLambda", rT, discountT)
                .floating("qTm1", qTm1, 2)
                .integer("aTm1", aTm1, 1)
                .floating("qT", qT, 2)
                .floating("lambda", lambda, 0, 1);
        return target(rT, discountT, qT.max(-1), lambda, edit).sub(batchedIndex(qTm1, aTm1));
    }

    /** {@return the errors of {@code retrace} with one λ for all steps} */
    public static Tensor retrace(
            Tensor qTm1,
            Tensor qT,
            Tensor aTm1,
            Tensor aT,
            Tensor rT,
            Tensor discountT,
            Tensor piT,
            Tensor muT,
            double lambda) {
        return retrace(qTm1, qT, aTm1, aT, rT, discountT, piT, muT, Streams.constant(lambda, rT), o -> o);
    }

    /**
     * {@return the errors {@code [T]} of off-policy returns with the coefficients {@code λ·min(1, π(a_t)/(μ_t + eps))}}
     *
     * <p>Source: Munos et al., <em>Safe and efficient off-policy reinforcement learning</em>, 2016.
     *
     * @param qTm1 values {@code [T, n]} of the actions in the source states
     * @param qT values {@code [T, n]} of the actions in the destination states
     * @param aTm1 actions {@code [T]} in the source states
     * @param aT actions {@code [T]} in the destination states
     * @param rT rewards {@code [T]}
     * @param discountT discounts {@code [T]}
     * @param piT probabilities {@code [T, n]} of the actions in the destination states under the policy that is learnt
     * @param muT probabilities {@code [T]} with which the actions {@code aT} were chosen
     * @param lambda how much of the later returns counts, a scalar or {@code [T]}
     * @param edit edits the options
     */
    public static Tensor retrace(
            Tensor qTm1,
            Tensor qT,
            Tensor aTm1,
            Tensor aT,
            Tensor rT,
            Tensor discountT,
            Tensor piT,
            Tensor muT,
            Tensor lambda,
            UnaryOperator<RetraceOptions> edit) {
        var options = edit.apply(RetraceOptions.DEFAULTS);
        sequence("retrace", rT, discountT)
                .floating("qTm1", qTm1, 2)
                .floating("qT", qT, 2)
                .integer("aTm1", aTm1, 1)
                .integer("aT", aT, 1)
                .floating("piT", piT, 2)
                .floating("muT", muT, 1);
        var cT = Retrace.coefficients(batchedIndex(piT, aT), muT.add(options.eps()), lambda);
        var targets = generalOffPolicyReturnsFromActionValues(qT, aT, rT, discountT, cT, piT);
        return Streams.stopIf(options.stopTargetGradients(), targets).sub(batchedIndex(qTm1, aTm1));
    }

    /** {@return the errors of {@code retraceContinuous} with one λ for all steps} */
    public static Tensor retraceContinuous(
            Tensor qTm1, Tensor qT, Tensor vT, Tensor rT, Tensor discountT, Tensor logRhos, double lambda) {
        return retraceContinuous(qTm1, qT, vT, rT, discountT, logRhos, Streams.constant(lambda, rT), o -> o);
    }

    /**
     * {@return the errors {@code [T]} of off-policy returns with the coefficients {@code λ·min(1, exp(logRhos))}}
     *
     * <p>Retrace for actions that are not counted. Source: Munos et al., <em>Safe and efficient off-policy reinforcement
     * learning</em>, 2016.
     *
     * @param qTm1 values {@code [T]} of the actions taken in the source states
     * @param qT values {@code [T - 1]} of the actions taken in the destination states but the last
     * @param vT expected values {@code [T]} of the destination states under the policy that is learnt
     * @param rT rewards {@code [T]}
     * @param discountT discounts {@code [T]}
     * @param logRhos logarithms {@code [T - 1]} of the ratios of probabilities of those actions
     * @param lambda how much of the later returns counts, a scalar or {@code [T - 1]}
     * @param edit says whether gradients flow into the targets; they do not by default
     */
    public static Tensor retraceContinuous(
            Tensor qTm1,
            Tensor qT,
            Tensor vT,
            Tensor rT,
            Tensor discountT,
            Tensor logRhos,
            Tensor lambda,
            UnaryOperator<TargetOptions> edit) {
        sequence("retraceContinuous", rT, discountT)
                .floating("qTm1", qTm1, 1)
                .floating("qT", qT, 1)
                .floating("vT", vT, 1)
                .floating("logRhos", logRhos, 1)
                .floating("lambda", lambda, 0, 1);
        var cT = logRhos.exp().minimum(1.0).mul(lambda);
        var targets = generalOffPolicyReturnsFromQAndV(qT, vT, rT, discountT, cT);
        return edit.apply(TargetOptions.LEARNING).stopped(targets).sub(qTm1);
    }

    private static Signature sequence(String name, Tensor rT, Tensor discountT) {
        return Signature.of(name)
                .floating("rT", rT, 1)
                .floating("discountT", discountT, 1)
                .sameShape(List.of("rT", "discountT"), rT, discountT);
    }

    private static Tensor target(
            Tensor rT, Tensor discountT, Tensor vT, Tensor lambda, UnaryOperator<TargetOptions> edit) {
        return edit.apply(TargetOptions.LEARNING).stopped(lambdaReturns(rT, discountT, vT, lambda));
    }
}
