package dev.haiku.tensor;

import static dev.haiku.tensor.ComparisonOps.where;
import static dev.haiku.tensor.Operands.binary;
import static dev.haiku.tensor.Operands.floatBinary;
import static dev.haiku.tensor.Operands.floating;
import static dev.haiku.tensor.Operands.matched;
import static dev.haiku.tensor.Operands.number;

import dev.haiku.array.DType;
import dev.haiku.ir.Elementwise.Abs;
import dev.haiku.ir.Elementwise.Add;
import dev.haiku.ir.Elementwise.And;
import dev.haiku.ir.Elementwise.Atan2;
import dev.haiku.ir.Elementwise.Bitcast;
import dev.haiku.ir.Elementwise.Clamp;
import dev.haiku.ir.Elementwise.Div;
import dev.haiku.ir.Elementwise.IntegerPow;
import dev.haiku.ir.Elementwise.Max;
import dev.haiku.ir.Elementwise.Min;
import dev.haiku.ir.Elementwise.Mul;
import dev.haiku.ir.Elementwise.Neg;
import dev.haiku.ir.Elementwise.NextAfter;
import dev.haiku.ir.Elementwise.Or;
import dev.haiku.ir.Elementwise.Pow;
import dev.haiku.ir.Elementwise.Rem;
import dev.haiku.ir.Elementwise.Sign;
import dev.haiku.ir.Elementwise.Square;
import dev.haiku.ir.Elementwise.StopGradient;
import dev.haiku.ir.Elementwise.Sub;
import java.util.function.UnaryOperator;

/** The part of {@link Ops} with arithmetic, powers, extremes and conversions, element by element. */
abstract class ArithmeticOps extends ShapeOps {

    private static final int INTEGER_EXPONENT_BITS = 6;

    ArithmeticOps() {}

    /** {@return a + b; logical or of two {@code bool}} */
    public static Tensor add(Tensor a, Tensor b) {
        return binary("add", bothBool(a, b) ? new Or() : new Add(), a, b);
    }

    /** {@return a - b} */
    public static Tensor sub(Tensor a, Tensor b) {
        return binary("sub", new Sub(), a, b);
    }

    /** {@return a - b} */
    public static Tensor sub(long a, Tensor b) {
        return sub(weak(b, a), b);
    }

    /** {@return a - b} */
    public static Tensor sub(double a, Tensor b) {
        return sub(weak(b, a), b);
    }

    /** {@return a * b; logical and of two {@code bool}} */
    public static Tensor mul(Tensor a, Tensor b) {
        return binary("mul", bothBool(a, b) ? new And() : new Mul(), a, b);
    }

    /** {@return the true quotient a / b; integers become {@code f32}} */
    public static Tensor div(Tensor a, Tensor b) {
        return floatBinary("div", new Div(), a, b);
    }

    /** {@return the true quotient a / b; integers become {@code f32}} */
    public static Tensor div(double a, Tensor b) {
        return div(weak(b, a), b);
    }

    /** {@return the quotient rounded down; the type stays, and what dividing integers by 0 gives is unspecified} */
    public static Tensor floorDivide(Tensor a, Tensor b) {
        var pair = matched("floorDivide", number(a), number(b));
        var x = pair.get(0);
        var y = pair.get(1);
        if (x.dtype().isUnsigned()) {
            return bind(new Div(), x, y);
        }
        var remainder = rem(x, y);
        if (x.dtype().isInteger()) {
            var quotient = bind(new Div(), x, y);
            var roundsUp = sign(x).ne(sign(y)).and(remainder.ne(0));
            return where(roundsUp, quotient.sub(1), quotient);
        }
        // an exact multiple divides without rounding error
        var exact = x.sub(remainder).div(y);
        var roundsUp = sign(y).ne(sign(remainder)).and(remainder.ne(0));
        return MathOps.round(where(roundsUp, exact.sub(1), exact));
    }

    /** {@return the remainder of the division rounded down: it has the sign of b} */
    public static Tensor mod(Tensor a, Tensor b) {
        var pair = matched("mod", number(a), number(b));
        var divisor = pair.get(1);
        var remainder = rem(pair.get(0), divisor);
        var differs = remainder.lt(0).ne(divisor.lt(0)).and(remainder.ne(0));
        return where(differs, remainder.add(divisor), remainder);
    }

    /** {@return the remainder of the division rounded towards zero: it has the sign of a} */
    public static Tensor rem(Tensor a, Tensor b) {
        return binary("rem", new Rem(), number(a), number(b));
    }

