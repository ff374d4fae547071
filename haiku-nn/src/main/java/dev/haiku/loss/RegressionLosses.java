package dev.haiku.loss;

import dev.haiku.array.ShapeException;
import dev.haiku.tensor.Dims;
import dev.haiku.tensor.Ops;
import dev.haiku.tensor.Tensor;
import java.util.Arrays;
import java.util.function.UnaryOperator;

/** The part of {@link Losses} that compares numbers with numbers. */
abstract class RegressionLosses {

    RegressionLosses() {}

    /** {@return {@code errors²}, element by element} */
    public static Tensor squaredError(Tensor errors) {
        requireFloating("squaredError", errors);
        return Ops.square(errors);
    }

    /**
     * {@return {@code (predictions - targets)²}, element by element}
     *
     * @throws ShapeException if the shapes differ; they do not broadcast, since that hides mistakes
     */
    public static Tensor squaredError(Tensor predictions, Tensor targets) {
        requireSameShape("squaredError", predictions, targets);
        requireFloating("squaredError", predictions);
        return Ops.square(predictions.sub(targets));
    }

    /** {@return {@code errors² / 2}, element by element} */
    public static Tensor l2Loss(Tensor errors) {
        return squaredError(errors).mul(0.5);
    }

    /**
     * {@return {@code (predictions - targets)² / 2}, element by element}
     *
     * @throws ShapeException if the shapes differ
     */
    public static Tensor l2Loss(Tensor predictions, Tensor targets) {
        return squaredError(predictions, targets).mul(0.5);
    }

    /** {@return half the squared error where it is at most 1, and a linear continuation elsewhere} */
    public static Tensor huberLoss(Tensor predictions, Tensor targets) {
        return huberLoss(predictions, targets, 1);
    }

    /**
     * {@return half the squared error where its root is at most {@code delta}, and a linear continuation elsewhere}
     *
     * <p>Source: Huber, <em>Robust estimation of a location parameter</em>, 1964.
     */
    public static Tensor huberLoss(Tensor predictions, Tensor targets, double delta) {
        return huberLoss(predictions.sub(targets), delta);
    }

    /** {@return the Huber loss of errors, element by element} */
    public static Tensor huberLoss(Tensor errors, double delta) {
        requireFloating("huberLoss", errors);
        var size = Ops.abs(errors);
        var quadratic = Ops.minimum(size, delta);
        return Ops.square(quadratic).mul(0.5).add(size.sub(quadratic).mul(delta));
    }

    /** {@return log(cosh(errors)), element by element: squares that turn into absolute values} */
    public static Tensor logCosh(Tensor errors) {
        requireFloating("logCosh", errors);
        return Ops.logAddExp(errors, errors.neg()).sub(Math.log(2));
    }

    /** {@return log(cosh(predictions - targets)), element by element} */
    public static Tensor logCosh(Tensor predictions, Tensor targets) {
        return logCosh(predictions.sub(targets));
    }

    /** {@return the cosine of the angle between vectors along the last axis} */
    public static Tensor cosineSimilarity(Tensor predictions, Tensor targets) {
        return cosineSimilarity(predictions, targets, 0, o -> o);
    }

    /**
     * {@return the cosine of the angle between vectors}
     *
     * @param predictions vectors
     * @param targets vectors of the same shape
     * @param epsilon the least square of a length, so that short vectors do not divide by zero
     * @param edit chooses the axes of the vectors, and which elements count
     * @throws ShapeException if the shapes differ
     */
    public static Tensor cosineSimilarity(
            Tensor predictions, Tensor targets, double epsilon, UnaryOperator<LossOptions> edit) {
        requireSameShape("cosineSimilarity", predictions, targets);
        requireFloating("cosineSimilarity", predictions);
        requireFloating("cosineSimilarity", targets);
        return cosine(predictions, targets, epsilon, edit.apply(LossOptions.DEFAULTS));
    }

    static Tensor cosine(Tensor a, Tensor b, double epsilon, LossOptions options) {
        return options.sum(unit(a, epsilon, options).mul(unit(b, epsilon, options)));
    }

    private static Tensor unit(Tensor x, double epsilon, LossOptions options) {
        var axes = Arrays.stream(options.axesOf(x)).boxed().toList();
        var squaredLength = Ops.sum(options.chosen(Ops.square(x), 0), axes, Dims.KEEP);
        return x.div(Ops.sqrt(Ops.maximum(squaredLength, epsilon)));
    }

    /** {@return 1 - {@link #cosineSimilarity(Tensor, Tensor)}} */
    public static Tensor cosineDistance(Tensor predictions, Tensor targets) {
        return cosineDistance(predictions, targets, 0, o -> o);
    }

    /** {@return 1 - {@link #cosineSimilarity(Tensor, Tensor, double, UnaryOperator)}} */
    public static Tensor cosineDistance(
            Tensor predictions, Tensor targets, double epsilon, UnaryOperator<LossOptions> edit) {
        return Ops.sub(1, cosineSimilarity(predictions, targets, epsilon, edit));
    }

    static void requireFloating(String name, Tensor x) {
        if (!x.dtype().isFloating()) {
            throw new IllegalArgumentException(name + " needs floating-point numbers, but got " + x.type()
                    + ". Convert them with cast(DType.F32).");
        }
    }

    static void requireInteger(String name, Tensor labels, String otherwise) {
        if (!labels.dtype().isInteger()) {
            throw new IllegalArgumentException(
                    name + " needs labels of an integer type, but got " + labels.type() + ". " + otherwise);
        }
    }

    static void requireSameShape(String name, Tensor predictions, Tensor targets) {
        if (!predictions.shape().equals(targets.shape())) {
            throw new ShapeException(name + " needs operands of one shape, but got " + predictions.shape() + " and "
                    + targets.shape() + ".");
        }
    }
}
