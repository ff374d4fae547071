package dev.haiku.func;

import dev.haiku.internal.staging.StagedFunction;
import dev.haiku.ir.Program;
import java.util.List;
import java.util.function.BiFunction;
import java.util.function.Function;
import java.util.function.Supplier;

/** The part of {@link Func} that shows functions as programs. */
abstract class ProgramFunctions extends StagingFunctions {

    ProgramFunctions() {}

    /**
     * {@return the program that a function computes, to look at: JAX's {@code make_jaxpr}}
     *
     * <p>Of the arguments only the types of the tensors and the static parts count, so tensors may be {@link
     * TensorSpec}s. The printed form is stable: the same function prints the same text.
     */
    public static Program makeProgram(Supplier<?> f) {
        return Programs.make(Arguments.listed(f), List.of());
    }

    /** {@return the program that a function computes for an argument of those types} */
    public static <P> Program makeProgram(Function<P, ?> f, P argument) {
        return Programs.make(Arguments.listed(f), List.of(argument));
    }

    /** {@return the program that a function computes for arguments of those types} */
    public static <P, A> Program makeProgram(BiFunction<P, A, ?> f, P first, A second) {
        return Programs.make(Arguments.listed(f), List.of(first, second));
    }

    /** {@return the program that a function computes for arguments of those types} */
    public static <P, A, B> Program makeProgram(Fn3<P, A, B, ?> f, P first, A second, B third) {
        return Programs.make(Arguments.listed(f), List.of(first, second, third));
    }

    /** {@return the program that a function computes for arguments of those types} */
    public static <P, A, B, C> Program makeProgram(Fn4<P, A, B, C, ?> f, P first, A second, B third, C fourth) {
        return Programs.make(Arguments.listed(f), List.of(first, second, third, fourth));
    }

    /**
     * {@return a function's result with shapes and element types only, computed without any arithmetic: JAX's
     * {@code eval_shape}}
     *
     * <p>Its tensors are {@link TensorSpec}s, and so may be those of the arguments.
     */
    public static <R> R evalShape(Supplier<R> f) {
        return Programs.evalShape(Arguments.listed(f), List.of());
    }

    /** {@return a function's result with shapes and element types only} */
    public static <P, R> R evalShape(Function<P, R> f, P argument) {
        return Programs.evalShape(Arguments.listed(f), List.of(argument));
    }

    /** {@return a function's result with shapes and element types only} */
    public static <P, A, R> R evalShape(BiFunction<P, A, R> f, P first, A second) {
        return Programs.evalShape(Arguments.listed(f), List.of(first, second));
    }

    /** {@return a function's result with shapes and element types only} */
    public static <P, A, B, R> R evalShape(Fn3<P, A, B, R> f, P first, A second, B third) {
        return Programs.evalShape(Arguments.listed(f), List.of(first, second, third));
    }

    /** {@return a function's result with shapes and element types only} */
    public static <P, A, B, C, R> R evalShape(Fn4<P, A, B, C, R> f, P first, A second, B third, C fourth) {
        return Programs.evalShape(Arguments.listed(f), List.of(first, second, third, fourth));
    }

    /**
     * {@return the function with what it captured of transformations around as a further argument; JAX's
     * {@code closure_convert}}
     *
     * <p>It is for rules that must not close over tensors that are being transformed, such as those of {@code
     * customVjp}. Concrete tensors stay captured. The function is staged for the types of the example, which later
     * arguments must have.
     */
    public static <P, R> ClosureConverted<P, R> closureConvert(Function<P, R> f, P example) {
        return Programs.closureConvert(f, example);
    }

    /**
     * {@return the function, which shows as one operation of that name in programs; JAX's {@code named_call}}
     *
     * <p>Where nothing is staged, it runs as it is.
     */
    public static <P, R> Function<P, R> namedCall(String name, Function<P, R> f) {
        var named = StagedFunction.named(name, Arguments.listed(f));
        return p -> Arguments.result(named::call, p);
    }

    /** {@return the function, which shows as one operation of that name in programs} */
    public static <P, A, R> BiFunction<P, A, R> namedCall(String name, BiFunction<P, A, R> f) {
        var named = StagedFunction.named(name, Arguments.listed(f));
        return (p, a) -> Arguments.result(named::call, p, a);
    }

    /** {@return the function, which shows as one operation of that name in programs} */
    public static <P, A, B, R> Fn3<P, A, B, R> namedCall(String name, Fn3<P, A, B, R> f) {
        var named = StagedFunction.named(name, Arguments.listed(f));
        return (p, a, b) -> Arguments.result(named::call, p, a, b);
    }

    /** {@return the function, which shows as one operation of that name in programs} */
    public static <P, A, B, C, R> Fn4<P, A, B, C, R> namedCall(String name, Fn4<P, A, B, C, R> f) {
        var named = StagedFunction.named(name, Arguments.listed(f));
        return (p, a, b, c) -> Arguments.result(named::call, p, a, b, c);
    }

    /**
     * {@return the result of {@code body}, which shows as one operation of that name in programs; JAX's {@code
     * named_scope}}
     *
     * <p>Where nothing is staged, it runs as it is.
     */
    public static <R> R namedScope(String name, Supplier<R> body) {
        return Arguments.result(StagedFunction.named(name, Arguments.listed(body))::call);
    }
}
