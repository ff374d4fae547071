package dev.haiku.rl;

import dev.haiku.array.Shape;
import dev.haiku.func.Func;
import dev.haiku.func.MappedAxis;
import dev.haiku.random.Key;
import dev.haiku.random.Random;
import dev.haiku.tensor.Index;
import dev.haiku.tensor.Ops;
import dev.haiku.tensor.Tensor;
import java.util.function.BiFunction;

/** The part of {@link Rlax} with auxiliary rewards, embeddings and the handling of trajectories. */
abstract class AuxiliaryFunctions extends ExplorationFunctions {

    /** The first step of an episode, in {@code stepType}. */
    public static final int STEP_TYPE_FIRST = 0;

    /** A step that is neither first nor last, in {@code stepType}. */
    public static final int STEP_TYPE_MID = 1;

    /** The last step of an episode, in {@code stepType}. */
    public static final int STEP_TYPE_LAST = 2;

    AuxiliaryFunctions() {}

    /**
     * {@return features, action and reward side by side: {@code [batch, n + numActions + 1]}}
     *
     * @param features features {@code [batch, n]}
     * @param action actions {@code [batch]}, which become one-hot vectors
     * @param reward rewards {@code [batch]}, squeezed by tanh
     * @param numActions how many actions there are
     */
    public static Tensor embedOar(Tensor features, Tensor action, Tensor reward, int numActions) {
        Signature.of("embedOar")
                .floating("features", features, 2)
                .integer("action", action, 1)
                .floating("reward", reward, 1);
        return Ops.concatenate(
                1,
                features,
                oneHot(action, numActions, features.dtype()),
                reward.tanh().expandDims(-1));
    }

    /**
     * {@return how much each cell of a picture changes, {@code [T, h / cellSize, w / cellSize]}}
     *
     * <p>Source: Jaderberg et al., <em>Reinforcement learning with unsupervised auxiliary tasks</em>, 2016.
     *
     * @param observations pictures {@code [T + 1, h, w, channels]}
     * @param cellSize height and width of a cell, a divisor of h and w
     */
    public static Tensor pixelControlRewards(Tensor observations, int cellSize) {
        Signature.of("pixelControlRewards").floating("observations", observations, 4);
        var shape = observations.shape();
        Signature.of("pixelControlRewards")
                .require(
                        cellSize > 0 && shape.dim(1) % cellSize == 0 && shape.dim(2) % cellSize == 0,
                        "a cellSize that divides height and width of " + shape + ", but got " + cellSize,
                        "Crop or pad the pictures.");
        var changes =
                Streams.later(observations).sub(Streams.earlier(observations)).abs();
        return changes.reshape(
                        shape.dim(0) - 1,
                        shape.dim(1) / cellSize,
                        cellSize,
                        shape.dim(2) / cellSize,
                        cellSize,
                        shape.dim(3))
                .mean(2, 4, 5);
    }

    /** {@return the loss of {@code pixelControlLoss} with one discount for all steps} */
    public static Tensor pixelControlLoss(
            Tensor observations, Tensor actions, Tensor actionValues, double discountFactor, int cellSize) {
        var discount = Streams.constant(discountFactor, actionValues);
        return pixelControlLoss(observations, actions, actionValues, discount, cellSize);
    }

    /**
     * {@return the loss {@code [T, H, W]} of learning to change pictures, cell by cell, with Q(λ) and {@code λ = 1}}
     *
     * <p>Source: Jaderberg et al., <em>Reinforcement learning with unsupervised auxiliary tasks</em>, 2016.
     *
     * @param observations pictures {@code [T + 1, h, w, channels]}
     * @param actions actions {@code [T]}
     * @param actionValues values {@code [T + 1, H, W, n]} of the actions for each cell
     * @param discountFactor discounts, a scalar or {@code [T]}
     * @param cellSize height and width of a cell: {@code H = h / cellSize}
     */
    public static Tensor pixelControlLoss(
            Tensor observations, Tensor actions, Tensor actionValues, Tensor discountFactor, int cellSize) {
        var rewards = pixelControlRewards(observations, cellSize);
        var shape = rewards.shape();
        Signature.of("pixelControlLoss")
                .integer("actions", actions, 1)
                .floating("actionValues", actionValues, 4)
                .floating("discountFactor", discountFactor, 0, 1)
                .require(
                        actionValues.dim(1) == shape.dim(1) && actionValues.dim(2) == shape.dim(2),
                        "actionValues for the cells " + shape.subShape(1, 3) + ", but got " + actionValues.shape(),
                        "Their second and third axes are rows and columns of cells.");
        var discounts = discountFactor.broadcastTo(Shape.of(shape.dim(0)));
        BiFunction<Tensor, Tensor, Tensor> ofCell = (values, reward) ->
                qLambda(Streams.earlier(values), actions, reward, discounts, Streams.later(values), 1);
        var values = actionValues.reshape(shape.dim(0) + 1, -1, actionValues.dim(3));
        var errors = Func.vmap(
                        ofCell, o -> o.in(MappedAxis.at(1), MappedAxis.at(1)).out(MappedAxis.at(1)))
                .apply(values, rewards.reshape(shape.dim(0), -1));
        return l2Loss(errors.reshape(shape));
    }

    /** {@return the rewards {@code [T, n]} of {@code featureControlRewards} for how much features change} */
    public static Tensor featureControlRewards(Tensor features) {
        return featureControlRewards(features, CumulantType.ABSOLUTE_CHANGE);
    }

