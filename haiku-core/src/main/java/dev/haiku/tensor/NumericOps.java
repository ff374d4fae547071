package dev.haiku.tensor;

import static dev.haiku.tensor.Operands.check;
import static dev.haiku.tensor.Operands.floating;
import static dev.haiku.tensor.Operands.matched;

import dev.haiku.array.DType;
import dev.haiku.array.Shape;

/** The part of {@link Ops} with the rarer functions of numbers: rounding, floating-point parts, divisors, angles. */
abstract class NumericOps extends TakeOps {

    /** A double takes part in at most this many scalings by powers of two, so that none overflows alone. */
    private static final int SCALINGS = 3;

    NumericOps() {}

    /** {@return the element type in which an operation of those tensors computes} */
    public static DType resultType(Tensor... tensors) {
        return Operands.dtype(tensors);
    }

    /** {@return x} */
    public static Tensor positive(Tensor x) {
        return x;
    }

    /** {@return the absolute value; integers become {@code f32}} */
    public static Tensor fabs(Tensor x) {
        return floating(x).abs();
    }

    /** {@return x rounded towards zero; the same as {@link #trunc}} */
    public static Tensor fix(Tensor x) {
        return trunc(x);
    }

    /** {@return the nearest integer, ties to even; integers become {@code f32}, unlike in {@link #round(Tensor)}} */
    public static Tensor rint(Tensor x) {
        return round(floating(x));
    }

    /** {@return x rounded to a number of decimals, ties to even; negative ones round before the point} */
    public static Tensor round(Tensor x, int decimals) {
        if (!x.dtype().isFloating()) {
            double unit = Math.pow(10, -decimals);
            return decimals >= 0
                    ? x
                    : round(x.cast(DType.F64).div(unit)).mul(unit).cast(x.dtype());
        }
        if (decimals == 0) {
            return round(x);
        }
        double factor = Math.pow(10, decimals);
        var wide = x.dtype() == DType.F16 ? x.cast(DType.F32) : x;
        return round(wide.mul(factor)).div(factor).cast(x.dtype());
    }

    /** {@return a to the power b; integers become {@code f32}} */
    public static Tensor floatPower(Tensor a, Tensor b) {
        return pow(floating(a), floating(b));
    }

    /** {@return 0 below zero, 1 above and {@code atZero} at zero; NaN stays NaN, integers become {@code f32}} */
    public static Tensor heaviside(Tensor x, Tensor atZero) {
        var pair = matched("heaviside", floating(x), floating(atZero));
        var number = pair.get(0);
        var otherwise = where(isNan(number), number, pair.get(1));
        return where(number.lt(0), 0.0, where(number.gt(0), 1.0, otherwise));
    }

    /** {@return degrees in radians} */
    public static Tensor deg2rad(Tensor degrees) {
        return floating(degrees).mul(Math.PI / 180);
    }

    /** {@return radians in degrees} */
    public static Tensor rad2deg(Tensor radians) {
        return floating(radians).mul(180 / Math.PI);
    }

    /** {@return sin(πx) / (πx), which is 1 at zero and has all its derivatives there} */
    public static Tensor sinc(Tensor x) {
        var angle = floating(x).mul(Math.PI);
        var atZero = angle.eq(0);
        // each branch sees numbers only where it is taken, or its derivative would be NaN elsewhere
        var away = where(atZero, 1.0, angle);
        var square = where(atZero, angle, 0.0).square();
        var series = square.mul(-1.0 / 5040)
                .add(1.0 / 120)
                .mul(square)
                .add(-1.0 / 6)
                .mul(square)
                .add(1.0);
        return where(atZero, series, sin(away).div(away));
    }

    /** {@return the larger of two, the other one if one is NaN; of equal ones b takes the derivative} */
    public static Tensor fmax(Tensor a, Tensor b) {
        return where(a.gt(b).or(isNan(b)), a, b);
    }

    /** {@return the smaller of two, the other one if one is NaN; of equal ones b takes the derivative} */
    public static Tensor fmin(Tensor a, Tensor b) {
        return where(a.lt(b).or(isNan(b)), a, b);
    }

    /** {@return the remainder with the sign of b; NumPy's other name of {@link #mod}} */
    public static Tensor remainder(Tensor a, Tensor b) {
        return mod(a, b);
    }

    /** {@return the remainder with the sign of a; NumPy's name of {@link #rem}} */
    public static Tensor fmod(Tensor a, Tensor b) {
        return rem(a, b);
    }

    /**
     * A division rounded down.
     *
     * @param quotient the whole number
     * @param remainder what is left; it has the sign of the divisor
     */
    public record DivMod(Tensor quotient, Tensor remainder) {}

    /** {@return {@link #floorDivide} and {@link #mod} together} */
    public static DivMod divmod(Tensor a, Tensor b) {
        return new DivMod(floorDivide(a, b), mod(a, b));
    }

