package dev.haiku.tensor;

import dev.haiku.array.Shape;
import dev.haiku.array.ShapeException;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Whether operands of different ranks are broadcast, the default, or refused; JAX's {@code numpy_rank_promotion}.
 *
 * <p>Scalars always go with everything. Users set it with {@code dev.haiku.Config}.
 */
public final class RankPromotion {

    private static final ThreadLocal<@Nullable Boolean> THREAD = new ThreadLocal<>();
    private static volatile boolean processIsStrict;

    private RankPromotion() {}

    /** Sets whether threads without a setting of their own refuse operands of different ranks. */
    public static void setStrict(boolean isStrict) {
        processIsStrict = isStrict;
    }

    /** {@return the result of {@code body}, in which this thread refuses operands of different ranks or not} */
    public static <T> T with(boolean isStrict, Supplier<? extends T> body) {
        var outer = THREAD.get();
        THREAD.set(isStrict);
        try {
            return body.get();
        } finally {
            if (outer == null) {
                THREAD.remove();
            } else {
                THREAD.set(outer);
            }
        }
    }

    /** Checks the operands of an operation, where promotion is refused. */
    static void check(String op, Shape a, Shape b) {
        if (a.rank() == b.rank() || a.rank() == 0 || b.rank() == 0) {
            return;
        }
        var own = THREAD.get();
        if (own == null ? processIsStrict : own) {
            throw new ShapeException(op + ": shapes " + a + " and " + b
                    + " have different ranks, which the setting strictRankPromotion refuses. "
                    + "Reshape or expandDims one of them.");
        }
    }
}
