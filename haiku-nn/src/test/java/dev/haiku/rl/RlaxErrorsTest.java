package dev.haiku.rl;

import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.haiku.func.Func;
import dev.haiku.random.Key;
import dev.haiku.tensor.Ops;
import dev.haiku.tensor.Tensor;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** What functions say to arguments that do not fit. */
class RlaxErrorsTest {

    private static final Tensor SCALAR = Tensor.scalar(1.0);
    private static final Tensor ACTION = Tensor.scalar(1);
    private static final Tensor T3 = Ops.ones(3);
    private static final Tensor T4 = Ops.ones(4);
    private static final LagrangePenalty PENALTY = new LagrangePenalty(SCALAR, 0.1);

    private static Arguments row(Supplier<Object> call, String message) {
        return Arguments.of(call, message);
    }

    static Stream<Arguments> rows() {
        return Stream.of(arguments(), returns(), policies(), others()).flatMap(rows -> rows);
    }

    private static Stream<Arguments> arguments() {
        return Stream.of(
                row(
                        () -> Rlax.qLearning(Ops.ones(2, 3), ACTION, SCALAR, SCALAR, T3),
                        "qLearning needs qTm1 of rank 1, but got f32[2, 3]. Map the function over further axes with"
                                + " vmap."),
                row(
                        () -> Rlax.qLearning(T3, SCALAR, SCALAR, SCALAR, T3),
                        "qLearning needs integers in aTm1, but got f32[]. Convert them with cast(DType.I32)."),
                row(
                        () -> Rlax.tdLearning(SCALAR, ACTION, SCALAR, SCALAR),
                        "tdLearning needs floating-point numbers in rT, but got i32[]. Convert them with"
                                + " cast(DType.F32)."),
                row(
                        () -> Rlax.l2Loss(ACTION),
                        "l2Loss needs floating-point numbers in predictions, but got i32[]. Convert them with"
                                + " cast(DType.F32)."),
                row(
                        () -> Rlax.expectileLoss(T3, T4, 0.5),
                        "expectileLoss needs predictions and targets of one shape, but got [3] and [4]. Slice or"
                                + " broadcast them first; differing shapes hide mistakes."),
                row(
                        () -> Rlax.batchedIndex(T3, Tensor.of(1)),
                        "batchedIndex needs values with one axis more than indices, but got f32[3] and i32[1]. Their"
                                + " last axis is the one that is indexed."),
                row(
                        () -> Rlax.lhsBroadcast(Ops.ones(2), Ops.ones(3, 2)),
                        "lhsBroadcast needs a source of shape [3, 2] or of its first axes, each of that size or 1, but"
                                + " got [2]. It broadcasts from the left, unlike other operations."),
                row(
                        () -> Rlax.transformTo2hot(T3, 0, 1, 1),
                        "Two-hot vectors need at least 2 bins, but got 1. Give a larger numBins; 601 is common for"
                                + " ±300."),
                row(
                        () -> Rlax.twohotPair(1, 1, 3),
                        "Two-hot vectors need minValue < maxValue, but got 1.0 and 1.0. Give the smaller bin first."),
                row(
                        () -> Rlax.transformFrom2hot(T3, 0, 1, 4),
                        "transformFrom2hot needs probs with a last axis of numBins 4, but got f32[3]. Give one weight"
                                + " for each bin."));
    }

    private static Stream<Arguments> returns() {
        return Stream.of(
                row(
                        () -> Rlax.lambdaReturns(T3, T3, T4),
                        "lambdaReturns needs rT, discountT and vT of one shape, but got [3], [3] and [4]. Slice or"
                                + " broadcast them first; differing shapes hide mistakes."),
                row(
                        () -> Rlax.lambdaReturns(T3, T3, T3, Ops.ones(1, 3)),
                        "lambdaReturns needs lambda of rank 0 or 1, but got f32[1, 3]. Map the function over further"
                                + " axes with vmap."),
                row(
                        () -> Rlax.lambdaReturns(Ops.ones(0), Ops.ones(0), Ops.ones(0)),
                        "lambdaReturns needs at least one step, but got f32[0]. Leave out empty sequences."),
                row(
                        () -> Rlax.nStepBootstrappedReturns(T3, T3, T3, 0),
                        "nStepBootstrappedReturns needs n >= 1, but got 0. It counts the rewards in each return."),
                row(
                        () -> Rlax.truncatedGeneralizedAdvantageEstimation(T3, T3, 1, T3),
                        "truncatedGeneralizedAdvantageEstimation needs one value more than rewards, but got [3] and"
                                + " [3]. Append the value of the last state."),
                row(
                        () -> Rlax.generalOffPolicyReturnsFromQAndV(T3, T3, T3, T3, T3),
                        "generalOffPolicyReturnsFromQAndV needs one reward more than action values, but got [3] and"
                                + " [3]. The action in the last state is not known, and not needed."),
                row(
                        () -> Rlax.vtrace(T3, T3, T3, T3, T3, o -> o.sampleMask(T3)),
                        "vtrace needs truth values in sampleMask, but got f32[3]. Convert them with"
                                + " cast(DType.BOOL)."),
                row(
                        () -> Rlax.categoricalL2Project(T3, T4, T3),
                        "categoricalL2Project needs zP and probs of one shape, but got [3] and [4]. Slice or broadcast"
                                + " them first; differing shapes hide mistakes."));
    }

