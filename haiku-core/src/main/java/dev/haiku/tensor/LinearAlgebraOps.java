package dev.haiku.tensor;

import static dev.haiku.tensor.Operands.check;

import dev.haiku.array.DType;
import dev.haiku.array.Shape;
import dev.haiku.ir.LinearAlgebra;
import java.util.List;

/**
 * The part of {@link Linalg} that factorises.
 *
 * <p>Integers become {@code f32}; {@code f16} and {@code bf16} are computed in {@code f32} and rounded.
 */
abstract class LinearAlgebraOps {

    LinearAlgebraOps() {}

    /** {@return the element type in which LAPACK computes} */
    static DType wide(DType dtype) {
        return dtype == DType.F64 ? DType.F64 : DType.F32;
    }

    /** {@return the leading axes of matrices} */
    static Shape batch(Tensor x) {
        return x.shape().subShape(0, x.rank() - 2);
    }

    static void checkMatrix(String op, Tensor x) {
        check(x.rank() >= 2, op, "needs a matrix, but got " + x.type() + ".");
    }

    static void checkSquare(String op, Tensor x) {
        checkMatrix(op, x);
        check(x.dim(-1) == x.dim(-2), op, "needs a square matrix, but got " + x.type() + ".");
    }

    /** {@return the results of a primitive of one operand, in the operand's element type if they are floating-point} */
    static List<Tensor> apply(LinearAlgebra op, Tensor x) {
        var dtype = x.dtype().promoteWithFloat();
        return Ops.bindAll(op, List.of(Operands.cast(x, wide(dtype)))).stream()
                .map(result -> result.dtype().isFloating() ? Operands.cast(result, dtype) : result)
                .toList();
    }

    /** {@return the mean of matrices and their transposes, so that derivatives are symmetric, too} */
    static Tensor symmetric(Tensor x) {
        var wide = Operands.floating(x);
        return wide.add(Ops.matrixTranspose(wide)).div(2.0);
    }

    /**
     * {@return the lower triangular L with {@code L Lᵀ = A} of symmetric positive definite matrices; NaN for those that are not}
     *
     * <p>Like JAX, it takes the mean of a matrix and its transpose first.
     *
     * @throws dev.haiku.array.ShapeException if they are not square
     */
    public static Tensor cholesky(Tensor a) {
        return cholesky(a, false);
    }

    /** {@return the factor L as {@link #cholesky(Tensor)} gives it or, if {@code upper}, its transpose} */
    public static Tensor cholesky(Tensor a, boolean upper) {
        checkSquare("cholesky", a);
        var lower = apply(new LinearAlgebra.Cholesky(), symmetric(a)).get(0);
        return upper ? Ops.matrixTranspose(lower) : lower;
    }

    /**
     * {@return the factor of symmetric positive definite matrices for {@link Linalg#choSolve}}
     *
     * <p>The name is SciPy's; other than there, what is beside the triangle is 0.
     */
    public static Linalg.ChoFactor choFactor(Tensor a) {
        checkSquare("choFactor", a);
        return new Linalg.ChoFactor(cholesky(a), true);
    }

    /** {@return the factors of {@code A = Q R}, reduced: Q has {@code min(m, n)} columns} */
    public static Linalg.Qr qr(Tensor a) {
        return qr(a, false);
    }

    /**
     * {@return the factors of {@code A = Q R} with LAPACK's signs}
     *
     * <p>The derivative of R needs the first {@code min(m, n)} columns to be linearly independent.
     *
     * @param a the matrices {@code [..., m, n]}
     * @param complete whether Q is square, instead of having {@code min(m, n)} columns
     * @throws dev.haiku.array.ShapeException if they are no matrices
     */
    public static Linalg.Qr qr(Tensor a, boolean complete) {
        checkMatrix("qr", a);
        var factors = apply(new LinearAlgebra.Qr(complete), a);
        return new Linalg.Qr(factors.get(0), factors.get(1));
    }

