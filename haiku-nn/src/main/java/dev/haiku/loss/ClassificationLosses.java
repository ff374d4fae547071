package dev.haiku.loss;

import dev.haiku.array.ShapeException;
import dev.haiku.func.Func;
import dev.haiku.func.Jvp;
import dev.haiku.tensor.Dims;
import dev.haiku.tensor.Nn;
import dev.haiku.tensor.Ops;
import dev.haiku.tensor.Tensor;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.BiFunction;
import java.util.function.UnaryOperator;
import java.util.stream.IntStream;

/** The part of {@link Losses} that compares scores of classes with labels by cross entropy. */
abstract class ClassificationLosses extends RegressionLosses {

    private static final List<Integer> LAST = List.of(-1);
    private static final double POLY_EPSILON = 2;

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

    /** {@return {@link #sigmoidFocalLoss(Tensor, Tensor, UnaryOperator)} without edited options} */
    public static Tensor sigmoidFocalLoss(Tensor logits, Tensor labels) {
        return sigmoidFocalLoss(logits, labels, o -> o);
    }

    /**
     * {@return the cross entropy of independent yes/no questions, of which easy ones count less, element by element}
     *
     * <p>Source: Lin et al., <em>Focal loss for dense object detection</em>, 2017.
     *
     * @param logits unnormalised log probabilities of yes
     * @param labels 0, 1 or probabilities in between
     * @param edit edits the options
     */
    public static Tensor sigmoidFocalLoss(Tensor logits, Tensor labels, UnaryOperator<FocalOptions> edit) {
        requireFloating("sigmoidFocalLoss", logits);
        var options = edit.apply(FocalOptions.DEFAULTS);
        var yes = labels.cast(logits.dtype());
        var no = Ops.sub(1, yes);
        var logWrong = logMixture(Nn.logSigmoid(logits), no, Nn.logSigmoid(logits.neg()), yes);
        var loss = sigmoidBinaryCrossEntropy(logits, yes).mul(Ops.exp(logWrong.mul(options.gamma())));
        var alpha = options.alpha();
        return alpha == null ? loss : loss.mul(yes.mul(alpha).add(no.mul(1 - alpha)));
    }

    /** {@return {@code log(w1·exp(x1) + w2·exp(x2))}, where a term of weight 0 may be of any size} */
    private static Tensor logMixture(Tensor x1, Tensor w1, Tensor x2, Tensor w2) {
        var first = Ops.where(w1.ne(0), x1, Double.NEGATIVE_INFINITY);
        var second = Ops.where(w2.ne(0), x2, Double.NEGATIVE_INFINITY);
        var shift = Ops.stopGradient(Ops.maximum(first, second));
        var sum = w1.mul(Ops.exp(first.sub(shift))).add(w2.mul(Ops.exp(second.sub(shift))));
        return Ops.log(sum).add(shift);
    }

    /**
     * {@return the cross entropy {@code [...]} between the softmax of {@code logits [..., classes]} and {@code labels
     * [..., classes]}}
     *
     * @param logits unnormalised log probabilities
     * @param labels a distribution for each example, such as one-hot vectors; it is not checked to sum to 1
     */
    public static Tensor softmaxCrossEntropy(Tensor logits, Tensor labels) {
        return softmaxCrossEntropy(logits, labels, o -> o);
    }

    /** {@return the cross entropy between the softmax of {@code logits} along {@code axis} and {@code labels}} */
    public static Tensor softmaxCrossEntropy(Tensor logits, Tensor labels, int axis) {
        return softmaxCrossEntropy(logits, labels, o -> o.axis(axis));
    }

    /**
     * {@return the cross entropy between the softmax of {@code logits} and {@code labels}, over some axes and classes}
     *
     * <p>The derivative by the labels of classes that do not count is NaN, as in optax.
     *
     * @param logits unnormalised log probabilities
     * @param labels a distribution for each example
     * @param edit chooses the axes of the classes, and which classes count; the choice may lack the axis
     */
    public static Tensor softmaxCrossEntropy(Tensor logits, Tensor labels, UnaryOperator<LossOptions> edit) {
        requireFloating("softmaxCrossEntropy", logits);
        return crossEntropy(logits, labels, options(edit, logits));
    }

