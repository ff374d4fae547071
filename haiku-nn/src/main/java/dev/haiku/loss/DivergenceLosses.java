package dev.haiku.loss;

import dev.haiku.tensor.Ops;
import dev.haiku.tensor.Tensor;
import java.util.function.UnaryOperator;

/** The part of {@link Losses} that compares distributions with each other, and lists with lists. */
abstract class DivergenceLosses extends MarginLosses {

    DivergenceLosses() {}

    /** {@return the Kullback-Leibler divergence from predictions to targets along the last axis} */
    public static Tensor klDivergence(Tensor logPredictions, Tensor targets) {
        return klDivergence(logPredictions, targets, o -> o);
    }

    /** {@return the Kullback-Leibler divergence from predictions to targets along {@code axis}} */
    public static Tensor klDivergence(Tensor logPredictions, Tensor targets, int axis) {
        return klDivergence(logPredictions, targets, o -> o.axis(axis));
    }

    /**
     * {@return the Kullback-Leibler divergence from predictions to targets: {@code Σ targets·(log(targets) -
     * logPredictions)}}
     *
     * <p>Source: Kullback and Leibler, <em>On information and sufficiency</em>, 1951.
     *
     * @param logPredictions logarithms of predicted probabilities
     * @param targets probabilities; those that are 0 count nothing
     * @param edit chooses the axes of the classes, and which classes count
     */
    public static Tensor klDivergence(Tensor logPredictions, Tensor targets, UnaryOperator<LossOptions> edit) {
        requireFloating("klDivergence", logPredictions);
        requireFloating("klDivergence", targets);
        var logTargets = Ops.where(targets.eq(0), 0.0, Ops.log(targets));
        return edit.apply(LossOptions.DEFAULTS).sum(targets.mul(logTargets.sub(logPredictions)));
    }

    /**
     * {@return the Kullback-Leibler divergence from predictions to targets along the last axis, both given as
     * logarithms}
     */
    public static Tensor klDivergenceWithLogTargets(Tensor logPredictions, Tensor logTargets) {
        return klDivergenceWithLogTargets(logPredictions, logTargets, o -> o);
    }

    /** {@return the Kullback-Leibler divergence from predictions to targets, both given as logarithms} */
    public static Tensor klDivergenceWithLogTargets(
            Tensor logPredictions, Tensor logTargets, UnaryOperator<LossOptions> edit) {
        requireFloating("klDivergenceWithLogTargets", logPredictions);
        requireFloating("klDivergenceWithLogTargets", logTargets);
        return edit.apply(LossOptions.DEFAULTS).sum(Ops.exp(logTargets).mul(logTargets.sub(logPredictions)));
    }

    /** {@return {@link #generalizedKlDivergence(Tensor, Tensor, UnaryOperator)} along the last axis} */
    public static Tensor generalizedKlDivergence(Tensor logPredictions, Tensor targets) {
        return generalizedKlDivergence(logPredictions, targets, o -> o);
    }

    /**
     * {@return the Kullback-Leibler divergence plus the sum of {@code predictions - targets}, which makes it a measure
     * of numbers that do not sum to 1}
     */
    public static Tensor generalizedKlDivergence(
            Tensor logPredictions, Tensor targets, UnaryOperator<LossOptions> edit) {
        var difference = Ops.exp(logPredictions).sub(targets);
        return klDivergence(logPredictions, targets, edit)
                .add(edit.apply(LossOptions.DEFAULTS).sum(difference));
    }

    /** {@return {@link #generalizedKlDivergence(Tensor, Tensor)}, by its older name} */
    public static Tensor convexKlDivergence(Tensor logPredictions, Tensor targets) {
        return generalizedKlDivergence(logPredictions, targets);
    }

    /** {@return {@link #generalizedKlDivergence(Tensor, Tensor, UnaryOperator)}, by its older name} */
    public static Tensor convexKlDivergence(Tensor logPredictions, Tensor targets, UnaryOperator<LossOptions> edit) {
        return generalizedKlDivergence(logPredictions, targets, edit);
    }

    /** {@return {@link #rankingSoftmaxLoss(Tensor, Tensor, UnaryOperator)} without edited options} */
    public static Tensor rankingSoftmaxLoss(Tensor logits, Tensor labels) {
        return rankingSoftmaxLoss(logits, labels, o -> o);
    }

    /**
     * {@return the cross entropy between the softmax of the scores of a list and the relevance of its items}
     *
     * <p>Source: Cao et al., <em>Learning to rank: from pairwise approach to listwise approach</em>, 2007.
     *
     * @param logits the scores {@code [..., items]}
     * @param labels the relevance of each item, at least 0
     * @param edit edits the options
     */
    public static Tensor rankingSoftmaxLoss(Tensor logits, Tensor labels, UnaryOperator<RankingOptions> edit) {
        requireFloating("rankingSoftmaxLoss", logits);
        return Ranking.softmax(logits, labels.cast(logits.dtype()), edit.apply(RankingOptions.DEFAULTS));
    }
}
