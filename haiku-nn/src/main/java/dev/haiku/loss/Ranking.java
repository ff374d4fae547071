package dev.haiku.loss;

import dev.haiku.tensor.Nn;
import dev.haiku.tensor.Ops;
import dev.haiku.tensor.Tensor;

/** The softmax loss of rankings. */
final class Ranking {

    private Ranking() {}

    static Tensor softmax(Tensor logits, Tensor labels, RankingOptions options) {
        var where = options.where();
        var weights = options.weights();
        var relevance = where == null ? labels : Ops.where(where, labels, 0.0);
        var scores = where == null ? logits : Ops.where(where, logits, Double.NEGATIVE_INFINITY);
        var weighted = weights == null ? relevance : relevance.mul(weights);
        var products = weighted.mul(Nn.logSoftmax(scores));
        if (where == null) {
            return reduced(Ops.sum(products, -1).neg(), options.reduction());
        }
        var losses = Ops.sum(Ops.where(where, products, 0.0), -1).neg();
        return reduced(losses, Ops.any(where, -1), options.reduction());
    }

    private static Tensor reduced(Tensor losses, Reduction reduction) {
        return switch (reduction) {
            case MEAN -> Ops.mean(losses);
            case SUM -> Ops.sum(losses);
            case NONE -> losses;
        };
    }

    /** {@return the reduction of lists with an item that counts; the mean of none is 0} */
    private static Tensor reduced(Tensor losses, Tensor counts, Reduction reduction) {
        var chosen = Ops.where(counts, losses, 0.0);
        return switch (reduction) {
            case MEAN -> Ops.sum(chosen).div(Ops.maximum(Ops.sum(counts.cast(losses.dtype())), 1.0));
            case SUM -> Ops.sum(chosen);
            case NONE -> chosen;
        };
    }
}