    private static Stream<Arguments> policies() {
        var samples = Ops.ones(2, 3);
        return Stream.of(
                row(
                        () -> Rlax.greedy().kl(T3, T3),
                        "greedy and epsilonGreedy have no divergence, since actions may have probability 0. Use that"
                                + " of softmax."),
                row(
                        () -> Rlax.epsilonGreedy().probs(T3),
                        "epsilonGreedy() has no epsilon. Make it with epsilonGreedy(0.1), or give one with"
                                + " epsilon(0.1) before each use."),
                row(
                        () -> Rlax.gaussianDiagonal().entropy(T3),
                        "gaussianDiagonal() has no sigma. Make it with gaussianDiagonal(0.5), or pass sigma after"
                                + " mu."),
                row(
                        () -> Rlax.mpoLoss(samples, samples, PENALTY, List.of()),
                        "mpoLoss needs at least one constraint on divergences, but got none. Without one the policy may"
                                + " change too much."),
                row(
                        () -> Rlax.computeParametricKlPenaltyAndDualLoss(List.of()),
                        "computeParametricKlPenaltyAndDualLoss needs at least one constraint on divergences, but got"
                                + " none. Without one the policy may change too much."),
                row(
                        () -> Rlax.mpoLoss(samples, samples, PENALTY, kl(T3), o -> o.sampleAxis(2)),
                        "mpoLoss needs a sampleAxis of values of rank 2, but got 2. The first axis is 0, the last"
                                + " -1."),
                row(
                        () -> Rlax.mpoLoss(samples, samples, PENALTY, kl(T4)),
                        "mpoLoss needs divergences of shape [3], but got [4]. Give one for each state, and one more"
                                + " axis if they are per dimension."),
                row(
                        () -> Rlax.vmpoLoss(T3, T3, PENALTY, kl(T3), o -> o.topKFraction(0)),
                        "V-MPO needs a topKFraction in (0, 1], but got 0.0. Its default is 0.5: the better half of the"
                                + " samples."),
                row(
                        () -> Rlax.vmpoLoss(T3, T3, PENALTY, kl(T3), o -> o.topKFraction(0.1)),
                        "V-MPO needs a topKFraction that takes at least one of 3 samples, but got 0.1. Raise it, or"
                                + " give more samples."),
                row(
                        () -> Rlax.vmpoLoss(
                                T3,
                                T3,
                                PENALTY,
                                kl(T3),
                                o -> o.axisNames(List.of("i")).useStopGradient(false)),
                        "V-MPO cannot differentiate the largest advantage of all of [i]. Leave useStopGradient at true,"
                                + " or axisNames empty."),
                row(
                        () -> Rlax.popart(0, 0.1, 1, 2),
                        "popart needs numOutputs >= 1 and 0 < scaleLb <= scaleUb, but got 0, 1.0 and 2.0. Common bounds"
                                + " are 1e-4 and 1e6."),
                row(
                        () -> Rlax.unnormalizeLinear(Rlax.popart(3).initialState(), T3, Tensor.of(1)),
                        "unnormalizeLinear needs one index for each row of inputs, but got [1] and [3]. The last axis"
                                + " of inputs is that of tasks."));
    }

    private static List<KlConstraint> kl(Tensor kl) {
        return List.of(new KlConstraint(kl, PENALTY));
    }

