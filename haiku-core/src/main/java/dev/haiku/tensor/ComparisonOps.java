package dev.haiku.tensor;

import static dev.haiku.tensor.Operands.binary;

import dev.haiku.array.DType;
import dev.haiku.ir.Elementwise.And;
import dev.haiku.ir.Elementwise.CountLeadingZeros;
import dev.haiku.ir.Elementwise.Eq;
import dev.haiku.ir.Elementwise.Ge;
import dev.haiku.ir.Elementwise.Gt;
import dev.haiku.ir.Elementwise.IsFinite;
import dev.haiku.ir.Elementwise.Le;
import dev.haiku.ir.Elementwise.Lt;
import dev.haiku.ir.Elementwise.Ne;
import dev.haiku.ir.Elementwise.Not;
import dev.haiku.ir.Elementwise.Or;
import dev.haiku.ir.Elementwise.PopulationCount;
import dev.haiku.ir.Elementwise.Select;
import dev.haiku.ir.Elementwise.ShiftLeft;
import dev.haiku.ir.Elementwise.ShiftRightArithmetic;
import dev.haiku.ir.Elementwise.ShiftRightLogical;
import dev.haiku.ir.Elementwise.Xor;

/** The part of {@link Ops} with comparisons, logic, bits and choices, element by element. */
abstract class ComparisonOps extends MathOps {

    private static final double DEFAULT_RTOL = 1e-5;
    private static final double DEFAULT_ATOL = 1e-8;

    ComparisonOps() {}

    /** {@return whether a = b, element by element} */
    public static Tensor eq(Tensor a, Tensor b) {
        return binary("eq", new Eq(), a, b);
    }

    /** {@return whether a != b, element by element; true if either is NaN} */
    public static Tensor ne(Tensor a, Tensor b) {
        return binary("ne", new Ne(), a, b);
    }

    /** {@return whether a {@literal <} b, element by element} */
    public static Tensor lt(Tensor a, Tensor b) {
        return binary("lt", new Lt(), a, b);
    }

    /** {@return whether a {@literal <=} b, element by element} */
    public static Tensor le(Tensor a, Tensor b) {
        return binary("le", new Le(), a, b);
    }

    /** {@return whether a {@literal >} b, element by element} */
    public static Tensor gt(Tensor a, Tensor b) {
        return binary("gt", new Gt(), a, b);
    }

    /** {@return whether a {@literal >=} b, element by element} */
    public static Tensor ge(Tensor a, Tensor b) {
        return binary("ge", new Ge(), a, b);
    }

    /** {@return whether {@code |a - b| <= atol + rtol |b|}, element by element; NaN is close to nothing} */
    public static Tensor isClose(Tensor a, Tensor b, double rtol, double atol) {
        var pair = Operands.matched("isClose", Operands.floating(a), Operands.floating(b));
        var x = pair.get(0);
        var y = pair.get(1);
        var near = x.sub(y).abs().le(y.abs().mul(rtol).add(atol));
        return near.and(isFinite(x)).and(isFinite(y)).or(x.eq(y));
    }

    /** {@return whether a is close to b up to NumPy's default tolerances, 1e-5 relative and 1e-8 absolute} */
    public static Tensor isClose(Tensor a, Tensor b) {
        return isClose(a, b, DEFAULT_RTOL, DEFAULT_ATOL);
    }

    /** {@return whether {@code |a - b| <= atol + rtol |b|}, element by element; if wanted NaN is close to NaN} */
    public static Tensor isClose(Tensor a, Tensor b, double rtol, double atol, boolean equalNan) {
        var close = isClose(a, b, rtol, atol);
        return equalNan ? close.or(isNan(a).and(isNan(b))) : close;
    }

    /** {@return whether all elements are close up to NumPy's default tolerances, a {@code bool} scalar} */
    public static Tensor allClose(Tensor a, Tensor b) {
        return allClose(a, b, DEFAULT_RTOL, DEFAULT_ATOL);
    }

    /** {@return whether shapes and all elements are the same, a {@code bool} scalar; NaN equals nothing} */
    public static Tensor arrayEqual(Tensor a, Tensor b) {
        return arrayEqual(a, b, false);
    }

