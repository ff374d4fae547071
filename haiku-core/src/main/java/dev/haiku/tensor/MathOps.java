package dev.haiku.tensor;

import static dev.haiku.tensor.Operands.floatUnary;

import dev.haiku.ir.Elementwise.Acos;
import dev.haiku.ir.Elementwise.Acosh;
import dev.haiku.ir.Elementwise.Asin;
import dev.haiku.ir.Elementwise.Asinh;
import dev.haiku.ir.Elementwise.Atan;
import dev.haiku.ir.Elementwise.Atanh;
import dev.haiku.ir.Elementwise.Cbrt;
import dev.haiku.ir.Elementwise.Ceil;
import dev.haiku.ir.Elementwise.Cos;
import dev.haiku.ir.Elementwise.Cosh;
import dev.haiku.ir.Elementwise.Digamma;
import dev.haiku.ir.Elementwise.Erf;
import dev.haiku.ir.Elementwise.ErfInv;
import dev.haiku.ir.Elementwise.Erfc;
import dev.haiku.ir.Elementwise.Exp;
import dev.haiku.ir.Elementwise.Expm1;
import dev.haiku.ir.Elementwise.Floor;
import dev.haiku.ir.Elementwise.Lgamma;
import dev.haiku.ir.Elementwise.Log;
import dev.haiku.ir.Elementwise.Log1p;
import dev.haiku.ir.Elementwise.Logistic;
import dev.haiku.ir.Elementwise.ReducePrecision;
import dev.haiku.ir.Elementwise.Round;
import dev.haiku.ir.Elementwise.RoundHalfAway;
import dev.haiku.ir.Elementwise.Rsqrt;
import dev.haiku.ir.Elementwise.Sin;
import dev.haiku.ir.Elementwise.Sinh;
import dev.haiku.ir.Elementwise.Sqrt;
import dev.haiku.ir.Elementwise.Tan;
import dev.haiku.ir.Elementwise.Tanh;

/**
 * The part of {@link Ops} with the functions of one floating-point variable.
 *
 * <p>Integers and {@code bool} become {@code f32} first, except where rounding keeps them.
 */
abstract class MathOps extends ArithmeticOps {

    MathOps() {}

    /** {@return e to the power x, element by element} */
    public static Tensor exp(Tensor x) {
        return floatUnary(new Exp(), x);
    }

    /** {@return exp(x) - 1, accurate near zero, element by element} */
    public static Tensor expm1(Tensor x) {
        return floatUnary(new Expm1(), x);
    }

    /** {@return the natural logarithm; NaN below zero, element by element} */
    public static Tensor log(Tensor x) {
        return floatUnary(new Log(), x);
    }

    /** {@return log(1 + x), accurate near zero, element by element} */
    public static Tensor log1p(Tensor x) {
        return floatUnary(new Log1p(), x);
    }

    /** {@return the square root; NaN below zero, element by element} */
    public static Tensor sqrt(Tensor x) {
        return floatUnary(new Sqrt(), x);
    }

    /** {@return one over the square root, element by element} */
    public static Tensor rsqrt(Tensor x) {
        return floatUnary(new Rsqrt(), x);
    }

    /** {@return the cube root, element by element} */
    public static Tensor cbrt(Tensor x) {
        return floatUnary(new Cbrt(), x);
    }

    /** {@return the sine of radians, element by element} */
    public static Tensor sin(Tensor x) {
        return floatUnary(new Sin(), x);
    }

    /** {@return the cosine of radians, element by element} */
    public static Tensor cos(Tensor x) {
        return floatUnary(new Cos(), x);
    }

    /** {@return the tangent of radians, element by element} */
    public static Tensor tan(Tensor x) {
        return floatUnary(new Tan(), x);
    }

    /** {@return the inverse sine, in radians, element by element} */
    public static Tensor asin(Tensor x) {
        return floatUnary(new Asin(), x);
    }

    /** {@return the inverse cosine, in radians, element by element} */
    public static Tensor acos(Tensor x) {
        return floatUnary(new Acos(), x);
    }

    /** {@return the inverse tangent, in radians, element by element} */
    public static Tensor atan(Tensor x) {
        return floatUnary(new Atan(), x);
    }

    /** {@return the hyperbolic sine, element by element} */
    public static Tensor sinh(Tensor x) {
        return floatUnary(new Sinh(), x);
    }

