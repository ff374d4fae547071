package dev.haiku.optim.contrib;

import dev.haiku.array.DType;
import dev.haiku.array.Shape;
import dev.haiku.array.ShapeException;
import dev.haiku.func.Control;
import dev.haiku.optim.Optimizers;
import dev.haiku.optim.TreeMath;
import dev.haiku.optim.Update;
import dev.haiku.optim.UpdateContext;
import dev.haiku.tensor.Ops;
import dev.haiku.tensor.Tensor;
import dev.haiku.tree.Trees;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Optional;

/**
 * The rule of {@link Contrib#scaleByGalore}.
 *
 * <p>A matrix is projected along its longer side.
 *
 * @param o what is chosen
 */
record Galore(GaloreOptions o) {

    Galore {
        if (o.rank() < 1) {
            throw new IllegalArgumentException("galore needs a rank >= 1, but got " + o.rank() + ".");
        }
    }

    GaloreState init(Object params) {
        var numbers = numbers(params);
        var projectors = Trees.map(
                params,
                (Tensor p) -> numbers.next().map(n -> emptyBasis(matrix(p, n))).orElseGet(() -> none(p)));
        var again = numbers(params);
        var proxies = Trees.map(
                params,
                projectors,
                (p, basis) -> again.next()
                        .map(n -> projected(Ops.zerosLike(matrix(p, n)), basis))
                        .orElse(p));
        return new GaloreState(Tensor.scalar(0), o.baseOptimizer().init(proxies), projectors);
    }

    Update<Object, GaloreState> update(Object gradients, GaloreState state, UpdateContext context) {
        var isDue = state.count().mod(o.updateProjGap()).eq(0);
        var forBases = numbers(gradients);
        var projectors = Trees.map(
                gradients,
                state.projector(),
                (g, last) -> forBases.next()
                        .map(n -> Control.cond(isDue, () -> basis(matrix(g, n), last), () -> last))
                        .orElse(last));
        var forProjections = numbers(gradients);
        var low = Trees.map(
                gradients,
                projectors,
                (g, basis) -> forProjections
                        .next()
                        .map(n -> projected(matrix(g, n), basis))
                        .orElse(g));
        var step = o.baseOptimizer().updateAny(low, state.baseOptimizerState(), UpdateContext.EMPTY);
        var forUpdates = numbers(gradients);
        var updates = Trees.map(
                gradients,
                projectors,
                step.updates(),
                (g, basis, u) -> forUpdates
                        .next()
                        .map(n -> n.tensor(o.scale().times(restored(matrix(g, n), basis, u)), g.shape())
                                .cast(g.dtype()))
                        .orElse(u));
        return new Update<>(
                updates, new GaloreState(Optimizers.safeIncrement(state.count()), step.state(), projectors));
    }

    /** {@return how each tensor is a matrix, in order} */
    private Iterator<Optional<DimensionNumbers>> numbers(Object tree) {
        List<Optional<DimensionNumbers>> all = new ArrayList<>();
        TreeMath.mapWithName(tree, (name, x) -> {
            all.add(o.weightDimensionNumbers().of(name, x));
            return x;
        });
        return all.iterator();
    }

    private static Tensor matrix(Tensor x, DimensionNumbers numbers) {
        var matrices = numbers.matrices(x);
        if (matrices.dim(0) != 1) {
            throw new ShapeException("GaLore needs all axes to be rows or columns of a matrix, but got " + numbers
                    + " for a tensor of shape " + x.shape() + ".");
        }
        return matrices.squeeze(0);
    }

    private static boolean isTall(Tensor matrix) {
        return matrix.dim(0) >= matrix.dim(1);
    }

    private int rank(Tensor matrix) {
        return Math.min(o.rank(), Math.min(matrix.dim(0), matrix.dim(1)));
    }

    private static Tensor none(Tensor p) {
        return Ops.zeros(Shape.of(0, 0), p.dtype());
    }

    private Tensor emptyBasis(Tensor matrix) {
        return Ops.zeros(Shape.of(Math.max(matrix.dim(0), matrix.dim(1)), rank(matrix)), matrix.dtype());
    }

    private Tensor basis(Tensor matrix, Tensor last) {
        var tall = isTall(matrix) ? matrix : matrix.transpose(1, 0);
        return Spectrum.leftBasis(tall.cast(DType.F32), rank(matrix)).cast(last.dtype());
    }

    private static Tensor projected(Tensor matrix, Tensor basis) {
        return isTall(matrix) ? basis.transpose(1, 0).matmul(matrix) : matrix.matmul(basis);
    }

    private static Tensor restored(Tensor matrix, Tensor basis, Tensor low) {
        return isTall(matrix) ? basis.matmul(low) : low.matmul(basis.transpose(1, 0));
    }
}
