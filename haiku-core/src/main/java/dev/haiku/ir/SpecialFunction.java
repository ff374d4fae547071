package dev.haiku.ir;

import dev.haiku.array.DType;
import java.util.List;

/**
 * The special functions that are not composed of others, on floating-point operands, element by element; operands have
 * one type, which the result keeps.
 */
public sealed interface SpecialFunction extends Primitive {

    /** {@return the number of operands} */
    int arity();

    @Override
    default List<TensorType> outputTypes(List<TensorType> inputs) {
        var type = TypeRules.sameType(this, arity(), inputs);
        TypeRules.dtype(this, type, DType::isFloating, "floating-point");
        return List.of(type);
    }

    /** A function of one operand. */
    sealed interface Unary extends SpecialFunction {
        @Override
        default int arity() {
            return 1;
        }
    }

    /** A function of two operands. */
    sealed interface Binary extends SpecialFunction {
        @Override
        default int arity() {
            return 2;
        }
    }

    /** Computes {@code exp(-|x|) I0(x)}, the modified Bessel function of the first kind and order 0, scaled. */
    record BesselI0e() implements Unary {}

    /** Computes {@code exp(-|x|) I1(x)}, the modified Bessel function of the first kind and order 1, scaled. */
    record BesselI1e() implements Unary {}

    /**
     * Computes the derivative of order m of digamma at x, operands in that order; m is a whole number {@literal >=} 0.
     */
    record Polygamma() implements Binary {}

    /** Computes Hurwitz' zeta function, the sum of {@code (q + n)^-s} for n = 0, 1, ..., operands s and q. */
    record Zeta() implements Binary {}

    /** Computes the regularised lower incomplete gamma function P(a, x), operands in that order. */
    record Igamma() implements Binary {}

    /** Computes the regularised upper incomplete gamma function Q(a, x) = 1 - P(a, x). */
    record Igammac() implements Binary {}

    /** Computes the derivative of {@link Igamma} along a. */
    record IgammaGradA() implements Binary {}

    /**
     * Computes how a sample x of the gamma distribution moves with its shape a, operands a and x: {@code -(dP/da) /
     * (dP/dx)}.
     */
    record RandomGammaGrad() implements Binary {}

    /** Computes the regularised incomplete beta function of a, b and x, operands in that order. */
    record RegularizedIncompleteBeta() implements SpecialFunction {
        @Override
        public int arity() {
            return 3;
        }
    }
}
