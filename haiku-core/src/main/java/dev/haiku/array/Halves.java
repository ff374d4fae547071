package dev.haiku.array;

/** Conversions between the 16-bit floating-point formats and Java's numbers, rounding half to even. */
public final class Halves {

    private static final int F16_INFINITY = 0x7c00;
    private static final int F32_MANTISSA_BITS = 23;
    private static final int F16_MANTISSA_BITS = 10;

    private Halves() {}

    /** {@return the value of an {@code f16} bit pattern} */
    public static float f16ToFloat(short bits) {
        int sign = (bits & 0x8000) << 16;
        int exponent = (bits >> F16_MANTISSA_BITS) & 0x1f;
        int mantissa = bits & 0x3ff;
        if (exponent == 0x1f) {
            return Float.intBitsToFloat(sign | 0x7f800000 | (mantissa << 13));
        }
        if (exponent == 0) {
            float magnitude = mantissa * 0x1p-24f;
            return sign == 0 ? magnitude : -magnitude;
        }
        return Float.intBitsToFloat(sign | ((exponent + 112) << F32_MANTISSA_BITS) | (mantissa << 13));
    }

    /** {@return the {@code f16} bit pattern nearest to a value} */
    public static short doubleToF16(double value) {
        long sign = Double.doubleToRawLongBits(value) < 0 ? 0x8000 : 0;
        double magnitude = Math.abs(value);
        if (Double.isNaN(value)) {
            return (short) (sign | 0x7e00);
        }
        if (magnitude >= 65520.0) {
            return (short) (sign | F16_INFINITY);
        }
        // rint of the value in units of its last place; below 2^-14 the spacing is that of the subnormals
        int exponent = magnitude < 0x1p-14 ? -14 : Math.getExponent(magnitude);
        double unit = Math.scalb(1.0, exponent - F16_MANTISSA_BITS);
        long steps = (long) Math.rint(magnitude / unit);
        long bits = exponent == -14 && steps < 1024 ? steps : ((long) (exponent + 14) << F16_MANTISSA_BITS) + steps;
        return (short) (sign | bits);
    }

    /** {@return the value of a {@code bf16} bit pattern} */
    public static float bf16ToFloat(short bits) {
        return Float.intBitsToFloat(bits << 16);
    }

    /** {@return the {@code bf16} bit pattern nearest to a value} */
    public static short doubleToBf16(double value) {
        if (Double.isNaN(value)) {
            return (short) 0x7fc0;
        }
        int bits = Float.floatToRawIntBits(roundToOddFloat(value));
        int roundUp = 0x7fff + ((bits >> 16) & 1);
        return (short) ((bits + roundUp) >>> 16);
    }

    /** Rounds to f32 so that a second rounding to fewer bits is still right: an inexact result gets an odd last bit. */
    private static float roundToOddFloat(double value) {
        float nearest = (float) value;
        if (nearest == value || Float.isInfinite(nearest)) {
            return nearest;
        }
        int bits = Float.floatToRawIntBits(nearest);
        boolean beyond = Math.abs((double) nearest) > Math.abs(value);
        int truncated = beyond ? bits - 1 : bits;
        return Float.intBitsToFloat(truncated | 1);
    }
}
