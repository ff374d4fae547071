package dev.haiku.nn.init;

import dev.haiku.Haiku;
import dev.haiku.Initializer;
import dev.haiku.array.DType;
import dev.haiku.array.Shape;
import dev.haiku.array.ShapeException;
import dev.haiku.random.Random;
import dev.haiku.tensor.Linalg;
import dev.haiku.tensor.Ops;
import dev.haiku.tensor.Tensor;
import java.util.List;

/**
 * Draws random orthogonal matrices: seen as a matrix with the size of one axis and the product of the others, its rows
 * or its columns, whichever are fewer, are orthonormal; {@code hk.initializers.Orthogonal}.
 *
 * <p>Source: Saxe et al., <em>Exact solutions to the nonlinear dynamics of learning in deep linear neural
 * networks</em>, 2014.
 *
 * @param scale a factor for the result
 * @param axis the axis that makes the rows; negative ones count from the end
 */
public record Orthogonal(double scale, int axis) implements Initializer {

    /** {@return this with another axis that makes the rows} */
    public Orthogonal axis(int newAxis) {
        return new Orthogonal(scale, newAxis);
    }

    /**
     * {@return a matrix with orthonormal rows or columns, times the scale}
     *
     * @throws ShapeException if the shape has fewer than two axes
     */
    @Override
    public Tensor init(Shape shape, DType dtype) {
        if (shape.rank() < 2) {
            throw new ShapeException(
                    "The orthogonal initialiser needs a shape of at least 2 axes, but got " + shape + ".");
        }
        int rowAxis = shape.axis(axis);
        int rows = shape.dim(rowAxis);
        int columns = Math.toIntExact(shape.size() / Math.max(rows, 1));
        var tall = Shape.of(Math.max(rows, columns), Math.min(rows, columns));
        var factors = Linalg.qr(Random.normal(Haiku.nextRngKey(), tall, dtype));
        // the signs of R's diagonal make the distribution of Q even
        var q = factors.q().mul(Ops.sign(Ops.diagonal(factors.r(), 0, 0, 1)).expandDims(0));
        var matrix = rows < columns ? Ops.matrixTranspose(q) : q;
        var others = shape.remove(List.of(rowAxis));
        return Ops.moveAxis(matrix.reshape(Shape.of(rows).concat(others)), 0, rowAxis)
                .mul(scale);
    }
}
