package dev.haiku.optim;

import dev.haiku.array.Shape;
import dev.haiku.tensor.Ops;
import dev.haiku.tensor.Tensor;

/** What becomes of the results of a function for the parts of a batch; {@code optax.microbatching.AccumulationType}. */
public enum Accumulation {
    /** Their sum. */
    SUM,
    /** Their sum over the number of parts that there are. */
    MEAN,
    /** Their mean over the parts that were computed. */
    RUNNING_MEAN,
    /** All of them, with each example at its place along the first axis. */
    CONCAT;

    Tensor begin(Tensor type, int parts) {
        if ((this == MEAN || this == RUNNING_MEAN) && !type.dtype().isFloating()) {
            throw new IllegalArgumentException("microbatch has means of floating-point numbers only, but got a result "
                    + type.type() + ". Cast it, or take the sum.");
        }
        return Ops.zeros(this == CONCAT ? Shape.of(parts).concat(type.shape()) : type.shape(), type.dtype());
    }

    Tensor add(Tensor soFar, Tensor result, Tensor index) {
        return switch (this) {
            case SUM, MEAN -> soFar.add(result);
            case RUNNING_MEAN -> soFar.add(result.sub(soFar).div(index.add(1).cast(soFar.dtype())));
            case CONCAT -> Ops.dynamicUpdateIndexInAxis(soFar, result, index, 0);
        };
    }

    /** {@return what a part gives, of the results of its examples along the first axis} */
    Tensor overExamples(Tensor results) {
        return switch (this) {
            case SUM -> Ops.sum(results, 0);
            case MEAN, RUNNING_MEAN -> Ops.mean(results, 0);
            case CONCAT -> results;
        };
    }

    Tensor end(Tensor all, int parts) {
        return switch (this) {
            case SUM, RUNNING_MEAN -> all;
            case MEAN -> all.div(parts);
            case CONCAT -> joined(all);
        };
    }

    private static Tensor joined(Tensor parts) {
        if (parts.rank() < 2) {
            throw new IllegalArgumentException(
                    "microbatch joins results with a first axis for the examples, but got a scalar. Take the sum.");
        }
        var shape = parts.shape();
        return parts.swapAxes(0, 1)
                .reshape(Shape.of(shape.dim(0) * shape.dim(1)).concat(shape.subShape(2, shape.rank())));
    }
}
