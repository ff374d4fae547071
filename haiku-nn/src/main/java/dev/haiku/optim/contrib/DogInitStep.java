package dev.haiku.optim.contrib;

import dev.haiku.optim.TreeMath;
import dev.haiku.tensor.Ops;
import dev.haiku.tensor.Tensor;

/**
 * How large the first step of DoG is.
 *
 * @param kind what the number means
 * @param value the number
 */
public record DogInitStep(Kind kind, double value) {

    /** What the number of a first step means. */
    public enum Kind {
        /** A distance. */
        DISTANCE,
        /** A distance relative to 1 plus the norm of the parameters. */
        HEURISTIC,
        /** A learning rate. */
        LEARNING_RATE
    }

    /** {@return a first step of that length} */
    public static DogInitStep distance(double distance) {
        return new DogInitStep(Kind.DISTANCE, distance);
    }

    /** {@return a first step of that length relative to 1 plus the norm of the parameters} */
    public static DogInitStep heuristic(double relativeDistance) {
        return new DogInitStep(Kind.HEURISTIC, relativeDistance);
    }

    /** {@return a first step of that learning rate} */
    public static DogInitStep learningRate(double learningRate) {
        return new DogInitStep(Kind.LEARNING_RATE, learningRate);
    }

    Tensor firstDistance(Object params) {
        return switch (kind) {
            case DISTANCE -> Tensor.scalar(value);
            case HEURISTIC -> TreeMath.norm(params).add(1).mul(value);
            case LEARNING_RATE -> Tensor.scalar(0.0);
        };
    }

    /** {@return the learning rate of a step, given that of the rule} */
    Tensor rate(Tensor isFirst, Tensor byRule) {
        return kind == Kind.LEARNING_RATE ? Ops.where(isFirst, value, byRule) : byRule;
    }
}
