package dev.haiku.tensor;

import static dev.haiku.tensor.Operands.check;

import dev.haiku.array.Shape;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;

/** The part of {@link Linalg} that builds matrices, and products and functions of them. */
abstract class MatrixOps extends NormOps {

    MatrixOps() {}

    /** {@return the matrices with their last two axes exchanged} */
    public static Tensor matrixTranspose(Tensor x) {
        return Ops.matrixTranspose(x);
    }

    /**
     * {@return all products of an element of one vector and one of another, {@code [m, n]}}
     *
     * @throws dev.haiku.array.ShapeException if they are no vectors
     */
    public static Tensor outer(Tensor a, Tensor b) {
        check(
                a.rank() == 1 && b.rank() == 1,
                "outer",
                "needs vectors, but got shapes " + a.shape() + " and " + b.shape() + ". Use Ops.outer for others.");
        return Ops.outer(a, b);
    }

    /**
     * {@return the inner products of vectors along an axis, which vanishes; other axes broadcast}
     *
     * @throws dev.haiku.array.ShapeException if the vectors differ in size
     */
    public static Tensor vecdot(Tensor a, Tensor b, int axis) {
        var left = Ops.moveAxis(a, axis, -1);
        var right = Ops.moveAxis(b, axis, -1);
        check(
                left.dim(-1) == right.dim(-1),
                "vecdot",
                "axis " + axis + " of shapes " + a.shape() + " and " + b.shape() + " differs in size.");
        return left.mul(right).sum(-1);
    }

    /** {@return the cross products of vectors of three elements along the last axis; other axes broadcast} */
    public static Tensor cross(Tensor a, Tensor b) {
        return cross(a, b, -1);
    }

    /**
     * {@return the cross products of vectors of three elements along an axis; other axes broadcast}
     *
     * @throws dev.haiku.array.ShapeException if the axis has another size
     */
    public static Tensor cross(Tensor a, Tensor b, int axis) {
        check(
                a.dim(axis) == 3 && b.dim(axis) == 3,
                "cross",
                "needs vectors of 3 elements, but axis " + axis + " of shapes " + a.shape() + " and " + b.shape()
                        + " has " + a.dim(axis) + " and " + b.dim(axis) + ".");
        var x = Ops.moveAxis(a, axis, -1);
        var y = Ops.moveAxis(b, axis, -1);
        // a × b = roll(a · roll(b) - roll(a) · b), where roll puts the next coordinate in the place of each
        var product = x.mul(Ops.roll(y, -1, -1)).sub(Ops.roll(x, -1, -1).mul(y));
        return Ops.moveAxis(Ops.roll(product, -1, -1), -1, axis);
    }

    /** {@return the Kronecker product: a copy of b, times the element, in the place of each element of a; shorter shapes get leading ones} */
    public static Tensor kron(Tensor a, Tensor b) {
        int rank = Math.max(a.rank(), b.rank());
        var left = Operands.stretch(a, ones(rank - a.rank()).concat(a.shape()));
        var right = Operands.stretch(b, ones(rank - b.rank()).concat(b.shape()));
        var behind = IntStream.range(0, rank).map(i -> 2 * i + 1).toArray();
        var before = IntStream.range(0, rank).map(i -> 2 * i).toArray();
        var sizes =
                IntStream.range(0, rank).map(i -> left.dim(i) * right.dim(i)).toArray();
        return left.expandDims(behind).mul(right.expandDims(before)).reshape(Shape.of(sizes));
    }

    private static Shape ones(int rank) {
        var ones = new int[rank];
        Arrays.fill(ones, 1);
        return Shape.of(ones);
    }

    /** {@return the square Vandermonde matrix: the powers of each element of a vector, the highest first} */
    public static Tensor vander(Tensor x) {
        check(x.rank() == 1, "vander", "needs a vector, but got shape " + x.shape() + ".");
        return vander(x, x.dim(0), false);
    }

    /**
     * {@return the Vandermonde matrix: the powers of each element of a vector}
     *
     * @param x the vector
     * @param columns the number of powers, from 0 on
     * @param increasing whether the highest comes last, else first
     * @throws dev.haiku.array.ShapeException if it is no vector or the number negative
     */
    public static Tensor vander(Tensor x, int columns, boolean increasing) {
        check(
                x.rank() == 1 && columns >= 0,
                "vander",
                "needs a vector and a number of columns, but got shape " + x.shape() + " and " + columns + ".");
        if (columns == 0) {
            return Ops.zeros(Shape.of(x.dim(0), 0), x.dtype().promoteWithInteger());
        }
        var powers = IntStream.range(0, columns)
                .mapToObj(i -> Ops.pow(x, increasing ? i : columns - 1 - i))
                .toList();
        return Ops.stack(powers, -1);
    }

