package dev.haiku.internal.llvm;

import dev.haiku.array.DType;
import dev.haiku.ir.Equation;
import dev.haiku.ir.Primitive;
import dev.haiku.ir.Reduction;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * A reduction while its loop is written: a vector on the stack in which each lane gathers its share.
 *
 * <p>Long sums are gathered in parts, and these in a second vector, so that the error grows with the root of the length only.
 */
final class Accumulator {

    /** How a reduction combines, in LLVM's words for floating-point, signed and unsigned numbers. */
    private record Combination(String floating, String signed, String unsigned) {

        String of(DType dtype) {
            boolean isUnsigned = dtype == DType.U8 || dtype == DType.U32 || dtype.isBool();
            return dtype.isFloating() ? floating : isUnsigned ? unsigned : signed;
        }
    }

    private static final Map<Class<? extends Primitive>, Combination> COMBINATIONS = Map.of(
            Reduction.ReduceSum.class, new Combination("fadd", "add", "add"),
            Reduction.ReduceProd.class, new Combination("fmul", "mul", "mul"),
            Reduction.ReduceMax.class, new Combination("maximum", "smax", "umax"),
            Reduction.ReduceMin.class, new Combination("minimum", "smin", "umin"),
            Reduction.ReduceAnd.class, new Combination("", "and", "and"),
            Reduction.ReduceOr.class, new Combination("", "or", "or"));

    private final Equation equation;
    private final DType dtype;
    private final String combination;
    private final String stack;
    private final String total;
    private final Code code;

    /** From so many steps on, a sum is made of parts. */
    static final long LONG = 128;

    /** The number of steps of a part. */
    static final long PART = 64;

    Accumulator(Equation equation, boolean inParts, FunctionText function, Code code) {
        this.equation = equation;
        this.dtype = equation.outputs().get(0).type().dtype();
        this.combination = Objects.requireNonNull(COMBINATIONS.get(equation.op().getClass()))
                .of(dtype);
        this.stack = function.reserve(Lanes.of(dtype));
        this.total = inParts ? function.reserve(Lanes.of(dtype)) : stack;
        this.code = code;
    }

    static boolean accepts(Equation equation) {
        return COMBINATIONS.containsKey(equation.op().getClass());
    }

    Equation equation() {
        return equation;
    }

    /** Writes what comes before the loop. */
    void reset() {
        code.line(Code.ROW, "store " + Lanes.of(dtype) + " " + neutral() + ", ptr " + total);
        clearPart(Code.ROW);
    }

    private void clearPart(int level) {
        if (!total.equals(stack)) {
            code.line(level, "store " + Lanes.of(dtype) + " " + neutral() + ", ptr " + stack);
        }
    }

    /** Writes what comes after a part. */
    void endPart() {
        var before = code.emit(Code.VECTOR, "load " + Lanes.of(dtype) + ", ptr " + total);
        var part = code.emit(Code.VECTOR, "load " + Lanes.of(dtype) + ", ptr " + stack);
        var after = code.emit(Code.VECTOR, combined(before, part));
        code.line(Code.VECTOR, "store " + Lanes.of(dtype) + " " + after + ", ptr " + total);
        clearPart(Code.VECTOR);
    }

    /** Writes what happens to a vector of elements; lanes outside of the mask count for nothing. */
    void add(Value value, @Nullable Value mask) {
        var counted = value.name();
        if (mask != null) {
            counted = code.emit(
                    Code.VECTOR,
                    "select " + mask.typed() + ", " + value.typed() + ", " + Lanes.of(dtype) + " " + neutral());
        }
        var before = code.emit(Code.VECTOR, "load " + Lanes.of(dtype) + ", ptr " + stack);
        var after = code.emit(Code.VECTOR, combined(before, counted));
        code.line(Code.VECTOR, "store " + Lanes.of(dtype) + " " + after + ", ptr " + stack);
    }

    private String combined(String a, String b) {
        var type = Lanes.of(dtype);
        if (isFunction()) {
            return "call " + type + " @llvm." + combination + "." + suffix() + "(" + type + " " + a + ", " + type + " "
                    + b + ")";
        }
        return combination + " " + type + " " + a + ", " + b;
    }

    private boolean isFunction() {
        return combination.contains("m") && !combination.equals("fmul") && !combination.equals("mul");
    }

    private String suffix() {
        return Lanes.suffix(Lanes.element(dtype));
    }

    /** Writes what comes after the loop where lanes stay apart. {@return the result of each lane} */
    Value perLane() {
        return new Value(code.emit(Code.ROW, "load " + Lanes.of(dtype) + ", ptr " + total), dtype, Code.ROW);
    }

    /** Writes what comes after the loop. {@return the result of all lanes, in each of them} */
    Value total(Elements elements) {
        var lanes = perLane();
        var element = Lanes.element(dtype);
        var one = code.emit(Code.ROW, horizontal(lanes, element));
        return elements.splat(element, one, dtype, Code.ROW);
    }

    private String horizontal(Value lanes, String element) {
        if (combination.equals("fadd") || combination.equals("fmul")) {
            var start = Lanes.literal(dtype, combination.equals("fadd") ? 0.0 : 1.0);
            return "call reassoc " + element + " @llvm.vector.reduce." + combination + "." + suffix() + "(" + element
                    + " " + start + ", " + lanes.typed() + ")";
        }
        var name = isFunction() && dtype.isFloating() ? "f" + combination : combination;
        return "call " + element + " @llvm.vector.reduce." + name + "." + suffix() + "(" + lanes.typed() + ")";
    }

    private String neutral() {
        return Lanes.splat(
                Lanes.element(dtype),
                switch (combination) {
                    case "fadd", "add", "or", "umax" -> dtype.isBool() ? "false" : Lanes.literal(dtype, 0.0);
                    case "fmul", "mul" -> Lanes.literal(dtype, 1.0);
                    case "maximum" -> Lanes.literal(dtype, Double.NEGATIVE_INFINITY);
                    case "minimum" -> Lanes.literal(dtype, Double.POSITIVE_INFINITY);
                    case "smax" -> String.valueOf(-1L << (8 * dtype.bytes() - 1));
                    case "smin" -> String.valueOf(~(-1L << (8 * dtype.bytes() - 1)));
                    case "and", "umin" -> dtype.isBool() ? "true" : "-1";
                    default -> throw new IllegalStateException("No neutral element of " + combination + ".");
                });
    }
}
