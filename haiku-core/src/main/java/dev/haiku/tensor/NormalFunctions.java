package dev.haiku.tensor;

import static dev.haiku.tensor.ComparisonOps.where;
import static dev.haiku.tensor.MathOps.exp;
import static dev.haiku.tensor.MathOps.log;

import dev.haiku.array.DType;
import java.util.Arrays;
import java.util.function.UnaryOperator;

/** The part of {@link Special} around the error function and the normal distribution. */
abstract class NormalFunctions extends GammaFunctions {

    private static final double SQRT_HALF = Math.sqrt(0.5);
    private static final double TWO_OVER_ROOT_PI = 2 / Math.sqrt(Math.PI);
    private static final double LOG_ROOT_TWO_PI = Math.log(2 * Math.PI) / 2;

    /** Coefficients {@code (-1)^k (2k - 1)!! / 2^k} of the asymptotic series of {@link #erfcx}, in {@code x^-2}. */
    private static final double[] SCALED_TAIL = {
        1, -0.5, 0.75, -1.875, 6.5625, -29.53125, 162.421875, -1055.7421875, 7918.06640625
    };

    /** Coefficients {@code (-1)^n (2n - 1)!!} of that of {@link #logNdtr}. */
    private static final double[] LOG_TAIL = {1, -1, 3, -15};

    private static final Formula ERFCX = Formula.of(
            x -> inSinglePrecision(x.get(0), NormalFunctions::scaledComplement),
            (x, y) -> y.mul(x.get(0)).mul(2).sub(TWO_OVER_ROOT_PI));

    private static final Formula LOG_NDTR = Formula.of(
            x -> inSinglePrecision(x.get(0), NormalFunctions::logDistribution),
            (x, y) -> exp(x.get(0).square().mul(-0.5).sub(LOG_ROOT_TWO_PI).sub(y)));

    NormalFunctions() {}

    /** {@return the error function, element by element} */
    public static Tensor erf(Tensor x) {
        return MathOps.erf(x);
    }

    /** {@return 1 - erf(x), accurate where erf is near 1, element by element} */
    public static Tensor erfc(Tensor x) {
        return MathOps.erfc(x);
    }

    /** {@return the inverse of the error function on [-1, 1], element by element} */
    public static Tensor erfinv(Tensor x) {
        return MathOps.erfInv(x);
    }

    /** {@return exp(x²) erfc(x), which neither overflows nor vanishes for large x, element by element} */
    public static Tensor erfcx(Tensor x) {
        return ERFCX.apply("erfcx", x);
    }

    /** By its definition as long as {@code exp(x²)} is finite, else by its asymptotic series. */
    private static Tensor scaledComplement(Tensor x) {
        boolean isDouble = x.dtype() == DType.F64;
        var isLarge = x.gt(Math.sqrt(Math.log(x.dtype().finfo().max())));
        var safe = where(isLarge, 1.0, x);
        var direct = exp(safe.square()).mul(erfc(safe));
        var terms = isDouble ? SCALED_TAIL : Arrays.copyOf(SCALED_TAIL, 5);
        var series = Polynomial.at(Ops.reciprocal(x.square()), terms).div(x.mul(Math.sqrt(Math.PI)));
        return where(isLarge, series, direct);
    }

    /** {@return the distribution function of the standard normal distribution, element by element} */
    public static Tensor ndtr(Tensor x) {
        var scaled = Operands.floating(x).mul(SQRT_HALF);
        var magnitude = scaled.abs();
        var tail = erfc(magnitude);
        var outer = where(scaled.gt(0), Ops.sub(2, tail), tail);
        return where(magnitude.lt(SQRT_HALF), erf(scaled).add(1), outer).mul(0.5);
    }

    /** {@return the logarithm of {@link #ndtr}, also where that is 0 or 1 in the type of x, element by element} */
    public static Tensor logNdtr(Tensor x) {
        return LOG_NDTR.apply("logNdtr", x);
    }

    /** Far to the left by the asymptotic series of the tail, far to the right as {@code -ndtr(-x)}. */
    private static Tensor logDistribution(Tensor x) {
        boolean isDouble = x.dtype() == DType.F64;
        double lower = isDouble ? -20 : -10;
        var isRight = x.gt(isDouble ? 8.0 : 5.0);
        var value = ndtr(where(isRight, x.neg(), Ops.maximum(x, lower)));
        var left = Ops.minimum(x, lower);
        var square = left.square();
        var series = Polynomial.at(Ops.reciprocal(square), LOG_TAIL);
        var tail = log(series).sub(square.mul(0.5)).sub(log(left.neg())).sub(LOG_ROOT_TWO_PI);
        return where(isRight, value.neg(), where(x.gt(lower), log(value), tail));
    }

    /** {@return the number below which the standard normal distribution has the probability p, element by element} */
    public static Tensor ndtri(Tensor p) {
        return inSinglePrecision(Operands.floating(p), NormalQuantile::at);
    }

    /** {@return a function of x, which is computed in {@code f32} if x is of a shorter type} */
    private static Tensor inSinglePrecision(Tensor x, UnaryOperator<Tensor> function) {
        boolean isShort = x.dtype().bytes() < Float.BYTES;
        return isShort ? function.apply(x.cast(DType.F32)).cast(x.dtype()) : function.apply(x);
    }
}