    /**
     * {@return rewards {@code [T, n]} for features of a state}
     *
     * @param features features {@code [T + 1, n]}
     * @param cumulantType what of a feature is the reward, any but a potential
     */
    public static Tensor featureControlRewards(Tensor features, CumulantType cumulantType) {
        if (cumulantType == CumulantType.POTENTIAL) {
            throw new IllegalArgumentException(
                    "featureControlRewards needs a discount for POTENTIAL, but got none. Give it after the type.");
        }
        return featureControlRewards(features, cumulantType, 1);
    }

    /**
     * {@return rewards {@code [T, n]} for features of a state}
     *
     * @param features features {@code [T + 1, n]}
     * @param cumulantType what of a feature is the reward
     * @param discount the discount, which matters for potentials only
     */
    public static Tensor featureControlRewards(Tensor features, CumulantType cumulantType, double discount) {
        Signature.of("featureControlRewards").floating("features", features, 2);
        var before = Streams.earlier(features);
        var after = Streams.later(features);
        return switch (cumulantType) {
            case FEATURE -> after;
            case ABSOLUTE_CHANGE -> after.sub(before).abs();
            case INCREASE -> after.sub(before);
            case DECREASE -> before.sub(after);
            case POTENTIAL -> after.mul(discount).sub(before);
        };
    }

    /**
     * {@return step types where an episode that was cut off has a last step}
     *
     * <p>A step in the middle that a first step follows becomes a last step.
     *
     * @param stepType {@link #STEP_TYPE_FIRST}, {@link #STEP_TYPE_MID} or {@link #STEP_TYPE_LAST}, {@code [T, batch]}
     */
    public static Tensor fixStepTypeOnInterruptions(Tensor stepType) {
        Signature.of("fixStepTypeOnInterruptions").integer("stepType", stepType, 2);
        var afterLast = Ops.fullLike(Streams.last(stepType), STEP_TYPE_MID);
        var next = Ops.concatenate(0, Streams.later(stepType), afterLast);
        var isCut = stepType.eq(STEP_TYPE_MID).and(next.eq(STEP_TYPE_FIRST));
        return Ops.where(isCut, STEP_TYPE_LAST, stepType);
    }

    /** {@return parts of length 1 of trajectories} */
    public static Tensor extractSubsequences(Tensor trajectories, Tensor startIndices) {
        return extractSubsequences(trajectories, startIndices, 1);
    }

    /**
     * {@return parts of trajectories: {@code out[l, b, s] = trajectories[start[b, s] + l, b]}}
     *
     * <p>Positions after the end are moved to the last one.
     *
     * @param trajectories trajectories {@code [T, batch, ...]}
     * @param startIndices first positions {@code [batch, parts]}
     * @param subsequenceLen the length of a part, at least 1
     */
    public static Tensor extractSubsequences(Tensor trajectories, Tensor startIndices, int subsequenceLen) {
        Signature.of("extractSubsequences")
                .integer("startIndices", startIndices, 2)
                .require(
                        trajectories.rank() >= 2 && trajectories.dim(1) == startIndices.dim(0),
                        "startIndices for each trajectory, but got " + startIndices.shape() + " and "
                                + trajectories.shape(),
                        "The second axis of trajectories is the first of startIndices.")
                .require(
                        subsequenceLen >= 1,
                        "subsequenceLen >= 1, but got " + subsequenceLen,
                        "It is the length of each part.");
        var offsets = Ops.arange(subsequenceLen).reshape(-1, 1, 1);
        var times = startIndices.expandDims(0).add(offsets);
        var batch = Ops.arange(startIndices.dim(0)).reshape(1, -1, 1);
        return trajectories.get(Index.of(times), Index.of(batch));
    }

    /**
     * {@return parts of trajectories, which are checked to be long enough for all starts}
     *
     * @param trajectories trajectories {@code [T, batch, ...]}
     * @param startIndices first positions {@code [batch, parts]}
     * @param subsequenceLen the length of a part
     * @param maxValidStartIdx the largest first position there may be
     */
    public static Tensor extractSubsequences(
            Tensor trajectories, Tensor startIndices, int subsequenceLen, int maxValidStartIdx) {
        int needed = maxValidStartIdx + subsequenceLen;
        Signature.of("extractSubsequences")
                .require(
                        trajectories.rank() >= 2 && trajectories.dim(0) >= needed,
                        "trajectories of at least " + needed + " steps, but got " + trajectories.shape(),
                        "Shorten the parts, or start earlier.");
        return extractSubsequences(trajectories, startIndices, subsequenceLen);
    }

    /**
     * {@return different random positions from 0 to {@code maxValidStartIdx} for each of a batch, {@code i32[batchSize,
     * numStartIndices]}}
     */
    public static Tensor sampleStartIndices(Key key, int batchSize, int numStartIndices, int maxValidStartIdx) {
        int available = maxValidStartIdx + 1;
        Signature.of("sampleStartIndices")
                .require(
                        numStartIndices <= available,
                        "numStartIndices of at most " + available + " different positions, but got " + numStartIndices,
                        "Raise maxValidStartIdx, or sample fewer.");
        var rows = key.split(batchSize).stream()
                .map(row -> Random.choice(
                        row, available, o -> o.shape(numStartIndices).replace(false)))
                .toList();
        return Ops.stack(rows, 0);
    }
}
