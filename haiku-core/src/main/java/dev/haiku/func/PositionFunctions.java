package dev.haiku.func;

import dev.haiku.tensor.Tensor;
import java.util.Arrays;
import java.util.function.BiFunction;

/** The part of {@link Func} that takes gradients by any arguments: JAX's {@code argnums}. */
abstract class PositionFunctions extends GradientFunctions {

    PositionFunctions() {}

    /** {@return the argument at that position, a tensor, to give to {@code grad}; negative positions count from the end} */
    public static Argnum<Tensor> argnum(int position) {
        return Argnum.tensor(position);
    }

    /** {@return the argument at that position, a tree of that class, to give to {@code grad}; negative ones count from the end} */
    public static <T> Argnum<T> argnum(int position, Class<T> type) {
        return new Argnum<>(position, type, false);
    }

    /**
     * {@return the arguments at those positions, to give to {@code grad}; negative ones count from the end}
     *
     * @throws IllegalArgumentException if there is none
     */
    public static Argnums argnums(int... positions) {
        return new Argnums(Arrays.stream(positions).boxed().toList(), false);
    }

    /**
     * {@return the function that computes the gradient of a scalar function by the argument at a position}
     *
     * @throws IllegalArgumentException if there is no such argument; when called, if it is of another class or holds other than
     *     floating-point tensors, or the result is no floating-point scalar
     */
    public static <P, A, T> BiFunction<P, A, T> grad(BiFunction<P, A, Tensor> f, Argnum<T> at) {
        Positions.resolve("grad", at.position(), 2);
        return (p, a) ->
                Positions.valueAndGrad("grad", Arguments.listed(f), at, p, a).grad();
    }

    /**
     * {@return the function that computes the gradients of a scalar function by the arguments at some positions}
     *
     * @throws IllegalArgumentException if there is no such argument or one is named twice; when called, if they hold other than
     *     floating-point tensors, or the result is no floating-point scalar
     */
    public static <P, A> BiFunction<P, A, Gradients> grad(BiFunction<P, A, Tensor> f, Argnums at) {
        Positions.resolve("grad", at, 2);
        return (p, a) ->
                Positions.valueAndGrad("grad", Arguments.listed(f), at, p, a).grad();
    }

    /** {@return the function that computes the gradient of a scalar function by the argument at a position} */
    public static <P, A, B, T> Fn3<P, A, B, T> grad(Fn3<P, A, B, Tensor> f, Argnum<T> at) {
        Positions.resolve("grad", at.position(), 3);
        return (p, a, b) ->
                Positions.valueAndGrad("grad", Arguments.listed(f), at, p, a, b).grad();
    }

    /** {@return the function that computes the gradients of a scalar function by the arguments at some positions} */
    public static <P, A, B> Fn3<P, A, B, Gradients> grad(Fn3<P, A, B, Tensor> f, Argnums at) {
        Positions.resolve("grad", at, 3);
        return (p, a, b) ->
                Positions.valueAndGrad("grad", Arguments.listed(f), at, p, a, b).grad();
    }

    /** {@return the function that computes the gradient of a scalar function by the argument at a position} */
    public static <P, A, B, C, T> Fn4<P, A, B, C, T> grad(Fn4<P, A, B, C, Tensor> f, Argnum<T> at) {
        Positions.resolve("grad", at.position(), 4);
        return (p, a, b, c) -> Positions.valueAndGrad("grad", Arguments.listed(f), at, p, a, b, c)
                .grad();
    }

    /** {@return the function that computes the gradients of a scalar function by the arguments at some positions} */
    public static <P, A, B, C> Fn4<P, A, B, C, Gradients> grad(Fn4<P, A, B, C, Tensor> f, Argnums at) {
        Positions.resolve("grad", at, 4);
        return (p, a, b, c) -> Positions.valueAndGrad("grad", Arguments.listed(f), at, p, a, b, c)
                .grad();
    }

    /**
     * {@return the function that computes value and gradient of a scalar function by the argument at a position}
     *
     * @throws IllegalArgumentException if there is no such argument; when called, if it is of another class or holds other than
     *     floating-point tensors, or the result is no floating-point scalar
     */
    public static <P, A, T> BiFunction<P, A, ValueAndGrad<T>> valueAndGrad(BiFunction<P, A, Tensor> f, Argnum<T> at) {
        Positions.resolve("valueAndGrad", at.position(), 2);
        return (p, a) -> Positions.valueAndGrad("valueAndGrad", Arguments.listed(f), at, p, a);
    }

    /**
     * {@return the function that computes value and gradients of a scalar function by the arguments at some positions}
     *
     * @throws IllegalArgumentException if there is no such argument or one is named twice; when called, if they hold other than
     *     floating-point tensors, or the result is no floating-point scalar
     */
    public static <P, A> BiFunction<P, A, ValueAndGrad<Gradients>> valueAndGrad(
            BiFunction<P, A, Tensor> f, Argnums at) {
        Positions.resolve("valueAndGrad", at, 2);
        return (p, a) -> Positions.valueAndGrad("valueAndGrad", Arguments.listed(f), at, p, a);
    }

    /** {@return the function that computes value and gradient of a scalar function by the argument at a position} */
    public static <P, A, B, T> Fn3<P, A, B, ValueAndGrad<T>> valueAndGrad(Fn3<P, A, B, Tensor> f, Argnum<T> at) {
        Positions.resolve("valueAndGrad", at.position(), 3);
        return (p, a, b) -> Positions.valueAndGrad("valueAndGrad", Arguments.listed(f), at, p, a, b);
    }

    /** {@return the function that computes value and gradients of a scalar function by the arguments at some positions} */
    public static <P, A, B> Fn3<P, A, B, ValueAndGrad<Gradients>> valueAndGrad(Fn3<P, A, B, Tensor> f, Argnums at) {
        Positions.resolve("valueAndGrad", at, 3);
        return (p, a, b) -> Positions.valueAndGrad("valueAndGrad", Arguments.listed(f), at, p, a, b);
    }

    /** {@return the function that computes value and gradient of a scalar function by the argument at a position} */
    public static <P, A, B, C, T> Fn4<P, A, B, C, ValueAndGrad<T>> valueAndGrad(
            Fn4<P, A, B, C, Tensor> f, Argnum<T> at) {
        Positions.resolve("valueAndGrad", at.position(), 4);
        return (p, a, b, c) -> Positions.valueAndGrad("valueAndGrad", Arguments.listed(f), at, p, a, b, c);
    }

    /** {@return the function that computes value and gradients of a scalar function by the arguments at some positions} */
    public static <P, A, B, C> Fn4<P, A, B, C, ValueAndGrad<Gradients>> valueAndGrad(
            Fn4<P, A, B, C, Tensor> f, Argnums at) {
        Positions.resolve("valueAndGrad", at, 4);
        return (p, a, b, c) -> Positions.valueAndGrad("valueAndGrad", Arguments.listed(f), at, p, a, b, c);
    }
}
