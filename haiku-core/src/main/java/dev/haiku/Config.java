package dev.haiku;

import dev.haiku.func.Debug;
import dev.haiku.tensor.RankPromotion;
import java.util.function.Supplier;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/**
 * What checks are made and how things are written; Haiku's {@code config} and the like settings of JAX.
 *
 * <p>There is one for the process, which {@link #set} changes, and one for a thread while it runs {@link #with}.
 * <pre>{@code
 * Config.set(c -> c.checkNans(true));
 * var loss = Config.with(c -> c.strictRankPromotion(true), () -> net.apply(params, x));
 * }</pre>
 *
 * @param checkUsage whether parameters, state and keys may be touched only under Haiku's own transformations, such as
 *     {@link Haiku#grad}, where a function is transformed inside a transformed function; off, only what would go wrong
 *     is refused
 * @param checkNans whether the operation fails that first gives NaN, also in compiled functions
 * @param strictRankPromotion whether operations refuse operands of different ranks, other than scalars, instead of
 *     broadcasting them
 * @param nameScopes whether a method of a module shows as one operation in programs, named after module and method; all its
 *     results must be trees then
 * @param autoRepr whether modules print with their settings, {@code Linear(outputSize=10)}, rather than with their path
 * @param rngReserveSize how many keys are split off at a time; other sizes than 1 give other keys
 */
public record Config(
        boolean checkUsage,
        boolean checkNans,
        boolean strictRankPromotion,
        boolean nameScopes,
        boolean autoRepr,
        int rngReserveSize) {

    private static final ThreadLocal<@Nullable Config> THREAD = new ThreadLocal<>();
    private static volatile Config process = new Config(false, false, false, false, true, 1);

    /** Checks the size. */
    public Config {
        if (rngReserveSize <= 0) {
            throw new IllegalArgumentException(
                    "The number of keys to reserve must be at least 1, but is " + rngReserveSize + ".");
        }
    }

    /** {@return the settings in force in this thread} */
    public static Config current() {
        var own = THREAD.get();
        return own == null ? process : own;
    }

    /**
     * Changes the settings of the process. Threads that run {@link #with} keep theirs until they are through.
     *
     * @return the settings before
     */
    public static synchronized Config set(UnaryOperator<Config> edit) {
        var before = process;
        process = edit.apply(before);
        RankPromotion.STRICT.set(process.strictRankPromotion);
        Debug.checkNans(process.checkNans);
        return before;
    }

    /** {@return the result of {@code body}, run with changed settings in this thread} */
    public static <T> T with(UnaryOperator<Config> edit, Supplier<? extends T> body) {
        var outer = THREAD.get();
        var inner = edit.apply(current());
        THREAD.set(inner);
        try {
            return RankPromotion.STRICT.with(
                    inner.strictRankPromotion, () -> Debug.<T>checkingNans(inner.checkNans, body));
        } finally {
            restore(outer);
        }
    }

    private static void restore(@Nullable Config outer) {
        if (outer == null) {
            THREAD.remove();
        } else {
            THREAD.set(outer);
        }
    }

    /** {@return these, checking or not that Haiku's transformations are used} */
    public Config checkUsage(boolean check) {
        return new Config(check, checkNans, strictRankPromotion, nameScopes, autoRepr, rngReserveSize);
    }

    /** {@return these, checking or not for NaN} */
    public Config checkNans(boolean check) {
        return new Config(checkUsage, check, strictRankPromotion, nameScopes, autoRepr, rngReserveSize);
    }

    /** {@return these, refusing or not operands of different ranks} */
    public Config strictRankPromotion(boolean strict) {
        return new Config(checkUsage, checkNans, strict, nameScopes, autoRepr, rngReserveSize);
    }

    /** {@return these, showing or not the methods of modules in programs} */
    public Config nameScopes(boolean record) {
        return new Config(checkUsage, checkNans, strictRankPromotion, record, autoRepr, rngReserveSize);
    }

    /** {@return these, printing modules with their settings or with their path} */
    public Config autoRepr(boolean settings) {
        return new Config(checkUsage, checkNans, strictRankPromotion, nameScopes, settings, rngReserveSize);
    }

    /** {@return these with another number of keys to split off at a time} */
    public Config rngReserveSize(int size) {
        return new Config(checkUsage, checkNans, strictRankPromotion, nameScopes, autoRepr, size);
    }
}
