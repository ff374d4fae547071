package dev.haiku.ir;

import dev.haiku.array.DType;
import java.util.List;

/**
 * Primitives that work on each element alone; operands have one shape, results keep it.
 *
 * <p>The families ({@link FloatUnary}, {@link Arithmetic}, {@link Comparison}, ...) carry the type rules, so that a new member is one line.
 */
public sealed interface Elementwise extends Primitive {

    /** A function of one floating-point operand. */
    sealed interface FloatUnary extends Elementwise {
        @Override
        default List<TensorType> outputTypes(List<TensorType> inputs) {
            var type = TypeRules.sameType(this, 1, inputs);
            TypeRules.dtype(this, type, DType::isFloating, "floating-point");
            return List.of(type);
        }
    }

    /** A function of one operand of any type but {@code bool}. */
    sealed interface NumericUnary extends Elementwise {
        @Override
        default List<TensorType> outputTypes(List<TensorType> inputs) {
            var type = TypeRules.sameType(this, 1, inputs);
            TypeRules.dtype(this, type, TypeRules::isNumber, "numeric");
            return List.of(type);
        }
    }

    /** A function of the bits of one integer operand. */
    sealed interface IntegerUnary extends Elementwise {
        @Override
        default List<TensorType> outputTypes(List<TensorType> inputs) {
            var type = TypeRules.sameType(this, 1, inputs);
            TypeRules.dtype(this, type, DType::isInteger, "integer");
            return List.of(type);
        }
    }

    /** A function of two operands of one type other than {@code bool}. */
    sealed interface Arithmetic extends Elementwise {
        @Override
        default List<TensorType> outputTypes(List<TensorType> inputs) {
            var type = TypeRules.sameType(this, 2, inputs);
            TypeRules.dtype(this, type, TypeRules::isNumber, "numeric");
            return List.of(type);
        }
    }

    /** A function of two floating-point operands. */
    sealed interface FloatBinary extends Elementwise {
        @Override
        default List<TensorType> outputTypes(List<TensorType> inputs) {
            var type = TypeRules.sameType(this, 2, inputs);
            TypeRules.dtype(this, type, DType::isFloating, "floating-point");
            return List.of(type);
        }
    }

    /** A function of the bits of two integer or {@code bool} operands. */
    sealed interface Bitwise extends Elementwise {
        @Override
        default List<TensorType> outputTypes(List<TensorType> inputs) {
            var type = TypeRules.sameType(this, 2, inputs);
            TypeRules.dtype(this, type, TypeRules::isBits, "integer or bool");
            return List.of(type);
        }
    }

    /** A shift of an integer by an integer of the same type. */
    sealed interface Shift extends Elementwise {
        @Override
        default List<TensorType> outputTypes(List<TensorType> inputs) {
            var type = TypeRules.sameType(this, 2, inputs);
            TypeRules.dtype(this, type, DType::isInteger, "integer");
            return List.of(type);
        }
    }

    /** A comparison of two operands of one type; the result is {@code bool}. */
    sealed interface Comparison extends Elementwise {
        @Override
        default List<TensorType> outputTypes(List<TensorType> inputs) {
            return List.of(TypeRules.sameType(this, 2, inputs).withDtype(DType.BOOL));
        }
    }

    /** Computes e to the power x. */
    record Exp() implements FloatUnary {}

    /** Computes exp(x) - 1, accurate near zero. */
    record Expm1() implements FloatUnary {}

    /** Computes the natural logarithm. */
    record Log() implements FloatUnary {}

    /** Computes log(1 + x), accurate near zero. */
    record Log1p() implements FloatUnary {}

    /** Computes the square root. */
    record Sqrt() implements FloatUnary {}

    /** Computes one over the square root. */
    record Rsqrt() implements FloatUnary {}

    /** Computes the cube root. */
    record Cbrt() implements FloatUnary {}

    /** Computes the sine of radians. */
    record Sin() implements FloatUnary {}

    /** Computes the cosine of radians. */
    record Cos() implements FloatUnary {}

    /** Computes the tangent of radians. */
    record Tan() implements FloatUnary {}

    /** Computes the inverse sine. */
    record Asin() implements FloatUnary {}

    /** Computes the inverse cosine. */
    record Acos() implements FloatUnary {}

    /** Computes the inverse tangent. */
    record Atan() implements FloatUnary {}

    /** Computes the hyperbolic sine. */
    record Sinh() implements FloatUnary {}

    /** Computes the hyperbolic cosine. */
    record Cosh() implements FloatUnary {}

    /** Computes the hyperbolic tangent. */
    record Tanh() implements FloatUnary {}

