package dev.haiku.tensor;

import dev.haiku.array.ShapeException;

/**
 * Functions of neural networks, as in {@code jax.nn}: activations, softmax, one-hot codes.
 *
 * <p>Activations work element by element and keep the shape; where a formula needs fractions, integers become {@code f32}.
 */
public final class Nn extends AttentionOps {

    private static final double SELU_ALPHA = 1.6732632423543772848170429916717;
    private static final double SELU_SCALE = 1.0507009873554804934193349852946;

    private Nn() {}

    /** {@return max(x, 0), with derivative 0 at 0; NaN stays NaN} */
    public static Tensor relu(Tensor x) {
        return Ops.where(x.le(0), 0, x);
    }

    /** {@return min(max(x, 0), 6), with derivative 0 at both bounds} */
    public static Tensor relu6(Tensor x) {
        return Ops.clamp(0, Operands.floating(x), 6);
    }

    /** {@return 1 / (1 + exp(-x))} */
    public static Tensor sigmoid(Tensor x) {
        return Ops.logistic(x);
    }

    /** {@return log(sigmoid(x)), without underflow} */
    public static Tensor logSigmoid(Tensor x) {
        return softplus(x.neg()).neg();
    }

    /** {@return log(1 + exp(x)), without overflow} */
    public static Tensor softplus(Tensor x) {
        return Ops.logAddExp(x, Ops.weak(x, 0.0));
    }

    /** {@return x / (1 + |x|)} */
    public static Tensor softSign(Tensor x) {
        return x.div(x.abs().add(1));
    }

    /** {@return x sigmoid(x), also called swish (Ramachandran et al. 2017)} */
    public static Tensor silu(Tensor x) {
        return x.mul(sigmoid(x));
    }

    /** {@return x sigmoid(x), also called silu (Ramachandran et al. 2017)} */
    public static Tensor swish(Tensor x) {
        return silu(x);
    }

    /** {@return x tanh(softplus(x)) (Misra 2019)} */
    public static Tensor mish(Tensor x) {
        return x.mul(softplus(x).tanh());
    }

    /** {@return x Φ(x) by its tanh approximation, {@code x/2 (1 + tanh(sqrt(2/π) (x + 0.044715 x³)))} (Hendrycks and Gimpel 2016)} */
    public static Tensor gelu(Tensor x) {
        var inner = x.add(x.pow(3).mul(0.044715)).mul(Math.sqrt(2 / Math.PI));
        return x.mul(inner.tanh().add(1.0).mul(0.5));
    }

    /** {@return x Φ(x) with Φ the cumulative distribution of the standard normal, by the error function (Hendrycks and Gimpel 2016)} */
    public static Tensor geluExact(Tensor x) {
        return x.mul(Ops.erfc(x.neg().mul(Math.sqrt(0.5)))).mul(0.5);
    }

    /** {@return x above 0, exp(x) - 1 below (Clevert et al. 2015)} */
    public static Tensor elu(Tensor x) {
        return elu(x, 1.0);
    }

    /** {@return x above 0, alpha (exp(x) - 1) below (Clevert et al. 2015)} */
    public static Tensor elu(Tensor x, double alpha) {
        var positive = x.gt(0);
        // the branch that is not taken must not overflow, or its derivative would be NaN
        return Ops.where(positive, x, Ops.where(positive, 0.0, x).expm1().mul(alpha));
    }

    /** {@return the self-normalising {@link #elu(Tensor, double) elu} (Klambauer et al. 2017)} */
    public static Tensor selu(Tensor x) {
        return elu(x, SELU_ALPHA).mul(SELU_SCALE);
    }

    /** {@return x above 0, exp(x) - 1 below (Barron 2017)} */
    public static Tensor celu(Tensor x) {
        return celu(x, 1.0);
    }