    /**
     * {@return a to the power b}
     *
     * <p>Two integers give an integer, as long as the exponent is below 64; negative exponents are unspecified.
     */
    public static Tensor pow(Tensor a, Tensor b) {
        boolean integers = !a.dtype().isFloating() && !b.dtype().isFloating();
        return integers ? integerPow(number(a), number(b)) : floatBinary("pow", new Pow(), a, b);
    }

    /** {@return a to the power b} */
    public static Tensor pow(double a, Tensor b) {
        return pow(weak(b, a), b);
    }

    /**
     * {@return x to a fixed power, by repeated multiplication}
     *
     * @throws dev.haiku.array.ShapeException if the exponent is negative and x is of an integer type
     */
    public static Tensor pow(Tensor x, int exponent) {
        return exponent == 1 ? number(x) : bind(new IntegerPow(exponent), number(x));
    }

    /** {@return x to a fixed power, which may be fractional; integers become {@code f32}} */
    public static Tensor pow(Tensor x, double exponent) {
        return pow(x, weak(x, exponent));
    }

    /** Square and multiply, one step for each bit of the exponent. */
    private static Tensor integerPow(Tensor a, Tensor b) {
        var pair = matched("pow", a, b);
        var base = pair.get(0);
        var exponent = pair.get(1);
        var power = where(base.eq(0).and(exponent.ne(0)), zerosLike(base), onesLike(base));
        for (int bit = 0; bit < INTEGER_EXPONENT_BITS; bit++) {
            power = where(exponent.and(weak(exponent, 1)).ne(0), power.mul(base), power);
            base = square(base);
            exponent = exponent.shiftRight(1);
        }
        return power;
    }

    /** {@return -x; integers wrap} */
    public static Tensor neg(Tensor x) {
        return bind(new Neg(), x);
    }

    /** {@return the absolute value} */
    public static Tensor abs(Tensor x) {
        return x.dtype().isBool() || x.dtype().isUnsigned() ? x : bind(new Abs(), x);
    }

    /** {@return -1, 0 or 1; NaN stays NaN} */
    public static Tensor sign(Tensor x) {
        return bind(new Sign(), x);
    }

    /** {@return whether the sign bit is set: true for -0.0 and negative NaN} */
    public static Tensor signBit(Tensor x) {
        if (!x.dtype().isFloating()) {
            return x.lt(0);
        }
        int bytes = x.dtype().bytes();
        return bitcast(x, bytes == 2 ? DType.I16 : bytes == 4 ? DType.I32 : DType.I64)
                .lt(0);
    }

    /** {@return the magnitude of {@code magnitude} with the sign of {@code sign}} */
    public static Tensor copySign(Tensor magnitude, Tensor sign) {
        var pair = matched("copySign", floating(magnitude), floating(sign));
        var absolute = abs(pair.get(0));
        return where(signBit(pair.get(1)), neg(absolute), absolute);
    }

    /** {@return x * x} */
    public static Tensor square(Tensor x) {
        return bind(new Square(), number(x));
    }

    /** {@return 1 / x; integers become {@code f32}} */
    public static Tensor reciprocal(Tensor x) {
        return div(1.0, x);
    }

    /** {@return the larger of two; NaN if either is; derivatives split evenly between equal ones} */
    public static Tensor maximum(Tensor a, Tensor b) {
        return binary("maximum", bothBool(a, b) ? new Or() : new Max(), a, b);
    }

    /** {@return the larger of x and a number; NaN if x is} */
    public static Tensor maximum(Tensor x, long bound) {
        return maximum(x, weak(x, bound));
    }

    /** {@return the larger of x and a number; NaN if x is} */
    public static Tensor maximum(Tensor x, double bound) {
        return maximum(x, weak(x, bound));
    }

    /** {@return the smaller of two; NaN if either is; derivatives split evenly between equal ones} */
    public static Tensor minimum(Tensor a, Tensor b) {
        return binary("minimum", bothBool(a, b) ? new And() : new Min(), a, b);
    }

    /** {@return the smaller of x and a number; NaN if x is} */
    public static Tensor minimum(Tensor x, long bound) {
        return minimum(x, weak(x, bound));
    }

    /** {@return the smaller of x and a number; NaN if x is} */
    public static Tensor minimum(Tensor x, double bound) {
        return minimum(x, weak(x, bound));
    }

