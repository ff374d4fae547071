package dev.haiku.tensor;

import static dev.haiku.tensor.Operands.check;

import dev.haiku.array.Shape;
import dev.haiku.ir.LinearAlgebra.Cholesky;
import dev.haiku.ir.LinearAlgebra.TriangularSolve;
import java.util.List;

/** Norms, factorisations and solves; matrices are the last two axes, leading axes are batch. */
public final class Linalg {

    private Linalg() {}

    /** {@return the square root of the sum of squares over axes, all if none is given} */
    public static Tensor norm(Tensor x, int... axes) {
        return norm(x, Operands.axesOrAll("norm", axes, x.shape()), Dims.DROP);
    }

    /** {@return the square root of the sum of squares over axes} */
    public static Tensor norm(Tensor x, List<Integer> axes, Dims dims) {
        return Operands.floating(x).square().sum(axes, dims).sqrt();
    }

    /**
     * {@return the norm of vectors along an axis, {@code (Σ |x|^order)^(1/order)}; infinite orders give the extreme, 0 counts}
     *
     * @param order any number, infinities included
     */
    public static Tensor norm(Tensor x, double order, int axis, Dims dims) {
        var over = List.of(axis);
        var size = Operands.floating(x).abs();
        if (order == Double.POSITIVE_INFINITY) {
            return size.max(over, dims);
        }
        if (order == Double.NEGATIVE_INFINITY) {
            return size.min(over, dims);
        }
        if (order == 0) {
            return size.ne(0).cast(size.dtype()).sum(over, dims);
        }
        if (order == 1) {
            return size.sum(over, dims);
        }
        return order == 2
                ? norm(x, over, dims)
                : size.pow(order).sum(over, dims).pow(1 / order);
    }

    /** {@return the lower triangular L with {@code L Lᵀ = A} of symmetric positive definite matrices; NaN if one is not} */
    public static Tensor cholesky(Tensor a) {
        return Ops.bind(new Cholesky(), Operands.floating(a));
    }

    /**
     * An orthogonal and an upper triangular factor.
     *
     * @param q the matrix {@code [..., m, k]} of orthonormal columns, {@code k = min(m, n)}
     * @param r the upper triangular matrix {@code [..., k, n]}
     */
    public record Qr(Tensor q, Tensor r) {}

    /** {@return the factors of {@code A = Q R}} */
    public static Qr qr(Tensor a) {
        var factors = Ops.bindAll(new dev.haiku.ir.LinearAlgebra.Qr(), List.of(Operands.floating(a)));
        return new Qr(factors.get(0), factors.get(1));
    }

    /**
     * {@return X with {@code A X = B} for a triangular A}
     *
     * @param a the matrices {@code [..., n, n]}; only one triangle is read
     * @param b the right-hand sides {@code [..., n, m]}
     * @param lower whether the lower triangle is read, else the upper one
     */
    public static Tensor triangularSolve(Tensor a, Tensor b, boolean lower) {
        return triangularSolve(a, b, new TriangularSolve(lower, false, false));
    }

    /** {@return X with {@code A X = B} for a triangular A; the primitive says which triangle and whether A is transposed} */
    public static Tensor triangularSolve(Tensor a, Tensor b, TriangularSolve op) {
        check(
                a.rank() >= 2 && b.rank() >= 2 && a.dim(-1) == a.dim(-2) && a.dim(-1) == b.dim(-2),
                "triangularSolve",
                "matrix " + a.shape() + " and right-hand side " + b.shape() + " do not fit.");
        var batch = Operands.broadcast(
                "triangularSolve",
                a.shape().subShape(0, a.rank() - 2),
                b.shape().subShape(0, b.rank() - 2));
        var dtype = a.dtype().promote(b.dtype()).promoteWithFloat();
        return Ops.bind(op, Operands.fit(a, dtype, matrices(batch, a)), Operands.fit(b, dtype, matrices(batch, b)));
    }

    private static Shape matrices(Shape batch, Tensor x) {
        return batch.concat(x.shape().subShape(x.rank() - 2, x.rank()));
    }

    /**
     * {@return x with {@code A x = b} for square matrices A, by QR}
     *
     * @param a the matrices {@code [..., n, n]}
     * @param b a vector {@code [n]} or the right-hand sides {@code [..., n, m]}
     */
    public static Tensor solve(Tensor a, Tensor b) {
        check(
                a.rank() >= 2 && a.dim(-1) == a.dim(-2) && b.rank() >= 1 && a.dim(-1) == b.dim(b.rank() == 1 ? 0 : -2),
                "solve",
                "matrix " + a.shape() + " and right-hand side " + b.shape() + " do not fit.");
        var columns = b.rank() == 1 ? b.expandDims(-1) : b;
        var factors = qr(a);
        var x = triangularSolve(factors.r(), Ops.matrixTranspose(factors.q()).matmul(columns), false);
        return b.rank() == 1 ? x.squeeze(-1) : x;
    }
}
