package dev.haiku.ir;

import static dev.haiku.ir.Operand.integers;
import static dev.haiku.ir.Operand.uniform;

import dev.haiku.array.DType;
import dev.haiku.array.Shape;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.function.Predicate;

/** The rows of element-wise primitives: all types at one shape, {@code f32} and {@code f64} at all shapes. */
final class ElementwiseCases {

    private static final List<Shape> SHAPES =
            List.of(Shape.SCALAR, Shape.of(0), Shape.of(7), Shape.of(2, 0, 3), Shape.of(37, 5));
    private static final Shape ANY = Shape.of(3, 11);

    private final List<PrimitiveCase> rows = new ArrayList<>();

    static List<PrimitiveCase> all() {
        var cases = new ElementwiseCases();
        cases.floatUnary();
        cases.numericUnary();
        cases.binary();
        cases.bits();
        cases.comparisons();
        cases.conversions();
        return cases.rows;
    }

    private void floatUnary() {
        unary(new Elementwise.Exp(), -3, 3);
        unary(new Elementwise.Expm1(), -2, 2);
        unary(new Elementwise.Log(), 0.1, 4);
        unary(new Elementwise.Log1p(), -0.8, 3);
        unary(new Elementwise.Sqrt(), 0.1, 4);
        unary(new Elementwise.Rsqrt(), 0.1, 4);
        unary(new Elementwise.Cbrt(), 0.2, 4);
        unary(new Elementwise.Sin(), -6, 6);
        unary(new Elementwise.Cos(), -6, 6);
        unary(new Elementwise.Tan(), -1.3, 1.3);
        unary(new Elementwise.Asin(), -0.9, 0.9);
        unary(new Elementwise.Acos(), -0.9, 0.9);
        unary(new Elementwise.Atan(), -5, 5);
        unary(new Elementwise.Sinh(), -3, 3);
        unary(new Elementwise.Cosh(), -3, 3);
        unary(new Elementwise.Tanh(), -3, 3);
        unary(new Elementwise.Asinh(), -5, 5);
        unary(new Elementwise.Acosh(), 1.1, 5);
        unary(new Elementwise.Atanh(), -0.9, 0.9);
        unary(new Elementwise.Logistic(), -6, 6);
        unary(new Elementwise.Erf(), -2, 2);
        unary(new Elementwise.Erfc(), -2, 2);
        unary(new Elementwise.ErfInv(), -0.95, 0.95);
        unary(new Elementwise.Lgamma(), 0.2, 6);
        unary(new Elementwise.Digamma(), 0.2, 6);
        unary(new Elementwise.Floor(), -4, 4);
        unary(new Elementwise.Ceil(), -4, 4);
        unary(new Elementwise.Round(), -4, 4);
        unary(new Elementwise.RoundHalfAway(), -4, 4);
    }

    private void unary(Elementwise op, double low, double high) {
        rows(op, 1, DType::isFloating, uniform(low, high));
    }

    private void numericUnary() {
        rows(new Elementwise.Neg(), 1, TypeRules::isNumber, Operand.COMMON);
        rows(new Elementwise.Abs(), 1, TypeRules::isNumber, Operand.COMMON);
        rows(new Elementwise.Sign(), 1, TypeRules::isNumber, Operand.COMMON);
        rows(new Elementwise.Square(), 1, TypeRules::isNumber, Operand.COMMON);
        for (int exponent : new int[] {0, 1, 2, 3, 7}) {
            rows(new Elementwise.IntegerPow(exponent), 1, TypeRules::isNumber, Operand.COMMON);
        }
        rows(new Elementwise.IntegerPow(-2), 1, DType::isFloating, uniform(0.3, 2));
    }

