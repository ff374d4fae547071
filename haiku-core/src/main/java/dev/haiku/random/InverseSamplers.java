package dev.haiku.random;

import dev.haiku.array.DType;
import dev.haiku.array.Shape;
import dev.haiku.tensor.Ops;
import dev.haiku.tensor.Tensor;

/** Distributions whose inverse distribution function has a formula: uniform numbers are sent through it. */
abstract class InverseSamplers extends NormalSamplers {

    InverseSamplers() {}

    /** {@return {@code f32} numbers of the exponential distribution with rate 1} */
    public static Tensor exponential(Key key, Shape shape) {
        return exponential(key, shape, DType.F32);
    }

    /** {@return numbers of the exponential distribution with rate 1} */
    public static Tensor exponential(Key key, Shape shape, DType dtype) {
        return minusLog1pMinus(uniform(key, shape, dtype));
    }

    private static Tensor minusLog1pMinus(Tensor u) {
        return Ops.neg(Ops.log1p(Ops.neg(u)));
    }

    private static Tensor minusLog(Tensor x) {
        return Ops.neg(Ops.log(x));
    }

    /** {@return {@code f32} numbers of the standard Gumbel distribution} */
    public static Tensor gumbel(Key key, Shape shape) {
        return gumbel(key, shape, DType.F32);
    }

    /** {@return numbers of the standard Gumbel distribution} */
    public static Tensor gumbel(Key key, Shape shape, DType dtype) {
        return gumbel(key, shape, dtype, SamplingMode.LOW);
    }

    /** {@return numbers of the standard Gumbel distribution, with as many random bits as the mode says} */
    public static Tensor gumbel(Key key, Shape shape, DType dtype, SamplingMode mode) {
        key.requireSingle("gumbel");
        Samplers.requireFloating("gumbel", dtype, "");
        if (mode == SamplingMode.LOW) {
            return minusLog(minusLog(uniform(key, shape, dtype, Samplers.tiny(dtype), 1)));
        }
        if (mode == SamplingMode.HIGHEST && dtype == DType.F32) {
            return FixedPoint.gumbel(key, shape);
        }
        var parts = uniform(key, Shape.of(2).concat(shape), dtype);
        var high = Ops.get(parts, 0);
        var low = Ops.get(parts, 1).mul(Samplers.epsilon(dtype));
        var x = Ops.where(
                Ops.ge(high, Tensor.scalar(dtype, 0.5)), high, high.add(low).add(Samplers.tiny(dtype)));
        return minusLog(minusLog1pMinus(x));
    }

    /** {@return {@code f32} numbers of the standard Laplace distribution} */
    public static Tensor laplace(Key key, Shape shape) {
        return laplace(key, shape, DType.F32);
    }

    /** {@return numbers of the standard Laplace distribution} */
    public static Tensor laplace(Key key, Shape shape, DType dtype) {
        Samplers.requireFloating("laplace", dtype, "");
        var u = uniform(key, shape, dtype, -1 + Samplers.epsilon(dtype) / 2, 1);
        return Ops.sign(u).mul(Ops.log1p(Ops.neg(Ops.abs(u))));
    }

    /** {@return {@code f32} numbers of the standard logistic distribution} */
    public static Tensor logistic(Key key, Shape shape) {
        return logistic(key, shape, DType.F32);
    }

    /** {@return numbers of the standard logistic distribution} */
    public static Tensor logistic(Key key, Shape shape, DType dtype) {
        Samplers.requireFloating("logistic", dtype, "");
        var u = uniform(key, shape, dtype, Samplers.tiny(dtype), 1);
        return Ops.log(u).sub(Ops.log1p(Ops.neg(u)));
    }

    /** {@return {@code f32} numbers of the standard Cauchy distribution} */
    public static Tensor cauchy(Key key, Shape shape) {
        return cauchy(key, shape, DType.F32);
    }

    /** {@return numbers of the standard Cauchy distribution} */
    public static Tensor cauchy(Key key, Shape shape, DType dtype) {
        Samplers.requireFloating("cauchy", dtype, "");
        var u = uniform(key, shape, dtype, Samplers.epsilon(dtype), 1);
        return Ops.tan(u.sub(0.5).mul(Math.PI));
    }

    /** {@return {@code f32} numbers of the Rayleigh distribution with that scale} */
    public static Tensor rayleigh(Key key, double scale, Shape shape) {
        return rayleigh(key, Tensor.scalar(scale), shape);
    }

