package dev.haiku;

import dev.haiku.array.Shape;
import dev.haiku.func.Fn3;
import dev.haiku.func.Fn4;
import dev.haiku.func.Func;
import dev.haiku.func.ValueAndGrad;
import dev.haiku.func.ValueAndGradWithAux;
import dev.haiku.func.WithAux;
import dev.haiku.tensor.Tensor;
import dev.haiku.tree.Trees;
import java.util.function.BiFunction;
import java.util.function.Function;

/** The derivatives of {@link Haiku}: those of {@link Func} for functions that create, set and draw. */
abstract class DerivativeTransforms extends LiftFunctions {

    DerivativeTransforms() {}

    /**
     * {@return the function that computes the gradient of a scalar function, like {@link Func#grad(Function)}, inside a
     * transformed function}
     *
     * <p>The function may create parameters, set state and draw keys; nothing is differentiated by those.
     *
     * @throws NotTransformedException if this is outside a function given to {@link Haiku#transform}
     * @throws IllegalArgumentException (when called) if the argument holds other than floating-point tensors, or the
     *     result is no floating-point scalar
     */
    public static <P> Function<P, P> grad(Function<P, Tensor> f) {
        DerivedFrame.outer("grad", "Func.grad");
        return p -> withValue("grad", f, p).grad();
    }

    /** {@return the function that computes the gradient of a scalar function with respect to its first argument} */
    public static <P, A> BiFunction<P, A, P> grad(BiFunction<P, A, Tensor> f) {
        DerivedFrame.outer("grad", "Func.grad");
        return (p, a) -> withValue("grad", (P x) -> f.apply(x, a), p).grad();
    }

    /** {@return the function that computes the gradient of a scalar function with respect to its first argument} */
    public static <P, A, B> Fn3<P, A, B, P> grad(Fn3<P, A, B, Tensor> f) {
        DerivedFrame.outer("grad", "Func.grad");
        return (p, a, b) -> withValue("grad", (P x) -> f.apply(x, a, b), p).grad();
    }

    /** {@return the function that computes the gradient of a scalar function with respect to its first argument} */
    public static <P, A, B, C> Fn4<P, A, B, C, P> grad(Fn4<P, A, B, C, Tensor> f) {
        DerivedFrame.outer("grad", "Func.grad");
        return (p, a, b, c) ->
                withValue("grad", (P x) -> f.apply(x, a, b, c), p).grad();
    }

    /**
     * {@return the function that computes the value and the gradient of a scalar function, like {@link
     * Func#valueAndGrad(Function)}, inside a transformed function}
     *
     * <p>The function may create parameters, set state and draw keys; nothing is differentiated by those.
     *
     * @throws NotTransformedException if this is outside a function given to {@link Haiku#transform}
     * @throws IllegalArgumentException (when called) if the argument holds other than floating-point tensors, or the
     *     result is no floating-point scalar
     */
    public static <P> Function<P, ValueAndGrad<P>> valueAndGrad(Function<P, Tensor> f) {
        DerivedFrame.outer("valueAndGrad", "Func.valueAndGrad");
        return p -> withValue("valueAndGrad", f, p);
    }

    /**
     * {@return the function that computes the value of a scalar function and its gradient with respect to its first
     * argument}
     */
    public static <P, A> BiFunction<P, A, ValueAndGrad<P>> valueAndGrad(BiFunction<P, A, Tensor> f) {
        DerivedFrame.outer("valueAndGrad", "Func.valueAndGrad");
        return (p, a) -> withValue("valueAndGrad", (P x) -> f.apply(x, a), p);
    }

    /**
     * {@return the function that computes the value of a scalar function and its gradient with respect to its first
     * argument}
     */
    public static <P, A, B> Fn3<P, A, B, ValueAndGrad<P>> valueAndGrad(Fn3<P, A, B, Tensor> f) {
        DerivedFrame.outer("valueAndGrad", "Func.valueAndGrad");
        return (p, a, b) -> withValue("valueAndGrad", (P x) -> f.apply(x, a, b), p);
    }