    /** {@return whether shapes and all elements are the same, a {@code bool} scalar; if wanted NaN equals NaN} */
    public static Tensor arrayEqual(Tensor a, Tensor b, boolean equalNan) {
        if (!a.shape().equals(b.shape())) {
            return Tensor.scalar(false);
        }
        var equal = a.eq(b);
        return ReductionOps.all(equalNan ? equal.or(isNan(a).and(isNan(b))) : equal);
    }

    /** {@return whether all elements are the same after broadcasting, a {@code bool} scalar; false if the shapes do not fit} */
    public static Tensor arrayEquiv(Tensor a, Tensor b) {
        for (int i = 1; i <= Math.min(a.rank(), b.rank()); i++) {
            if (a.dim(-i) != b.dim(-i) && a.dim(-i) != 1 && b.dim(-i) != 1) {
                return Tensor.scalar(false);
            }
        }
        return ReductionOps.all(a.eq(b));
    }

    /** {@return whether all elements are close, a {@code bool} scalar; NaN is close to nothing} */
    public static Tensor allClose(Tensor a, Tensor b, double rtol, double atol) {
        return ReductionOps.all(isClose(a, b, rtol, atol));
    }

    /** {@return whether x is NaN, element by element} */
    public static Tensor isNan(Tensor x) {
        return ne(x, x);
    }

    /** {@return whether x is infinite, element by element} */
    public static Tensor isInf(Tensor x) {
        return x.dtype().isFloating() ? abs(x).eq(Double.POSITIVE_INFINITY) : full(x.shape(), 0, DType.BOOL);
    }

    /** {@return whether x is positive infinity, element by element} */
    public static Tensor isPosInf(Tensor x) {
        return x.dtype().isFloating() ? x.eq(Double.POSITIVE_INFINITY) : full(x.shape(), 0, DType.BOOL);
    }

    /** {@return whether x is negative infinity, element by element} */
    public static Tensor isNegInf(Tensor x) {
        return x.dtype().isFloating() ? x.eq(Double.NEGATIVE_INFINITY) : full(x.shape(), 0, DType.BOOL);
    }

    /** {@return whether x is neither NaN nor infinite, element by element} */
    public static Tensor isFinite(Tensor x) {
        return x.dtype().isFloating() ? bind(new IsFinite(), x) : full(x.shape(), 1, DType.BOOL);
    }

    /** {@return x with 0 for NaN and the largest finite numbers of its type for infinities} */
    public static Tensor nanToNum(Tensor x) {
        double largest = x.dtype().isFloating() ? x.dtype().finfo().max() : 0;
        return nanToNum(x, 0, largest, -largest);
    }

    /** {@return x with other numbers for NaN, positive and negative infinity} */
    public static Tensor nanToNum(Tensor x, double nan, double posInf, double negInf) {
        if (!x.dtype().isFloating()) {
            return x;
        }
        var numbers = where(isNan(x), nan, x);
        return where(isNegInf(x), negInf, where(isPosInf(x), posInf, numbers));
    }

    /** {@return whether a and b are not zero, element by element} */
    public static Tensor logicalAnd(Tensor a, Tensor b) {
        return binary("logicalAnd", new And(), truth(a), truth(b));
    }

    /** {@return whether a or b is not zero, element by element} */
    public static Tensor logicalOr(Tensor a, Tensor b) {
        return binary("logicalOr", new Or(), truth(a), truth(b));
    }

    /** {@return whether exactly one of a and b is not zero, element by element} */
    public static Tensor logicalXor(Tensor a, Tensor b) {
        return binary("logicalXor", new Xor(), truth(a), truth(b));
    }

    /** {@return whether x is zero, element by element} */
    public static Tensor logicalNot(Tensor x) {
        return bind(new Not(), truth(x));
    }

    /** {@return whether x is not zero, element by element; itself if it is {@code bool}} */
    static Tensor truth(Tensor x) {
        return x.dtype().isBool() ? x : x.ne(0);
    }

    /** {@return the bits set in both; logical and of {@code bool}} */
    public static Tensor bitwiseAnd(Tensor a, Tensor b) {
        return binary("bitwiseAnd", new And(), a, b);
    }