    /** {@return the decomposition {@code A = U diag(s) Vᵀ} with square U and V, as {@code jnp.linalg.svd} gives it} */
    public static Linalg.Svd svd(Tensor a) {
        return svd(a, true);
    }

    /**
     * {@return the decomposition {@code A = U diag(s) Vᵀ}; NaN if an element is not finite}
     *
     * <p>Singular vectors are unique up to their signs, which are LAPACK's where it computes. Derivatives exist where singular values
     * differ; of the square factors of matrices that are not square there is none.
     *
     * @param a the matrices {@code [..., m, n]}
     * @param fullMatrices whether U and V are square, instead of having {@code min(m, n)} columns
     * @throws dev.haiku.array.ShapeException if they are no matrices
     */
    public static Linalg.Svd svd(Tensor a, boolean fullMatrices) {
        checkMatrix("svd", a);
        var vectors = fullMatrices ? LinearAlgebra.Vectors.FULL : LinearAlgebra.Vectors.THIN;
        var factors = apply(new LinearAlgebra.Svd(vectors), a);
        return new Linalg.Svd(factors.get(0), factors.get(1), factors.get(2));
    }

    /** {@return the singular values {@code [..., min(m, n)]} in descending order} */
    public static Tensor svdvals(Tensor a) {
        checkMatrix("svdvals", a);
        return apply(new LinearAlgebra.Svd(LinearAlgebra.Vectors.NONE), a).get(0);
    }

    /**
     * {@return the eigenvalues, in ascending order, and orthonormal eigenvectors of symmetric matrices; NaN if an element is not finite}
     *
     * <p>Like JAX, it takes the mean of a matrix and its transpose first. Eigenvectors are unique up to their signs, which are LAPACK's
     * where it computes. Derivatives of eigenvectors exist where eigenvalues differ.
     *
     * @throws dev.haiku.array.ShapeException if they are not square
     */
    public static Linalg.Eigh eigh(Tensor a) {
        checkSquare("eigh", a);
        var results = apply(new LinearAlgebra.Eigh(true), symmetric(a));
        return new Linalg.Eigh(results.get(0), results.get(1));
    }

    /** {@return the eigenvalues {@code [..., n]} of symmetric matrices in ascending order, as {@link #eigh} gives them} */
    public static Tensor eigvalsh(Tensor a) {
        checkSquare("eigvalsh", a);
        return apply(new LinearAlgebra.Eigh(false), symmetric(a)).get(0);
    }

    /**
     * {@return the factors of {@code A = P L U} by Gaussian elimination with row exchanges}
     *
     * <p>The name is SciPy's; {@code lax.linalg.lu} is {@link #luFactor}.
     *
     * @throws dev.haiku.array.ShapeException if they are no matrices
     */
    public static Linalg.Lu lu(Tensor a) {
        checkMatrix("lu", a);
        var factors = luFactor(a);
        int rows = a.dim(-2);
        int columns = a.dim(-1);
        int k = Math.min(rows, columns);
        var rowNumbers = Ops.broadcastToRank(Ops.arange(rows).expandDims(1), a.rank());
        var p = factors.permutation()
                .expandDims(-2)
                .eq(rowNumbers)
                .cast(factors.lu().dtype());
        var ones = Ops.broadcastToRank(Ops.eye(rows, k, 0, p.dtype()), a.rank());
        var l = Ops.tril(factors.lu().slice(-1, 0, k), -1).add(ones);
        return new Linalg.Lu(p, l, Ops.triu(factors.lu().slice(-2, 0, k), 0));
    }

    /**
     * {@return the factors of Gaussian elimination in one matrix, and the row exchanges, for {@link Linalg#luSolve}}
     *
     * @param a the matrices {@code [..., m, n]}
     * @throws dev.haiku.array.ShapeException if they are no matrices
     */
    public static Linalg.LuFactor luFactor(Tensor a) {
        checkMatrix("luFactor", a);
        var results = apply(new LinearAlgebra.Lu(), a);
        return new Linalg.LuFactor(results.get(0), results.get(1), results.get(2));
    }
}
