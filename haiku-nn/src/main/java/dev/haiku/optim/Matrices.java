package dev.haiku.optim;

import dev.haiku.array.ShapeException;
import dev.haiku.func.Carried;
import dev.haiku.func.Control;
import dev.haiku.random.Key;
import dev.haiku.random.Random;
import dev.haiku.tensor.Linalg;
import dev.haiku.tensor.Ops;
import dev.haiku.tensor.Tensor;
import java.util.List;
import java.util.function.UnaryOperator;

/** Eigenvalues, roots and constrained least squares by iteration; the linear algebra of optax. */
public final class Matrices {

    private static final long SEED = 0;
    private static final double LEAST_EIGENVALUE = 1e-16;
    private static final double WORSE = 1.2;
    private static final int MOST_DOUBLINGS = 3;

    private Matrices() {}

    /**
     * An eigenvalue and its vector.
     *
     * @param value a scalar
     * @param vector a vector of length 1, a tree
     * @param <P> the vector
     */
    public record Eigenpair<P>(Tensor value, P vector) {}

    /**
     * A root of a matrix and how far it is from one.
     *
     * @param root the matrix
     * @param error the largest deviation, a scalar
     */
    public record Root(Tensor root, Tensor error) {}

    /** {@return {@link #powerIteration(Tensor, UnaryOperator)} without edited options} */
    public static Eigenpair<Tensor> powerIteration(Tensor matrix) {
        return powerIteration(matrix, o -> o);
    }

    /**
     * {@return the eigenvalue of a square matrix that is largest in size, and its vector}
     *
     * <p>It begins with a vector of random numbers in [-1, 1). Source: von Mises and Pollaczek-Geiringer,
     * <em>Praktische Verfahren der Gleichungsauflösung</em>, 1929.
     */
    public static Eigenpair<Tensor> powerIteration(Tensor matrix, UnaryOperator<PowerIterationOptions> edit) {
        var key = Key.of(SEED);
        var start = Random.uniform(key, matrix.shape().subShape(1, 2), matrix.dtype(), -1, 1);
        return powerIteration((Tensor v) -> Ops.matmul(matrix, v), start, edit);
    }

    /**
     * {@return the eigenvalue of a linear map that is largest in size, and its vector}
     *
     * @param map the map, from trees to trees alike
     * @param start where to begin, not zero
     * @param edit edits the options
     */
    public static <P> Eigenpair<P> powerIteration(
            UnaryOperator<P> map, P start, UnaryOperator<PowerIterationOptions> edit) {
        var o = edit.apply(PowerIterationOptions.DEFAULTS);
        var first = normalized(start);
        var end = Control.whileLoop(
                (Iteration<P> at) -> {
                    var residual = TreeMath.sub(at.image(), TreeMath.scale(at.value(), at.vector()));
                    var error = Ops.abs(TreeMath.norm(residual).div(at.value()));
                    return error.lt(o.errorTolerance()).not().and(at.count().lt(o.numIters()));
                },
                at -> {
                    var vector = normalized(at.image());
                    var image = map.apply(vector);
                    var value = TreeMath.vdot(vector, image).cast(at.value().dtype());
                    return new Iteration<>(vector, image, value, at.count().add(1));
                },
                new Iteration<>(first, map.apply(first), Tensor.scalar(0.0), Tensor.scalar(0)));
        return new Eigenpair<>(end.value(), normalized(end.image()));
    }

    /** A vector, its image under the map, its eigenvalue, and the number of iterations. */
    private record Iteration<P>(P vector, P image, Tensor value, Tensor count) {}

    private static <P> P normalized(P vector) {
        return TreeMath.scale(TreeMath.norm(vector).reciprocal(), vector);
    }

    /** {@return {@link #matrixInversePthRoot(Tensor, int, UnaryOperator)} without edited options} */
    public static Root matrixInversePthRoot(Tensor matrix, int p) {
        return matrixInversePthRoot(matrix, p, o -> o);
    }

