package dev.haiku.loss;

import dev.haiku.tensor.Tensor;
import org.jspecify.annotations.Nullable;

/**
 * What can be chosen about the softmax loss of rankings.
 *
 * @param where which items count, a {@code bool} tensor; none by default
 * @param weights the weights of items; none by default
 * @param reduction what becomes of the losses of lists; their mean by default
 */
public record RankingOptions(
        @Nullable Tensor where, @Nullable Tensor weights, Reduction reduction) {

    static final RankingOptions DEFAULTS = new RankingOptions(null, null, Reduction.MEAN);

    /** {@return these options with a choice of items} */
    public RankingOptions where(Tensor where) {
        return new RankingOptions(where, weights, reduction);
    }

    /** {@return these options with weights of items} */
    public RankingOptions weights(Tensor weights) {
        return new RankingOptions(where, weights, reduction);
    }

    /** {@return these options with another reduction} */
    public RankingOptions reduction(Reduction reduction) {
        return new RankingOptions(where, weights, reduction);
    }
}
