package dev.haiku.rl;

import dev.haiku.tensor.Ops;
import dev.haiku.tensor.Tensor;
import java.util.List;
import java.util.function.UnaryOperator;

/** The part of {@link Rlax} that learns values which a non-linear function compresses. */
abstract class BellmanFunctions extends DistributionalFunctions {

    /** Values as they are. */
    public static final TxPair IDENTITY_PAIR = new TxPair(TransformFunctions::identity, TransformFunctions::identity);

    /** {@link #signedLogp1} and {@link #signedExpm1}. */
    public static final TxPair SIGNED_LOGP1_PAIR =
            new TxPair(TransformFunctions::signedLogp1, TransformFunctions::signedExpm1);

    /** {@link #signedHyperbolic(Tensor)} and {@link #signedParabolic(Tensor)}. */
    public static final TxPair SIGNED_HYPERBOLIC_PAIR = new TxPair(x -> signedHyperbolic(x), x -> signedParabolic(x));

    /** {@link #hyperbolicArcsin} and {@link #hyperbolicSin}. */
    public static final TxPair HYPERBOLIC_SIN_PAIR =
            new TxPair(TransformFunctions::hyperbolicArcsin, TransformFunctions::hyperbolicSin);

    /** {@code -log(1 - x)} and {@code 1 - e⁻ˣ}, of values below 1. */
    public static final TxPair DISCOUNT_TRANSFORM_PAIR =
            new TxPair(x -> Ops.sub(1, x).log().neg(), x -> Ops.sub(1, x.neg().exp()));

    BellmanFunctions() {}

    /** {@return the transformations one after the other; the inverses run in the opposite order} */
    public static TxPair composeTx(TxPair... pairs) {
        return List.of(pairs).stream().reduce(TxPair::then).orElse(IDENTITY_PAIR);
    }

    /**
     * {@return numbers as two-hot weights of evenly spaced bins, and means of such weights}
     *
     * @param minValue the first bin
     * @param maxValue the last bin
     * @param numBins how many bins there are, at least 2
     */
    public static TxPair twohotPair(double minValue, double maxValue, int numBins) {
        TwoHot.even(minValue, maxValue, numBins);
        return new TxPair(
                x -> transformTo2hot(x, minValue, maxValue, numBins),
                x -> transformFrom2hot(x, minValue, maxValue, numBins));
    }

    /**
     * {@return transformed numbers as two-hot weights of bins that are even after the transformation}
     *
     * <p>Means are taken before the inverse transformation, which makes them biased. Source: Schrittwieser et al.,
     * <em>Mastering Atari, Go, chess and shogi by planning with a learned model</em>, 2019, appendix F.
     *
     * @param minValue the first bin
     * @param maxValue the last bin
     * @param numBins how many bins there are, at least 2
     * @param tx how numbers are transformed
     */
    public static TxPair muzeroPair(double minValue, double maxValue, int numBins, TxPair tx) {
        return composeTx(tx, twohotPair(minValue, maxValue, numBins));
    }

    /**
     * {@return numbers as two-hot weights of bins that are even after a transformation}
     *
     * <p>Unlike with {@link #muzeroPair}, means are taken of the numbers themselves, without bias.
     *
     * @param minValue the first bin, transformed
     * @param maxValue the last bin, transformed
     * @param numBins how many bins there are, at least 2
     * @param tx how numbers are transformed
     */
    public static TxPair unbiasedTransformPair(double minValue, double maxValue, int numBins, TxPair tx) {
        var even = TwoHot.even(minValue, maxValue, numBins);
        return new TxPair(
                x -> TwoHot.encode(x, tx.applyInv(even.bins(x.dtype()))),
                x -> x.mul(Ops.broadcastToRank(tx.applyInv(even.bins(x.dtype())), x.rank()))
                        .sum(-1));
    }

    /** {@return the returns of {@code transformedLambdaReturns} with one λ for all steps} */
    public static Tensor transformedLambdaReturns(
            TxPair txPair, Tensor rT, Tensor discountT, Tensor vT, double lambda) {
        return transformedLambdaReturns(txPair, rT, discountT, vT, Streams.constant(lambda, rT), o -> o);
    }

    /**
     * {@return transformed λ-returns of transformed values: {@code h(lambdaReturns(r, γ, h⁻¹(v), λ))}}
     *
     * <p>Source: van Hasselt et al., <em>General non-linear Bellman equations</em>, 2019.
     *
     * @param txPair how values are transformed
     * @param rT rewards {@code [T]}
     * @param discountT discounts {@code [T]}
     * @param vT transformed values {@code [T]} of the destination states
     * @param lambda how much of the later returns counts, a scalar or {@code [T]}
     * @param edit says whether gradients flow into the returns; they do by default
     */
    public static Tensor transformedLambdaReturns(
            TxPair txPair, Tensor rT, Tensor discountT, Tensor vT, Tensor lambda, UnaryOperator<TargetOptions> edit) {
        return txPair.apply(lambdaReturns(rT, discountT, txPair.applyInv(vT), lambda, edit));
    }