    /** {@return the symmetric matrices with constant diagonals whose first columns are those vectors} */
    public static Tensor toeplitz(Tensor column) {
        return toeplitz(column, column);
    }

    /**
     * {@return the matrices {@code [..., m, n]} with constant diagonals of those first columns and rows}
     *
     * @param column the first columns {@code [..., m]}
     * @param row the first rows {@code [..., n]}, of which the first element does not count
     * @throws dev.haiku.array.ShapeException if one is a scalar or their batches do not broadcast
     */
    public static Tensor toeplitz(Tensor column, Tensor row) {
        check(
                column.rank() > 0 && row.rank() > 0,
                "toeplitz",
                "needs vectors, but got shapes " + column.shape() + " and " + row.shape() + ".");
        int m = column.dim(-1);
        int n = row.dim(-1);
        var batch = Operands.broadcast(
                "toeplitz",
                column.shape().subShape(0, column.rank() - 1),
                row.shape().subShape(0, row.rank() - 1));
        var dtype = Operands.dtype(column, row);
        if (m == 0 || n == 0) {
            return Ops.zeros(batch.concat(Shape.of(m, n)), dtype);
        }
        var left = Operands.fit(column, dtype, batch.concat(Shape.of(m)));
        var right = Operands.fit(row, dtype, batch.concat(Shape.of(n)));
        // the elements along the left and the upper edge, from the lower left corner on
        var edge = Ops.concatenate(-1, left.flip(-1), right.slice(-1, 1, n));
        var places = Ops.arange(m - 1, -1, -1).expandDims(1).add(Ops.arange(n).expandDims(0));
        return edge.take(places, -1);
    }

    /**
     * {@return the matrix with those matrices along its diagonal and zeros elsewhere; vectors count as rows, scalars as 1 by 1}
     *
     * @throws dev.haiku.array.ShapeException if one has more than two axes
     */
    public static Tensor blockDiag(Tensor... blocks) {
        check(blocks.length > 0, "blockDiag", "needs at least one block.");
        for (var block : blocks) {
            check(block.rank() <= 2, "blockDiag", "needs matrices, but got shape " + block.shape() + ".");
        }
        var dtype = Operands.dtype(blocks);
        var matrices = Arrays.stream(blocks)
                .map(block -> Operands.stretch(block, ones(2 - block.rank()).concat(block.shape())))
                .toList();
        int behind = matrices.stream().mapToInt(matrix -> matrix.dim(1)).sum();
        int before = 0;
        List<Tensor> bands = new ArrayList<>();
        for (var matrix : matrices) {
            behind -= matrix.dim(1);
            bands.add(Ops.pad(Operands.cast(matrix, dtype), new int[][] {{0, 0}, {before, behind}}));
            before += matrix.dim(1);
        }
        return Ops.concatenate(bands, 0);
    }

    /**
     * {@return square matrices to a whole power, by repeated squaring; negative ones are powers of the inverses}
     *
     * @throws dev.haiku.array.ShapeException if they are not square
     */
    public static Tensor matrixPower(Tensor a, int exponent) {
        checkSquare("matrixPower", a);
        if (exponent == 0) {
            var identity = Ops.eye(a.dim(-1), a.dim(-1), 0, a.dtype());
            return Operands.stretch(identity, a.shape());
        }
        var square = exponent < 0 ? inv(a) : a;
        int rest = Math.abs(exponent);
        while (rest % 2 == 0) {
            square = square.matmul(square);
            rest /= 2;
        }
        var result = square;
        for (rest /= 2; rest > 0; rest /= 2) {
            square = square.matmul(square);
            result = rest % 2 == 1 ? result.matmul(square) : result;
        }
        return result;
    }

    /**
     * {@return the product of several matrices in the order that needs the fewest multiplications; the first and the last may be vectors}
     *
     * @throws dev.haiku.array.ShapeException if there are fewer than two, or they do not fit
     */
    public static Tensor multiDot(Tensor... factors) {
        return MatrixChain.of(factors).product();
    }

    /**
     * {@return the exponentials of square matrices, by Padé's approximation of the matrix over a power of two, squared again}
     *
     * <p>NaN where more than 16 squarings would be needed, as in JAX.
     *
     * @throws dev.haiku.array.ShapeException if they are not square
     */
    public static Tensor expm(Tensor a) {
        checkSquare("expm", a);
        var dtype = a.dtype().promoteWithFloat();
        return Operands.cast(MatrixExponential.of(Operands.cast(a, wide(dtype))), dtype);
    }
}
