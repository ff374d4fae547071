package dev.haiku.optim;

import dev.haiku.func.Fn3;
import dev.haiku.func.Func;
import dev.haiku.tensor.Ops;
import dev.haiku.tensor.Tensor;
import java.util.function.Function;

/**
 * Second derivatives of losses by all parameters as one vector; {@code optax.second_order}.
 *
 * <p>Losses are functions of parameters, inputs and targets. {@link Func#hvp} does the same for trees.
 */
public final class SecondOrder {

    private SecondOrder() {}

    /** {@return the Hessian matrix of a loss times a vector {@code [n]}} */
    public static <P, X, Y> Tensor hvp(Fn3<P, X, Y, Tensor> loss, Tensor v, P params, X inputs, Y targets) {
        Function<P, Tensor> f = p -> loss.apply(p, inputs, targets);
        return Ravel.vector(Func.hvp(f, params, TreeMath.castLike(Ravel.split(v, params), params)));
    }

    /** {@return the diagonal {@code [n]} of the Hessian matrix of a loss, by as many products as there are parameters} */
    public static <P, X, Y> Tensor hessianDiag(Fn3<P, X, Y, Tensor> loss, P params, X inputs, Y targets) {
        int n = Math.toIntExact(TreeMath.size(params));
        var vector = Ravel.vector(params);
        return Func.vmap((Tensor v) -> Ops.vdot(v, hvp(loss, v, params, inputs, targets)))
                .apply(Ops.eye(n, n, 0, vector.dtype()));
    }

    /** {@return the squares {@code [n]} of the gradient of a negative log-likelihood: Fisher's information of one batch} */
    public static <P, X, Y> Tensor fisherDiag(
            Fn3<P, X, Y, Tensor> negativeLogLikelihood, P params, X inputs, Y targets) {
        return Ops.square(Ravel.vector(Func.grad(negativeLogLikelihood).apply(params, inputs, targets)));
    }
}
