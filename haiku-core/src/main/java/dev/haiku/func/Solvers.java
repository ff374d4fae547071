package dev.haiku.func;

import java.util.function.Function;
import java.util.function.UnaryOperator;

/**
 * Solvers of linear systems whose matrix is a function, never written down: {@code jax.scipy.sparse.linalg}.
 *
 * <p>Matrices that are written down are for {@link dev.haiku.tensor.Linalg}.
 */
public final class Solvers {

    private Solvers() {}

    /** {@return x with {@code A x = b} by conjugate gradients, with the default options} */
    public static <T> T cg(Function<T, T> a, T b) {
        return cg(a, b, options -> options);
    }

    /**
     * {@return x with {@code A x = b} for a symmetric positive definite A, by conjugate gradients; JAX's {@code cg}}
     *
     * <p>It ends when {@code ‖b - A x‖ <= max(tolerance ‖b‖, absoluteTolerance)}. Its derivative is that of the solution, by b and by
     * what A captures, and solves another system; it is accurate if both end before the last iteration. It is for reverse mode,
     * other than in JAX. Neither the first guess nor the preconditioner gets a derivative.
     *
     * @param a multiplies A by a vector, a tree of tensors
     * @param b the right-hand side: a tree of floating-point tensors, taken as one vector
     * @param edit changes the options
     * @throws IllegalArgumentException if A, the preconditioner or the first guess gives another structure or other types than b has
     * @throws UnsupportedOperationException (when differentiated) by forward mode
     */
    public static <T> T cg(Function<T, T> a, T b, UnaryOperator<CgOptions<T>> edit) {
        return ConjugateGradients.solve(a, b, edit.apply(CgOptions.defaults()));
    }
}
