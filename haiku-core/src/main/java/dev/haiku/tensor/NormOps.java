package dev.haiku.tensor;

import static dev.haiku.tensor.Operands.axesOrAll;
import static dev.haiku.tensor.Operands.check;

import dev.haiku.array.DType;
import dev.haiku.ir.LinearAlgebra;
import java.util.List;

/** The part of {@link Linalg} that measures: norms, determinants, condition and rank. */
abstract class NormOps extends SolveOps {

    NormOps() {}

    /** {@return the square root of the sum of squares over axes, all if none is given; two of them make it Frobenius' norm} */
    public static Tensor norm(Tensor x, int... axes) {
        return norm(x, axesOrAll("norm", axes, x.shape()), Dims.DROP);
    }

    /** {@return the square root of the sum of squares over axes; NaN is its derivative at 0, as in JAX} */
    public static Tensor norm(Tensor x, List<Integer> axes, Dims dims) {
        return Operands.floating(x).square().sum(axes, dims).sqrt();
    }

    /** {@return the norm of vectors along an axis as {@link #vectorNorm(Tensor, double, List, Dims)} gives it} */
    public static Tensor norm(Tensor x, double order, int axis, Dims dims) {
        return vectorNorm(x, order, List.of(axis), dims);
    }

    /** {@return the norm of vectors along axes, all if none is given} */
    public static Tensor vectorNorm(Tensor x, double order, int... axes) {
        return vectorNorm(x, order, axesOrAll("vectorNorm", axes, x.shape()), Dims.DROP);
    }

    /**
     * {@return the norm {@code (Σ |x|^order)^(1/order)} of the vectors along axes, taken as one; infinite orders give the extreme, 0 counts}
     *
     * @param x any numbers
     * @param order any number, infinities included
     * @param axes the axes, which make up one vector
     * @param dims whether the axes vanish
     * @throws dev.haiku.array.ShapeException if an axis is empty and the order -inf
     */
    public static Tensor vectorNorm(Tensor x, double order, List<Integer> axes, Dims dims) {
        var size = Operands.floating(x).abs();
        if (order == Double.POSITIVE_INFINITY) {
            return largest(size, axes, dims);
        }
        if (order == Double.NEGATIVE_INFINITY) {
            return size.min(axes, dims);
        }
        if (order == 0) {
            return size.ne(0).cast(size.dtype()).sum(axes, dims);
        }
        if (order == 1) {
            return size.sum(axes, dims);
        }
        return order == 2
                ? norm(x, axes, dims)
                : size.pow(order).sum(axes, dims).pow(1 / order);
    }

    /** The largest of numbers that are not negative; 0 if there is none, and then with half the slope, as in JAX. */
    private static Tensor largest(Tensor x, List<Integer> axes, Dims dims) {
        var normal = Operands.axes("norm", axes, x.shape());
        var result = Ops.maximum(Ops.maxOrLowest(x, normal), 0.0);
        return dims == Dims.KEEP ? result : result.reshape(x.shape().remove(normal));
    }

    /** {@return a norm of the matrices that the last two axes hold} */
    public static Tensor matrixNorm(Tensor x, MatrixNorm order) {
        return matrixNorm(x, order, Dims.DROP);
    }

    /** {@return a norm of the matrices that the last two axes hold} */
    public static Tensor matrixNorm(Tensor x, MatrixNorm order, Dims dims) {
        return matrixNorm(x, order, -2, -1, dims);
    }

    /**
     * {@return a norm of the matrices that two axes span}
     *
     * @param x any numbers
     * @param order which norm
     * @param rowAxis the axis that numbers the rows
     * @param columnAxis the axis that numbers the columns
     * @param dims whether the axes vanish
     * @throws dev.haiku.array.ShapeException if they are one axis, or out of range, or empty where a smallest is looked for
     */
    public static Tensor matrixNorm(Tensor x, MatrixNorm order, int rowAxis, int columnAxis, Dims dims) {
        var axes = Operands.axes("matrixNorm", List.of(rowAxis, columnAxis), x.shape());
        int row = Operands.axis("matrixNorm", rowAxis, x.shape());
        int column = Operands.axis("matrixNorm", columnAxis, x.shape());
        var kept = matrixNorm(Operands.floating(x), order, row, column);
        return dims == Dims.KEEP ? kept : kept.reshape(x.shape().remove(axes));
    }

    private static Tensor matrixNorm(Tensor x, MatrixNorm order, int row, int column) {
        return switch (order) {
            case FROBENIUS -> norm(x, List.of(row, column), Dims.KEEP);
            case ONE -> largest(x.abs().sum(row, Dims.KEEP), List.of(column), Dims.KEEP);
            case MINUS_ONE -> x.abs().sum(row, Dims.KEEP).min(column, Dims.KEEP);
            case INFINITY -> largest(x.abs().sum(column, Dims.KEEP), List.of(row), Dims.KEEP);
            case MINUS_INFINITY -> x.abs().sum(column, Dims.KEEP).min(row, Dims.KEEP);
            case NUCLEAR -> spread(singularValues(x, row, column).sum(-1), row, column);
            case TWO -> spread(largest(singularValues(x, row, column), List.of(-1), Dims.DROP), row, column);
            case MINUS_TWO -> spread(singularValues(x, row, column).min(-1), row, column);
        };
    }

    private static Tensor singularValues(Tensor x, int row, int column) {
        var rowsLast = Ops.moveAxis(x, row, -1);
        return svdvals(Ops.moveAxis(rowsLast, column > row ? column - 1 : column, -1));
    }

