package dev.haiku.func;

import dev.haiku.internal.staging.StagedFunction;
import dev.haiku.ir.Program;
import dev.haiku.tensor.Ops;
import dev.haiku.tensor.Tensor;
import dev.haiku.tree.Trees;
import java.util.Arrays;
import java.util.List;
import java.util.function.BiFunction;
import java.util.function.Function;
import java.util.function.Supplier;
import java.util.function.UnaryOperator;
import java.util.stream.Collectors;

/**
 * Transformations of pure functions, which compose in any order: JAX's {@code grad}, {@code vjp}, {@code jvp},
 * {@code jit} and so on.
 *
 * <p>Arguments and results are trees ({@link Trees}). Derivatives are taken with respect to the <em>first</em>
 * argument; for another one, or several, say so with a lambda: {@code grad((B b) -> f.apply(a, b))}, or make them a
 * record. A transformed function may be called from any number of threads.
 */
public final class Func {

    private Func() {}

    /**
     * {@return the function that computes the gradient of a scalar function}
     *
     * @throws IllegalArgumentException (when called) if the argument holds other than floating-point tensors, or the
     *     result is no floating-point scalar
     */
    public static <P> Function<P, P> grad(Function<P, Tensor> f) {
        return p -> Derivatives.valueAndGrad("grad", f, p).grad();
    }

    /** {@return the function that computes the gradient of a scalar function with respect to its first argument} */
    public static <P, A> BiFunction<P, A, P> grad(BiFunction<P, A, Tensor> f) {
        return (p, a) ->
                Derivatives.valueAndGrad("grad", (P x) -> f.apply(x, a), p).grad();
    }

    /** {@return the function that computes the gradient of a scalar function with respect to its first argument} */
    public static <P, A, B> Fn3<P, A, B, P> grad(Fn3<P, A, B, Tensor> f) {
        return (p, a, b) ->
                Derivatives.valueAndGrad("grad", (P x) -> f.apply(x, a, b), p).grad();
    }

    /** {@return the function that computes the gradient of a scalar function with respect to its first argument} */
    public static <P, A, B, C> Fn4<P, A, B, C, P> grad(Fn4<P, A, B, C, Tensor> f) {
        return (p, a, b, c) -> Derivatives.valueAndGrad("grad", (P x) -> f.apply(x, a, b, c), p)
                .grad();
    }

    /**
     * {@return the function that computes the value and the gradient of a scalar function}
     *
     * @throws IllegalArgumentException (when called) if the argument holds other than floating-point tensors, or the
     *     result is no floating-point scalar
     */
    public static <P> Function<P, ValueAndGrad<P>> valueAndGrad(Function<P, Tensor> f) {
        return p -> Derivatives.valueAndGrad("valueAndGrad", f, p);
    }

    /**
     * {@return the function that computes the value of a scalar function and its gradient with respect to its
     * first argument}
     */
    public static <P, A> BiFunction<P, A, ValueAndGrad<P>> valueAndGrad(BiFunction<P, A, Tensor> f) {
        return (p, a) -> Derivatives.valueAndGrad("valueAndGrad", (P x) -> f.apply(x, a), p);
    }

    /**
     * {@return the function that computes the value of a scalar function and its gradient with respect to its
     * first argument}
     */
    public static <P, A, B> Fn3<P, A, B, ValueAndGrad<P>> valueAndGrad(Fn3<P, A, B, Tensor> f) {
        return (p, a, b) -> Derivatives.valueAndGrad("valueAndGrad", (P x) -> f.apply(x, a, b), p);
    }

    /**
     * {@return the function that computes the value of a scalar function and its gradient with respect to its
     * first argument}
     */
    public static <P, A, B, C> Fn4<P, A, B, C, ValueAndGrad<P>> valueAndGrad(Fn4<P, A, B, C, Tensor> f) {
        return (p, a, b, c) -> Derivatives.valueAndGrad("valueAndGrad", (P x) -> f.apply(x, a, b, c), p);
    }

