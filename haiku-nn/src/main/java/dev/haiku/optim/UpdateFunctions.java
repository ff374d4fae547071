package dev.haiku.optim;

import dev.haiku.array.DType;
import dev.haiku.func.Control;
import dev.haiku.func.Func;
import dev.haiku.func.Jvp;
import dev.haiku.func.ValueAndGrad;
import dev.haiku.tensor.Dims;
import dev.haiku.tensor.Linalg;
import dev.haiku.tensor.Ops;
import dev.haiku.tensor.Tensor;
import dev.haiku.tree.Trees;
import java.util.List;
import java.util.function.BiFunction;
import java.util.function.Function;
import java.util.function.UnaryOperator;

/** The part of {@link Optimizers} with functions around a step: of parameters, counts, norms and gradients. */
abstract class UpdateFunctions {

    UpdateFunctions() {}

    /** {@return the parameters with the updates added, each in the element type of its parameter} */
    public static <P> P applyUpdates(P params, P updates) {
        return Trees.map(params, updates, (p, u) -> p.add(u).cast(p.dtype()));
    }

    /**
     * {@return {@code stepSize·fresh + (1 - stepSize)·old}: old parameters that follow new ones}
     *
     * <p>Source: Polyak and Juditsky, <em>Acceleration of stochastic approximation by averaging</em>, 1992.
     */
    public static <P> P incrementalUpdate(P fresh, P old, Number stepSize) {
        var take = Hyperparameter.of(stepSize);
        var keep = take.complement();
        return Trees.map(fresh, old, (x, y) -> take.times(x).add(keep.times(y)));
    }

    /**
     * {@return the new parameters in every {@code period}-th step, step 0 included, and the old ones in between}
     *
     * @param fresh new parameters
     * @param old parameters of the same structure and types
     * @param steps the number of steps so far, an integer scalar
     * @param period at least 1
     */
    public static <P> P periodicUpdate(P fresh, P old, Tensor steps, int period) {
        return Control.cond(steps.mod(period).eq(0), () -> fresh, () -> old);
    }

    /** {@return the square root of the sum of the squares of all elements of a tree, a scalar; of an empty one 0} */
    public static Tensor globalNorm(Object tree) {
        return TreeMath.norm(tree);
    }

    /** {@return the next count; it stays at the largest finite number of its element type} */
    public static Tensor safeIncrement(Tensor count) {
        if (count.dtype().isFloating()) {
            double largest = largestFloat(count.dtype());
            return Ops.where(count.lt(largest), count.add(1), largest);
        }
        long largest = largestInteger(count.dtype());
        return Ops.where(count.lt(largest), count.add(1), largest);
    }

    private static double largestFloat(DType dtype) {
        return switch (dtype) {
            case F64 -> Double.MAX_VALUE;
            case F16 -> 65504;
            case BF16 -> 0x1.fep127;
            default -> Float.MAX_VALUE;
        };
    }

    private static long largestInteger(DType dtype) {
        int bits = 8 * dtype.bytes();
        return dtype.isUnsigned() ? (1L << bits) - 1 : Long.MAX_VALUE >> (Long.SIZE - bits);
    }

    /**
     * {@return the norm of a tensor, but at least {@code minNorm}}
     *
     * <p>Its derivative is 0 where that is so, rather than NaN at 0.
     */
    public static Tensor safeNorm(Tensor x, Number minNorm) {
        return atLeast(minNorm, x, Linalg::norm, Linalg::norm);
    }

    /** {@return the norms over axes, but at least {@code minNorm}} */
    public static Tensor safeNorm(Tensor x, Number minNorm, List<Integer> axes, Dims dims) {
        return atLeast(minNorm, x, y -> Linalg.norm(y, axes, Dims.KEEP), y -> Linalg.norm(y, axes, dims));
    }

    /** {@return the norms of an order of vectors along an axis, but at least {@code minNorm}} */
    public static Tensor safeNorm(Tensor x, Number minNorm, double order, int axis, Dims dims) {
        return atLeast(minNorm, x, y -> Linalg.norm(y, order, axis, Dims.KEEP), y -> Linalg.norm(y, order, axis, dims));
    }

    /** {@return the root of the mean square of a tensor, but at least {@code minRms}, with derivative 0 there} */
    public static Tensor safeRootMeanSquares(Tensor x, Number minRms) {
        return atLeast(minRms, x, UpdateFunctions::rms, UpdateFunctions::rms);
    }

    /** {@return the root of the mean square of a tensor} */
    static Tensor rms(Tensor x) {
        return Ops.sqrt(Ops.mean(Ops.square(x)));
    }

    // The inner choice keeps the derivative of f away from the points where it is not finite.
    private static Tensor atLeast(Number bound, Tensor x, UnaryOperator<Tensor> keepingDims, UnaryOperator<Tensor> f) {
        var least = Hyperparameter.of(bound).tensor();
        var isSmall = keepingDims.apply(x).le(least);
        var result = f.apply(Ops.where(isSmall, 1.0, x));
        return Ops.where(isSmall.reshape(result.shape()), least.cast(result.dtype()), result);
    }

    /** {@return a tree whose values are those of {@code tree} and whose derivatives are {@code scale} times as large} */
    public static <T> T scaleGradient(T tree, double scale) {
        return Func.customJvp((T x) -> x, (x, tangent) -> new Jvp<>(x, Trees.map(tangent, (Tensor t) -> t.mul(scale))))
                .apply(tree);
    }

    /**
     * {@return a function of parameters and an optimiser's state that gives the loss and its gradient, taking both from
     * the state if a line search has left them there}
     *
     * <p>After a step the parameters are those at which the search ended, so that nothing is computed twice.
     *
     * @param valueFunction the loss
     * @throws IllegalArgumentException when the state holds no line search, or one that does not keep the gradient
     */
    public static <P> BiFunction<P, Object, ValueAndGrad<P>> valueAndGradFromState(Function<P, Tensor> valueFunction) {
        return (params, state) -> {
            var search = States.get(state, LinesearchState.class);
            if (search.grad() instanceof EmptyState) {
                throw new IllegalArgumentException(
                        "This line search does not keep the gradient. Give it the option storeGrad(true).");
            }
            @SuppressWarnings("unchecked") // it was made for these parameters
            var stored = new ValueAndGrad<>(search.value(), (P) search.grad());
            return Control.cond(
                    search.value().isFinite(),
                    () -> stored,
                    () -> Func.valueAndGrad(valueFunction).apply(params));
        };
    }
}