    /**
     * {@return {@code matrix^(-1/p)} of a symmetric positive matrix}
     *
     * <p>By a coupled Newton iteration. Source: Higham and Nakatsukasa, <em>Functions of matrices</em>, 2008, section
     * 7.
     *
     * @param matrix the matrix {@code [n, n]}
     * @param p 1, 2, 4 or 8
     * @param edit edits the options
     */
    public static Root matrixInversePthRoot(Tensor matrix, int p, UnaryOperator<MatrixRootOptions> edit) {
        var o = edit.apply(MatrixRootOptions.DEFAULTS);
        var largest = powerIteration(matrix).value();
        var ridge = Ops.maximum(largest, LEAST_EIGENVALUE).mul(o.ridgeEpsilon());
        if (matrix.dim(0) == 1) {
            return new Root(matrix.add(ridge).pow(-1.0 / p), Tensor.scalar(0));
        }
        var identity = Ops.eye(matrix.dim(0));
        var damped = matrix.add(identity.mul(ridge));
        var z = Ops.div(1 + p, Linalg.norm(damped).mul(2));
        var product = damped.mul(z);
        var root = identity.mul(z.pow(1.0 / p));
        var begin = new Newton(Tensor.scalar(0), product, root, root, error(product), Tensor.scalar(true));
        var end = Control.whileLoop(
                (Newton at) -> at.count()
                        .lt(o.numIters())
                        .and(at.error().gt(o.errorTolerance()))
                        .and(at.improves()),
                at -> next(at, p),
                begin);
        var best = Ops.where(end.improves(), end.root(), end.lastRoot());
        return new Root(best.cast(matrix.dtype()), error(end.product()));
    }

    /** Two matrices whose product stays, of which one goes to the identity and the other to the root. */
    private record Newton(Tensor count, Tensor product, Tensor root, Tensor lastRoot, Tensor error, Tensor improves) {}

    private static Newton next(Newton at, int p) {
        double alpha = -1.0 / p;
        var identity = Ops.eye(at.product().dim(0));
        var factor = identity.mul(1 - alpha).add(at.product().mul(alpha));
        var product = power(factor, p).matmul(at.product());
        var error = error(product);
        return new Newton(
                at.count().add(1),
                product,
                at.root().matmul(factor),
                at.root(),
                error,
                error.lt(at.error().mul(WORSE)));
    }

    private static Tensor power(Tensor matrix, int p) {
        long doublings = Math.min(MOST_DOUBLINGS, Math.round(Math.log(p) / Math.log(2)));
        var result = matrix;
        for (int i = 0; i < doublings; i++) {
            result = result.matmul(result);
        }
        return result;
    }

    private static Tensor error(Tensor product) {
        return Ops.max(Ops.abs(product.sub(Ops.eye(product.dim(0)))));
    }

    /** {@return {@link #nnls(Tensor, Tensor, int, Tensor)} with a bound of the largest eigenvalue of {@code AᵀA}} */
    public static Tensor nnls(Tensor a, Tensor b, int iters) {
        var gram = a.transpose(1, 0).matmul(a);
        if (gram.size() == 0) {
            return nnls(a, b, iters, Tensor.scalar(0.0));
        }
        var columnSums = Ops.max(Ops.sum(Ops.abs(gram), 0));
        return nnls(a, b, iters, Ops.minimum(Linalg.norm(gram), columnSums));
    }

    /**
     * {@return the x without negative elements that makes {@code |A x - b|²} least}
     *
     * <p>By accelerated projected gradients. Source: Nesterov, <em>A method of solving a convex programming problem with
     * convergence rate O(1/k²)</em>, 1983.
     *
     * @param a the matrix {@code [m, n]}
     * @param b the goals {@code [m]} or {@code [m, k]}
     * @param iters how many iterations
     * @param lipschitz at least the largest eigenvalue of {@code AᵀA}, a scalar
     * @throws ShapeException if the shapes do not fit
     */
    public static Tensor nnls(Tensor a, Tensor b, int iters, Tensor lipschitz) {
        if (a.rank() != 2 || b.rank() < 1 || b.rank() > 2 || a.dim(0) != b.dim(0)) {
            throw new ShapeException("nnls needs a matrix [m, n] and goals [m] or [m, k], but got " + a.shape()
                    + " and " + b.shape() + ".");
        }
        var gram = a.transpose(1, 0).matmul(a);
        var goal = a.transpose(1, 0).matmul(b);
        var divisor = Ops.where(lipschitz.eq(0), 1.0, lipschitz);
        var zeros = Ops.zerosLike(goal);
        return Control.scan(
                        (Momentum at) -> new Carried<>(next(at, gram, goal, divisor), List.<Tensor>of()),
                        new Momentum(zeros, zeros, Tensor.scalar(0.0)),
                        iters)
                .carry()
                .x();
    }

    /** A point, the point ahead of it, and a count that is a fraction. */
    private record Momentum(Tensor x, Tensor ahead, Tensor count) {}

    private static Momentum next(Momentum at, Tensor gram, Tensor goal, Tensor lipschitz) {
        var count = Ops.sqrt(Ops.square(at.count()).mul(4).add(1)).add(1).div(2.0);
        var share = at.count().sub(1).div(count);
        var gradient = gram.matmul(at.ahead()).sub(goal);
        var x = Ops.maximum(at.ahead().sub(gradient.div(lipschitz)), 0.0);
        return new Momentum(x, x.add(x.sub(at.x()).mul(share)), count);
    }
}