    private void binary() {
        rows(new Elementwise.Add(), 2, TypeRules::isNumber, Operand.COMMON);
        rows(new Elementwise.Sub(), 2, TypeRules::isNumber, Operand.COMMON);
        rows(new Elementwise.Mul(), 2, TypeRules::isNumber, Operand.COMMON);
        rows(new Elementwise.Div(), 2, DType::isFloating, Operand.COMMON, uniform(0.3, 3));
        rows(new Elementwise.Div(), 2, DType::isInteger, Operand.COMMON);
        rows(new Elementwise.Rem(), 2, DType::isFloating, uniform(-4, 4), uniform(0.5, 1.5));
        rows(new Elementwise.Rem(), 2, DType::isInteger, Operand.COMMON);
        rows(new Elementwise.Max(), 2, TypeRules::isNumber, Operand.COMMON);
        rows(new Elementwise.Min(), 2, TypeRules::isNumber, Operand.COMMON);
        rows(new Elementwise.Pow(), 2, DType::isFloating, uniform(0.2, 3), uniform(-2, 2));
        rows(new Elementwise.Atan2(), 2, DType::isFloating, Operand.COMMON);
        rows(new Elementwise.NextAfter(), 2, DType::isFloating, Operand.COMMON);
        rows(new Elementwise.Clamp(), 3, DType::isFloating, uniform(-2, 0), Operand.COMMON, uniform(0, 2));
        rows(new Elementwise.Clamp(), 3, DType::isInteger, Operand.COMMON);
        for (DType dtype : DType.values()) {
            for (var shape : shapes(dtype)) {
                var type = new TensorType(dtype, shape);
                rows.add(PrimitiveCase.of(new Elementwise.Select(), type.withDtype(DType.BOOL), type, type));
            }
        }
    }

    private void bits() {
        rows(new Elementwise.And(), 2, TypeRules::isBits, Operand.BITS);
        rows(new Elementwise.Or(), 2, TypeRules::isBits, Operand.BITS);
        rows(new Elementwise.Xor(), 2, TypeRules::isBits, Operand.BITS);
        rows(new Elementwise.Not(), 1, TypeRules::isBits, Operand.BITS);
        rows(new Elementwise.PopulationCount(), 1, DType::isInteger, Operand.BITS);
        rows(new Elementwise.CountLeadingZeros(), 1, DType::isInteger, Operand.BITS);
        rows(new Elementwise.ShiftLeft(), 2, DType::isInteger, Operand.BITS, integers(0, 40));
        rows(new Elementwise.ShiftRightLogical(), 2, DType::isInteger, Operand.BITS, integers(0, 40));
        rows(new Elementwise.ShiftRightArithmetic(), 2, DType::isInteger, Operand.BITS, integers(0, 40));
    }

    private void comparisons() {
        rows(new Elementwise.Eq(), 2, dtype -> true, Operand.COMMON);
        rows(new Elementwise.Ne(), 2, dtype -> true, Operand.COMMON);
        rows(new Elementwise.Lt(), 2, dtype -> true, Operand.COMMON);
        rows(new Elementwise.Le(), 2, dtype -> true, Operand.COMMON);
        rows(new Elementwise.Gt(), 2, dtype -> true, Operand.COMMON);
        rows(new Elementwise.Ge(), 2, dtype -> true, Operand.COMMON);
        rows(new Elementwise.IsFinite(), 1, DType::isFloating, Operand.COMMON);
    }

    private void conversions() {
        rows(new Elementwise.StopGradient(), 1, dtype -> true, Operand.COMMON);
        rows(new Elementwise.Name("a"), 1, dtype -> true, Operand.COMMON);
        rows(new Elementwise.OptimizationBarrier(), 1, dtype -> true, Operand.COMMON);
        for (int[] bits : new int[][] {{5, 10}, {8, 7}, {4, 3}, {2, 0}, {11, 52}}) {
            rows(new Elementwise.ReducePrecision(bits[0], bits[1]), 1, DType::isFloating, Operand.COMMON);
        }
        for (DType from : DType.values()) {
            for (DType to : DType.values()) {
                rows(new Elementwise.Cast(to), 1, dtype -> dtype == from, uniform(-300, 300));
                if (from.bytes() == to.bytes()) {
                    rows(new Elementwise.Bitcast(to), 1, dtype -> dtype == from, Operand.COMMON);
                }
            }
        }
    }

    private void rows(Elementwise op, int arity, Predicate<DType> accepted, Operand... drawn) {
        Arrays.stream(DType.values()).filter(accepted).forEach(dtype -> {
            for (var shape : shapes(dtype)) {
                var types = Collections.nCopies(arity, new TensorType(dtype, shape));
                var row = PrimitiveCase.of(op, types.toArray(TensorType[]::new)).drawing(drawn);
                rows.add(smooth(op) ? row : row.differentiable());
            }
        });
    }

    /** Whether central differences tell the derivative. */
    private static boolean smooth(Elementwise op) {
        return !(op instanceof Elementwise.NextAfter
                || op instanceof Elementwise.StopGradient
                || op instanceof Elementwise.ReducePrecision
                || op instanceof Elementwise.Bitcast);
    }

    private static List<Shape> shapes(DType dtype) {
        return dtype == DType.F32 || dtype == DType.F64 ? SHAPES : List.of(ANY, Shape.of(0));
    }
}
