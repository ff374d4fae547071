package dev.haiku.loss;

import dev.haiku.array.ShapeException;
import dev.haiku.tensor.Dims;
import dev.haiku.tensor.Ops;
import dev.haiku.tensor.Tensor;
import java.util.List;

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
        return cosineSimilarity(predictions, targets, -1, 0);
    }

    /**
     * {@return the cosine of the angle between vectors}
     *
     * @param predictions vectors along {@code axis}
     * @param targets vectors of the same shape
     * @param axis the axis of the vectors, which the result lacks
     * @param epsilon the least square of a length, so that short vectors do not divide by zero
     */
    public static Tensor cosineSimilarity(Tensor predictions, Tensor targets, int axis, double epsilon) {
        requireSameShape("cosineSimilarity", predictions, targets);
        return Ops.sum(unit(predictions, axis, epsilon).mul(unit(targets, axis, epsilon)), axis);
    }

    private static Tensor unit(Tensor x, int axis, double epsilon) {
        var squaredLength = Ops.sum(Ops.square(x), List.of(axis), Dims.KEEP);
        return x.div(Ops.sqrt(Ops.maximum(squaredLength, epsilon)));
    }

    /** {@return 1 - {@link #cosineSimilarity(Tensor, Tensor)}} */
    public static Tensor cosineDistance(Tensor predictions, Tensor targets) {
        return cosineDistance(predictions, targets, -1, 0);
    }

    /** {@return 1 - {@link #cosineSimilarity(Tensor, Tensor, int, double)}} */
    public static Tensor cosineDistance(Tensor predictions, Tensor targets, int axis, double epsilon) {
        return Ops.sub(1, cosineSimilarity(predictions, targets, axis, epsilon));
    }

    static void requireFloating(String name, Tensor x) {
        if (!x.dtype().isFloating()) {
            throw new IllegalArgumentException(name + " needs floating-point numbers, but got " + x.type()
                    + ". Convert them with cast(DType.F32).");
        }
    }

    static void requireSameShape(String name, Tensor predictions, Tensor targets) {
        if (!predictions.shape().equals(targets.shape())) {
            throw new ShapeException(name + " needs operands of one shape, but got " + predictions.shape() + " and "
                    + targets.shape() + ".");
        }
    }
}