    private static Stream<Arguments> others() {
        return Stream.of(
                row(
                        () -> Rlax.knnQuery(Ops.ones(3, 2), Ops.ones(1, 4), 1),
                        "knnQuery needs data and queryPoints of one width, but got [3, 2] and [1, 4]. Their last axis"
                                + " is that of features."),
                row(
                        () -> Rlax.knnQuery(Ops.ones(0, 2), Ops.ones(1, 2), 1),
                        "knnQuery needs at least one neighbour, but got 1 of data [0, 2]. Raise numNeighbors, or add"
                                + " data."),
                row(
                        () -> Rlax.episodicMemoryIntrinsicRewards(
                                Ops.ones(2, 3),
                                1,
                                1,
                                Rlax.episodicMemoryIntrinsicRewards(Ops.ones(2, 3), 1, 1, o -> o.maxMemorySize(4))
                                        .state(),
                                o -> o.maxMemorySize(5)),
                        "episodicMemoryIntrinsicRewards needs a memory of shape [5, 3], but got [4, 3]. Use the same"
                                + " maxMemorySize in all steps."),
                row(
                        () -> Rlax.pixelControlRewards(Ops.ones(2, 4, 3, 1), 2),
                        "pixelControlRewards needs a cellSize that divides height and width of [2, 4, 3, 1], but got 2."
                                + " Crop or pad the pictures."),
                row(
                        () -> Rlax.pixelControlLoss(Ops.ones(2, 4, 4, 1), Tensor.of(1), Ops.ones(2, 4, 4, 3), 0.9, 2),
                        "pixelControlLoss needs actionValues for the cells [2, 2], but got [2, 4, 4, 3]. Their second"
                                + " and third axes are rows and columns of cells."),
                row(
                        () -> Rlax.featureControlRewards(Ops.ones(2, 2), CumulantType.POTENTIAL),
                        "featureControlRewards needs a discount for POTENTIAL, but got none. Give it after the"
                                + " type."),
                row(
                        () -> Rlax.extractSubsequences(Ops.ones(5, 2), Tensor.of(new int[][] {{0}, {0}}), 3, 4),
                        "extractSubsequences needs trajectories of at least 7 steps, but got [5, 2]. Shorten the parts,"
                                + " or start earlier."),
                row(
                        () -> Rlax.extractSubsequences(Ops.ones(5, 2), Tensor.of(new int[][] {{0}, {0}}), 0),
                        "extractSubsequences needs subsequenceLen >= 1, but got 0. It is the length of each part."),
                row(
                        () -> Rlax.extractSubsequences(Ops.ones(5, 2), Tensor.of(new int[][] {{0}})),
                        "extractSubsequences needs startIndices for each trajectory, but got [1, 1] and [5, 2]. The"
                                + " second axis of trajectories is the first of startIndices."),
                row(
                        () -> Rlax.sampleStartIndices(Key.of(1), 2, 4, 2),
                        "sampleStartIndices needs numStartIndices of at most 3 different positions, but got 4. Raise"
                                + " maxValidStartIdx, or sample fewer."),
                row(
                        () -> Rlax.treeSelect(Tensor.of(true), List.of(T3), List.of(T3)),
                        "treeSelect needs a condition that is a scalar or of shape [3], but got bool[1]. Broadcast it"
                                + " first."),
                row(
                        () -> Rlax.treeMapZipped(all -> all.get(0), List.of()),
                        "treeMapZipped needs at least one tree, but got none. There is no structure for the"
                                + " result."),
                row(
                        () -> Rlax.treeSplitLeaves(Map.of("a", T3, "b", T4)),
                        "treeSplitLeaves needs tensors of one size along axis 0, but got [3] and [4]. Split such trees"
                                + " one by one."),
                row(
                        () -> Rlax.periodicUpdate(T3, T3, ACTION, 0),
                        "periodicUpdate needs updatePeriod >= 1, but got 0. 1 updates in each step."));
    }

    @ParameterizedTest(name = "{1}")
    @MethodSource("rows")
    void saysWhatDoesNotFitAndWhatToDo(Supplier<Object> call, String message) {
        assertThatThrownBy(call::get)
                .isInstanceOfAny(
                        IllegalArgumentException.class,
                        IllegalStateException.class,
                        UnsupportedOperationException.class)
                .hasMessage(message);
    }

    @Test
    void treesOfOtherStructuresAreShown() {
        assertThatThrownBy(() -> Rlax.<Object>treeMapZipped(all -> all.get(0), List.of(List.of(T3), Map.of("a", T3))))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageStartingWith("treeMapZipped needs trees of one structure, but got [")
                .hasMessageEndingWith("]. Give all the same keys and lengths.");
    }

    @Test
    void ranksAreCheckedOfWhatIsMappedToo() {
        assertThatThrownBy(() -> Func.vmap((Tensor q) -> Rlax.qLearning(q, ACTION, SCALAR, SCALAR, T3))
                        .apply(Ops.ones(2, 4, 3)))
                .hasMessage("qLearning needs qTm1 of rank 1, but got f32[4, 3]. Map the function over further axes with"
                        + " vmap.");
    }
}
