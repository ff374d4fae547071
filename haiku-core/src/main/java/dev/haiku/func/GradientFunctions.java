package dev.haiku.func;

import dev.haiku.tensor.Tensor;
import java.util.function.BiFunction;
import java.util.function.Function;
import java.util.function.UnaryOperator;

/** The part of {@link Func} that takes gradients by the first argument. */
abstract class GradientFunctions {

    GradientFunctions() {}

    /**
     * {@return the function that computes the gradient of a scalar function}
     *
     * @throws IllegalArgumentException (when called) if the argument holds other than floating-point tensors, or the
     *     result is no floating-point scalar
     */
    public static <P> Function<P, P> grad(Function<P, Tensor> f) {
        return grad(f, o -> o);
    }

    /**
     * {@return the function that computes the gradient of a scalar function, of an argument that may hold integers if the options allow it}
     */
    public static <P> Function<P, P> grad(Function<P, Tensor> f, UnaryOperator<GradOptions> edit) {
        var options = edit.apply(GradOptions.DEFAULTS);
        return p -> Derivatives.valueAndGrad("grad", f, p, options).grad();
    }

    /** {@return the function that computes the gradient of a scalar function with respect to its first argument} */
    public static <P, A> BiFunction<P, A, P> grad(BiFunction<P, A, Tensor> f) {
        return grad(f, o -> o);
    }

    /** {@return the function that computes the gradient of a scalar function with respect to its first argument} */
    public static <P, A> BiFunction<P, A, P> grad(BiFunction<P, A, Tensor> f, UnaryOperator<GradOptions> edit) {
        var options = edit.apply(GradOptions.DEFAULTS);
        return (p, a) -> Derivatives.valueAndGrad("grad", (P x) -> f.apply(x, a), p, options)
                .grad();
    }

    /** {@return the function that computes the gradient of a scalar function with respect to its first argument} */
    public static <P, A, B> Fn3<P, A, B, P> grad(Fn3<P, A, B, Tensor> f) {
        return grad(f, o -> o);
    }

    /** {@return the function that computes the gradient of a scalar function with respect to its first argument} */
    public static <P, A, B> Fn3<P, A, B, P> grad(Fn3<P, A, B, Tensor> f, UnaryOperator<GradOptions> edit) {
        var options = edit.apply(GradOptions.DEFAULTS);
        return (p, a, b) -> Derivatives.valueAndGrad("grad", (P x) -> f.apply(x, a, b), p, options)
                .grad();
    }

    /** {@return the function that computes the gradient of a scalar function with respect to its first argument} */
    public static <P, A, B, C> Fn4<P, A, B, C, P> grad(Fn4<P, A, B, C, Tensor> f) {
        return grad(f, o -> o);
    }

    /** {@return the function that computes the gradient of a scalar function with respect to its first argument} */
    public static <P, A, B, C> Fn4<P, A, B, C, P> grad(Fn4<P, A, B, C, Tensor> f, UnaryOperator<GradOptions> edit) {
        var options = edit.apply(GradOptions.DEFAULTS);
        return (p, a, b, c) -> Derivatives.valueAndGrad("grad", (P x) -> f.apply(x, a, b, c), p, options)
                .grad();
    }

    /**
     * {@return the function that computes the value and the gradient of a scalar function}
     *
     * @throws IllegalArgumentException (when called) if the argument holds other than floating-point tensors, or the
     *     result is no floating-point scalar
     */
    public static <P> Function<P, ValueAndGrad<P>> valueAndGrad(Function<P, Tensor> f) {
        return valueAndGrad(f, o -> o);
    }

    /**
     * {@return the function that computes the value and the gradient of a scalar function, of an argument that may hold integers if the
     * options allow it}
     */
    public static <P> Function<P, ValueAndGrad<P>> valueAndGrad(
            Function<P, Tensor> f, UnaryOperator<GradOptions> edit) {
        var options = edit.apply(GradOptions.DEFAULTS);
        return p -> Derivatives.valueAndGrad("valueAndGrad", f, p, options);
    }

    /**
     * {@return the function that computes the value of a scalar function and its gradient with respect to its first
     * argument}
     */
    public static <P, A> BiFunction<P, A, ValueAndGrad<P>> valueAndGrad(BiFunction<P, A, Tensor> f) {
        return valueAndGrad(f, o -> o);
    }

    /**
     * {@return the function that computes the value and the gradient of a scalar function, of a first argument that may hold integers if the
     * options allow it}
     */
    public static <P, A> BiFunction<P, A, ValueAndGrad<P>> valueAndGrad(
            BiFunction<P, A, Tensor> f, UnaryOperator<GradOptions> edit) {
        var options = edit.apply(GradOptions.DEFAULTS);
        return (p, a) -> Derivatives.valueAndGrad("valueAndGrad", (P x) -> f.apply(x, a), p, options);
    }

