package dev.haiku.random;

import dev.haiku.array.DType;
import dev.haiku.array.Shape;
import dev.haiku.array.ShapeException;
import dev.haiku.tensor.Ops;
import dev.haiku.tensor.Tensor;
import java.util.List;
import java.util.function.UnaryOperator;

/**
 * Samplers: pure functions from a {@link Key} to tensors of random numbers, those of {@code jax.random} with the same
 * name.
 *
 * <p>Bits, integers, permutations and plain uniform numbers equal JAX's exactly, other numbers within rounding of the
 * functions involved. Parameters may be numbers or tensors; tensors determine the element type of the samples, numbers
 * mean {@code f32}. Every sampler takes a single key. Samples are differentiable with respect to their parameters; those
 * of the gamma family, which are drawn by rejection, once, by implicit differentiation.
 */
public final class Random extends GammaSamplers {

    private static final int SHUFFLE_EXPONENT = 3;
    private static final double LARGEST_WORD = 0xffff_ffffL;

    private Random() {}

    /** {@return the {@code i32} numbers 0 to {@code n - 1} in random order} */
    public static Tensor permutation(Key key, int n) {
        key.requireSingle("permutation");
        return shuffle(key, Ops.arange(n), 0);
    }

    /** {@return the entries along the first axis in random order} */
    public static Tensor permutation(Key key, Tensor x) {
        return permutation(key, x, 0);
    }

    /** {@return the entries along an axis in random order, the same for all other axes} */
    public static Tensor permutation(Key key, Tensor x, int axis) {
        key.requireSingle("permutation");
        int along = axis("permutation", axis, x);
        return x.rank() == 1 ? shuffle(key, x, 0) : Ops.take(x, permutation(key, x.dim(along)), along);
    }

    /** {@return the elements along an axis in random order, another one for each row} */
    public static Tensor independentPermutation(Key key, Tensor x, int axis) {
        key.requireSingle("independentPermutation");
        return shuffle(key, x, axis("independentPermutation", axis, x));
    }

    /** Sorts by random words, often enough that equal words have no effect. */
    private static Tensor shuffle(Key key, Tensor x, int axis) {
        double logSize = Math.log((double) Math.max(1, x.size()));
        int rounds = (int) Math.ceil(SHUFFLE_EXPONENT * logSize / Math.log(LARGEST_WORD));
        var shuffled = x;
        var chain = key;
        for (int i = 0; i < rounds; i++) {
            var keys = chain.split(2);
            chain = keys.get(0);
            var words = Threefry.bits(keys.get(1), DType.U32, x.shape());
            shuffled = Ops.sort(List.of(words, shuffled), axis, 1).get(1);
        }
        return shuffled;
    }

    private static int axis(String sampler, int axis, Tensor x) {
        int normal = axis < 0 ? axis + x.rank() : axis;
        if (normal < 0 || normal >= x.rank()) {
            throw new ShapeException(sampler + ": axis " + axis + " is out of range for shape " + x.shape() + ".");
        }
        return normal;
    }

    /** {@return one of the {@code i32} numbers 0 to {@code n - 1}} */
    public static Tensor choice(Key key, int n) {
        return choice(key, n, options -> options);
    }

    /**
     * {@return some of the {@code i32} numbers 0 to {@code n - 1}}, such as {@code choice(key, 10, o ->
     * o.shape(3).replace(false))}
     *
     * @throws IllegalArgumentException if more than {@code n} are to be drawn without replacement, or some of none
     */
    public static Tensor choice(Key key, int n, UnaryOperator<ChoiceOptions> edit) {
        key.requireSingle("choice");
        var options = edit.apply(ChoiceOptions.DEFAULTS);
        int draws = Math.toIntExact(options.shape().size());
        if (draws == 0) {
            return Ops.zeros(options.shape(), DType.I32);
        }
        checkPopulation(n, draws, options.replace());
        if (options.p() != null) {
            return weightedChoice(key, n, options.p(), options);
        }
        return options.replace()
                ? randint(key, options.shape(), 0, n)
                : Ops.reshape(Ops.slice(permutation(key, n), 0, 0, draws), options.shape());
    }

    /** {@return one of the entries of {@code a} along its first axis} */
    public static Tensor choice(Key key, Tensor a) {
        return choice(key, a, options -> options);
    }

    /**
     * {@return some of the entries of a tensor along an axis, which the shape of the options replaces}
     *
     * @throws IllegalArgumentException if more entries than there are shall be drawn without replacement, or some of
     *     none
     */
    public static Tensor choice(Key key, Tensor a, UnaryOperator<ChoiceOptions> edit) {
        var options = edit.apply(ChoiceOptions.DEFAULTS);
        int axis = axis("choice", options.axis(), a);
        return Ops.take(a, choice(key, a.dim(axis), old -> options), axis);
    }

