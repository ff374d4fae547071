package dev.haiku.tensor;

/**
 * Linear algebra: what {@code jax.numpy.linalg} and {@code jax.scipy.linalg} have for real numbers, in camelCase.
 *
 * <p>Matrices are the last two axes, leading axes are batch. Integers become {@code f32}; {@code f16} and {@code bf16} are computed in
 * {@code f32} and rounded. A result that does not exist is NaN, such as the factor of a matrix that is not positive definite. All
 * functions work inside all transformations, with JAX's derivatives.
 *
 * <p>There are no complex numbers, so there is neither {@code eig}, the decomposition of matrices that are not symmetric, nor a Fourier
 * transform. What {@code jax.numpy.linalg} shares with {@code jax.numpy}, such as {@code matmul} and {@code tensordot}, is in {@link
 * Ops}.
 */
public final class Linalg extends MatrixOps {

    private Linalg() {}

    /**
     * An orthogonal and an upper triangular factor, {@code A = Q R}.
     *
     * @param q the matrices {@code [..., m, k]} of orthonormal columns
     * @param r the upper triangular matrices {@code [..., k, n]}
     */
    public record Qr(Tensor q, Tensor r) {}

    /**
     * A singular value decomposition, {@code A = U diag(s) Vᵀ}.
     *
     * @param u the left singular vectors, as columns: {@code [..., m, m]}, or {@code [..., m, k]} with {@code k = min(m, n)}
     * @param s the singular values {@code [..., k]} in descending order
     * @param vt the right singular vectors, as rows: {@code [..., n, n]} or {@code [..., k, n]}
     */
    public record Svd(Tensor u, Tensor s, Tensor vt) {}

    /**
     * Eigenvalues and eigenvectors of symmetric matrices, {@code A V = V diag(w)}.
     *
     * @param eigenvalues the eigenvalues {@code w [..., n]} in ascending order
     * @param eigenvectors the orthonormal eigenvectors {@code V [..., n, n]}, as columns
     */
    public record Eigh(Tensor eigenvalues, Tensor eigenvectors) {}

    /**
     * A permutation, a lower and an upper triangular factor, {@code A = P L U}.
     *
     * @param p the permutation matrices {@code [..., m, m]}
     * @param l the lower triangular matrices {@code [..., m, k]} with ones on the diagonal, {@code k = min(m, n)}
     * @param u the upper triangular matrices {@code [..., k, n]}
     */
    public record Lu(Tensor p, Tensor l, Tensor u) {}

    /**
     * The factors of Gaussian elimination in the form of LAPACK.
     *
     * @param lu the factor U on and above the diagonal, and L below it, where its ones on the diagonal are left out
     * @param pivots with which row each one was exchanged, in order, {@code i32 [..., min(m, n)]}
     * @param permutation which row of the matrix came where, {@code i32 [..., m]}
     */
    public record LuFactor(Tensor lu, Tensor pivots, Tensor permutation) {}

    /**
     * A Cholesky factor.
     *
     * @param factor the triangular matrices {@code [..., n, n]}
     * @param lower whether they are lower triangular, {@code L Lᵀ = A}; else they are upper triangular, {@code Uᵀ U = A}
     */
    public record ChoFactor(Tensor factor, boolean lower) {}

    /**
     * The sign of a determinant and the logarithm of its absolute value.
     *
     * @param sign -1, 0 or 1
     * @param logAbsDet the logarithm
     */
    public record Slogdet(Tensor sign, Tensor logAbsDet) {}

    /**
     * A solution of a least-squares problem.
     *
     * @param x the solution {@code [n]} or {@code [n, k]}
     * @param residuals the sums of squares of what is left, {@code [1]} or {@code [k]}
     * @param rank the rank of the matrix, an {@code i32} scalar
     * @param singularValues the singular values of the matrix in descending order
     */
    public record Lstsq(Tensor x, Tensor residuals, Tensor rank, Tensor singularValues) {}
}