    /**
     * {@return the function that computes the value of a scalar function and its gradient with respect to its first
     * argument}
     */
    public static <P, A, B> Fn3<P, A, B, ValueAndGrad<P>> valueAndGrad(Fn3<P, A, B, Tensor> f) {
        return valueAndGrad(f, o -> o);
    }

    /**
     * {@return the function that computes the value and the gradient of a scalar function, of a first argument that may hold integers if the
     * options allow it}
     */
    public static <P, A, B> Fn3<P, A, B, ValueAndGrad<P>> valueAndGrad(
            Fn3<P, A, B, Tensor> f, UnaryOperator<GradOptions> edit) {
        var options = edit.apply(GradOptions.DEFAULTS);
        return (p, a, b) -> Derivatives.valueAndGrad("valueAndGrad", (P x) -> f.apply(x, a, b), p, options);
    }

    /**
     * {@return the function that computes the value of a scalar function and its gradient with respect to its first
     * argument}
     */
    public static <P, A, B, C> Fn4<P, A, B, C, ValueAndGrad<P>> valueAndGrad(Fn4<P, A, B, C, Tensor> f) {
        return valueAndGrad(f, o -> o);
    }

    /**
     * {@return the function that computes the value and the gradient of a scalar function, of a first argument that may hold integers if the
     * options allow it}
     */
    public static <P, A, B, C> Fn4<P, A, B, C, ValueAndGrad<P>> valueAndGrad(
            Fn4<P, A, B, C, Tensor> f, UnaryOperator<GradOptions> edit) {
        var options = edit.apply(GradOptions.DEFAULTS);
        return (p, a, b, c) -> Derivatives.valueAndGrad("valueAndGrad", (P x) -> f.apply(x, a, b, c), p, options);
    }

    /**
     * {@return the function that computes value and gradient of a scalar function, and passes on what else it
     * returns}
     *
     * @throws IllegalArgumentException (when called) if the argument holds other than floating-point tensors, or the
     *     value is no floating-point scalar
     */
    public static <P, X> Function<P, ValueAndGradWithAux<P, X>> valueAndGradWithAux(Function<P, WithAux<X>> f) {
        return p -> Derivatives.valueAndGradWithAux("valueAndGradWithAux", f, p);
    }

    /**
     * {@return the function that computes value and gradient by the first argument, and passes on what else it returns}
     */
    public static <P, A, X> BiFunction<P, A, ValueAndGradWithAux<P, X>> valueAndGradWithAux(
            BiFunction<P, A, WithAux<X>> f) {
        return (p, a) -> Derivatives.valueAndGradWithAux("valueAndGradWithAux", (P x) -> f.apply(x, a), p);
    }

    /**
     * {@return the function that computes value and gradient by the first argument, and passes on what else it returns}
     */
    public static <P, A, B, X> Fn3<P, A, B, ValueAndGradWithAux<P, X>> valueAndGradWithAux(Fn3<P, A, B, WithAux<X>> f) {
        return (p, a, b) -> Derivatives.valueAndGradWithAux("valueAndGradWithAux", (P x) -> f.apply(x, a, b), p);
    }

    /**
     * {@return the function that computes value and gradient by the first argument, and passes on what else it returns}
     */
    public static <P, A, B, C, X> Fn4<P, A, B, C, ValueAndGradWithAux<P, X>> valueAndGradWithAux(
            Fn4<P, A, B, C, WithAux<X>> f) {
        return (p, a, b, c) -> Derivatives.valueAndGradWithAux("valueAndGradWithAux", (P x) -> f.apply(x, a, b, c), p);
    }

    /**
     * {@return the function that computes the gradient of a scalar function, and passes on what else it returns}
     *
     * @throws IllegalArgumentException (when called) if the argument holds other than floating-point tensors, or the
     *     value is no floating-point scalar
     */
    public static <P, X> Function<P, GradWithAux<P, X>> gradWithAux(Function<P, WithAux<X>> f) {
        return p -> Derivatives.gradWithAux(f, p);
    }

    /** {@return the function that computes the gradient by the first argument, and passes on what else it returns} */
    public static <P, A, X> BiFunction<P, A, GradWithAux<P, X>> gradWithAux(BiFunction<P, A, WithAux<X>> f) {
        return (p, a) -> Derivatives.gradWithAux((P x) -> f.apply(x, a), p);
    }

    /** {@return the function that computes the gradient by the first argument, and passes on what else it returns} */
    public static <P, A, B, X> Fn3<P, A, B, GradWithAux<P, X>> gradWithAux(Fn3<P, A, B, WithAux<X>> f) {
        return (p, a, b) -> Derivatives.gradWithAux((P x) -> f.apply(x, a, b), p);
    }

    /** {@return the function that computes the gradient by the first argument, and passes on what else it returns} */
    public static <P, A, B, C, X> Fn4<P, A, B, C, GradWithAux<P, X>> gradWithAux(Fn4<P, A, B, C, WithAux<X>> f) {
        return (p, a, b, c) -> Derivatives.gradWithAux((P x) -> f.apply(x, a, b, c), p);
    }
}