    private static void checkPopulation(int n, int draws, boolean replace) {
        if (n <= 0) {
            throw new IllegalArgumentException("choice cannot draw " + draws + " of " + n + " entries.");
        }
        if (!replace && draws > n) {
            throw new IllegalArgumentException("choice cannot draw " + draws + " of " + n
                    + " entries without replacement. Draw fewer or set replace(true).");
        }
    }

    private static Tensor weightedChoice(Key key, int n, Tensor p, ChoiceOptions options) {
        if (!p.shape().equals(Shape.of(n))) {
            throw new ShapeException("choice needs one probability for each of " + n + " entries, but got p of shape "
                    + p.shape() + ".");
        }
        var weights = p.cast(Samplers.floatType(p));
        int draws = (int) options.shape().size();
        if (options.replace()) {
            var totals = Ops.cumsum(weights, 0);
            var u = uniform(key, options.shape(), weights.dtype());
            return searchSorted(totals, Ops.get(totals, n - 1).mul(Ops.sub(1.0, u)));
        }
        var scores = gumbel(key, Shape.of(n), weights.dtype(), options.mode()).add(Ops.log(weights));
        return Ops.reshape(Ops.topK(scores, draws).indices(), options.shape());
    }

    /** {@return for each value how many of the ascending numbers are below it, by bisection} */
    private static Tensor searchSorted(Tensor ascending, Tensor values) {
        int n = ascending.dim(0);
        var low = Ops.zeros(values.shape(), DType.I32);
        var high = Ops.full(values.shape(), (long) n, DType.I32);
        for (int remaining = n; remaining > 0; remaining /= 2) {
            var middle = Ops.shiftRight(low.add(high), Tensor.scalar(DType.I32, 1L));
            var isBelow = Ops.lt(Ops.take(ascending, Ops.minimum(middle, n - 1L), 0), values);
            var isOpen = Ops.lt(low, high);
            low = Ops.where(Ops.logicalAnd(isOpen, isBelow), middle.add(1), low);
            high = Ops.where(Ops.logicalAnd(isOpen, Ops.logicalNot(isBelow)), middle, high);
        }
        return low;
    }

    /**
     * {@return for each vector of logits along the last axis one category, drawn with probabilities {@code
     * softmax(logits)}}
     */
    public static Tensor categorical(Key key, Tensor logits) {
        return categorical(key, logits, options -> options);
    }

    /**
     * {@return {@code i32} categories, drawn with probabilities {@code softmax(logits)}}, such as
     * {@code categorical(key, logits, o -> o.axis(0).shape(5, 3))}
     *
     * @param logits unnormalised logarithms of the probabilities, along the axis of the options
     * @throws IllegalArgumentException if more than there are shall be drawn without replacement
     */
    public static Tensor categorical(Key key, Tensor logits, UnaryOperator<CategoricalOptions> edit) {
        key.requireSingle("categorical");
        var options = edit.apply(CategoricalOptions.DEFAULTS);
        if (!logits.dtype().isFloating()) {
            throw new IllegalArgumentException(
                    "categorical needs floating-point logits, but got " + logits.type() + ".");
        }
        int axis = axis("categorical", options.axis(), logits);
        var batch = logits.shape().remove(List.of(axis));
        var shape = options.shape() == null ? batch : options.shape();
        int extra = shape.rank() - batch.rank();
        if (!Samplers.fits(batch, shape)) {
            throw new ShapeException(
                    "categorical: the shape " + shape + " of the samples does not end in the batch shape " + batch
                            + " of the logits " + logits.shape() + ".");
        }
        return options.replace()
                ? independentCategories(key, logits, axis, shape, extra, options.mode())
                : distinctCategories(key, logits, axis, shape, extra, options.mode());
    }

    private static Tensor independentCategories(
            Key key, Tensor logits, int axis, Shape shape, int extra, SamplingMode mode) {
        int at = extra + axis;
        var noise = gumbel(key, shape.insert(at, logits.dim(axis)), logits.dtype(), mode);
        return Ops.argmax(noise.add(Ops.broadcastToRank(logits, noise.rank())), at);
    }

    private static Tensor distinctCategories(
            Key key, Tensor logits, int axis, Shape shape, int extra, SamplingMode mode) {
        int draws = Math.toIntExact(shape.subShape(0, extra).size());
        if (draws > logits.dim(axis)) {
            throw new IllegalArgumentException("categorical cannot draw " + draws + " of " + logits.dim(axis)
                    + " categories without replacement. Draw fewer or set replace(true).");
        }
        var scores = logits.add(gumbel(key, logits.shape(), logits.dtype(), mode));
        var positions = Ops.topK(Ops.moveAxis(scores, axis, -1), draws).indices();
        return Ops.reshape(Ops.moveAxis(positions, -1, 0), shape);
    }
}
