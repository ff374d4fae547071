package dev.haiku.tensor;

import dev.haiku.array.DType;
import dev.haiku.array.ShapeException;
import java.util.List;

/**
 * Functions of neural networks, as in {@code jax.nn}: activations, softmax, one-hot codes.
 *
 * <p>Activations work element by element and keep the shape; where a formula needs fractions, integers become {@code f32}.
 */
public final class Nn {

    private static final double SELU_ALPHA = 1.6732632423543772848170429916717;
    private static final double SELU_SCALE = 1.0507009873554804934193349852946;

    private Nn() {}

    /** {@return max(x, 0), with derivative 0 at 0; NaN stays NaN} */
    public static Tensor relu(Tensor x) {
        return Ops.where(x.le(0), 0, x);
    }

    /** {@return min(max(x, 0), 6)} */
    public static Tensor relu6(Tensor x) {
        return Ops.minimum(Ops.maximum(x, 0.0), 6.0);
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

    /** {@return 0 below -1, x above 1, (x + 1)² / 4 between: a piecewise {@link #softplus}} */
    public static Tensor sparsePlus(Tensor x) {
        var curve = x.add(1.0).square().div(4.0);
        return Ops.where(x.le(-1), 0.0, Ops.where(x.ge(1), x, curve));
    }

    /** {@return clip((x + 1) / 2, 0, 1), the derivative of {@link #sparsePlus}} */
    public static Tensor sparseSigmoid(Tensor x) {
        return x.add(1.0).clip(0.0, 2.0).mul(0.5);
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

    /** {@return exp(x) / Σ exp(x) over the last axis} */
    public static Tensor softmax(Tensor x) {
        return softmax(x, -1);
    }

    /** {@return exp(x) / Σ exp(x) over axes} */
    public static Tensor softmax(Tensor x, int... axes) {
        var over = Operands.axesOrAll("softmax", axes, x.shape());
        var powers = shifted(x, over).exp();
        return powers.div(powers.sum(over, Dims.KEEP));
    }

    /** {@return log(softmax(x)) over the last axis, without underflow} */
    public static Tensor logSoftmax(Tensor x) {
        return logSoftmax(x, -1);
    }

    /** {@return log(softmax(x)) over axes, without underflow} */
    public static Tensor logSoftmax(Tensor x, int... axes) {
        var over = Operands.axesOrAll("logSoftmax", axes, x.shape());
        var shifted = shifted(x, over);
        return shifted.sub(shifted.exp().sum(over, Dims.KEEP).log());
    }

    /** {@return x less its largest element along axes, which counts as a constant} */
    private static Tensor shifted(Tensor x, List<Integer> axes) {
        var wide = Operands.floating(x);
        return wide.sub(Ops.maxOrLowest(wide, axes).stopGradient());
    }

    /** {@return log Σ exp(x) over axes, all if none is given} */
    public static Tensor logsumexp(Tensor x, int... axes) {
        return Ops.logsumexp(x, axes);
    }

    /** {@return (x - mean) / sqrt(variance + 1e-5) over the last axis} */
    public static Tensor standardize(Tensor x) {
        return standardize(x, List.of(-1), 1e-5);
    }

    /** {@return (x - mean) / sqrt(variance + epsilon) over axes} */
    public static Tensor standardize(Tensor x, List<Integer> axes, double epsilon) {
        var mean = x.mean(axes, Dims.KEEP);
        // jax.nn takes the difference of moments here, unlike var
        var variance = x.square().mean(axes, Dims.KEEP).sub(mean.square());
        return x.sub(mean).mul(variance.add(epsilon).rsqrt());
    }

    /** {@return ones at the labels and zeros elsewhere along a new last axis, as {@code f32}; see {@link #oneHot(Tensor, int, DType)}} */
    public static Tensor oneHot(Tensor labels, int classes) {
        return oneHot(labels, classes, DType.F32);
    }

    /** {@return ones at the labels and zeros elsewhere along a new last axis; only zeros for labels not in {@code [0, classes)}} */
    public static Tensor oneHot(Tensor labels, int classes, DType dtype) {
        var counting = labels.dtype().bytes() < 4 ? DType.I32 : labels.dtype();
        return labels.expandDims(-1).eq(Ops.iota(counting, classes)).cast(dtype);
    }
}
