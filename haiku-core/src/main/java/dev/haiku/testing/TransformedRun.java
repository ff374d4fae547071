package dev.haiku.testing;

import dev.haiku.Haiku;
import dev.haiku.NoInput;
import dev.haiku.Params;
import dev.haiku.State;
import dev.haiku.TransformedWithState;
import dev.haiku.func.Func;
import dev.haiku.random.Key;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.Supplier;
import java.util.function.UnaryOperator;

/**
 * Runs a function inside {@code Haiku.transformWithState}, as {@code init} and then as {@code apply}; Haiku's {@code
 * testing.transform_and_run} for a function with a result.
 *
 * <pre>{@code
 * var y = TransformedRun.of(() -> new Linear(10).apply(x));
 * }</pre>
 */
public final class TransformedRun {

    private TransformedRun() {}

    /**
     * Settings of a run.
     *
     * @param seed the seed of the key for {@code init}; {@code apply} gets that of the next seed
     * @param withKey whether both get keys
     * @param runApply whether {@code apply} runs
     * @param jit whether both are staged
     */
    public record Options(long seed, boolean withKey, boolean runApply, boolean jit) {

        private static final Options DEFAULTS = new Options(42, true, true, false);

        /** {@return these with another seed} */
        public Options seed(long newSeed) {
            return new Options(newSeed, withKey, runApply, jit);
        }

        /** {@return these, with keys or without} */
        public Options withKey(boolean keys) {
            return new Options(seed, keys, runApply, jit);
        }

        /** {@return these, running {@code apply} or not} */
        public Options runApply(boolean run) {
            return new Options(seed, withKey, run, jit);
        }

        /** {@return these, staged or not} */
        public Options jit(boolean staged) {
            return new Options(seed, withKey, runApply, staged);
        }

        Options with(TransformAndRun annotation) {
            return new Options(annotation.seed(), annotation.withKey(), annotation.runApply(), annotation.jit());
        }
    }

    /** {@return the result of {@code apply}} */
    public static <R> R of(Supplier<R> function) {
        return of(function, options -> options)
                .orElseThrow(() -> new IllegalStateException("apply has run, so there is a result"));
    }

    /** {@return the result of {@code apply}, nothing if it does not run} */
    public static <R> Optional<R> of(Supplier<R> function, UnaryOperator<Options> edit) {
        return run(Haiku.transformWithState(function), edit.apply(Options.DEFAULTS));
    }

    private record InitInput(Optional<Key> key) {}

    private record ApplyInput(Params params, State state, Optional<Key> key) {}

    private static <R> Optional<R> run(TransformedWithState<NoInput, R> net, Options options) {
        var initKey = options.withKey() ? Optional.of(Key.of(options.seed())) : Optional.<Key>empty();
        var applyKey = options.withKey() ? Optional.of(Key.of(options.seed() + 1)) : Optional.<Key>empty();
        var init = staged(
                options,
                (InitInput in) -> in.key()
                        .map(key -> net.init(key, NoInput.NONE))
                        .orElseGet(() -> net.initWithoutRng(NoInput.NONE)));
        var apply = staged(
                options,
                (ApplyInput in) -> in.key()
                        .map(key -> net.apply(in.params(), in.state(), key, NoInput.NONE))
                        .orElseGet(() -> net.withoutApplyRng().apply(in.params(), in.state(), NoInput.NONE)));
        var initial = init.apply(new InitInput(initKey));
        return options.runApply()
                ? Optional.of(apply.apply(new ApplyInput(initial.params(), initial.state(), applyKey))
                        .value())
                : Optional.empty();
    }

    private static <A, B> Function<A, B> staged(Options options, Function<A, B> function) {
        return options.jit() ? Func.jit(function) : function;
    }
}