    /** {@return the bits set in either; logical or of {@code bool}} */
    public static Tensor bitwiseOr(Tensor a, Tensor b) {
        return binary("bitwiseOr", new Or(), a, b);
    }

    /** {@return the bits set in exactly one; logical exclusive or of {@code bool}} */
    public static Tensor bitwiseXor(Tensor a, Tensor b) {
        return binary("bitwiseXor", new Xor(), a, b);
    }

    /** {@return the complement of the bits; logical not of {@code bool}} */
    public static Tensor bitwiseNot(Tensor x) {
        return bind(new Not(), x);
    }

    /** {@return how many bits of an integer are set} */
    public static Tensor populationCount(Tensor x) {
        return bind(new PopulationCount(), x);
    }

    /** {@return how many zero bits of an integer are before the highest that is set; all of them for 0} */
    public static Tensor clz(Tensor x) {
        return bind(new CountLeadingZeros(), x);
    }

    /** {@return x shifted left by {@code bits}; 0 if that is out of range} */
    public static Tensor shiftLeft(Tensor x, Tensor bits) {
        return binary("shiftLeft", new ShiftLeft(), x, bits);
    }

    /** {@return x shifted right by {@code bits}; signed types keep their sign} */
    public static Tensor shiftRight(Tensor x, Tensor bits) {
        boolean unsigned = x.dtype().promote(bits.dtype()).isUnsigned();
        return binary("shiftRight", unsigned ? new ShiftRightLogical() : new ShiftRightArithmetic(), x, bits);
    }

    /** {@return x shifted right by {@code bits}, filled with zeros} */
    public static Tensor shiftRightLogical(Tensor x, Tensor bits) {
        return binary("shiftRightLogical", new ShiftRightLogical(), x, bits);
    }

    /** {@return {@code onTrue} where the condition is not zero and {@code onFalse} elsewhere; all three broadcast together} */
    public static Tensor where(Tensor condition, Tensor onTrue, Tensor onFalse) {
        var dtype = onTrue.dtype().promote(onFalse.dtype());
        var shape = Operands.shape("where", condition, onTrue, onFalse);
        return bind(
                new Select(),
                Operands.stretch(truth(condition), shape),
                Operands.fit(onTrue, dtype, shape),
                Operands.fit(onFalse, dtype, shape));
    }

    /** {@return {@code onTrue} where the condition holds and {@code onFalse} elsewhere} */
    public static Tensor where(Tensor condition, Tensor onTrue, double onFalse) {
        return where(condition, onTrue, weak(onTrue, onFalse));
    }

    /** {@return {@code onTrue} where the condition holds and {@code onFalse} elsewhere} */
    public static Tensor where(Tensor condition, Tensor onTrue, long onFalse) {
        return where(condition, onTrue, weak(onTrue, onFalse));
    }

    /** {@return {@code onTrue} where the condition holds and {@code onFalse} elsewhere} */
    public static Tensor where(Tensor condition, double onTrue, Tensor onFalse) {
        return where(condition, weak(onFalse, onTrue), onFalse);
    }

    /** {@return {@code onTrue} where the condition holds and {@code onFalse} elsewhere} */
    public static Tensor where(Tensor condition, long onTrue, Tensor onFalse) {
        return where(condition, weak(onFalse, onTrue), onFalse);
    }

    /** {@return {@code onTrue} where the condition holds and {@code onFalse} elsewhere, as {@code f32}} */
    public static Tensor where(Tensor condition, double onTrue, double onFalse) {
        return where(condition, Tensor.scalar(onTrue), Tensor.scalar(onFalse));
    }

    /**
     * {@return {@code onTrue} or {@code onFalse} for each element, as a {@code bool} of their shape or a {@code bool} scalar says}
     *
     * <p>Unlike {@link #where(Tensor, Tensor, Tensor) where} it promotes and broadcasts nothing else.
     *
     * @throws dev.haiku.array.ShapeException if the types do not fit
     */
    public static Tensor select(Tensor predicate, Tensor onTrue, Tensor onFalse) {
        var mask = predicate.rank() == 0 ? Operands.stretch(predicate, onTrue.shape()) : predicate;
        return bind(new Select(), mask, onTrue, onFalse);
    }
}