    /**
     * {@return the function that computes value and gradient of a scalar function, and passes on what else it
     * returns}
     *
     * @throws IllegalArgumentException (when called) if the argument holds other than floating-point tensors, or the
     *     value is no floating-point scalar
     */
    public static <P, X> Function<P, ValueAndGradWithAux<P, X>> valueAndGradWithAux(Function<P, WithAux<X>> f) {
        return p -> Derivatives.valueAndGradWithAux(f, p);
    }

    /**
     * {@return the function that computes value and gradient by the first argument, and passes on what else
     * it returns}
     */
    public static <P, A, X> BiFunction<P, A, ValueAndGradWithAux<P, X>> valueAndGradWithAux(
            BiFunction<P, A, WithAux<X>> f) {
        return (p, a) -> Derivatives.valueAndGradWithAux((P x) -> f.apply(x, a), p);
    }

    /**
     * {@return the function that computes value and gradient by the first argument, and passes on what else
     * it returns}
     */
    public static <P, A, B, X> Fn3<P, A, B, ValueAndGradWithAux<P, X>> valueAndGradWithAux(Fn3<P, A, B, WithAux<X>> f) {
        return (p, a, b) -> Derivatives.valueAndGradWithAux((P x) -> f.apply(x, a, b), p);
    }

    /**
     * {@return the function that computes value and gradient by the first argument, and passes on what else
     * it returns}
     */
    public static <P, A, B, C, X> Fn4<P, A, B, C, ValueAndGradWithAux<P, X>> valueAndGradWithAux(
            Fn4<P, A, B, C, WithAux<X>> f) {
        return (p, a, b, c) -> Derivatives.valueAndGradWithAux((P x) -> f.apply(x, a, b, c), p);
    }

    /**
     * {@return the value of a function and its derivative along a tangent: forward mode}
     *
     * <p>A tangent is a tree like the primal, of the same types; those of integers and {@code bool} are ignored.
     *
     * @throws IllegalArgumentException if the tangent has another structure or other types than the primal
     */
    public static <P, R> Jvp<R> jvp(Function<P, R> f, P primal, P tangent) {
        return Derivatives.jvp(f, primal, tangent);
    }

    /**
     * {@return the value of a function and its pullback: reverse mode}
     *
     * <p>Integers and {@code bool} count as constants: their cotangents are ignored in results and zero in arguments.
     * The pullback throws an {@code IllegalArgumentException} if the cotangent has another structure or other types
     * than the value.
     */
    public static <P, R> Vjp<P, R> vjp(Function<P, R> f, P primal) {
        return Derivatives.vjp(f, primal);
    }

    /** {@return the value of a function and its derivative at that point as a linear map} */
    public static <P, R> Linearized<P, R> linearize(Function<P, R> f, P primal) {
        return Derivatives.linearize(f, primal);
    }

    /**
     * {@return the transpose of a linear function}
     *
     * @param f the function
     * @param example an argument, of which only structure and types count
     * @throws IllegalArgumentException if it holds other than floating-point tensors; the transpose throws one if
     *     {@code f} is not linear
     */
    public static <P, R> Function<R, P> linearTranspose(Function<P, R> f, P example) {
        return Derivatives.linearTranspose(f, example);
    }

    /** {@return the Hessian of a scalar function at a point times a tangent, by forward over reverse mode} */
    public static <P> P hvp(Function<P, Tensor> f, P primal, P tangent) {
        return jvp(grad(f), primal, tangent).tangent();
    }

    /** {@return the tree, through which no derivative passes} */
    public static <T> T stopGradient(T tree) {
        return Trees.map(tree, Ops::stopGradient);
    }

    /**
     * {@return the function, of which reverse-mode differentiation keeps the arguments only and computes everything else
     * again: JAX's {@code checkpoint} or {@code remat}}
     *
     * <p>It trades time for memory. The function is staged like one given to {@link #jit(Function)}, so control flow on the
     * values of its arguments needs {@link Control}.
     */
    @SuppressWarnings("unchecked") // the staged function takes a P and gives an R
    public static <P, R> Function<P, R> checkpoint(Function<P, R> f) {
        var staged = StagedFunction.rematerialising("checkpoint", in -> f.apply((P) in.get(0)));
        return p -> (R) staged.call(List.of(p));
    }