    private static LossOptions options(UnaryOperator<LossOptions> edit, Tensor logits) {
        return edit.apply(LossOptions.DEFAULTS).withWhereOfRank(logits.rank());
    }

    private static Tensor crossEntropy(Tensor logits, Tensor labels, LossOptions options) {
        var chosen = options.chosen(logits, Double.NEGATIVE_INFINITY);
        return options.sum(labels.mul(Nn.logSoftmax(chosen, options.axesOf(logits))))
                .neg();
    }

    /**
     * {@return the cross entropy {@code [...]} between the softmax of {@code logits [..., classes]} and {@code labels
     * [..., classes]}, where logits of classes with label 0 may be infinite}
     *
     * @param logits unnormalised log probabilities
     * @param labels a distribution for each example
     */
    public static Tensor safeSoftmaxCrossEntropy(Tensor logits, Tensor labels) {
        requireFloating("safeSoftmaxCrossEntropy", logits);
        return Ops.sum(WEIGHTED_LOG_SOFTMAX.apply(logits, labels), -1).neg();
    }

    private static final BiFunction<Tensor, Tensor, Tensor> WEIGHTED_LOG_SOFTMAX =
            Func.customJvp(ClassificationLosses::weightedLogSoftmax, (x, t) -> {
                var weights = x.second();
                var average = Ops.sum(t.first().mul(Nn.softmax(x.first())), LAST, Dims.KEEP);
                var byLogits = weights.mul(t.first()).sub(weights.mul(average));
                return new Jvp<>(
                        weightedLogSoftmax(x.first(), weights),
                        byLogits.add(t.second().mul(Nn.logSoftmax(x.first()))));
            });

    private static Tensor weightedLogSoftmax(Tensor logits, Tensor weights) {
        return Ops.where(weights.ne(0), weights.mul(Nn.logSoftmax(logits)), 0.0);
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
        return softmaxCrossEntropyWithIntegerLabels(logits, labels, o -> o);
    }

    /**
     * {@return the cross entropy between the softmax of {@code logits} along {@code axis} and the classes {@code
     * labels}}
     */
    public static Tensor softmaxCrossEntropyWithIntegerLabels(Tensor logits, Tensor labels, int axis) {
        return softmaxCrossEntropyWithIntegerLabels(logits, labels, o -> o.axis(axis));
    }

    /**
     * {@return the cross entropy between the softmax of {@code logits} and the classes {@code labels}, over some axes and
     * classes}
     *
     * @param logits unnormalised log probabilities
     * @param labels the right class of each example; along several axes they are counted in row-major order
     * @param edit chooses the axes of the classes, and which classes count: where none does the loss is 0
     */
    public static Tensor softmaxCrossEntropyWithIntegerLabels(
            Tensor logits, Tensor labels, UnaryOperator<LossOptions> edit) {
        var name = "softmaxCrossEntropyWithIntegerLabels";
        requireFloating(name, logits);
        requireInteger(name, labels, "Use softmaxCrossEntropy for one-hot labels.");
        var options = options(edit, logits);
        var where = options.where();
        var scores = classesLast(logits, options);
        requireLabels(name, logits, labels, scores);
        var chosen = Ops.takeAlongAxis(scores, labels.expandDims(-1), -1).squeeze(-1);
        if (where == null) {
            return Ops.logsumexp(scores, -1).sub(chosen);
        }
        var counts = classesLast(where.broadcastTo(logits.shape()), options);
        var total = Ops.logsumexp(Ops.where(counts, scores, Double.NEGATIVE_INFINITY), -1);
        return Ops.where(Ops.any(counts, -1), total.sub(chosen), 0.0);
    }

