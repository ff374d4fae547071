package dev.haiku.loss;

import dev.haiku.array.ShapeException;
import dev.haiku.tensor.Nn;
import dev.haiku.tensor.Ops;
import dev.haiku.tensor.Tensor;
import java.util.List;

/** The part of {@link Losses} that compares scores of classes with labels, or distributions with each other. */
abstract class ClassificationLosses extends RegressionLosses {

    ClassificationLosses() {}

    /**
     * {@return the cross entropy of independent yes/no questions, element by element}
     *
     * @param logits unnormalised log probabilities of yes
     * @param labels 0, 1 or probabilities in between, of a shape that broadcasts with that of {@code logits}
     */
    public static Tensor sigmoidBinaryCrossEntropy(Tensor logits, Tensor labels) {
        requireFloating("sigmoidBinaryCrossEntropy", logits);
        var answers = labels.cast(logits.dtype());
        var yes = answers.neg().mul(Nn.logSigmoid(logits));
        return yes.sub(Ops.sub(1, answers).mul(Nn.logSigmoid(logits.neg())));
    }

    /**
     * {@return the cross entropy {@code [...]} between the softmax of {@code logits [..., classes]} and {@code labels
     * [..., classes]}}
     *
     * @param logits unnormalised log probabilities
     * @param labels a distribution for each example, such as one-hot vectors; it is not checked to sum to 1
     */
    public static Tensor softmaxCrossEntropy(Tensor logits, Tensor labels) {
        return softmaxCrossEntropy(logits, labels, -1);
    }

    /** {@return the cross entropy between the softmax of {@code logits} along {@code axis} and {@code labels}} */
    public static Tensor softmaxCrossEntropy(Tensor logits, Tensor labels, int axis) {
        requireFloating("softmaxCrossEntropy", logits);
        return Ops.sum(labels.mul(Nn.logSoftmax(logits, axis)), axis).neg();
    }

    /**
     * {@return the cross entropy between the softmax of {@code logits} along {@code axis} and {@code labels}, over some
     * classes only}
     *
     * <p>The derivative by the labels of other classes is NaN, as in optax.
     *
     * @param logits unnormalised log probabilities
     * @param labels a distribution for each example
     * @param axis the axis of the classes, which the result lacks
     * @param where which classes count, a {@code bool} tensor that broadcasts with {@code logits}
     */
    public static Tensor softmaxCrossEntropy(Tensor logits, Tensor labels, int axis, Tensor where) {
        requireFloating("softmaxCrossEntropy", logits);
        var logProbs = Nn.logSoftmax(Ops.where(where, logits, Double.NEGATIVE_INFINITY), axis);
        return Ops.sum(Ops.where(where, labels.mul(logProbs), 0.0), axis).neg();
    }

    /**
     * {@return the cross entropy {@code [...]} between the softmax of {@code logits [..., classes]} and the classes
     * {@code labels [...]}}
     *
     * @param logits unnormalised log probabilities
     * @param labels the right class of each example, from 0; one out of range gives NaN
     * @throws IllegalArgumentException if the labels are not of an integer type
     * @throws ShapeException if the labels do not have the shape of the logits without the axis of classes
     */
    public static Tensor softmaxCrossEntropyWithIntegerLabels(Tensor logits, Tensor labels) {
        return softmaxCrossEntropyWithIntegerLabels(logits, labels, -1);
    }

    /**
     * {@return the cross entropy between the softmax of {@code logits} along {@code axis} and the classes {@code
     * labels}}
     */
    public static Tensor softmaxCrossEntropyWithIntegerLabels(Tensor logits, Tensor labels, int axis) {
        var name = "softmaxCrossEntropyWithIntegerLabels";
        requireFloating(name, logits);
        if (!labels.dtype().isInteger()) {
            throw new IllegalArgumentException(name + " needs labels of an integer type, but got " + labels.type()
                    + ". Use softmaxCrossEntropy for one-hot labels.");
        }
        int classes = logits.shape().axis(axis);
        var expected = logits.shape().remove(List.of(classes));
        if (!labels.shape().equals(expected)) {
            throw new ShapeException(name + " needs labels of shape " + expected + " for logits of shape "
                    + logits.shape() + ", but got " + labels.shape() + ".");
        }
        var chosen = Ops.takeAlongAxis(logits, labels.expandDims(classes), classes);
        return Ops.logsumexp(logits, classes).sub(chosen.squeeze(classes));
    }

    /**
     * {@return the cross entropy plus {@code epsilon} times the probability given to wrong classes}
     *
     * <p>Source: Leng et al., <em>PolyLoss: a polynomial expansion perspective of classification loss functions</em>,
     * 2022.
     *
     * @param logits unnormalised log probabilities along the last axis
     * @param labels a distribution for each example
     * @param epsilon the weight of the second term; optax's default is 2
     */
    public static Tensor polyLossCrossEntropy(Tensor logits, Tensor labels, double epsilon) {
        var wrong = Ops.sum(labels.mul(Ops.sub(1, Nn.softmax(logits))), -1);
        return softmaxCrossEntropy(logits, labels).add(wrong.mul(epsilon));
    }

    /** {@return {@code max(0, 1 - scores·labels)}, element by element, for labels -1 and 1} */
    public static Tensor hingeLoss(Tensor scores, Tensor labels) {
        return Ops.maximum(Ops.sub(1, scores.mul(labels)), 0);
    }

    /** {@return {@code max(0, -scores·labels)}, element by element, for labels -1 and 1} */
    public static Tensor perceptronLoss(Tensor scores, Tensor labels) {
        return Ops.maximum(scores.mul(labels).neg(), 0);
    }

    /**
     * {@return labels mixed with the uniform distribution: {@code (1 - alpha)·labels + alpha / classes}}
     *
     * @param labels a distribution for each example, along the last axis
     * @param alpha the share of the uniform distribution, in [0, 1]
     */
    public static Tensor smoothLabels(Tensor labels, double alpha) {
        requireFloating("smoothLabels", labels);
        return labels.mul(1 - alpha).add(alpha / labels.shape().last());
    }

    /** {@return the Kullback-Leibler divergence from predictions to targets along the last axis} */
    public static Tensor klDivergence(Tensor logPredictions, Tensor targets) {
        return klDivergence(logPredictions, targets, -1);
    }

    /**
     * {@return the Kullback-Leibler divergence from predictions to targets: {@code Σ targets·(log(targets) -
     * logPredictions)}}
     *
     * @param logPredictions logarithms of predicted probabilities
     * @param targets probabilities; those that are 0 count nothing
     * @param axis the axis of the classes, which the result lacks
     */
    public static Tensor klDivergence(Tensor logPredictions, Tensor targets, int axis) {
        requireFloating("klDivergence", logPredictions);
        var logTargets = Ops.where(targets.eq(0), 0.0, Ops.log(targets));
        return Ops.sum(targets.mul(logTargets.sub(logPredictions)), axis);
    }

    /**
     * {@return the Kullback-Leibler divergence from predictions to targets along the last axis, both given as
     * logarithms}
     */
    public static Tensor klDivergenceWithLogTargets(Tensor logPredictions, Tensor logTargets) {
        requireFloating("klDivergenceWithLogTargets", logPredictions);
        return Ops.sum(Ops.exp(logTargets).mul(logTargets.sub(logPredictions)), -1);
    }
}
