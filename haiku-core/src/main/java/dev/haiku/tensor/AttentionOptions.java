package dev.haiku.tensor;

import org.jspecify.annotations.Nullable;

/**
 * What {@link Nn#dotProductAttention(Tensor, Tensor, Tensor, java.util.function.UnaryOperator)} attends to; setters return a copy.
 *
 * @param bias what is added to the logits, broadcast to {@code [batch, heads, queries, keys]}
 * @param mask which keys a query may attend to, a {@code bool} broadcast to {@code [batch, heads, queries, keys]}
 * @param isCausal whether a query attends to keys up to its own place only
 * @param scale the factor of the logits; by default one over the square root of the vectors' size
 * @param queryLengths how many queries of each element of the batch are real, {@code i32[batch]}; others give 0
 * @param keyLengths how many keys and values of each element of the batch are real, {@code i32[batch]}
 * @param window how far from its own place a query may attend to
 */
public record AttentionOptions(
        @Nullable Tensor bias,
        @Nullable Tensor mask,
        boolean isCausal,
        @Nullable Double scale,
        @Nullable Tensor queryLengths,
        @Nullable Tensor keyLengths,
        @Nullable Window window) {

    static final AttentionOptions DEFAULTS = new AttentionOptions(null, null, false, null, null, null, null);

    /**
     * How far from its own place a query may attend to.
     *
     * @param left how many keys before it
     * @param right how many keys behind it
     */
    public record Window(int left, int right) {}

    /** {@return this with a bias} */
    public AttentionOptions bias(Tensor newBias) {
        return new AttentionOptions(newBias, mask, isCausal, scale, queryLengths, keyLengths, window);
    }

    /** {@return this with a mask} */
    public AttentionOptions mask(Tensor newMask) {
        return new AttentionOptions(bias, newMask, isCausal, scale, queryLengths, keyLengths, window);
    }

    /** {@return this with queries that see what is before them only, or all} */
    public AttentionOptions isCausal(boolean newIsCausal) {
        return new AttentionOptions(bias, mask, newIsCausal, scale, queryLengths, keyLengths, window);
    }

    /** {@return this with another scale} */
    public AttentionOptions scale(double newScale) {
        return new AttentionOptions(bias, mask, isCausal, newScale, queryLengths, keyLengths, window);
    }

    /** {@return this with numbers of queries} */
    public AttentionOptions queryLengths(Tensor newLengths) {
        return new AttentionOptions(bias, mask, isCausal, scale, newLengths, keyLengths, window);
    }

    /** {@return this with numbers of keys and values} */
    public AttentionOptions keyLengths(Tensor newLengths) {
        return new AttentionOptions(bias, mask, isCausal, scale, queryLengths, newLengths, window);
    }

    /** {@return this with a window} */
    public AttentionOptions window(int left, int right) {
        return new AttentionOptions(bias, mask, isCausal, scale, queryLengths, keyLengths, new Window(left, right));
    }
}
