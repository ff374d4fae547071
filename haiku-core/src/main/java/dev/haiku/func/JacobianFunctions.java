package dev.haiku.func;

import dev.haiku.tensor.Tensor;
import java.util.Map;
import java.util.function.BiFunction;
import java.util.function.Function;

/**
 * The part of {@link Func} that computes whole Jacobians and Hessians.
 *
 * <p>A block of a Jacobian has the shape of a tensor of the result followed by that of a tensor of the argument. Of a result that is one
 * tensor the blocks make up a tree like the argument; of a result that is a tree they make up one such tree for each of its tensors, by
 * its path.
 */
abstract class JacobianFunctions extends DerivativeFunctions {

    JacobianFunctions() {}

    /**
     * {@return the function that computes the Jacobian of a function, by forward mode}
     *
     * <p>It takes one run for each element of the argument, all together: better if the result has more elements. For a tensor of shape
     * {@code [n]} and a result {@code [m]} it is {@code [m, n]}; for a tree, a tree of such.
     *
     * @throws IllegalArgumentException (when called) if the argument or the result holds other than floating-point tensors
     */
    public static <P> Function<P, P> jacfwd(Function<P, Tensor> f) {
        return p -> Jacobians.forward("jacfwd", AuxFunction.without(f), p).row();
    }

    /** {@return the function that computes the Jacobian of a function by its first argument, by forward mode} */
    public static <P, A> BiFunction<P, A, P> jacfwd(BiFunction<P, A, Tensor> f) {
        return (p, a) -> Jacobians.forward("jacfwd", AuxFunction.without((P x) -> f.apply(x, a)), p)
                .row();
    }

    /** {@return the function that computes the Jacobian of a function by its first argument, by forward mode} */
    public static <P, A, B> Fn3<P, A, B, P> jacfwd(Fn3<P, A, B, Tensor> f) {
        return (p, a, b) -> Jacobians.forward("jacfwd", AuxFunction.without((P x) -> f.apply(x, a, b)), p)
                .row();
    }

    /** {@return the function that computes the Jacobian of a function by its first argument, by forward mode} */
    public static <P, A, B, C> Fn4<P, A, B, C, P> jacfwd(Fn4<P, A, B, C, Tensor> f) {
        return (p, a, b, c) -> Jacobians.forward("jacfwd", AuxFunction.without((P x) -> f.apply(x, a, b, c)), p)
                .row();
    }

    /**
     * {@return the function that computes the Jacobian of a function with a tree as result, by forward mode: for each tensor of the
     * result, by its path, a tree like the argument}
     *
     * @throws IllegalArgumentException (when called) if the argument or the result holds other than floating-point tensors
     */
    public static <P, R> Function<P, Map<String, P>> jacfwdTree(Function<P, R> f) {
        return p -> Jacobians.forward("jacfwdTree", AuxFunction.without(f), p).byPath();
    }

    /** {@return the function that computes the Jacobian by forward mode, and passes on what else the function returns} */
    public static <P, X> Function<P, JacobianWithAux<P, X>> jacfwdWithAux(Function<P, WithAux<X>> f) {
        return p -> {
            var blocks = Jacobians.forward("jacfwdWithAux", AuxFunction.scalar(f), p);
            return new JacobianWithAux<>(blocks.row(), blocks.aux());
        };
    }

    /**
     * {@return the function that computes the Jacobian of a function, by reverse mode}
     *
     * <p>It takes one pullback for each element of the result, all together: better if the argument has more elements. For a tensor of shape
     * {@code [n]} and a result {@code [m]} it is {@code [m, n]}; for a tree, a tree of such.
     *
     * @throws IllegalArgumentException (when called) if the argument or the result holds other than floating-point tensors
     */
    public static <P> Function<P, P> jacrev(Function<P, Tensor> f) {
        return p -> Jacobians.reverse("jacrev", AuxFunction.without(f), p).row();
    }