    /** {@return the returns of {@code transformedNStepReturns} without edited options} */
    public static Tensor transformedNStepReturns(TxPair txPair, Tensor rT, Tensor discountT, Tensor vT, int n) {
        return transformedNStepReturns(txPair, rT, discountT, vT, n, o -> o);
    }

    /**
     * {@return transformed n-step returns of transformed values}
     *
     * <p>Source: van Hasselt et al., <em>General non-linear Bellman equations</em>, 2019.
     *
     * @param txPair how values are transformed
     * @param rT rewards {@code [T]}
     * @param discountT discounts {@code [T]}
     * @param vT transformed values {@code [T]} of the destination states
     * @param n how many steps, at least 1
     * @param edit edits the options
     */
    public static Tensor transformedNStepReturns(
            TxPair txPair, Tensor rT, Tensor discountT, Tensor vT, int n, UnaryOperator<NStepOptions> edit) {
        return txPair.apply(nStepBootstrappedReturns(rT, discountT, txPair.applyInv(vT), n, edit));
    }

    /** {@return the returns of {@code transformedGeneralOffPolicyReturnsFromActionValues} without edited options} */
    public static Tensor transformedGeneralOffPolicyReturnsFromActionValues(
            TxPair txPair, Tensor qT, Tensor aT, Tensor rT, Tensor discountT, Tensor cT, Tensor piT) {
        return transformedGeneralOffPolicyReturnsFromActionValues(txPair, qT, aT, rT, discountT, cT, piT, o -> o);
    }

    /**
     * {@return transformed off-policy returns of transformed values}
     *
     * <p>Source: van Hasselt et al., <em>General non-linear Bellman equations</em>, 2019.
     *
     * @param txPair how values are transformed
     * @param qT transformed values {@code [T, n]} of all actions in the destination states
     * @param aT actions {@code [T]} in the destination states; the last does not count
     * @param rT rewards {@code [T]}
     * @param discountT discounts {@code [T]}
     * @param cT coefficients {@code [T]}; the last does not count
     * @param piT probabilities {@code [T, n]} of actions in the destination states under the policy that is learnt
     * @param edit says whether gradients flow into the returns; they do by default
     */
    public static Tensor transformedGeneralOffPolicyReturnsFromActionValues(
            TxPair txPair,
            Tensor qT,
            Tensor aT,
            Tensor rT,
            Tensor discountT,
            Tensor cT,
            Tensor piT,
            UnaryOperator<TargetOptions> edit) {
        return txPair.apply(
                generalOffPolicyReturnsFromActionValues(txPair.applyInv(qT), aT, rT, discountT, cT, piT, edit));
    }

    /** {@return the errors of {@code transformedQLambda} with one λ for all steps} */
    public static Tensor transformedQLambda(
            Tensor qTm1,
            Tensor aTm1,
            Tensor rT,
            Tensor discountT,
            Tensor qT,
            double lambda,
            UnaryOperator<TransformedOptions> edit) {
        return transformedQLambda(qTm1, aTm1, rT, discountT, qT, Streams.constant(lambda, rT), edit);
    }

    /**
     * {@return the errors {@code [T]} of transformed λ-returns of the best actions' values}
     *
     * <p>Source: van Hasselt et al., <em>General non-linear Bellman equations</em>, 2019.
     *
     * @param qTm1 transformed values {@code [T, n]} of the actions in the source states
     * @param aTm1 actions {@code [T]} in the source states
     * @param rT rewards {@code [T]}
     * @param discountT discounts {@code [T]}
     * @param qT transformed values {@code [T, n]} of the actions in the destination states
     * @param lambda how much of the later returns counts, a scalar or {@code [T]}
     * @param edit chooses the transformation and edits the options
     */
    public static Tensor transformedQLambda(
            Tensor qTm1,
            Tensor aTm1,
            Tensor rT,
            Tensor discountT,
            Tensor qT,
            Tensor lambda,
            UnaryOperator<TransformedOptions> edit) {
        var options = edit.apply(TransformedOptions.DEFAULTS);
        steps("transformedQLambda", qTm1, aTm1, rT, discountT).floating("qT", qT, 2);
        var returns = transformedLambdaReturns(options.txPair(), rT, discountT, qT.max(-1), lambda, o -> o);
        return error(returns, options.stopTargetGradients(), qTm1, aTm1);
    }