    private static Tensor spread(Tensor x, int row, int column) {
        return x.expandDims(row, column);
    }

    /**
     * {@return the determinants {@code [...]} of square matrices}
     *
     * <p>Derivatives exist for singular matrices, too.
     *
     * @throws dev.haiku.array.ShapeException if they are not square
     */
    public static Tensor det(Tensor a) {
        checkSquare("det", a);
        int n = a.dim(-1);
        return n == 2 || n == 3
                ? cofactorExpansion(Operands.floating(a))
                : apply(new LinearAlgebra.Det(), a).get(0);
    }

    /** The determinants of matrices of two or three rows, as polynomials. */
    private static Tensor cofactorExpansion(Tensor a) {
        int n = a.dim(-1);
        if (n == 2) {
            return element(a, 0, 0).mul(element(a, 1, 1)).sub(element(a, 0, 1).mul(element(a, 1, 0)));
        }
        Tensor sum = Ops.zeros(batch(a), a.dtype());
        for (int j = 0; j < n; j++) {
            int next = (j + 1) % n;
            int last = (j + 2) % n;
            var minor = element(a, 1, next)
                    .mul(element(a, 2, last))
                    .sub(element(a, 1, last).mul(element(a, 2, next)));
            sum = sum.add(element(a, 0, j).mul(minor));
        }
        return sum;
    }

    private static Tensor element(Tensor a, int row, int column) {
        return a.slice(-2, row, row + 1).slice(-1, column, column + 1).reshape(batch(a));
    }

    /**
     * {@return the signs of the determinants of square matrices, and the logarithms of their absolute values}
     *
     * <p>For singular matrices these are 0 and -inf.
     *
     * @throws dev.haiku.array.ShapeException if they are not square
     */
    public static Linalg.Slogdet slogdet(Tensor a) {
        checkSquare("slogdet", a);
        int n = a.dim(-1);
        if (n == 1 || n == 2) {
            var x = Operands.floating(a);
            var det = n == 1 ? element(x, 0, 0) : cofactorExpansion(x);
            return new Linalg.Slogdet(Ops.sign(det), det.abs().log());
        }
        var results = apply(new LinearAlgebra.Slogdet(), a);
        return new Linalg.Slogdet(results.get(0), results.get(1));
    }

    /** {@return how many times larger the largest singular value is than the smallest; NaN of zeros, as in JAX} */
    public static Tensor cond(Tensor a) {
        return cond(a, MatrixNorm.TWO);
    }

    /**
     * {@return the condition numbers: the norm of a matrix times that of its inverse; inf for singular ones}
     *
     * @param a the matrices {@code [..., m, n]}, square unless the norm is that of singular values
     * @param order the norm
     * @throws dev.haiku.array.ShapeException if they are empty or not square
     */
    public static Tensor cond(Tensor a, MatrixNorm order) {
        checkMatrix("cond", a);
        check(a.dim(-1) > 0 && a.dim(-2) > 0, "cond", "needs a matrix that is not empty, but got " + a.type() + ".");
        if (order == MatrixNorm.TWO || order == MatrixNorm.MINUS_TWO) {
            var s = svdvals(a);
            var first = s.slice(-1, 0, 1).squeeze(-1);
            var last = s.slice(-1, s.dim(-1) - 1, s.dim(-1)).squeeze(-1);
            return order == MatrixNorm.TWO ? first.div(last) : infinite(a, last.div(first));
        }
        checkSquare("cond", a);
        return infinite(a, matrixNorm(a, order).mul(matrixNorm(inv(a), order)));
    }

    /** Infinite instead of NaN for matrices without NaN. */
    private static Tensor infinite(Tensor a, Tensor condition) {
        var undefined = condition
                .isNan()
                .and(Ops.isNan(a).any(List.of(-2, -1), Dims.DROP).not());
        return Ops.where(undefined, Double.POSITIVE_INFINITY, condition);
    }

    /** {@return how many singular values exceed {@code max(m, n) eps} times the largest, as {@code i32 [...]}} */
    public static Tensor matrixRank(Tensor a) {
        checkMatrix("matrixRank", a);
        return matrixRank(a, tolerance(a, a.dtype()));
    }

    /**
     * {@return how many singular values exceed {@code rtol} times the largest, as {@code i32 [...]}}
     *
     * @throws dev.haiku.array.ShapeException if they are no matrices
     */
    public static Tensor matrixRank(Tensor a, double rtol) {
        checkMatrix("matrixRank", a);
        var s = svdvals(a);
        var largest = largest(s, List.of(-1), Dims.KEEP);
        return s.gt(largest.mul(rtol)).cast(DType.I32).sum(-1);
    }

    /** {@return the sums of the main diagonals of matrices, the last two axes} */
    public static Tensor trace(Tensor x) {
        return trace(x, 0);
    }

    /** {@return the sums of the {@code offset}-th diagonals of matrices, the last two axes} */
    public static Tensor trace(Tensor x, int offset) {
        return diagonal(x, offset).sum(-1);
    }

    /**
     * {@return the {@code offset}-th diagonals of matrices, the last two axes}
     *
     * @throws dev.haiku.array.ShapeException if they are no matrices
     */
    public static Tensor diagonal(Tensor x, int offset) {
        checkMatrix("diagonal", x);
        return Ops.diagonal(x, offset, -2, -1);
    }
}
