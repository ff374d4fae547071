package dev.haiku.loss;

import dev.haiku.array.ShapeException;
import dev.haiku.tensor.Dims;
import dev.haiku.tensor.Nn;
import dev.haiku.tensor.Ops;
import dev.haiku.tensor.Tensor;
import dev.haiku.tensor.Tracer;
import java.util.List;
import java.util.stream.IntStream;

/** Losses of segmentations by the overlap of segments. */
final class Dice {

    private static final double TOLERANCE = 1e-5;
    private static final double FREQUENCY_EPS = 1e-7;

    private Dice() {}

    static Tensor loss(Tensor givenPredictions, Tensor givenTargets, DiceOptions options) {
        var predictions = withRank(givenPredictions, givenTargets.rank());
        var targets = withRank(givenTargets, predictions.rank());
        RegressionLosses.requireSameShape("diceLoss", predictions, targets);
        var probabilities = probabilities(predictions, options);
        var axes = axes(predictions, options);
        var overlap = Ops.sum(probabilities.mul(targets), axes, Dims.DROP);
        var falsePositives =
                Ops.sum(probabilities, axes, Dims.DROP).sub(overlap).mul(options.alpha());
        var falseNegatives = Ops.sum(targets, axes, Dims.DROP).sub(overlap).mul(options.beta());
        var union = overlap.add(falsePositives).add(falseNegatives).add(options.smooth());
        var losses = Ops.sub(1, overlap.add(options.smooth()).div(union));
        return reduced(weighted(losses, options), options);
    }

    private static Tensor withRank(Tensor x, int rank) {
        return x.rank() == rank - 1 ? x.expandDims(-1) : x;
    }

    private static List<Integer> axes(Tensor predictions, DiceOptions options) {
        return options.axes().isEmpty()
                ? IntStream.range(1, predictions.rank() - 1).boxed().toList()
                : options.axes();
    }

    private static Tensor probabilities(Tensor predictions, DiceOptions options) {
        boolean isBinary = predictions.shape().last() == 1;
        if (!options.applySoftmax()) {
            if (!isBinary) {
                requireDistributions(predictions);
            }
            return predictions;
        }
        return isBinary ? Nn.sigmoid(predictions) : Nn.softmax(predictions);
    }

    /** Checks numbers that are known; those of a function that is being compiled are not. */
    private static void requireDistributions(Tensor predictions) {
        if (predictions instanceof Tracer) {
            return;
        }
        double error = Ops.max(Ops.abs(Ops.sum(predictions, -1).sub(1))).item();
        if (!(error <= TOLERANCE)) {
            throw new IllegalArgumentException("diceLoss without softmax needs probabilities that sum to 1 along the "
                    + "last axis, but a sum differs from it by " + (float) error
                    + ". Pass logits and applySoftmax(true).");
        }
    }

    private static Tensor weighted(Tensor losses, DiceOptions options) {
        var weights = options.classWeights();
        if (weights != null && weights.rank() != 1) {
            throw new ShapeException(
                    "diceLoss needs classWeights of shape [classes], but got " + weights.shape() + ".");
        }
        var all = weights == null ? losses : losses.mul(Ops.broadcastToRank(weights, losses.rank()));
        int classes = all.shape().last();
        return options.ignoreBackground() && classes > 1 ? Ops.slice(all, all.rank() - 1, 1, classes) : all;
    }

    private static Tensor reduced(Tensor losses, DiceOptions options) {
        return switch (options.reduction()) {
            case MEAN -> Ops.mean(losses, -1);
            case SUM -> Ops.sum(losses, -1);
            case NONE -> losses;
        };
    }

    static Tensor generalized(Tensor predictions, Tensor targets, DiceOptions options) {
        var all = IntStream.range(0, targets.rank() - 1).boxed().toList();
        var rarity =
                Ops.square(Ops.sum(targets, all, Dims.DROP)).add(FREQUENCY_EPS).reciprocal();
        var weights = rarity.div(Ops.sum(rarity)).mul(rarity.dim(0));
        return Ops.mean(loss(predictions, targets, options.classWeights(weights).reduction(Reduction.NONE)));
    }
}