    private static Signature steps(String name, Tensor qTm1, Tensor aTm1, Tensor rT, Tensor discountT) {
        return Signature.of(name)
                .floating("qTm1", qTm1, 2)
                .integer("aTm1", aTm1, 1)
                .floating("rT", rT, 1)
                .floating("discountT", discountT, 1);
    }

    private static Tensor error(Tensor target, boolean stop, Tensor qTm1, Tensor aTm1) {
        return Streams.stopIf(stop, target).sub(batchedIndex(qTm1, aTm1));
    }

    /** {@return the errors of {@code transformedRetrace} with one λ for all steps} */
    public static Tensor transformedRetrace(
            Tensor qTm1,
            Tensor qT,
            Tensor aTm1,
            Tensor aT,
            Tensor rT,
            Tensor discountT,
            Tensor piT,
            Tensor muT,
            double lambda,
            UnaryOperator<TransformedRetraceOptions> edit) {
        return transformedRetrace(qTm1, qT, aTm1, aT, rT, discountT, piT, muT, Streams.constant(lambda, rT), edit);
    }

    /**
     * {@return the errors {@code [T]} of Retrace with transformed values}
     *
     * <p>Sources: Munos et al., <em>Safe and efficient off-policy reinforcement learning</em>, 2016; van Hasselt et al.,
     * <em>General non-linear Bellman equations</em>, 2019.
     *
     * @param qTm1 transformed values {@code [T, n]} of the actions in the source states
     * @param qT transformed values {@code [T, n]} of the actions in the destination states
     * @param aTm1 actions {@code [T]} in the source states
     * @param aT actions {@code [T]} in the destination states
     * @param rT rewards {@code [T]}
     * @param discountT discounts {@code [T]}
     * @param piT probabilities {@code [T, n]} of the actions in the destination states under the policy that is learnt
     * @param muT probabilities {@code [T]} with which the actions {@code aT} were chosen
     * @param lambda how much of the later returns counts, a scalar or {@code [T]}
     * @param edit chooses the transformation and edits the options
     */
    public static Tensor transformedRetrace(
            Tensor qTm1,
            Tensor qT,
            Tensor aTm1,
            Tensor aT,
            Tensor rT,
            Tensor discountT,
            Tensor piT,
            Tensor muT,
            Tensor lambda,
            UnaryOperator<TransformedRetraceOptions> edit) {
        var options = edit.apply(TransformedRetraceOptions.DEFAULTS);
        steps("transformedRetrace", qTm1, aTm1, rT, discountT)
                .floating("qT", qT, 2)
                .integer("aT", aT, 1)
                .floating("piT", piT, 2)
                .floating("muT", muT, 1);
        var cT = Retrace.coefficients(batchedIndex(piT, aT), muT.add(options.eps()), lambda);
        var returns =
                transformedGeneralOffPolicyReturnsFromActionValues(options.txPair(), qT, aT, rT, discountT, cT, piT);
        return error(returns, options.stopTargetGradients(), qTm1, aTm1);
    }

    /**
     * {@return the errors {@code [T]} of transformed n-step returns of the values of given actions}
     *
     * <p>With the actions that are best by the network that is learnt, and values of a target network, it is n-step
     * double Q-learning. Source: Kapturowski et al., <em>Recurrent experience replay in distributed reinforcement
     * learning</em>, 2018.
     *
     * @param qTm1 transformed values {@code [T, n]} of the actions in the source states
     * @param aTm1 actions {@code [T]} in the source states
     * @param targetQT transformed values {@code [T, n]} of the actions in the destination states
     * @param aT actions {@code [T]} in the destination states
     * @param rT rewards {@code [T]}
     * @param discountT discounts {@code [T]}
     * @param n how many steps, at least 1
     * @param edit chooses the transformation and edits the options
     */
    public static Tensor transformedNStepQLearning(
            Tensor qTm1,
            Tensor aTm1,
            Tensor targetQT,
            Tensor aT,
            Tensor rT,
            Tensor discountT,
            int n,
            UnaryOperator<TransformedOptions> edit) {
        var options = edit.apply(TransformedOptions.DEFAULTS);
        steps("transformedNStepQLearning", qTm1, aTm1, rT, discountT)
                .floating("targetQT", targetQT, 2)
                .integer("aT", aT, 1);
        var vT = batchedIndex(targetQT, aT);
        var returns = transformedNStepReturns(options.txPair(), rT, discountT, vT, n);
        return error(returns, options.stopTargetGradients(), qTm1, aTm1);
    }
}