    /** {@return the function, of which reverse-mode differentiation keeps the arguments only} */
    @SuppressWarnings("unchecked") // the staged function takes a P and an A and gives an R
    public static <P, A, R> BiFunction<P, A, R> checkpoint(BiFunction<P, A, R> f) {
        var staged = StagedFunction.rematerialising("checkpoint", in -> f.apply((P) in.get(0), (A) in.get(1)));
        return (p, a) -> (R) staged.call(List.of(p, a));
    }

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
    @SuppressWarnings("unchecked") // the argument list holds a P
    public static <P, R> Function<P, R> vmap(Function<P, R> f, UnaryOperator<VmapOptions> edit) {
        var options = edit.apply(VmapOptions.DEFAULTS);
        return p -> Vmap.map(in -> f.apply((P) in.get(0)), List.of(p), options);
    }

    /** {@return the function applied to each index of the first axis of its arguments' tensors, results stacked} */
    public static <P, A, R> BiFunction<P, A, R> vmap(BiFunction<P, A, R> f) {
        return vmap(f, o -> o);
    }

    /** {@return the function mapped over the axes that the options name} */
    @SuppressWarnings("unchecked") // the argument list holds a P and an A
    public static <P, A, R> BiFunction<P, A, R> vmap(BiFunction<P, A, R> f, UnaryOperator<VmapOptions> edit) {
        var options = edit.apply(VmapOptions.DEFAULTS);
        return (p, a) -> Vmap.map(in -> f.apply((P) in.get(0), (A) in.get(1)), List.of(p, a), options);
    }

    /** {@return the function applied to each index of the first axis of its arguments' tensors, results stacked} */
    public static <P, A, B, R> Fn3<P, A, B, R> vmap(Fn3<P, A, B, R> f) {
        return vmap(f, o -> o);
    }

    /** {@return the function mapped over the axes that the options name} */
    @SuppressWarnings("unchecked") // the argument list holds a P, an A and a B
    public static <P, A, B, R> Fn3<P, A, B, R> vmap(Fn3<P, A, B, R> f, UnaryOperator<VmapOptions> edit) {
        var options = edit.apply(VmapOptions.DEFAULTS);
        return (p, a, b) ->
                Vmap.map(in -> f.apply((P) in.get(0), (A) in.get(1), (B) in.get(2)), List.of(p, a, b), options);
    }

    /** {@return the function applied to each index of the first axis of its arguments' tensors, results stacked} */
    public static <P, A, B, C, R> Fn4<P, A, B, C, R> vmap(Fn4<P, A, B, C, R> f) {
        return vmap(f, o -> o);
    }

    /** {@return the function mapped over the axes that the options name} */
    @SuppressWarnings("unchecked") // the argument list holds a P, an A, a B and a C
    public static <P, A, B, C, R> Fn4<P, A, B, C, R> vmap(Fn4<P, A, B, C, R> f, UnaryOperator<VmapOptions> edit) {
        var options = edit.apply(VmapOptions.DEFAULTS);
        return (p, a, b, c) -> Vmap.map(
                in -> f.apply((P) in.get(0), (A) in.get(1), (B) in.get(2), (C) in.get(3)),
                List.of(p, a, b, c),
                options);
    }

    /**
     * {@return the function, staged and compiled once for each structure, shapes and element types of its argument}
     *
     * <p>Keep the result: its cache lives with it. While it is staged, tensors have no numbers, so Java's control
     * flow may depend on shapes and on static parts of the argument only. Static parts (numbers, booleans, strings,
     * enums) belong to the structure.
     */
    public static <P, R> Function<P, R> jit(Function<P, R> f) {
        return jit(f, donate());
    }

    /** {@return the function, staged and compiled, which takes over the memory of donated arguments} */
    public static <P, R> Function<P, R> jit(Function<P, R> f, Donation donation) {
        var staged = staged(args -> f.apply(argument(args, 0)), donation);
        return p -> result(staged, p);
    }

    /** {@return the function of no arguments, staged and compiled} */
    public static <R> Supplier<R> jit(Supplier<R> f) {
        var staged = staged(args -> f.get(), donate());
        return () -> result(staged);
    }