    /** {@return the function that computes the Jacobian of a function by its first argument, by reverse mode} */
    public static <P, A> BiFunction<P, A, P> jacrev(BiFunction<P, A, Tensor> f) {
        return (p, a) -> Jacobians.reverse("jacrev", AuxFunction.without((P x) -> f.apply(x, a)), p)
                .row();
    }

    /** {@return the function that computes the Jacobian of a function by its first argument, by reverse mode} */
    public static <P, A, B> Fn3<P, A, B, P> jacrev(Fn3<P, A, B, Tensor> f) {
        return (p, a, b) -> Jacobians.reverse("jacrev", AuxFunction.without((P x) -> f.apply(x, a, b)), p)
                .row();
    }

    /** {@return the function that computes the Jacobian of a function by its first argument, by reverse mode} */
    public static <P, A, B, C> Fn4<P, A, B, C, P> jacrev(Fn4<P, A, B, C, Tensor> f) {
        return (p, a, b, c) -> Jacobians.reverse("jacrev", AuxFunction.without((P x) -> f.apply(x, a, b, c)), p)
                .row();
    }

    /**
     * {@return the function that computes the Jacobian of a function with a tree as result, by reverse mode: for each tensor of the
     * result, by its path, a tree like the argument}
     *
     * @throws IllegalArgumentException (when called) if the argument or the result holds other than floating-point tensors
     */
    public static <P, R> Function<P, Map<String, P>> jacrevTree(Function<P, R> f) {
        return p -> Jacobians.reverse("jacrevTree", AuxFunction.without(f), p).byPath();
    }

    /** {@return the function that computes the Jacobian by reverse mode, and passes on what else the function returns} */
    public static <P, X> Function<P, JacobianWithAux<P, X>> jacrevWithAux(Function<P, WithAux<X>> f) {
        return p -> {
            var blocks = Jacobians.reverse("jacrevWithAux", AuxFunction.scalar(f), p);
            return new JacobianWithAux<>(blocks.row(), blocks.aux());
        };
    }

    /** {@return the same as {@link #jacrev(Function)}} */
    public static <P> Function<P, P> jacobian(Function<P, Tensor> f) {
        return jacrev(f);
    }

    /** {@return the same as {@link #jacrev(BiFunction)}} */
    public static <P, A> BiFunction<P, A, P> jacobian(BiFunction<P, A, Tensor> f) {
        return jacrev(f);
    }

    /** {@return the same as {@link #jacrev(Fn3)}} */
    public static <P, A, B> Fn3<P, A, B, P> jacobian(Fn3<P, A, B, Tensor> f) {
        return jacrev(f);
    }

    /** {@return the same as {@link #jacrev(Fn4)}} */
    public static <P, A, B, C> Fn4<P, A, B, C, P> jacobian(Fn4<P, A, B, C, Tensor> f) {
        return jacrev(f);
    }

    /**
     * {@return the function that computes the second derivatives of a function of a tensor, by forward over reverse mode}
     *
     * <p>Their shape is that of the result, then twice that of the argument.
     *
     * @throws IllegalArgumentException (when called) if the argument or the result is no floating-point tensor
     */
    public static Function<Tensor, Tensor> hessian(Function<Tensor, Tensor> f) {
        return jacfwd(jacrev(f));
    }

    /**
     * {@return the function that computes the second derivatives of a function of a tree, by forward over reverse mode: for each
     * tensor of the argument, by its path, a tree like the argument}
     *
     * <p>A block has the shape of the result, then that of the one tensor, then that of the other.
     *
     * @throws IllegalArgumentException (when called) if the argument holds other than floating-point tensors or the result is
     *     none
     */
    public static <P> Function<P, Map<String, P>> hessianTree(Function<P, Tensor> f) {
        return jacfwdTree(jacrev(f));
    }

    /** {@return the function that computes second derivatives, and passes on what else the function returns} */
    public static <X> Function<Tensor, JacobianWithAux<Tensor, X>> hessianWithAux(Function<Tensor, WithAux<X>> f) {
        var first = jacrevWithAux(f);
        return jacfwdWithAux(x -> {
            var derivative = first.apply(x);
            return new WithAux<>(derivative.jacobian(), derivative.aux());
        });
    }
}
