package dev.haiku.func;

import dev.haiku.internal.staging.StagedFunction;
import dev.haiku.ir.Elementwise.Name;
import dev.haiku.ir.Rematerialisation;
import dev.haiku.tensor.Ops;
import dev.haiku.tree.Trees;
import java.util.List;
import java.util.function.BiFunction;
import java.util.function.Function;
import java.util.function.UnaryOperator;

/** The part of {@link Func} that trades time for memory on the way back. */
abstract class CheckpointFunctions extends CustomFunctions {

    CheckpointFunctions() {}

    /**
     * {@return the function, of which reverse-mode differentiation keeps the arguments only and computes everything else
     * again: JAX's {@code checkpoint} or {@code remat}}
     *
     * <p>It trades time for memory. The function is staged like one given to {@link Func#jit(Function)}, so control flow on the
     * values of its arguments needs {@link Control}.
     */
    public static <P, R> Function<P, R> checkpoint(Function<P, R> f) {
        return checkpoint(f, o -> o);
    }

    /** {@return the function, of which reverse-mode differentiation keeps what the policy of the options says} */
    public static <P, R> Function<P, R> checkpoint(Function<P, R> f, UnaryOperator<CheckpointOptions> edit) {
        var staged = staged(edit, Arguments.listed(f));
        return p -> Arguments.result(staged::call, p);
    }

    /** {@return the function, of which reverse-mode differentiation keeps the arguments only} */
    public static <P, A, R> BiFunction<P, A, R> checkpoint(BiFunction<P, A, R> f) {
        return checkpoint(f, o -> o);
    }

    /** {@return the function, of which reverse-mode differentiation keeps what the policy of the options says} */
    public static <P, A, R> BiFunction<P, A, R> checkpoint(
            BiFunction<P, A, R> f, UnaryOperator<CheckpointOptions> edit) {
        var staged = staged(edit, Arguments.listed(f));
        return (p, a) -> Arguments.result(staged::call, p, a);
    }

    /** {@return the function, of which reverse-mode differentiation keeps the arguments only} */
    public static <P, A, B, R> Fn3<P, A, B, R> checkpoint(Fn3<P, A, B, R> f) {
        return checkpoint(f, o -> o);
    }

    /** {@return the function, of which reverse-mode differentiation keeps what the policy of the options says} */
    public static <P, A, B, R> Fn3<P, A, B, R> checkpoint(Fn3<P, A, B, R> f, UnaryOperator<CheckpointOptions> edit) {
        var staged = staged(edit, Arguments.listed(f));
        return (p, a, b) -> Arguments.result(staged::call, p, a, b);
    }

    /** {@return the function, of which reverse-mode differentiation keeps the arguments only} */
    public static <P, A, B, C, R> Fn4<P, A, B, C, R> checkpoint(Fn4<P, A, B, C, R> f) {
        return checkpoint(f, o -> o);
    }

    /** {@return the function, of which reverse-mode differentiation keeps what the policy of the options says} */
    public static <P, A, B, C, R> Fn4<P, A, B, C, R> checkpoint(
            Fn4<P, A, B, C, R> f, UnaryOperator<CheckpointOptions> edit) {
        var staged = staged(edit, Arguments.listed(f));
        return (p, a, b, c) -> Arguments.result(staged::call, p, a, b, c);
    }

    /** {@return the same tree, of whose tensors the policies of checkpoints know that name; JAX's {@code checkpoint_name}} */
    public static <T> T checkpointName(T tree, String name) {
        return Trees.map(tree, x -> Ops.bind(new Name(name), x));
    }

    private static StagedFunction staged(UnaryOperator<CheckpointOptions> edit, Function<List<Object>, Object> f) {
        var options = edit.apply(CheckpointOptions.DEFAULTS);
        return StagedFunction.rematerialising(
                "checkpoint", new Rematerialisation(options.policy(), options.preventCse()), f);
    }
}