    /** {@return the function, staged and compiled; see {@link #jit(Function)}} */
    public static <P, A, R> BiFunction<P, A, R> jit(BiFunction<P, A, R> f) {
        return jit(f, donate());
    }

    /** {@return the function, staged and compiled, which takes over the memory of donated arguments} */
    public static <P, A, R> BiFunction<P, A, R> jit(BiFunction<P, A, R> f, Donation donation) {
        var staged = staged(args -> f.apply(argument(args, 0), argument(args, 1)), donation);
        return (p, a) -> result(staged, p, a);
    }

    /** {@return the function, staged and compiled; see {@link #jit(Function)}} */
    public static <P, A, B, R> Fn3<P, A, B, R> jit(Fn3<P, A, B, R> f) {
        return jit(f, donate());
    }

    /** {@return the function, staged and compiled, which takes over the memory of donated arguments} */
    public static <P, A, B, R> Fn3<P, A, B, R> jit(Fn3<P, A, B, R> f, Donation donation) {
        var staged = staged(args -> f.apply(argument(args, 0), argument(args, 1), argument(args, 2)), donation);
        return (p, a, b) -> result(staged, p, a, b);
    }

    /** {@return the function, staged and compiled; see {@link #jit(Function)}} */
    public static <P, A, B, C, R> Fn4<P, A, B, C, R> jit(Fn4<P, A, B, C, R> f) {
        return jit(f, donate());
    }

    /** {@return the function, staged and compiled, which takes over the memory of donated arguments} */
    public static <P, A, B, C, R> Fn4<P, A, B, C, R> jit(Fn4<P, A, B, C, R> f, Donation donation) {
        var staged = staged(
                args -> f.apply(argument(args, 0), argument(args, 1), argument(args, 2), argument(args, 3)), donation);
        return (p, a, b, c) -> result(staged, p, a, b, c);
    }

    /**
     * {@return the arguments at those positions, to give to {@code jit}: they must not be used after the call}
     *
     * <p>Inside another transformation nothing is donated, since that one may need the arguments again.
     */
    public static Donation donate(int... positions) {
        return new Donation(Arrays.stream(positions).boxed().collect(Collectors.toSet()));
    }

    private static StagedFunction staged(Function<List<Object>, Object> f, Donation donation) {
        var staged = StagedFunction.of("f", f);
        return donation.positions().isEmpty() ? staged : staged.donating(donation.positions());
    }

    // The arguments come from the typed function that the caller got.
    @SuppressWarnings({"unchecked", "TypeParameterUnusedInFormals"})
    private static <T> T argument(List<Object> arguments, int position) {
        return (T) arguments.get(position);
    }

    // The result is what the typed function returned.
    @SuppressWarnings({"unchecked", "TypeParameterUnusedInFormals"})
    private static <R> R result(StagedFunction staged, Object... arguments) {
        return (R) staged.call(List.of(arguments));
    }

    /** {@return the program that a function computes for an argument of those types, to look at} */
    public static <P> Program makeProgram(Function<P, ?> f, P argument) {
        return Programs.make(args -> f.apply(argument(args, 0)), List.of(argument));
    }

    /** {@return the program that a function computes for arguments of those types, to look at} */
    public static <P, A> Program makeProgram(BiFunction<P, A, ?> f, P first, A second) {
        return Programs.make(args -> f.apply(argument(args, 0), argument(args, 1)), List.of(first, second));
    }

    /** {@return the program that a function computes for arguments of those types, to look at} */
    public static <P, A, B> Program makeProgram(Fn3<P, A, B, ?> f, P first, A second, B third) {
        return Programs.make(
                args -> f.apply(argument(args, 0), argument(args, 1), argument(args, 2)),
                List.of(first, second, third));
    }

    /**
     * {@return a function's result with shapes and element types only, computed without any arithmetic}
     *
     * <p>Its tensors have no numbers, so asking for them throws a {@link dev.haiku.tensor.ConcretizationException};
     * they may be arguments of {@code evalShape}.
     */
    public static <P, R> R evalShape(Function<P, R> f, P argument) {
        return Programs.evalShape(f, argument);
    }
}