    /** {@return numbers of the Rayleigh distribution with those scales, which must broadcast to {@code shape}} */
    public static Tensor rayleigh(Key key, Tensor scale, Shape shape) {
        Samplers.requireFits("rayleigh", shape, scale);
        var dtype = Samplers.floatType(scale);
        var u = uniform(key, shape, dtype);
        return Samplers.fitted(scale, dtype, shape).mul(Ops.sqrt(Ops.log(u).mul(-2.0)));
    }

    /** {@return {@code f32} numbers of the Pareto distribution with minimum 1 and that exponent} */
    public static Tensor pareto(Key key, double b, Shape shape) {
        return pareto(key, Tensor.scalar(b), shape);
    }

    /**
     * {@return numbers of the Pareto distribution with minimum 1 and those exponents, which must broadcast to {@code
     * shape}}
     */
    public static Tensor pareto(Key key, Tensor b, Shape shape) {
        Samplers.requireFits("pareto", shape, b);
        var dtype = Samplers.floatType(b);
        return Ops.exp(exponential(key, shape, dtype).div(Samplers.fitted(b, dtype, shape)));
    }

    /** {@return {@code f32} numbers of the Weibull distribution with that scale and shape parameter} */
    public static Tensor weibullMin(Key key, double scale, double concentration, Shape shape) {
        return weibullMin(key, Tensor.scalar(scale), Tensor.scalar(concentration), shape);
    }

    /**
     * {@return numbers of the Weibull distribution with those scales and shape parameters, which must broadcast to
     * {@code shape}}
     */
    public static Tensor weibullMin(Key key, Tensor scale, Tensor concentration, Shape shape) {
        Samplers.requireFits("weibullMin", shape, scale, concentration);
        var dtype = Samplers.floatType(scale, concentration);
        var power = Ops.div(1.0, Samplers.fitted(concentration, dtype, shape));
        return Ops.pow(exponential(key, shape, dtype), power).mul(Samplers.fitted(scale, dtype, shape));
    }

    /** {@return {@code f32} numbers of the triangular distribution on [{@code left}, {@code right}] with that mode} */
    public static Tensor triangular(Key key, double left, double mode, double right, Shape shape) {
        return triangular(key, Tensor.scalar(left), Tensor.scalar(mode), Tensor.scalar(right), shape);
    }

    /**
     * {@return numbers of the triangular distribution on [{@code left}, {@code right}]; the parameters must broadcast
     * to {@code shape}}
     */
    public static Tensor triangular(Key key, Tensor left, Tensor mode, Tensor right, Shape shape) {
        Samplers.requireFits("triangular", shape, left, mode, right);
        var dtype = Samplers.floatType(left, mode, right);
        var low = Samplers.fitted(left, dtype, shape);
        var peak = Samplers.fitted(mode, dtype, shape);
        var high = Samplers.fitted(right, dtype, shape);
        var width = high.sub(low);
        var u = uniform(key, shape, dtype);
        var rising = low.add(Ops.sqrt(u.mul(width).mul(peak.sub(low))));
        var falling = high.sub(Ops.sqrt(Ops.sub(1.0, u).mul(width).mul(high.sub(peak))));
        return Ops.where(Ops.lt(u, peak.sub(low).div(width)), rising, falling);
    }

    /** {@return {@code i32} numbers of trials up to the first success, each with probability {@code p}} */
    public static Tensor geometric(Key key, double p, Shape shape) {
        return geometric(key, Tensor.scalar(p), shape, DType.I32);
    }

    /**
     * {@return numbers of trials up to the first success, with probabilities {@code p} that must broadcast to {@code
     * shape}}
     */
    public static Tensor geometric(Key key, Tensor p, Shape shape, DType dtype) {
        Samplers.requireInteger("geometric", dtype, "");
        Samplers.requireFits("geometric", shape, p);
        var probability = Samplers.fitted(p, Samplers.floatType(p), shape);
        var u = uniform(key, shape, probability.dtype());
        // 0 has no logarithm and counts as 1
        var positive = Ops.where(Ops.eq(u, Ops.zerosLike(u)), Ops.onesLike(u), u);
        var failures = Ops.floor(Ops.log(positive).div(Ops.log1p(Ops.neg(probability))));
        return failures.add(1.0).cast(dtype);
    }
}
