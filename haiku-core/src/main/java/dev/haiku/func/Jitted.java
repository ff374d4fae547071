package dev.haiku.func;

import dev.haiku.internal.staging.StagedFunction;
import dev.haiku.internal.staging.StagingOptions;
import java.util.List;
import java.util.function.Function;

/**
 * A function that is staged and compiled once for each kind of call: what {@code jit} returns, for any number of
 * arguments.
 *
 * <p>A kind of call is the structure of the arguments with their static parts, the shapes and element types of their
 * tensors, and the names and sizes of the axes that are mapped around it. The programs live as long as this function.
 */
public abstract sealed class Jitted permits JitSupplier, JitFunction, JitBiFunction, JitFn3, JitFn4 {

    private final StagedFunction staged;

    Jitted(Function<List<Object>, Object> function, JitOptions options, int arguments) {
        for (int position : options.donated()) {
            if (position < 0 || position >= arguments) {
                throw new IllegalArgumentException("jit cannot donate argument " + position + " of a function of "
                        + arguments + " arguments. Positions count from 0.");
            }
        }
        this.staged = StagedFunction.of(
                StagingOptions.jit(options.name())
                        .donated(options.donated())
                        .inline(options.isInline())
                        .capacity(options.cacheSize()),
                function);
    }

    /** {@return how often it was staged and called, and which programs it keeps} */
    public final CacheStatistics cacheStatistics() {
        return CacheStatistics.of(staged);
    }

    /** Forgets all programs, so that the next call stages the function again. */
    public final void clearCache() {
        staged.clear();
    }

    @SuppressWarnings("TypeParameterUnusedInFormals") // it is that of the typed function
    final <R> R call(Object... arguments) {
        return Arguments.result(staged::call, arguments);
    }

    /**
     * {@return what was staged for such arguments}
     *
     * @param typed makes a typed function from one of a list of arguments
     */
    final <F> Lowered<F> lowered(Function<Function<List<Object>, Object>, F> typed, Object... arguments) {
        var program = staged.lower(List.of(arguments));
        return new Lowered<>(program, typed.apply(others -> staged.call(program, others)));
    }
}