    /** {@return the hyperbolic cosine, element by element} */
    public static Tensor cosh(Tensor x) {
        return floatUnary(new Cosh(), x);
    }

    /** {@return the hyperbolic tangent, element by element} */
    public static Tensor tanh(Tensor x) {
        return floatUnary(new Tanh(), x);
    }

    /** {@return the inverse hyperbolic sine, element by element} */
    public static Tensor asinh(Tensor x) {
        return floatUnary(new Asinh(), x);
    }

    /** {@return the inverse hyperbolic cosine, element by element} */
    public static Tensor acosh(Tensor x) {
        return floatUnary(new Acosh(), x);
    }

    /** {@return the inverse hyperbolic tangent, element by element} */
    public static Tensor atanh(Tensor x) {
        return floatUnary(new Atanh(), x);
    }

    /** {@return the error function, element by element} */
    public static Tensor erf(Tensor x) {
        return floatUnary(new Erf(), x);
    }

    /** {@return 1 - erf(x), element by element} */
    public static Tensor erfc(Tensor x) {
        return floatUnary(new Erfc(), x);
    }

    /** {@return the inverse of the error function, element by element} */
    public static Tensor erfInv(Tensor x) {
        return floatUnary(new ErfInv(), x);
    }

    /** {@return the logarithm of the absolute value of the gamma function, element by element} */
    public static Tensor lgamma(Tensor x) {
        return floatUnary(new Lgamma(), x);
    }

    /** {@return the derivative of {@link #lgamma}, element by element} */
    public static Tensor digamma(Tensor x) {
        return floatUnary(new Digamma(), x);
    }

    /** {@return 2 to the power x, element by element} */
    public static Tensor exp2(Tensor x) {
        return pow(2.0, x);
    }

    /** {@return the logarithm to base 2, element by element} */
    public static Tensor log2(Tensor x) {
        return log(x).div(Math.log(2));
    }

    /** {@return the logarithm to base 10, element by element} */
    public static Tensor log10(Tensor x) {
        return log(x).div(Math.log(10));
    }

    /** {@return 1 / (1 + exp(-x)), element by element} */
    public static Tensor logistic(Tensor x) {
        return floatUnary(new Logistic(), x);
    }

    /** {@return the largest integer not above x, element by element; integer types stay as they are} */
    public static Tensor floor(Tensor x) {
        return x.dtype().isFloating() ? bind(new Floor(), x) : x;
    }

    /** {@return the smallest integer not below x, element by element; integer types stay as they are} */
    public static Tensor ceil(Tensor x) {
        return x.dtype().isFloating() ? bind(new Ceil(), x) : x;
    }

    /** {@return the nearest integer, ties to even, element by element; integer types stay as they are} */
    public static Tensor round(Tensor x) {
        return x.dtype().isFloating() ? bind(new Round(), x) : x;
    }

    /** {@return the nearest integer, ties as {@code rounding} says, element by element; integer types stay as they are} */
    public static Tensor round(Tensor x, Rounding rounding) {
        if (rounding == Rounding.HALF_TO_EVEN || !x.dtype().isFloating()) {
            return round(x);
        }
        return bind(new RoundHalfAway(), x);
    }

    /**
     * {@return x rounded half to even to a floating-point format with that many bits, in its own type, element by element}
     *
     * <p>Numbers too large for the format become infinite, those below its smallest normal number zero. The derivative is rounded alike.
     * Mirrors {@code lax.reduce_precision}.
     *
     * @param x the tensor; integers become {@code f32}
     * @param exponentBits the number of bits of the exponent, such as 8 of {@code bf16}
     * @param mantissaBits the number of bits of the mantissa, such as 7 of {@code bf16}
     * @throws dev.haiku.array.ShapeException if there is no bit of exponent or a negative number of bits of mantissa
     */
    public static Tensor reducePrecision(Tensor x, int exponentBits, int mantissaBits) {
        return floatUnary(new ReducePrecision(exponentBits, mantissaBits), x);
    }

    /** {@return the integer part: x rounded towards zero, element by element; integer types stay as they are} */
    public static Tensor trunc(Tensor x) {
        return x.dtype().isFloating() ? ComparisonOps.where(x.lt(0), ceil(x), floor(x)) : x;
    }
}
