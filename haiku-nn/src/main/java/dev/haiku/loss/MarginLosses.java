package dev.haiku.loss;

import dev.haiku.array.ShapeException;
import dev.haiku.func.Func;
import dev.haiku.optim.Projections;
import dev.haiku.tensor.Nn;
import dev.haiku.tensor.Ops;
import dev.haiku.tensor.Tensor;
import java.util.function.BinaryOperator;
import java.util.function.UnaryOperator;

/** The part of {@link Losses} that demands a margin between scores, and its relatives. */
abstract class MarginLosses extends ClassificationLosses {

    MarginLosses() {}

    /** {@return {@code max(0, 1 - scores·labels)}, element by element, for labels -1 and 1} */
    public static Tensor hingeLoss(Tensor scores, Tensor labels) {
        return Ops.maximum(Ops.sub(1, scores.mul(labels)), 0);
    }

    /**
     * {@return {@code max(0, -scores·labels)}, element by element, for labels -1 and 1}
     *
     * @throws ShapeException if the shapes differ
     */
    public static Tensor perceptronLoss(Tensor scores, Tensor labels) {
        requireSameShape("perceptronLoss", scores, labels);
        return Ops.maximum(scores.mul(labels).neg(), 0);
    }

    /**
     * {@return a loss of yes/no questions that is 0 for scores beyond 1, element by element}
     *
     * <p>Source: Blondel et al., <em>Learning with Fenchel-Young losses</em>, 2019.
     *
     * @param logits scores of yes
     * @param labels 0 or 1, of any type
     */
    public static Tensor sparsemaxLoss(Tensor logits, Tensor labels) {
        return Nn.sparsePlus(Ops.where(labels.ne(0), logits.neg(), logits));
    }

    /**
     * {@return by how much the right class {@code labels [...]} misses a score {@code [..., classes]} of 1 more than all
     * others}
     *
     * <p>Source: Crammer and Singer, <em>On the algorithmic implementation of multiclass kernel-based vector
     * machines</em>, 2001.
     */
    public static Tensor multiclassHingeLoss(Tensor scores, Tensor labels) {
        var right = oneHot("multiclassHingeLoss", scores, labels);
        return Ops.max(scores.add(1).sub(right), -1).sub(Ops.sum(scores.mul(right), -1));
    }

    /**
     * {@return by how much the right class {@code labels [...]} misses the largest score {@code [..., classes]}}
     *
     * <p>Source: Collins, <em>Discriminative training methods for hidden Markov models</em>, 2002.
     */
    public static Tensor multiclassPerceptronLoss(Tensor scores, Tensor labels) {
        var right = oneHot("multiclassPerceptronLoss", scores, labels);
        return Ops.max(scores, -1).sub(Ops.sum(scores.mul(right), -1));
    }

    private static Tensor oneHot(String name, Tensor scores, Tensor labels) {
        requireInteger(name, labels, "It takes classes, not one-hot labels.");
        return Nn.oneHot(labels, scores.shape().last(), scores.dtype());
    }

    /**
     * {@return a loss {@code [batch]} of the classes {@code labels [batch]} that is 0 if the right score {@code [batch,
     * classes]} is 1 more than all others}
     *
     * <p>Source: Martins and Astudillo, <em>From softmax to sparsemax: a sparse model of attention and multi-label
     * classification</em>, 2016.
     */
    public static Tensor multiclassSparsemaxLoss(Tensor scores, Tensor labels) {
        requireInteger("multiclassSparsemaxLoss", labels, "It takes classes, not one-hot labels.");
        return Func.vmap(MarginLosses::sparsemaxOfOne).apply(scores, labels);
    }

    private static Tensor sparsemaxOfOne(Tensor scores, Tensor label) {
        var right = Nn.oneHot(label, scores.dim(0), scores.dtype());
        var probabilities = Projections.simplex(scores);
        var excess = Ops.where(right.ne(0), 0.0, scores.sub(Ops.sum(scores.mul(right))));
        var gain = Ops.sum(probabilities.mul(Ops.where(probabilities.ne(0), excess, 0.0)));
        return gain.add(Ops.sub(1, Ops.sum(Ops.square(probabilities))).mul(0.5));
    }

    /**
     * {@return the loss {@code maxFun(scores) - Σ targets·scores} along the last axis, for which the gradient of {@code
     * maxFun} is the prediction}
     *
     * <p>Of log-sum-exp it is the cross entropy. Source: Blondel et al., <em>Learning with Fenchel-Young losses</em>,
     * 2019.
     *
     * @param maxFun a function from a vector to a scalar
     */
    public static BinaryOperator<Tensor> makeFenchelYoungLoss(UnaryOperator<Tensor> maxFun) {
        return (scores, targets) -> ofVectors(maxFun, scores).sub(Ops.sum(targets.mul(scores), -1));
    }

    private static Tensor ofVectors(UnaryOperator<Tensor> f, Tensor x) {
        if (x.rank() == 1) {
            return f.apply(x);
        }
        var batch = x.shape().subShape(0, x.rank() - 1);
        return Func.vmap((Tensor vector) -> f.apply(vector))
                .apply(x.reshape(-1, x.shape().last()))
                .reshape(batch);
    }
}
