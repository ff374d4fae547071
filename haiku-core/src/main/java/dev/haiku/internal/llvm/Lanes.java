package dev.haiku.internal.llvm;

import dev.haiku.array.DType;
import java.util.Locale;
import java.util.Map;

/**
 * LLVM's types of the vectors that generated code computes with: always sixteen elements, which LLVM splits where the
 * processor's registers are shorter.
 */
final class Lanes {

    /** The number of elements of a vector. */
    static final int COUNT = 16;

    /** The type of a vector of indices. */
    static final String INDEX = vector("i64");

    /** The type of a vector of truth values. */
    static final String MASK = vector("i1");

    private static final Map<DType, String> ELEMENTS = Map.of(
            DType.F32, "float",
            DType.F64, "double",
            DType.I8, "i8",
            DType.U8, "i8",
            DType.I16, "i16",
            DType.I32, "i32",
            DType.U32, "i32",
            DType.I64, "i64",
            DType.BOOL, "i1");

    private Lanes() {}

    /** {@return whether elements of a type can be computed with} */
    static boolean has(DType dtype) {
        return ELEMENTS.containsKey(dtype);
    }

    /** {@return the type of one element in a register} */
    static String element(DType dtype) {
        var name = ELEMENTS.get(dtype);
        if (name == null) {
            throw new UnsupportedOperationException("No generated code computes with " + dtype + ".");
        }
        return name;
    }

    /** {@return the type of one element in memory} */
    static String stored(DType dtype) {
        return dtype.isBool() ? "i8" : element(dtype);
    }

    /** {@return the type of a vector in registers} */
    static String of(DType dtype) {
        return vector(element(dtype));
    }

    /** {@return the type of a vector in memory} */
    static String inMemory(DType dtype) {
        return vector(stored(dtype));
    }

    /** {@return the type of a vector of those elements} */
    static String vector(String element) {
        return "<" + COUNT + " x " + element + ">";
    }

    /** {@return the suffix by which LLVM's intrinsic functions name a vector of those elements} */
    static String suffix(String element) {
        var kind = element.equals("float") ? "f32" : element.equals("double") ? "f64" : element;
        return "v" + COUNT + kind;
    }

    /** {@return a constant vector} */
    static String splat(String element, String literal) {
        return "splat (" + element + " " + literal + ")";
    }

    /** {@return a number as LLVM writes it for a type} */
    static String literal(DType dtype, double value) {
        return switch (dtype) {
            case F32 -> hexadecimal(value);
            case F64 -> hexadecimal(value);
            case BOOL -> value != 0 ? "true" : "false";
            default -> String.valueOf((long) value);
        };
    }

    /** {@return a whole number as LLVM writes it for a type} */
    static String literal(DType dtype, long value) {
        if (dtype.isFloating()) {
            return literal(dtype, (double) value);
        }
        return dtype.isBool() ? String.valueOf(value != 0) : String.valueOf(value);
    }

    /** Floating-point literals are the bits of a double, for single precision, too. */
    private static String hexadecimal(double value) {
        return String.format(Locale.ROOT, "0x%016X", Double.doubleToRawLongBits(value));
    }
}