    /**
     * {@return the function that computes the value of a scalar function and its gradient with respect to its first
     * argument}
     */
    public static <P, A, B, C> Fn4<P, A, B, C, ValueAndGrad<P>> valueAndGrad(Fn4<P, A, B, C, Tensor> f) {
        DerivedFrame.outer("valueAndGrad", "Func.valueAndGrad");
        return (p, a, b, c) -> withValue("valueAndGrad", (P x) -> f.apply(x, a, b, c), p);
    }

    /**
     * {@return the function that computes value and gradient of a scalar function, and passes on what else it returns,
     * inside a transformed function}
     */
    public static <P, X> Function<P, ValueAndGradWithAux<P, X>> valueAndGradWithAux(Function<P, WithAux<X>> f) {
        DerivedFrame.outer("valueAndGradWithAux", "Func.valueAndGradWithAux");
        return p -> withAux("valueAndGradWithAux", f, p);
    }

    /**
     * {@return the function that computes value and gradient by the first argument, and passes on what else it returns}
     */
    public static <P, A, X> BiFunction<P, A, ValueAndGradWithAux<P, X>> valueAndGradWithAux(
            BiFunction<P, A, WithAux<X>> f) {
        DerivedFrame.outer("valueAndGradWithAux", "Func.valueAndGradWithAux");
        return (p, a) -> withAux("valueAndGradWithAux", (P x) -> f.apply(x, a), p);
    }

    /**
     * {@return the function that computes value and gradient by the first argument, and passes on what else it returns}
     */
    public static <P, A, B, X> Fn3<P, A, B, ValueAndGradWithAux<P, X>> valueAndGradWithAux(Fn3<P, A, B, WithAux<X>> f) {
        DerivedFrame.outer("valueAndGradWithAux", "Func.valueAndGradWithAux");
        return (p, a, b) -> withAux("valueAndGradWithAux", (P x) -> f.apply(x, a, b), p);
    }

    /**
     * {@return the function that computes value and gradient by the first argument, and passes on what else it returns}
     */
    public static <P, A, B, C, X> Fn4<P, A, B, C, ValueAndGradWithAux<P, X>> valueAndGradWithAux(
            Fn4<P, A, B, C, WithAux<X>> f) {
        DerivedFrame.outer("valueAndGradWithAux", "Func.valueAndGradWithAux");
        return (p, a, b, c) -> withAux("valueAndGradWithAux", (P x) -> f.apply(x, a, b, c), p);
    }

    private static <P> ValueAndGrad<P> withValue(String what, Function<P, Tensor> f, P argument) {
        var result = withAux(what, (P p) -> new WithAux<>(f.apply(p), NoInput.NONE), argument);
        return new ValueAndGrad<>(result.value(), result.grad());
    }

    private static <P, X> ValueAndGradWithAux<P, X> withAux(String what, Function<P, WithAux<X>> f, P argument) {
        var outer = DerivedFrame.outer(what, "Func." + what);
        requireDifferentiable(outer, what, argument);
        var result = Func.valueAndGradWithAux((P p) -> {
                    var outcome = DerivedFrame.run(outer, () -> f.apply(p));
                    var value = outcome.result().value();
                    requireScalar(outer, what, value);
                    return new WithAux<>(value, new Outcome<>(outcome.result().aux(), outcome.changes()));
                })
                .apply(argument);
        return new ValueAndGradWithAux<>(result.value(), DerivedFrame.commit(outer, result.aux()), result.grad());
    }

    private static void requireDifferentiable(Frame frame, String what, Object argument) {
        var flat = Trees.flatten(argument);
        for (int i = 0; i < flat.leaves().size(); i++) {
            var type = flat.leaves().get(i).type();
            if (!type.dtype().isFloating()) {
                var path = flat.def().paths().get(i);
                throw new IllegalArgumentException(
                        frame.where() + "Haiku." + what + " differentiates floating-point tensors only, but "
                                + (path.isEmpty() ? "the argument" : path) + " is " + type
                                + ". Pass it as another argument, or cast it to f32.");
            }
        }
    }

    private static void requireScalar(Frame frame, String what, Tensor value) {
        if (!value.shape().equals(Shape.SCALAR) || !value.dtype().isFloating()) {
            throw new IllegalArgumentException(frame.where() + "Haiku." + what
                    + " needs a function with a floating-point scalar as result, but it returned " + value.type()
                    + ". Reduce it with sum() or mean(), or cast it to f32.");
        }
    }
}