    private static void requireLabels(String name, Tensor logits, Tensor labels, Tensor scores) {
        var expected = scores.shape().subShape(0, scores.rank() - 1);
        if (!labels.shape().equals(expected)) {
            throw new ShapeException(name + " needs labels of shape " + expected + " for logits of shape "
                    + logits.shape() + ", but got " + labels.shape() + ".");
        }
    }

    /** {@return the tensor with the axes of classes as one, the last} */
    private static Tensor classesLast(Tensor x, LossOptions options) {
        int[] classes = options.axesOf(x);
        var order = new ArrayList<Integer>();
        IntStream.range(0, x.rank())
                .filter(axis -> Arrays.stream(classes).noneMatch(c -> c == axis))
                .forEach(order::add);
        var batch = x.shape().remove(Arrays.stream(classes).boxed().toList());
        Arrays.stream(classes).forEach(order::add);
        int count = Arrays.stream(classes).map(x::dim).reduce(1, Math::multiplyExact);
        return x.transpose(order).reshape(batch.insert(batch.rank(), count));
    }

    /** {@return {@link #polyLossCrossEntropy(Tensor, Tensor, double)} with the weight 2} */
    public static Tensor polyLossCrossEntropy(Tensor logits, Tensor labels) {
        return polyLossCrossEntropy(logits, labels, POLY_EPSILON);
    }

    /** {@return {@link #polyLossCrossEntropy(Tensor, Tensor, double, UnaryOperator)} along the last axis} */
    public static Tensor polyLossCrossEntropy(Tensor logits, Tensor labels, double epsilon) {
        return polyLossCrossEntropy(logits, labels, epsilon, o -> o);
    }

    /**
     * {@return the cross entropy plus {@code epsilon} times the probability given to wrong classes}
     *
     * <p>Source: Leng et al., <em>PolyLoss: a polynomial expansion perspective of classification loss functions</em>,
     * 2022.
     *
     * @param logits unnormalised log probabilities
     * @param labels a distribution for each example
     * @param epsilon the weight of the second term
     * @param edit chooses the axes of the classes, and which classes count
     */
    public static Tensor polyLossCrossEntropy(
            Tensor logits, Tensor labels, double epsilon, UnaryOperator<LossOptions> edit) {
        requireFloating("polyLossCrossEntropy", logits);
        requireFloating("polyLossCrossEntropy", labels);
        var options = options(edit, logits);
        var chosen = options.chosen(logits, Double.NEGATIVE_INFINITY);
        var wrong = Ops.sub(1, Nn.softmax(chosen, options.axesOf(logits)));
        return crossEntropy(logits, labels, options)
                .add(options.sum(labels.mul(wrong)).mul(epsilon));
    }

    /** {@return {@link #smoothLabels(Tensor, double, UnaryOperator)} along the last axis} */
    public static Tensor smoothLabels(Tensor labels, double alpha) {
        return smoothLabels(labels, alpha, o -> o);
    }

    /**
     * {@return labels mixed with the uniform distribution: {@code (1 - alpha)·labels + alpha / classes}}
     *
     * <p>Source: Müller et al., <em>When does label smoothing help?</em>, 2019.
     *
     * @param labels a distribution for each example
     * @param alpha the share of the uniform distribution, in [0, 1]
     * @param edit chooses the axes of the classes, and which classes are counted; all of them get their share
     */
    public static Tensor smoothLabels(Tensor labels, double alpha, UnaryOperator<LossOptions> edit) {
        requireFloating("smoothLabels", labels);
        var options = edit.apply(LossOptions.DEFAULTS);
        int[] classes = options.axesOf(labels);
        var where = options.where();
        var count = where == null
                ? Tensor.scalar(
                        labels.dtype(),
                        Arrays.stream(classes).map(labels::dim).asLongStream().reduce(1, Math::multiplyExact))
                : Ops.sum(
                        where.cast(labels.dtype()),
                        Arrays.stream(classes).boxed().toList(),
                        Dims.KEEP);
        return labels.mul(1 - alpha).add(Ops.div(alpha, count));
    }
}