    /**
     * A number in two parts of its sign.
     *
     * @param fraction the part of magnitude below 1
     * @param whole the integer
     */
    public record Modf(Tensor fraction, Tensor whole) {}

    /** {@return x as a fraction and a whole number, which add up to it; integers become {@code f32}} */
    public static Modf modf(Tensor x) {
        var number = floating(x);
        var whole = where(number.ge(0), floor(number), ceil(number));
        return new Modf(number.sub(whole), whole);
    }

    /**
     * A number as {@code mantissa * 2^exponent}.
     *
     * @param mantissa the signed fraction with magnitude in [0.5, 1), or 0, infinity or NaN
     * @param exponent the {@code i32} power of two
     */
    public record Frexp(Tensor mantissa, Tensor exponent) {}

    /** {@return x as a mantissa and a power of two, exactly; the exponent of 0, infinities and NaN is 0} */
    public static Frexp frexp(Tensor x) {
        var number = floating(x);
        if (number.dtype().bytes() == 2) {
            var parts = frexp(number.cast(DType.F32));
            return new Frexp(parts.mantissa().cast(number.dtype()), parts.exponent());
        }
        var format = Format.of(number.dtype());
        // what is too small for a normal number is made one first
        var small = number.abs().lt(format.smallestNormal());
        var normal = where(small, number.mul(format.subnormalScale()), number);
        var bits = bitcast(normal, format.bits());
        var stored = bits.shiftRight(format.mantissaBits()).and(weak(bits, format.exponentMask()));
        var special = number.eq(0).or(isFinite(number).not());
        var power = where(special, 0, stored.sub(format.bias() - 1));
        var exponent = where(small.and(special.not()), power.sub(format.mantissaBits()), power);
        return new Frexp(where(special, number, scaled(normal, power.neg())), exponent.cast(DType.I32));
    }

    /**
     * {@return x * 2^exponent, without overflow on the way}
     *
     * @throws dev.haiku.array.ShapeException if the exponent is no integer
     */
    public static Tensor ldexp(Tensor x, Tensor exponent) {
        check(exponent.dtype().isInteger(), "ldexp", "needs integer exponents, but got " + exponent.type() + ".");
        var number = floating(x);
        if (number.dtype().bytes() == 2) {
            return ldexp(number.cast(DType.F32), exponent).cast(number.dtype());
        }
        return scaled(number, exponent.cast(Format.of(number.dtype()).bits()));
    }

    private static Tensor scaled(Tensor x, Tensor power) {
        var format = Format.of(x.dtype());
        int most = format.bias() - 1;
        var rest = power.clip(-SCALINGS * (long) most, SCALINGS * (long) most);
        var result = x;
        for (int i = 0; i < SCALINGS; i++) {
            var part = rest.clip(-most, most);
            var factor = bitcast(part.add(format.bias()).shiftLeft(format.mantissaBits()), x.dtype());
            result = result.mul(factor);
            rest = rest.sub(part);
        }
        return result;
    }

    /** How a floating-point type is stored; {@code bits} is the integer type of its size. */
    private record Format(DType bits, int mantissaBits, int exponentMask, int bias) {

        static Format of(DType dtype) {
            return dtype == DType.F32 ? new Format(DType.I32, 23, 0xff, 127) : new Format(DType.I64, 52, 0x7ff, 1023);
        }

        double smallestNormal() {
            return Math.scalb(1.0, 1 - bias);
        }

        double subnormalScale() {
            return Math.scalb(1.0, mantissaBits);
        }
    }

    /** {@return the distance from x to the next number away from zero; it has the sign of x} */
    public static Tensor spacing(Tensor x) {
        var number = floating(x);
        var outwards = copySign(full(Shape.SCALAR, Double.POSITIVE_INFINITY, number.dtype()), number);
        return nextAfter(number, outwards).sub(number);
    }

    /**
     * {@return the greatest common divisor, 0 for two zeros}
     *
     * @throws dev.haiku.array.ShapeException if the operands are no integers
     */
    public static Tensor gcd(Tensor a, Tensor b) {
        checkIntegers("gcd", a, b);
        var pair = matched("gcd", a, b);
        return CommonDivisor.of(pair.get(0).abs(), pair.get(1).abs());
    }

    /**
     * {@return the least common multiple, 0 if either is 0}
     *
     * @throws dev.haiku.array.ShapeException if the operands are no integers
     */
    public static Tensor lcm(Tensor a, Tensor b) {
        checkIntegers("lcm", a, b);
        var pair = matched("lcm", a, b);
        var divisor = CommonDivisor.of(pair.get(0).abs(), pair.get(1).abs());
        var multiple = pair.get(0).abs().mul(pair.get(1).abs().floorDivide(divisor.maximum(1)));
        return where(divisor.eq(0), 0, multiple);
    }

    private static void checkIntegers(String op, Tensor a, Tensor b) {
        check(
                a.dtype().isInteger() && b.dtype().isInteger(),
                op,
                "needs integer operands, but got " + a.type() + " and " + b.type() + ".");
    }
}
