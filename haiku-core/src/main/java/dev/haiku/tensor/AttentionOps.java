package dev.haiku.tensor;

import static dev.haiku.tensor.Operands.check;

import dev.haiku.array.DType;
import java.util.ArrayList;
import java.util.List;
import java.util.function.UnaryOperator;

/** The part of {@link Nn} with attention. */
abstract class AttentionOps extends SoftmaxOps {

    /** The share of the largest number that a logit is set to where a query must not attend; JAX's. */
    private static final double MASKED_SHARE = -0.7;

    AttentionOps() {}

    /** {@return for each query the mean of the values, weighted by the softmax of its products with the keys} */
    public static Tensor dotProductAttention(Tensor query, Tensor key, Tensor value) {
        return dotProductAttention(query, key, value, o -> o);
    }

    /**
     * {@return for each query the mean of the values, weighted by the softmax of its scaled products with the keys}
     *
     * <p>Shapes: query {@code [batch, queries, heads, size]}, key and value {@code [batch, keys, groups, size]}, result like query; all
     * without batch too. Each group of keys and values serves {@code heads / groups} heads (grouped-query attention, Ainslie et
     * al. 2023). Logits and softmax are computed in {@code f32} at least. A query without any key takes the mean of all values.
     *
     * @throws dev.haiku.array.ShapeException if shapes or element types do not fit
     */
    public static Tensor dotProductAttention(
            Tensor query, Tensor key, Tensor value, UnaryOperator<AttentionOptions> edit) {
        check(
                query.rank() == 3 || query.rank() == 4,
                "dotProductAttention",
                "needs queries [batch, queries, heads, size], but got shape " + query.shape() + ".");
        var q = withBatch(query);
        var k = withBatch(key);
        var v = withBatch(value);
        checkShapes(q, k, v);
        var options = edit.apply(AttentionOptions.DEFAULTS);
        var result = attend(q, k, v, options).reshape(q.shape());
        var lengths = options.queryLengths();
        if (lengths != null) {
            var isReal = Ops.arange(q.dim(1))
                    .expandDims(0)
                    .lt(lengths.expandDims(-1))
                    .expandDims(-1, -2);
            result = result.mul(isReal.cast(result.dtype()));
        }
        return result.reshape(query.shape());
    }

    private static Tensor withBatch(Tensor x) {
        return x.rank() == 3 ? x.expandDims(0) : x;
    }

    private static void checkShapes(Tensor q, Tensor k, Tensor v) {
        boolean fits = k.rank() == 4
                && v.type().equals(k.type())
                && q.dtype() == k.dtype()
                && q.dtype().isFloating()
                && q.dim(0) == k.dim(0)
                && q.dim(3) == k.dim(3)
                && k.dim(2) > 0
                && q.dim(2) % k.dim(2) == 0;
        check(
                fits,
                "dotProductAttention",
                "queries " + q.type() + ", keys " + k.type() + " and values " + v.type()
                        + " do not fit. They need one floating-point type, batch and size, and a number of heads that is a"
                        + " multiple of that of keys and values.");
    }

    private static Tensor attend(Tensor q, Tensor k, Tensor v, AttentionOptions options) {
        int groups = k.dim(2);
        int heads = q.dim(2);
        var grouped = q.reshape(q.dim(0), q.dim(1), groups, heads / groups, q.dim(3));
        var wide = q.dtype().promote(DType.F32);
        var scale = options.scale() == null ? 1 / Math.sqrt(q.dim(3)) : options.scale();
        var logits = Ops.einsum("btkgh,bskh->bkgts", grouped.cast(wide), k.cast(wide))
                .mul(scale)
                .reshape(q.dim(0), heads, q.dim(1), k.dim(1));
        var bias = options.bias();
        var biased =
                bias == null ? logits : logits.add(fitted("bias", bias, logits).cast(wide));
        var weights = softmax(masked(biased, options)).cast(k.dtype());
        var shares = weights.reshape(q.dim(0), groups, heads / groups, q.dim(1), k.dim(1));
        return Ops.einsum("bkgts,bskh->btkgh", shares, v);
    }

    private static Tensor masked(Tensor logits, AttentionOptions options) {
        var masks = masks(logits, options);
        if (masks.isEmpty()) {
            return logits;
        }
        var all = masks.stream()
                .map(mask -> fitted("mask", mask, logits))
                .reduce(Ops::logicalAnd)
                .orElseThrow();
        return Ops.where(all, logits, MASKED_SHARE * logits.dtype().finfo().max());
    }

    /** {@return what broadcasts to the logits, with as many axes} */
    private static Tensor fitted(String what, Tensor x, Tensor logits) {
        check(
                Operands.broadcast("dotProductAttention", logits.shape(), x.shape())
                        .equals(logits.shape()),
                "dotProductAttention",
                what + " of shape " + x.shape() + " does not fit logits " + logits.shape() + ".");
        return Ops.broadcastToRank(x, logits.rank());
    }

    private static List<Tensor> masks(Tensor logits, AttentionOptions options) {
        var queryPlace = Ops.arange(logits.dim(-2)).expandDims(0, 1, 3);
        var keyPlace = Ops.arange(logits.dim(-1)).expandDims(0, 1, 2);
        var masks = new ArrayList<Tensor>();
        if (options.mask() != null) {
            masks.add(options.mask());
        }
        if (options.isCausal()) {
            masks.add(keyPlace.le(queryPlace));
        }
        var window = options.window();
        if (window != null) {
            masks.add(queryPlace.le(keyPlace.add(window.left())));
            masks.add(queryPlace.ge(keyPlace.sub(window.right())));
        }
        if (options.queryLengths() != null) {
            masks.add(queryPlace.lt(options.queryLengths().expandDims(-1, -2, -3)));
        }
        if (options.keyLengths() != null) {
            masks.add(keyPlace.lt(options.keyLengths().expandDims(-1, -2, -3)));
        }
        return masks;
    }
}
