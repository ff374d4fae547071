package dev.haiku.func;

import dev.haiku.tensor.Ops;
import dev.haiku.tensor.Tensor;
import dev.haiku.tree.Trees;
import java.util.function.BiFunction;
import java.util.function.Function;

/** The part of {@link Func} that pushes tangents forward and pulls cotangents back. */
abstract class DerivativeFunctions extends PositionFunctions {

    DerivativeFunctions() {}

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

    /** {@return the value of a function and its derivative along tangents of all its arguments: forward mode} */
    public static <P, A, R> Jvp<R> jvp(BiFunction<P, A, R> f, Args2<P, A> primals, Args2<P, A> tangents) {
        return jvp(Arguments.together(f), primals, tangents);
    }

    /** {@return the value of a function and its derivative along tangents of all its arguments: forward mode} */
    public static <P, A, B, R> Jvp<R> jvp(Fn3<P, A, B, R> f, Args3<P, A, B> primals, Args3<P, A, B> tangents) {
        return jvp(Arguments.together(f), primals, tangents);
    }

    /** {@return the value of a function and its derivative along tangents of all its arguments: forward mode} */
    public static <P, A, B, C, R> Jvp<R> jvp(
            Fn4<P, A, B, C, R> f, Args4<P, A, B, C> primals, Args4<P, A, B, C> tangents) {
        return jvp(Arguments.together(f), primals, tangents);
    }

    /** {@return value and derivative along a tangent, and what else the function returns} */
    public static <P, R, X> JvpWithAux<R, X> jvpWithAux(Function<P, ValueWithAux<R, X>> f, P primal, P tangent) {
        return Derivatives.jvpWithAux("jvpWithAux", f, primal, tangent);
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

    /** {@return the value of a function and its pullback to all its arguments: reverse mode} */
    public static <P, A, R> Vjp<Args2<P, A>, R> vjp(BiFunction<P, A, R> f, P first, A second) {
        return vjp(Arguments.together(f), new Args2<>(first, second));
    }

    /** {@return the value of a function and its pullback to all its arguments: reverse mode} */
    public static <P, A, B, R> Vjp<Args3<P, A, B>, R> vjp(Fn3<P, A, B, R> f, P first, A second, B third) {
        return vjp(Arguments.together(f), new Args3<>(first, second, third));
    }

    /** {@return the value of a function and its pullback to all its arguments: reverse mode} */
    public static <P, A, B, C, R> Vjp<Args4<P, A, B, C>, R> vjp(
            Fn4<P, A, B, C, R> f, P first, A second, B third, C fourth) {
        return vjp(Arguments.together(f), new Args4<>(first, second, third, fourth));
    }

    /** {@return value and pullback, and what else the function returns} */
    public static <P, R, X> VjpWithAux<P, R, X> vjpWithAux(Function<P, ValueWithAux<R, X>> f, P primal) {
        return Derivatives.vjpWithAux("vjpWithAux", f, primal);
    }

    /** {@return the value of a function and its derivative at that point as a linear map} */
    public static <P, R> Linearized<P, R> linearize(Function<P, R> f, P primal) {
        return Derivatives.linearize(f, primal);
    }

    /** {@return the value of a function and its derivative by all its arguments at that point as a linear map} */
    public static <P, A, R> Linearized<Args2<P, A>, R> linearize(BiFunction<P, A, R> f, P first, A second) {
        return linearize(Arguments.together(f), new Args2<>(first, second));
    }

    /** {@return the value of a function and its derivative by all its arguments at that point as a linear map} */
    public static <P, A, B, R> Linearized<Args3<P, A, B>, R> linearize(Fn3<P, A, B, R> f, P first, A second, B third) {
        return linearize(Arguments.together(f), new Args3<>(first, second, third));
    }

    /** {@return the value of a function and its derivative by all its arguments at that point as a linear map} */
    public static <P, A, B, C, R> Linearized<Args4<P, A, B, C>, R> linearize(
            Fn4<P, A, B, C, R> f, P first, A second, B third, C fourth) {
        return linearize(Arguments.together(f), new Args4<>(first, second, third, fourth));
    }

    /** {@return value and derivative as a linear map, and what else the function returns} */
    public static <P, R, X> LinearizedWithAux<P, R, X> linearizeWithAux(Function<P, ValueWithAux<R, X>> f, P primal) {
        return Derivatives.linearizeWithAux("linearizeWithAux", f, primal);
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

    /** {@return a tree like this, of zeros: what a derivative rule gives where nothing flows} */
    public static <T> T zerosLike(T tree) {
        return Trees.map(tree, Ops::zerosLike);
    }
}
