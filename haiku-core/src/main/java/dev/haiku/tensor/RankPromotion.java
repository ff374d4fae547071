package dev.haiku.tensor;

import dev.haiku.array.Shape;
import dev.haiku.array.ShapeException;

/**
 * Whether operands of different ranks are broadcast, the default, or refused; JAX's {@code numpy_rank_promotion}.
 *
 * <p>Scalars always go with everything. Users set it with {@code dev.haiku.Config}.
 */
public final class RankPromotion {

    /** Whether operands of different ranks are refused. */
    public static final Setting STRICT = new Setting(false);

    private RankPromotion() {}

    /** Checks the operands of an operation, where promotion is refused. */
    static void check(String op, Shape a, Shape b) {
        if (a.rank() == b.rank() || a.rank() == 0 || b.rank() == 0) {
            return;
        }
        if (STRICT.isOn()) {
            throw new ShapeException(op + ": shapes " + a + " and " + b
                    + " have different ranks, which the setting strictRankPromotion refuses. "
                    + "Reshape or expandDims one of them.");
        }
    }
}
