package dev.haiku.func;

import java.util.List;
import java.util.function.BiFunction;
import java.util.function.Function;
import java.util.function.UnaryOperator;

/** The part of {@link Func} that maps functions over axes. */
abstract class MappingFunctions extends CheckpointFunctions {

    MappingFunctions() {}

    /**
     * {@return the function applied to each index of the first axis of its argument's tensors, results stacked: JAX's
     * {@code vmap}}
     *
     * <p>It runs once, on all indices together.
     *
     * @throws IllegalArgumentException (when called) if the axes differ in size or there is none
     */
    public static <P, R> Function<P, R> vmap(Function<P, R> f) {
        return vmap(f, o -> o);
    }

    /** {@return the function mapped over the axes that the options name} */
    public static <P, R> Function<P, R> vmap(Function<P, R> f, UnaryOperator<VmapOptions> edit) {
        var options = edit.apply(VmapOptions.DEFAULTS);
        return p -> Vmap.map(Arguments.listed(f), List.of(p), options);
    }

    /** {@return the function applied to each index of the first axis of its arguments' tensors, results stacked} */
    public static <P, A, R> BiFunction<P, A, R> vmap(BiFunction<P, A, R> f) {
        return vmap(f, o -> o);
    }

    /** {@return the function mapped over the axes that the options name} */
    public static <P, A, R> BiFunction<P, A, R> vmap(BiFunction<P, A, R> f, UnaryOperator<VmapOptions> edit) {
        var options = edit.apply(VmapOptions.DEFAULTS);
        return (p, a) -> Vmap.map(Arguments.listed(f), List.of(p, a), options);
    }

    /** {@return the function applied to each index of the first axis of its arguments' tensors, results stacked} */
    public static <P, A, B, R> Fn3<P, A, B, R> vmap(Fn3<P, A, B, R> f) {
        return vmap(f, o -> o);
    }

    /** {@return the function mapped over the axes that the options name} */
    public static <P, A, B, R> Fn3<P, A, B, R> vmap(Fn3<P, A, B, R> f, UnaryOperator<VmapOptions> edit) {
        var options = edit.apply(VmapOptions.DEFAULTS);
        return (p, a, b) -> Vmap.map(Arguments.listed(f), List.of(p, a, b), options);
    }

    /** {@return the function applied to each index of the first axis of its arguments' tensors, results stacked} */
    public static <P, A, B, C, R> Fn4<P, A, B, C, R> vmap(Fn4<P, A, B, C, R> f) {
        return vmap(f, o -> o);
    }

    /** {@return the function mapped over the axes that the options name} */
    public static <P, A, B, C, R> Fn4<P, A, B, C, R> vmap(Fn4<P, A, B, C, R> f, UnaryOperator<VmapOptions> edit) {
        var options = edit.apply(VmapOptions.DEFAULTS);
        return (p, a, b, c) -> Vmap.map(Arguments.listed(f), List.of(p, a, b, c), options);
    }
}