    /** Computes the inverse hyperbolic sine. */
    record Asinh() implements FloatUnary {}

    /** Computes the inverse hyperbolic cosine. */
    record Acosh() implements FloatUnary {}

    /** Computes the inverse hyperbolic tangent. */
    record Atanh() implements FloatUnary {}

    /** Computes 1 / (1 + exp(-x)). */
    record Logistic() implements FloatUnary {}

    /** Computes the error function. */
    record Erf() implements FloatUnary {}

    /** Computes 1 - erf(x). */
    record Erfc() implements FloatUnary {}

    /** Computes the inverse of the error function on (-1, 1). */
    record ErfInv() implements FloatUnary {}

    /** Computes log |gamma(x)|. */
    record Lgamma() implements FloatUnary {}

    /** Computes the derivative of lgamma. */
    record Digamma() implements FloatUnary {}

    /** Computes the largest integer not above x. */
    record Floor() implements FloatUnary {}

    /** Computes the smallest integer not below x. */
    record Ceil() implements FloatUnary {}

    /** Computes the nearest integer, ties to even. */
    record Round() implements FloatUnary {}

    /** Computes the nearest integer, ties away from zero. */
    record RoundHalfAway() implements FloatUnary {}

    /** Counts the bits that are set. */
    record PopulationCount() implements IntegerUnary {}

    /** Counts the zero bits before the highest that is set. */
    record CountLeadingZeros() implements IntegerUnary {}

    /** Computes -x; wraps for integers. */
    record Neg() implements NumericUnary {}

    /** Computes |x|. */
    record Abs() implements NumericUnary {}

    /** Computes -1, 0 or 1; NaN stays NaN. */
    record Sign() implements NumericUnary {}

    /** Computes x * x. */
    record Square() implements NumericUnary {}

    /** Computes x + y. */
    record Add() implements Arithmetic {}

    /** Computes x - y. */
    record Sub() implements Arithmetic {}

    /** Computes x * y. */
    record Mul() implements Arithmetic {}

    /** Computes x / y; integers truncate towards zero and x / 0 is -1. */
    record Div() implements Arithmetic {}

    /** Computes the remainder with the sign of x; integers: x rem 0 is x. */
    record Rem() implements Arithmetic {}

    /** Computes the larger; NaN if either is NaN. */
    record Max() implements Arithmetic {}

    /** Computes the smaller; NaN if either is NaN. */
    record Min() implements Arithmetic {}

    /** Computes x to the power y. */
    record Pow() implements FloatBinary {}

    /** Computes the angle of the point (y, x): first operand y, second x. */
    record Atan2() implements FloatBinary {}

    /** Computes the number next to x towards y. */
    record NextAfter() implements FloatBinary {}

    /** Computes bitwise or logical and. */
    record And() implements Bitwise {}

    /** Computes bitwise or logical or. */
    record Or() implements Bitwise {}

    /** Computes bitwise or logical exclusive or. */
    record Xor() implements Bitwise {}

    /** Computes x shifted left by y bits; 0 if y is out of range. */
    record ShiftLeft() implements Shift {}

    /** Computes x shifted right by y bits, filling zeros. */
    record ShiftRightLogical() implements Shift {}

    /** Computes x shifted right by y bits, filling the sign. */
    record ShiftRightArithmetic() implements Shift {}

    /** Computes x = y. */
    record Eq() implements Comparison {}

    /** Computes x != y; true if either is NaN. */
    record Ne() implements Comparison {}

    /** Computes x {@literal <} y. */
    record Lt() implements Comparison {}

    /** Computes x {@literal <}= y. */
    record Le() implements Comparison {}

    /** Computes x {@literal >} y. */
    record Gt() implements Comparison {}

    /** Computes x {@literal >}= y. */
    record Ge() implements Comparison {}

    /**
     * Computes {@code x} to a fixed integer power.
     *
     * @param exponent the power, negative ones for floating-point operands only
     */
    record IntegerPow(int exponent) implements Elementwise {
        @Override
        public List<TensorType> outputTypes(List<TensorType> inputs) {
            var type = TypeRules.sameType(this, 1, inputs);
            TypeRules.dtype(this, type, TypeRules::isNumber, "numeric");
            TypeRules.require(
                    exponent >= 0 || type.dtype().isFloating(), this, () -> "needs an exponent >= 0 for " + type);
            return List.of(type);
        }
    }

    /** Computes logical not of {@code bool}, the complement of an integer's bits. */
    record Not() implements Elementwise {
        @Override
        public List<TensorType> outputTypes(List<TensorType> inputs) {
            var type = TypeRules.sameType(this, 1, inputs);
            TypeRules.dtype(this, type, TypeRules::isBits, "integer or bool");
            return List.of(type);
        }
    }

