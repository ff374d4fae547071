package dev.haiku.random;

import dev.haiku.array.DType;
import dev.haiku.array.Shape;
import dev.haiku.array.ShapeException;
import dev.haiku.ir.RandomOp.RandomGamma;
import dev.haiku.ir.RandomOp.RandomPoisson;
import dev.haiku.tensor.Dims;
import dev.haiku.tensor.Ops;
import dev.haiku.tensor.Tensor;
import java.util.List;

/** Distributions drawn by rejection: gamma and what is computed from it, and Poisson. */
abstract class GammaSamplers extends InverseSamplers {

    GammaSamplers() {}

    /** {@return {@code f32} numbers of the gamma distribution with shape parameter {@code a} and scale 1} */
    public static Tensor gamma(Key key, double a, Shape shape) {
        return gamma(key, Tensor.scalar(a), shape);
    }

    /**
     * {@return numbers of the gamma distribution with scale 1 and shape parameters {@code a}, which must broadcast to
     * {@code shape}}
     */
    public static Tensor gamma(Key key, Tensor a, Shape shape) {
        return drawGamma("gamma", key, a, shape, false);
    }

    /**
     * {@return {@code f32} logarithms of numbers of the gamma distribution with shape parameter {@code a} and scale 1}
     */
    public static Tensor loggamma(Key key, double a, Shape shape) {
        return loggamma(key, Tensor.scalar(a), shape);
    }

    /**
     * {@return logarithms of numbers of the gamma distribution with scale 1}
     *
     * <p>They stay finite where the numbers themselves are too small for their type.
     *
     * @param a the shape parameters, which must broadcast to {@code shape}
     */
    public static Tensor loggamma(Key key, Tensor a, Shape shape) {
        return drawGamma("loggamma", key, a, shape, true);
    }

    private static Tensor drawGamma(String sampler, Key key, Tensor a, Shape shape, boolean logSpace) {
        requirePartitionable(sampler, key);
        Samplers.requireFits(sampler, shape, a);
        var alpha = Ops.broadcastTo(a.cast(Samplers.floatType(a)), shape);
        return Ops.bind(new RandomGamma(logSpace), key.split(shape).data(), alpha);
    }

    private static void requirePartitionable(String sampler, Key key) {
        key.requireSingle(sampler);
        if (key.layout() == Key.Layout.LEGACY) {
            throw new UnsupportedOperationException(sampler + " has no rule for keys of the layout LEGACY."
                    + " Use key.withLayout(PARTITIONABLE), which gives other numbers than old JAX.");
        }
    }

    /** {@return {@code f32} numbers of the beta distribution with those parameters} */
    public static Tensor beta(Key key, double a, double b, Shape shape) {
        return beta(key, Tensor.scalar(a), Tensor.scalar(b), shape);
    }

    /** {@return numbers of the beta distribution with those parameters, which must broadcast to {@code shape}} */
    public static Tensor beta(Key key, Tensor a, Tensor b, Shape shape) {
        key.requireSingle("beta");
        Samplers.requireFits("beta", shape, a, b);
        var dtype = Samplers.floatType(a, b);
        var keys = key.split(2);
        var logA = drawGamma("beta", keys.get(0), a.cast(dtype), shape, true);
        var logB = drawGamma("beta", keys.get(1), b.cast(dtype), shape, true);
        var largest = Ops.maximum(logA, logB);
        var scaledA = Ops.exp(logA.sub(largest));
        return scaledA.div(scaledA.add(Ops.exp(logB.sub(largest))));
    }

    /** {@return vectors of the Dirichlet distribution, one for each vector of the parameters {@code alpha [..., n]}} */
    public static Tensor dirichlet(Key key, Tensor alpha) {
        checkConcentrations(alpha);
        return dirichlet(key, alpha, alpha.shape().subShape(0, alpha.rank() - 1));
    }

    /** {@return vectors {@code [shape..., n]} of the Dirichlet distribution with parameters {@code alpha [..., n]}} */
    public static Tensor dirichlet(Key key, Tensor alpha, Shape shape) {
        checkConcentrations(alpha);
        Samplers.requireBatchFits("dirichlet", shape, alpha, 1);
        var logs = drawGamma(
                "dirichlet", key, alpha, shape.concat(Shape.of(alpha.shape().last())), true);
        var exps = Ops.exp(logs.sub(Ops.stopGradient(Ops.max(logs, List.of(-1), Dims.KEEP))));
        return exps.div(Ops.sum(exps, List.of(-1), Dims.KEEP));
    }

