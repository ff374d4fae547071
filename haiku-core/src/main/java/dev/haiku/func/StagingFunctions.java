package dev.haiku.func;

import java.util.Arrays;
import java.util.function.BiFunction;
import java.util.function.Function;
import java.util.function.Supplier;
import java.util.function.UnaryOperator;
import java.util.stream.Collectors;

/** The part of {@link Func} that stages and compiles functions. */
abstract class StagingFunctions extends MappingFunctions {

    StagingFunctions() {}

    /**
     * {@return the function, staged and compiled once for each structure, shapes and element types of its argument}
     *
     * <p>Keep the result: its cache lives with it, and one that is made anew at each call stages at each call. While
     * the function is staged, tensors have no numbers, so Java's control flow may depend on shapes and on static parts
     * of the arguments only. Static parts belong to the structure: numbers, booleans, strings, enums and shapes as
     * components of records or as whole arguments, and whatever {@link dev.haiku.tree.Static} wraps. What the function
     * does besides computing its result happens when it is staged, not at each call; see {@link Debug} for what should.
     *
     * <p>JAX's {@code jit}; {@code static_argnums} are not needed.
     */
    public static <P, R> JitFunction<P, R> jit(Function<P, R> f) {
        return new JitFunction<>(f, JitOptions.DEFAULTS);
    }

    /** {@return the function, staged and compiled, which takes over the memory of donated arguments} */
    public static <P, R> JitFunction<P, R> jit(Function<P, R> f, Donation donation) {
        return new JitFunction<>(f, options(donation));
    }

    /** {@return the function, staged and compiled as the options say} */
    public static <P, R> JitFunction<P, R> jit(Function<P, R> f, UnaryOperator<JitOptions> edit) {
        return new JitFunction<>(f, edit.apply(JitOptions.DEFAULTS));
    }

    /** {@return the function of no arguments, staged and compiled} */
    public static <R> JitSupplier<R> jit(Supplier<R> f) {
        return new JitSupplier<>(f, JitOptions.DEFAULTS);
    }

    /** {@return the function of no arguments, staged and compiled as the options say} */
    public static <R> JitSupplier<R> jit(Supplier<R> f, UnaryOperator<JitOptions> edit) {
        return new JitSupplier<>(f, edit.apply(JitOptions.DEFAULTS));
    }

    /** {@return the function, staged and compiled; see {@link #jit(Function)}} */
    public static <P, A, R> JitBiFunction<P, A, R> jit(BiFunction<P, A, R> f) {
        return new JitBiFunction<>(f, JitOptions.DEFAULTS);
    }

    /** {@return the function, staged and compiled, which takes over the memory of donated arguments} */
    public static <P, A, R> JitBiFunction<P, A, R> jit(BiFunction<P, A, R> f, Donation donation) {
        return new JitBiFunction<>(f, options(donation));
    }

    /** {@return the function, staged and compiled as the options say} */
    public static <P, A, R> JitBiFunction<P, A, R> jit(BiFunction<P, A, R> f, UnaryOperator<JitOptions> edit) {
        return new JitBiFunction<>(f, edit.apply(JitOptions.DEFAULTS));
    }

    /** {@return the function, staged and compiled; see {@link #jit(Function)}} */
    public static <P, A, B, R> JitFn3<P, A, B, R> jit(Fn3<P, A, B, R> f) {
        return new JitFn3<>(f, JitOptions.DEFAULTS);
    }

    /** {@return the function, staged and compiled, which takes over the memory of donated arguments} */
    public static <P, A, B, R> JitFn3<P, A, B, R> jit(Fn3<P, A, B, R> f, Donation donation) {
        return new JitFn3<>(f, options(donation));
    }

    /** {@return the function, staged and compiled as the options say} */
    public static <P, A, B, R> JitFn3<P, A, B, R> jit(Fn3<P, A, B, R> f, UnaryOperator<JitOptions> edit) {
        return new JitFn3<>(f, edit.apply(JitOptions.DEFAULTS));
    }

    /** {@return the function, staged and compiled; see {@link #jit(Function)}} */
    public static <P, A, B, C, R> JitFn4<P, A, B, C, R> jit(Fn4<P, A, B, C, R> f) {
        return new JitFn4<>(f, JitOptions.DEFAULTS);
    }

    /** {@return the function, staged and compiled, which takes over the memory of donated arguments} */
    public static <P, A, B, C, R> JitFn4<P, A, B, C, R> jit(Fn4<P, A, B, C, R> f, Donation donation) {
        return new JitFn4<>(f, options(donation));
    }

    /** {@return the function, staged and compiled as the options say} */
    public static <P, A, B, C, R> JitFn4<P, A, B, C, R> jit(Fn4<P, A, B, C, R> f, UnaryOperator<JitOptions> edit) {
        return new JitFn4<>(f, edit.apply(JitOptions.DEFAULTS));
    }

    /**
     * {@return the arguments at those positions, to give to {@code jit}: they must not be used after the call}
     *
     * <p>Inside another transformation nothing is donated, since that one may need the arguments again.
     */
    public static Donation donate(int... positions) {
        return new Donation(Arrays.stream(positions).boxed().collect(Collectors.toSet()));
    }

    private static JitOptions options(Donation donation) {
        return JitOptions.DEFAULTS.donate(
                donation.positions().stream().mapToInt(Integer::intValue).toArray());
    }
}
