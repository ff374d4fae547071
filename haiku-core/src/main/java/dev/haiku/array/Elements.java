package dev.haiku.array;

import java.nio.ByteBuffer;

/**
 * Reads and writes single elements of any type in a buffer of native byte order.
 *
 * <p>Numbers travel as {@code double} (floating types) or {@code long} (all others); writing rounds half to even, or wraps.
 */
public final class Elements {

    private static final long U32_MASK = 0xffff_ffffL;

    private Elements() {}

    /** {@return the element at {@code index} as a double} */
    public static double getDouble(DType dtype, ByteBuffer data, int index) {
        return switch (dtype) {
            case F32 -> data.getFloat(index * 4);
            case F64 -> data.getDouble(index * 8);
            case F16 -> Halves.f16ToFloat(data.getShort(index * 2));
            case BF16 -> Halves.bf16ToFloat(data.getShort(index * 2));
            default -> (double) getLong(dtype, data, index);
        };
    }

    /** {@return the element at {@code index} as a long, dropping a fraction as a Java cast does} */
    public static long getLong(DType dtype, ByteBuffer data, int index) {
        return switch (dtype) {
            case BOOL -> data.get(index) != 0 ? 1 : 0;
            case U8 -> data.get(index) & 0xff;
            case I8 -> data.get(index);
            case I16 -> data.getShort(index * 2);
            case I32 -> data.getInt(index * 4);
            case U32 -> data.getInt(index * 4) & U32_MASK;
            case I64 -> data.getLong(index * 8);
            default -> (long) getDouble(dtype, data, index);
        };
    }

    /** Writes a double, rounded to the type; integers saturate as a Java cast does, {@code bool} is {@code value != 0}. */
    public static void putDouble(DType dtype, ByteBuffer data, int index, double value) {
        switch (dtype) {
            case F32 -> data.putFloat(index * 4, (float) value);
            case F64 -> data.putDouble(index * 8, value);
            case F16 -> data.putShort(index * 2, Halves.doubleToF16(value));
            case BF16 -> data.putShort(index * 2, Halves.doubleToBf16(value));
            case BOOL -> data.put(index, (byte) (value != 0 ? 1 : 0));
            default -> putLong(dtype, data, index, saturate(dtype, value));
        }
    }

    /** Writes a long, wrapped into integer types, rounded to floating ones; {@code bool} is {@code value != 0}. */
    public static void putLong(DType dtype, ByteBuffer data, int index, long value) {
        switch (dtype) {
            case BOOL -> data.put(index, (byte) (value != 0 ? 1 : 0));
            case U8, I8 -> data.put(index, (byte) value);
            case I16 -> data.putShort(index * 2, (short) value);
            case I32, U32 -> data.putInt(index * 4, (int) value);
            case I64 -> data.putLong(index * 8, value);
            case F32 -> data.putFloat(index * 4, (float) value);
            default -> putDouble(dtype, data, index, (double) value);
        }
    }

    private static long saturate(DType dtype, double value) {
        return switch (dtype) {
            case U8 -> (long) Math.max(0, Math.min(255, value));
            case I8 -> (long) Math.max(Byte.MIN_VALUE, Math.min(Byte.MAX_VALUE, value));
            case I16 -> (long) Math.max(Short.MIN_VALUE, Math.min(Short.MAX_VALUE, value));
            case U32 -> (long) Math.max(0, Math.min((double) U32_MASK, value));
            case I32 -> (int) value;
            default -> (long) value;
        };
    }
}
