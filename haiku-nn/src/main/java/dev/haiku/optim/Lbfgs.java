package dev.haiku.optim;

import dev.haiku.func.Carried;
import dev.haiku.func.Control;
import dev.haiku.tensor.Ops;
import dev.haiku.tensor.Tensor;
import dev.haiku.tree.Trees;

/**
 * The rule of {@link Optimizers#scaleByLbfgs}.
 *
 * @param memorySize the number of steps that are remembered
 * @param scaleInitPrecond whether the first guess of the curvature is scaled
 */
record Lbfgs(int memorySize, boolean scaleInitPrecond) {

    private static final double SMALLEST_NORMAL_F16 = 0x1p-14;

    Lbfgs {
        if (memorySize < 1) {
            throw new IllegalArgumentException("scaleByLbfgs needs a memorySize >= 1, but got " + memorySize + ".");
        }
    }

    /** A place in the memory, and how far the gradient was moved for it. */
    private record Correction(Tensor index, Tensor alpha) {}

    LbfgsState init(Object params) {
        var zeros = TreeMath.zerosLike(params);
        var memory = Trees.map(params, (Tensor p) -> Ops.zeros(p.shape().insert(0, memorySize), p.dtype()));
        return new LbfgsState(Tensor.scalar(0), zeros, zeros, memory, memory, Ops.zeros(memorySize));
    }

    Update<Object, LbfgsState> update(Object gradients, LbfgsState state, UpdateContext context) {
        var params = context.params();
        var isLater = state.count().gt(0);
        var paramsChange = TreeMath.sub(params, state.params());
        var gradientsChange = TreeMath.sub(gradients, state.updates());
        var product = TreeMath.vdot(gradientsChange, paramsChange);
        var weight = Ops.where(isTiny(Ops.abs(product)).or(isLater.not()), 0.0, product.reciprocal());
        var last = state.count().sub(1).mod(memorySize);
        var next = new LbfgsState(
                Optimizers.safeIncrement(state.count()),
                params,
                gradients,
                remember(state.diffParamsMemory(), paramsChange, last, isLater),
                remember(state.diffUpdatesMemory(), gradientsChange, last, isLater),
                set(state.weightsMemory(), weight, last));
        var scale = scaleInitPrecond ? firstScale(gradients, gradientsChange, product, isLater) : Tensor.scalar(1.0);
        return new Update<>(precondition(gradients, next, scale, state.count()), next);
    }

    private static Object remember(Object memory, Object change, Tensor index, Tensor isLater) {
        return Trees.map(memory, change, (m, c) -> set(m, Ops.where(isLater, c, 0.0), index));
    }

    private static Tensor set(Tensor memory, Tensor value, Tensor index) {
        return Ops.dynamicUpdateSliceInAxis(memory, value.cast(memory.dtype()).expandDims(0), index, 0);
    }

    /** {@return whether a positive number is so small that its reciprocal may overflow} */
    private static Tensor isTiny(Tensor x) {
        return x.lt(
                switch (x.dtype()) {
                    case F64 -> Double.MIN_NORMAL;
                    case F16 -> SMALLEST_NORMAL_F16;
                    default -> Float.MIN_NORMAL;
                });
    }

    private static Tensor firstScale(Object gradients, Object change, Tensor product, Tensor isLater) {
        var squaredNorm = TreeMath.squaredNorm(change);
        var ratio = Ops.where(isTiny(squaredNorm), 1.0, product.div(squaredNorm));
        var atMostOne = Ops.minimum(TreeMath.norm(gradients).reciprocal(), 1.0);
        return Ops.where(isLater, ratio, atMostOne);
    }

    /** The two loops over the memory, from the newest step to the oldest and back. */
    private Object precondition(Object gradients, LbfgsState memory, Tensor scale, Tensor count) {
        var indices = count.mod(memorySize).add(Ops.arange(memorySize)).mod(memorySize);
        var right = Control.scan(
                (Object vector, Tensor i) -> {
                    var alpha = weight(memory, i).mul(TreeMath.vdot(at(memory.diffParamsMemory(), i), vector));
                    var moved = TreeMath.addScale(vector, alpha.neg(), at(memory.diffUpdatesMemory(), i));
                    return new Carried<>(TreeMath.castLike(moved, vector), new Correction(i, alpha));
                },
                gradients,
                indices,
                o -> o.reverse(true));
        var scaled = TreeMath.castLike(TreeMath.scale(scale, right.carry()), gradients);
        var left = Control.scan(
                (Object vector, Correction c) -> {
                    var beta = weight(memory, c.index())
                            .mul(TreeMath.vdot(at(memory.diffUpdatesMemory(), c.index()), vector));
                    var moved =
                            TreeMath.addScale(vector, c.alpha().sub(beta), at(memory.diffParamsMemory(), c.index()));
                    return new Carried<>(TreeMath.castLike(moved, vector), c.alpha());
                },
                scaled,
                right.ys());
        return left.carry();
    }

    private static Tensor weight(LbfgsState memory, Tensor index) {
        return (Tensor) at(memory.weightsMemory(), index);
    }

    private static Object at(Object memory, Tensor index) {
        return Trees.map(memory, (Tensor m) -> Ops.dynamicIndexInAxis(m, index, 0));
    }
}
