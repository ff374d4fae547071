package dev.haiku.tensor;

import static dev.haiku.tensor.Operands.check;

import dev.haiku.array.DType;
import dev.haiku.array.Shape;
import dev.haiku.ir.LinearAlgebra.Side;

/**
 * A square matrix and right-hand sides, made to fit each other: wide enough for LAPACK, with one batch.
 *
 * <p>One matrix for many right-hand sides stays one: they stand beside each other, or below each other if it is on the right.
 */
final class LinearSystem {

    private final Tensor matrix;
    private final Side side;
    private final Shape batch;
    /** The right-hand sides as matrices, {@code [batch..., rows, columns]}. */
    private final Shape shape;

    private final boolean isVector;
    private final boolean merges;
    private final Tensor columns;
    private final DType dtype;

    /**
     * Makes a matrix {@code [..., n, n]} and a vector {@code [n]} or matrices fit.
     *
     * @throws dev.haiku.array.ShapeException if they do not
     */
    LinearSystem(String op, Tensor a, Tensor b, Side side) {
        this.isVector = b.rank() == 1;
        check(
                a.rank() >= 2
                        && a.dim(-1) == a.dim(-2)
                        && b.rank() >= 1
                        && a.dim(-1) == b.dim(isVector || side == Side.RIGHT ? -1 : -2),
                op,
                "matrix " + a.shape() + " and right-hand side " + b.shape() + " do not fit.");
        var sides = isVector ? b.expandDims(side == Side.LEFT ? 1 : 0) : b;
        this.dtype = a.dtype().promote(b.dtype()).promoteWithFloat();
        this.side = side;
        this.matrix = Operands.cast(a, LinearAlgebraOps.wide(dtype));
        this.batch = Operands.broadcast(op, LinearAlgebraOps.batch(a), LinearAlgebraOps.batch(sides));
        this.shape = batch.concat(sides.shape().subShape(sides.rank() - 2, sides.rank()));
        this.merges = a.rank() == 2 && batch.rank() > 0;
        this.columns = merged(Operands.fit(sides, LinearAlgebraOps.wide(dtype), shape));
    }

    /** {@return the matrix with its own batch} */
    Tensor matrix() {
        return matrix;
    }

    /** {@return the right-hand sides} */
    Tensor columns() {
        return columns;
    }

    /** {@return the matrix, or something that comes from it and has {@code own} axes beside those of the batch, with the joint batch} */
    Tensor joint(Tensor x, int own) {
        return merges ? x : Operands.stretch(x, batch.concat(x.shape().subShape(x.rank() - own, x.rank())));
    }

    private Tensor merged(Tensor sides) {
        if (!merges) {
            return sides;
        }
        return side == Side.LEFT
                ? Ops.moveAxis(sides, -2, 0).reshape(shape.dim(-2), (int) batch.size() * shape.last())
                : sides.reshape((int) batch.size() * shape.dim(-2), shape.last());
    }

    /** {@return solutions in the form and element type of the right-hand sides} */
    Tensor solution(Tensor x) {
        var separate = x;
        if (merges && side == Side.LEFT) {
            var rows = Shape.of(shape.dim(-2)).concat(batch).concat(Shape.of(shape.last()));
            separate = Ops.moveAxis(x.reshape(rows), 0, -2);
        } else if (merges) {
            separate = x.reshape(shape);
        }
        var narrow = Operands.cast(separate, dtype);
        return isVector ? narrow.squeeze(side == Side.LEFT ? -1 : -2) : narrow;
    }
}
