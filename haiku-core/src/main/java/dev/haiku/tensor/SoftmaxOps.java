package dev.haiku.tensor;

import static dev.haiku.tensor.Operands.axesOrAll;

import dev.haiku.array.DType;
import dev.haiku.array.Shape;
import java.util.Collections;
import java.util.List;

/** The part of {@link Nn} with softmax and its relatives, standardisation and one-hot codes. */
abstract class SoftmaxOps {

    SoftmaxOps() {}

    /** {@return exp(x) / Σ exp(x) over the last axis} */
    public static Tensor softmax(Tensor x) {
        return softmax(x, -1);
    }

    /** {@return exp(x) / Σ exp(x) over axes} */
    public static Tensor softmax(Tensor x, int... axes) {
        var over = axesOrAll("softmax", axes, x.shape());
        var powers = shifted(x, over).exp();
        return powers.div(powers.sum(over, Dims.KEEP));
    }

    /** {@return the softmax over axes of the elements for which the mask holds, 0 for others} */
    public static Tensor softmax(Tensor x, List<Integer> axes, Tensor mask) {
        var lowered = MaskedOps.masked("softmax", Operands.floating(x), mask, Double.NEGATIVE_INFINITY);
        var powers = lowered.sub(finiteMax(lowered, axes)).exp();
        var total = powers.sum(axes, Dims.KEEP);
        return powers.div(Ops.where(total.eq(0), 1.0, total));
    }

    /** {@return log(softmax(x)) over the last axis, without underflow} */
    public static Tensor logSoftmax(Tensor x) {
        return logSoftmax(x, -1);
    }

    /** {@return log(softmax(x)) over axes, without underflow} */
    public static Tensor logSoftmax(Tensor x, int... axes) {
        var over = axesOrAll("logSoftmax", axes, x.shape());
        var shifted = shifted(x, over);
        return shifted.sub(shifted.exp().sum(over, Dims.KEEP).log());
    }

    /** {@return the logarithm of the {@link #softmax(Tensor, List, Tensor) softmax} of what the mask holds for, -infinity for others} */
    public static Tensor logSoftmax(Tensor x, List<Integer> axes, Tensor mask) {
        var lowered = MaskedOps.masked("logSoftmax", Operands.floating(x), mask, Double.NEGATIVE_INFINITY);
        var shifted = lowered.sub(finiteMax(lowered, axes));
        var total = shifted.exp().sum(axes, Dims.KEEP);
        var result = shifted.sub(Ops.where(total.eq(0), 1.0, total).log());
        return MaskedOps.masked("logSoftmax", result, mask, Double.NEGATIVE_INFINITY);
    }

    /** {@return x less its largest element along axes, which counts as a constant} */
    private static Tensor shifted(Tensor x, List<Integer> axes) {
        var wide = Operands.floating(x);
        return wide.sub(Ops.maxOrLowest(wide, axes).stopGradient());
    }

    /** {@return the largest element along axes, which stay, as a constant; 0 if it is not finite} */
    private static Tensor finiteMax(Tensor x, List<Integer> axes) {
        var max = Ops.maxOrLowest(x, Operands.axes("max", axes, x.shape())).stopGradient();
        return Ops.where(max.isFinite(), max, 0.0);
    }

    /** {@return log Σ exp(x) over axes without overflow, all if none is given} */
    public static Tensor logsumexp(Tensor x, int... axes) {
        return Ops.logsumexp(x, axes);
    }

    /** {@return log Σ exp(x) over axes without overflow} */
    public static Tensor logsumexp(Tensor x, List<Integer> axes, Dims dims) {
        return Ops.logsumexp(x, axes, dims);
    }

    /** {@return log Σ b exp(x) over axes without overflow; NaN if the sum is negative, so a mask leaves out where it is 0} */
    public static Tensor logsumexp(Tensor x, List<Integer> axes, Dims dims, Tensor b) {
        var result = signedLogsumexp(x, axes, dims, b);
        return Ops.where(result.sign().lt(0), Double.NaN, result.log());
    }

    /**
     * A number as the logarithm of its absolute value and its sign.
     *
     * @param log the logarithm
     * @param sign -1, 0 or 1
     */
    public record SignedLog(Tensor log, Tensor sign) {}

    /** {@return Σ b exp(x) over axes, without overflow: JAX's {@code logsumexp(x, b=b, return_sign=True)}} */
    public static SignedLog signedLogsumexp(Tensor x, List<Integer> axes, Dims dims, Tensor b) {
        var pair = Operands.matched("logsumexp", Operands.floating(x), Operands.floating(b));
        var factors = pair.get(1);
        var counted = Ops.where(factors.ne(0), pair.get(0), Double.NEGATIVE_INFINITY);
        var max = finiteMax(counted, axes);
        var sum = counted.sub(max).exp().mul(factors).sum(axes, dims);
        return new SignedLog(sum.abs().log().add(max.reshape(sum.shape())), sum.sign());
    }

    /** {@return the logarithm of the mean of exp(x) over axes, all if none is given} */
    public static Tensor logmeanexp(Tensor x, int... axes) {
        return logmeanexp(x, axesOrAll("logmeanexp", axes, x.shape()), Dims.DROP);
    }

    /** {@return the logarithm of the mean of exp(x) over axes} */
    public static Tensor logmeanexp(Tensor x, List<Integer> axes, Dims dims) {
        double count = axes.stream().mapToDouble(axis -> x.dim(axis)).reduce(1, (a, b) -> a * b);
        return Ops.logsumexp(x, axes, dims).sub(Math.log(count));
    }

    /** {@return (x - mean) / sqrt(variance + 1e-5) over the last axis} */
    public static Tensor standardize(Tensor x) {
        return standardize(x, List.of(-1), 1e-5);
    }

    /** {@return (x - mean) / sqrt(variance + epsilon) over axes} */
    public static Tensor standardize(Tensor x, List<Integer> axes, double epsilon) {
        var mean = x.mean(axes, Dims.KEEP);
        // jax.nn takes the difference of moments here, unlike var
        var variance = x.square().mean(axes, Dims.KEEP).sub(mean.square()).maximum(0.0);
        return standardize(x, mean, variance, epsilon);
    }

    /** {@return (x - mean) / sqrt(variance + epsilon) for given moments, which broadcast} */
    public static Tensor standardize(Tensor x, Tensor mean, Tensor variance, double epsilon) {
        return x.sub(mean).mul(variance.add(epsilon).rsqrt());
    }

    /** {@return ones at the labels and zeros elsewhere along a new last axis, as {@code f32}; see {@link #oneHot(Tensor, int, DType)}} */
    public static Tensor oneHot(Tensor labels, int classes) {
        return oneHot(labels, classes, DType.F32);
    }

    /** {@return ones at the labels and zeros elsewhere along a new last axis; only zeros for labels not in {@code [0, classes)}} */
    public static Tensor oneHot(Tensor labels, int classes, DType dtype) {
        return oneHot(labels, classes, dtype, -1);
    }

    /** {@return ones at the labels and zeros elsewhere along a new axis at that place of the result} */
    public static Tensor oneHot(Tensor labels, int classes, DType dtype, int axis) {
        int rank = labels.rank() + 1;
        int place = Operands.axis("oneHot", axis, rank, "a result of rank " + rank);
        var counting = labels.dtype().bytes() < 4 ? DType.I32 : labels.dtype();
        var along = Shape.of(Collections.nCopies(rank, 1)).with(place, classes);
        var numbers = Ops.iota(counting, along, place);
        return labels.expandDims(place).eq(numbers).cast(dtype);
    }
}