    /** Computes whether a floating-point number is neither NaN nor infinite. */
    record IsFinite() implements Elementwise {
        @Override
        public List<TensorType> outputTypes(List<TensorType> inputs) {
            var type = TypeRules.sameType(this, 1, inputs);
            TypeRules.dtype(this, type, DType::isFloating, "floating-point");
            return List.of(type.withDtype(DType.BOOL));
        }
    }

    /** Computes {@code predicate ? onTrue : onFalse}, operands in that order; the predicate has their shape. */
    record Select() implements Elementwise {
        @Override
        public List<TensorType> outputTypes(List<TensorType> inputs) {
            TypeRules.arity(this, 3, inputs);
            var type = inputs.get(1);
            TypeRules.require(
                    inputs.get(2).equals(type),
                    this,
                    () -> "branches must have the same type, but got " + type + " and " + inputs.get(2));
            TypeRules.require(
                    inputs.get(0).equals(type.withDtype(DType.BOOL)),
                    this,
                    () -> "needs a predicate of type " + type.withDtype(DType.BOOL) + ", but got " + inputs.get(0));
            return List.of(type);
        }
    }

    /** Computes {@code min(max(x, lo), hi)}, operands in the order lo, x, hi. */
    record Clamp() implements Elementwise {
        @Override
        public List<TensorType> outputTypes(List<TensorType> inputs) {
            var type = TypeRules.sameType(this, 3, inputs);
            TypeRules.dtype(this, type, TypeRules::isNumber, "numeric");
            return List.of(type);
        }
    }

    /**
     * Converts to another element type: floating-point rounds half to even, to integers truncates and saturates (NaN
     * gives 0), integers wrap, {@code bool} is {@code x != 0}.
     *
     * @param dtype the new element type
     */
    record Cast(DType dtype) implements Elementwise {
        @Override
        public List<TensorType> outputTypes(List<TensorType> inputs) {
            TypeRules.arity(this, 1, inputs);
            return List.of(inputs.get(0).withDtype(dtype));
        }
    }

    /**
     * Reads the same bits as another element type of the same size.
     *
     * @param dtype the new element type
     */
    record Bitcast(DType dtype) implements Elementwise {
        @Override
        public List<TensorType> outputTypes(List<TensorType> inputs) {
            TypeRules.arity(this, 1, inputs);
            var type = inputs.get(0);
            TypeRules.require(
                    type.dtype().bytes() == dtype.bytes(),
                    this,
                    () -> "cannot read " + type + " as " + dtype + " of another size");
            return List.of(type.withDtype(dtype));
        }
    }

    /**
     * Rounds half to even to the numbers of a shorter floating-point type, IEEE's with that many bits, and keeps the
     * type: too large ones become infinite, those below the smallest normal number zero.
     *
     * @param exponentBits the number of bits of the exponent, at least 1
     * @param mantissaBits the number of bits behind the leading one, at least 0
     */
    record ReducePrecision(int exponentBits, int mantissaBits) implements Elementwise {
        @Override
        public List<TensorType> outputTypes(List<TensorType> inputs) {
            var type = TypeRules.sameType(this, 1, inputs);
            TypeRules.dtype(this, type, DType::isFloating, "floating-point");
            TypeRules.require(
                    exponentBits >= 1 && mantissaBits >= 0,
                    this,
                    () -> "needs exponentBits >= 1 and mantissaBits >= 0, but got " + exponentBits + " and "
                            + mantissaBits);
            return List.of(type);
        }
    }

    /** Passes its operand on and hides that it does, so that a computation on the result is not merged with one on the operand. */
    record OptimizationBarrier() implements Elementwise {
        @Override
        public List<TensorType> outputTypes(List<TensorType> inputs) {
            TypeRules.arity(this, 1, inputs);
            return inputs;
        }
    }

    /** Passes its operand on and lets no derivative through. */
    record StopGradient() implements Elementwise {
        @Override
        public List<TensorType> outputTypes(List<TensorType> inputs) {
            TypeRules.arity(this, 1, inputs);
            return inputs;
        }
    }

    /**
     * The same, under a name that says something to whom looks at the program, such as the policies of {@code checkpoint}.
     *
     * @param name the name
     */
    record Name(String name) implements Elementwise {
        @Override
        public List<TensorType> outputTypes(List<TensorType> inputs) {
            TypeRules.arity(this, 1, inputs);
            return inputs;
        }
    }
}