    /** {@return max(x, 0) + alpha (exp(min(x, 0) / alpha) - 1) (Barron 2017)} */
    public static Tensor celu(Tensor x, double alpha) {
        return Ops.maximum(x, 0.0).add(Ops.minimum(x, 0.0).div(alpha).expm1().mul(alpha));
    }

    /** {@return x from 0 up, 0.01 x below} */
    public static Tensor leakyRelu(Tensor x) {
        return leakyRelu(x, 0.01);
    }

    /** {@return x from 0 up, negativeSlope x below} */
    public static Tensor leakyRelu(Tensor x, double negativeSlope) {
        return Ops.where(x.ge(0), x, x.mul(negativeSlope));
    }

    /** {@return x between -1 and 1, those bounds beyond} */
    public static Tensor hardTanh(Tensor x) {
        return Ops.where(x.gt(1), 1, Ops.where(x.lt(-1), -1, x));
    }

    /** {@return relu6(x + 3) / 6} */
    public static Tensor hardSigmoid(Tensor x) {
        return relu6(x.add(3.0)).div(6.0);
    }

    /** {@return x hardSigmoid(x) (Howard et al. 2019)} */
    public static Tensor hardSwish(Tensor x) {
        return x.mul(hardSigmoid(x));
    }

    /** {@return x hardSigmoid(x), also called hardSwish (Howard et al. 2019)} */
    public static Tensor hardSilu(Tensor x) {
        return hardSwish(x);
    }

    /** {@return x} */
    public static Tensor identity(Tensor x) {
        return x;
    }

    /** {@return log(1 - exp(-x)) for positive x, accurate near zero and for large x (Mächler 2012)} */
    public static Tensor log1mexp(Tensor x) {
        var number = Operands.floating(x);
        var small = number.lt(Math.log(2));
        // each branch sees numbers only where it is taken, or its derivative would be NaN elsewhere
        var near = Ops.where(small, number, 1.0).neg().expm1().neg().log();
        var far = Ops.where(small, 1.0, number).neg().exp().neg().log1p();
        return Ops.where(small, near, far);
    }

    /** {@return 0 below -1, x above 1, (x + 1)² / 4 between: a piecewise {@link #softplus}} */
    public static Tensor sparsePlus(Tensor x) {
        var curve = x.add(1.0).square().div(4.0);
        return Ops.where(x.le(-1), 0.0, Ops.where(x.ge(1), x, curve));
    }

    /** {@return clip((x + 1) / 2, 0, 1), the derivative of {@link #sparsePlus}} */
    public static Tensor sparseSigmoid(Tensor x) {
        return x.add(1.0).clip(0.0, 2.0).mul(0.5);
    }

    /** {@return (x + sqrt(x² + 4)) / 2, a {@link #softplus} without exponentials (Barron 2021)} */
    public static Tensor squareplus(Tensor x) {
        return squareplus(x, 4);
    }

    /** {@return (x + sqrt(x² + b)) / 2, a {@link #softplus} without exponentials (Barron 2021)} */
    public static Tensor squareplus(Tensor x, double b) {
        return x.add(x.square().add(b).sqrt()).mul(0.5);
    }

    /** {@return the first half of the last axis times the sigmoid of the second (Dauphin et al. 2017)} */
    public static Tensor glu(Tensor x) {
        return glu(x, -1);
    }

    /**
     * {@return the first half of an axis times the sigmoid of the second (Dauphin et al. 2017)}
     *
     * @throws ShapeException if the size of the axis is odd
     */
    public static Tensor glu(Tensor x, int axis) {
        int normal = Operands.axis("glu", axis, x.shape());
        int half = x.dim(normal) / 2;
        Operands.check(
                x.dim(normal) % 2 == 0,
                "glu",
                "needs an even size to halve, but axis " + axis + " of shape " + x.shape() + " has " + x.dim(normal)
                        + ".");
        return x.slice(normal, 0, half).mul(sigmoid(x.slice(normal, half, 2 * half)));
    }
}