    private static void checkConcentrations(Tensor alpha) {
        if (alpha.rank() == 0) {
            throw new ShapeException("dirichlet needs parameters [..., n], but got a scalar.");
        }
    }

    /** {@return {@code f32} numbers of Student's distribution with that many degrees of freedom} */
    public static Tensor studentT(Key key, double degrees, Shape shape) {
        return studentT(key, Tensor.scalar(degrees), shape);
    }

    /** {@return numbers of Student's distribution; the degrees of freedom must broadcast to {@code shape}} */
    public static Tensor studentT(Key key, Tensor degrees, Shape shape) {
        key.requireSingle("studentT");
        Samplers.requireFits("studentT", shape, degrees);
        var half = degrees.cast(Samplers.floatType(degrees)).div(2.0);
        var keys = key.split(2);
        var numerator = normal(keys.get(0), shape, half.dtype());
        return numerator.mul(Ops.sqrt(half.div(drawGamma("studentT", keys.get(1), half, shape, false))));
    }

    /** {@return {@code f32} numbers of the chi-square distribution with that many degrees of freedom} */
    public static Tensor chisquare(Key key, double degrees, Shape shape) {
        return chisquare(key, Tensor.scalar(degrees), shape);
    }

    /** {@return numbers of the chi-square distribution; the degrees of freedom must broadcast to {@code shape}} */
    public static Tensor chisquare(Key key, Tensor degrees, Shape shape) {
        var half = degrees.cast(Samplers.floatType(degrees)).div(2.0);
        return Ops.exp(drawGamma("chisquare", key, half, shape, true)).mul(2.0);
    }

    /** {@return numbers of the F distribution; the degrees of freedom must broadcast to {@code shape}} */
    public static Tensor fisherF(Key key, Tensor numeratorDegrees, Tensor denominatorDegrees, Shape shape) {
        key.requireSingle("fisherF");
        var dtype = Samplers.floatType(numeratorDegrees, denominatorDegrees);
        var numerator = numeratorDegrees.cast(dtype);
        var denominator = denominatorDegrees.cast(dtype);
        var keys = key.split(2);
        var above = chisquare(keys.get(1), numerator, shape).div(numerator);
        return above.div(chisquare(keys.get(0), denominator, shape).div(denominator));
    }

    /** {@return numbers with density proportional to {@code exp(-|x|^p)}} */
    public static Tensor generalizedNormal(Key key, double p, Shape shape, DType dtype) {
        key.requireSingle("generalizedNormal");
        Samplers.requireFloating("generalizedNormal", dtype, "");
        var keys = key.split(2);
        var size = drawGamma("generalizedNormal", keys.get(0), Tensor.scalar(dtype, 1 / p), shape, false);
        return rademacher(keys.get(1), shape, dtype).mul(power(size, 1 / p));
    }

    /** {@return {@code f32} points uniform in the unit ball of {@code d} dimensions, {@code [shape..., d]}} */
    public static Tensor ball(Key key, int d, Shape shape) {
        return ball(key, d, 2, shape, DType.F32);
    }

    /**
     * {@return points uniform in the unit ball of {@code d} dimensions and the norm of exponent {@code p}, {@code
     * [shape..., d]}}
     */
    public static Tensor ball(Key key, int d, double p, Shape shape, DType dtype) {
        key.requireSingle("ball");
        var keys = key.split(2);
        var direction = generalizedNormal(keys.get(0), p, shape.concat(Shape.of(d)), dtype);
        var norm = Ops.sum(power(Ops.abs(direction), p), -1).add(exponential(keys.get(1), shape, dtype));
        return direction.div(Ops.expandDims(power(norm, 1 / p), -1));
    }

    private static Tensor power(Tensor x, double exponent) {
        return Ops.pow(x, Tensor.scalar(x.dtype(), exponent));
    }

    /** {@return {@code i32} numbers of the Poisson distribution with that rate} */
    public static Tensor poisson(Key key, double rate, Shape shape) {
        return poisson(key, Tensor.scalar(rate), shape, DType.I32);
    }

    /**
     * {@return integers of the Poisson distribution with those rates, which must broadcast to {@code shape}; -1 for a
     * NaN rate}
     */
    public static Tensor poisson(Key key, Tensor rate, Shape shape, DType dtype) {
        requirePartitionable("poisson", key);
        Samplers.requireInteger("poisson", dtype, "");
        Samplers.requireFits("poisson", shape, rate);
        return Ops.bind(new RandomPoisson(dtype), key.data(), Ops.broadcastTo(rate.cast(DType.F32), shape));
    }
}