    /** {@return x moved into {@code [lo, hi]}; its derivative at a bound is 0.5, as that of {@code jnp.clip}} */
    public static Tensor clip(Tensor x, Tensor lo, Tensor hi) {
        return minimum(maximum(x, lo), hi);
    }

    /** {@return x moved into {@code [lo, hi]}; its derivative at a bound is 0.5, as that of {@code jnp.clip}} */
    public static Tensor clip(Tensor x, double lo, double hi) {
        return minimum(maximum(x, lo), hi);
    }

    /** {@return x moved into {@code [lo, hi]}; its derivative at a bound is 0.5, as that of {@code jnp.clip}} */
    public static Tensor clip(Tensor x, long lo, long hi) {
        return minimum(maximum(x, lo), hi);
    }

    /** {@return x moved into {@code [lo, hi]}; its derivative at a bound is 0, as that of {@code lax.clamp}} */
    public static Tensor clamp(Tensor lo, Tensor x, Tensor hi) {
        return bindAll(new Clamp(), matched("clamp", lo, x, hi)).get(0);
    }

    /** {@return x moved into {@code [lo, hi]}; its derivative at a bound is 0, as that of {@code lax.clamp}} */
    public static Tensor clamp(double lo, Tensor x, double hi) {
        return clamp(weak(x, lo), x, weak(x, hi));
    }

    /** {@return the angle of the point (x, y) in radians, in [-pi, pi]} */
    public static Tensor atan2(Tensor y, Tensor x) {
        return floatBinary("atan2", new Atan2(), y, x);
    }

    /** {@return sqrt(a² + b²) without overflow on the way; infinite if either is, even beside NaN} */
    public static Tensor hypot(Tensor a, Tensor b) {
        var pair = matched("hypot", abs(floating(a)), abs(floating(b)));
        var x = pair.get(0);
        var y = pair.get(1);
        var larger = maximum(x, y);
        var zero = larger.eq(0);
        var ratio = minimum(x, y).div(where(zero, 1.0, larger));
        var length = larger.mul(MathOps.sqrt(square(ratio).add(1)));
        var infinite = ComparisonOps.isInf(x).or(ComparisonOps.isInf(y));
        return where(infinite, Double.POSITIVE_INFINITY, where(zero, larger, length));
    }

    /** {@return the number next to a in the direction of b} */
    public static Tensor nextAfter(Tensor a, Tensor b) {
        return floatBinary("nextAfter", new NextAfter(), a, b);
    }

    /** {@return log(exp(a) + exp(b)), computed so that neither overflows nor loses small terms} */
    public static Tensor logAddExp(Tensor a, Tensor b) {
        return logOfSum("logAddExp", a, b, gap -> MathOps.log1p(MathOps.exp(gap)));
    }

    /** {@return log2(2^a + 2^b), computed so that neither overflows nor loses small terms} */
    public static Tensor logAddExp2(Tensor a, Tensor b) {
        return logOfSum(
                "logAddExp2", a, b, gap -> MathOps.log1p(MathOps.exp2(gap)).div(Math.log(2)));
    }

    /** {@return the larger of two logarithms and what the smaller one adds to it, a function of the gap between them} */
    private static Tensor logOfSum(String op, Tensor a, Tensor b, UnaryOperator<Tensor> addition) {
        var pair = matched(op, floating(a), floating(b));
        var x = pair.get(0);
        var y = pair.get(1);
        // selecting, instead of max and abs, makes the derivative right where both are equal
        var swaps = x.lt(y);
        var larger = where(swaps, y, x);
        var gap = where(swaps, x, y).sub(larger);
        var undefined = ComparisonOps.isNan(gap);
        var result = larger.add(addition.apply(where(undefined, 0.0, gap)));
        return where(undefined, x.add(y), result);
    }

    /** {@return the tensor converted to another element type; itself if it has it} */
    public static Tensor cast(Tensor x, DType dtype) {
        return Operands.cast(x, dtype);
    }

    /**
     * {@return the same bits read as another element type}
     *
     * @throws dev.haiku.array.ShapeException if the types differ in size
     */
    public static Tensor bitcast(Tensor x, DType dtype) {
        return x.dtype() == dtype ? x : bind(new Bitcast(dtype), x);
    }

    /** {@return x, through which no derivative passes} */
    public static Tensor stopGradient(Tensor x) {
        return bind(new StopGradient(), x);
    }

    private static boolean bothBool(Tensor a, Tensor b) {
        return a.dtype().isBool() && b.dtype().isBool();
    }
}
