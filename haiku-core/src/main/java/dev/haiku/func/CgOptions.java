package dev.haiku.func;

import java.util.Optional;
import java.util.OptionalInt;
import java.util.function.Function;

/**
 * When {@link Solvers#cg} ends and what helps it on, edited in its last argument: {@code cg(a, b, o -> o.tolerance(1e-8))}.
 *
 * @param tolerance the norm of what is left at which it ends, as a part of that of the right-hand side; 1e-5 by default
 * @param absoluteTolerance that norm itself, if it is larger; 0 by default
 * @param maxIterations after how many iterations it ends in any case; ten times the number of unknowns if there is no number
 * @param start the first guess; zeros if there is none
 * @param preconditioner a linear function near the inverse of the matrix, symmetric and positive definite; the identity by default
 * @param <T> a tree of tensors, the unknown
 */
public record CgOptions<T>(
        double tolerance,
        double absoluteTolerance,
        OptionalInt maxIterations,
        Optional<T> start,
        Function<T, T> preconditioner) {

    /** Checks the numbers. */
    public CgOptions {
        if (!(tolerance >= 0) || !(absoluteTolerance >= 0)) {
            throw new IllegalArgumentException(
                    "cg needs tolerances >= 0, but got " + tolerance + " and " + absoluteTolerance + ".");
        }
        if (maxIterations.isPresent() && maxIterations.getAsInt() < 0) {
            throw new IllegalArgumentException(
                    "cg needs maxIterations >= 0, but got " + maxIterations.getAsInt() + ".");
        }
    }

    static <T> CgOptions<T> defaults() {
        return new CgOptions<>(1e-5, 0, OptionalInt.empty(), Optional.empty(), Function.identity());
    }

    /** {@return these options with that relative tolerance} */
    public CgOptions<T> tolerance(double norm) {
        return new CgOptions<>(norm, absoluteTolerance, maxIterations, start, preconditioner);
    }

    /** {@return these options with that absolute tolerance} */
    public CgOptions<T> absoluteTolerance(double norm) {
        return new CgOptions<>(tolerance, norm, maxIterations, start, preconditioner);
    }

    /** {@return these options with that many iterations at most} */
    public CgOptions<T> maxIterations(int count) {
        return new CgOptions<>(tolerance, absoluteTolerance, OptionalInt.of(count), start, preconditioner);
    }

    /** {@return these options with that first guess, of the structure and types of the right-hand side} */
    public CgOptions<T> start(T guess) {
        return new CgOptions<>(tolerance, absoluteTolerance, maxIterations, Optional.of(guess), preconditioner);
    }

    /** {@return these options with that preconditioner} */
    public CgOptions<T> preconditioner(Function<T, T> nearInverse) {
        return new CgOptions<>(tolerance, absoluteTolerance, maxIterations, start, nearInverse);
    }
}
