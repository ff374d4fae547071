package dev.haiku.internal.exec.java;

import dev.haiku.array.DType;
import dev.haiku.internal.exec.Kernel;
import dev.haiku.ir.Elementwise;

/**
 * Rounds floating-point numbers to a shorter format by their bits, half to even; numbers below the smallest normal one
 * become zero.
 *
 * <p>Without a mantissa, the even one of two neighbours is that whose exponent is even in memory, as in XLA.
 */
final class PrecisionKernel {

    private static final int DOUBLE_MANTISSA = 52;
    private static final int FLOAT_MANTISSA = 23;
    private static final int F16_MANTISSA = 10;
    private static final int BF16_MANTISSA = 7;

    private final int mantissa;
    private final int exponent;
    private final int keptMantissa;
    private final int keptExponent;

    private PrecisionKernel(DType dtype, Elementwise.ReducePrecision op) {
        mantissa = switch (dtype) {
            case F64 -> DOUBLE_MANTISSA;
            case F16 -> F16_MANTISSA;
            case BF16 -> BF16_MANTISSA;
            default -> FLOAT_MANTISSA;
        };
        exponent = dtype.bytes() * Byte.SIZE - 1 - mantissa;
        keptMantissa = Math.min(mantissa, op.mantissaBits());
        keptExponent = Math.min(exponent, op.exponentBits());
    }

    static Kernel prepare(Elementwise.ReducePrecision op, Slots slots) {
        var rounding = new PrecisionKernel(slots.dtype(), op);
        return Loops.blocks(slots.out().size(), (scratch, at, n) -> {
            var bits = scratch.longs(0);
            Blocks.loadBits(slots.in(0), at, bits, n);
            for (int i = 0; i < n; i++) {
                bits[i] = rounding.round(bits[i]);
            }
            Blocks.storeBits(bits, slots.out(), at, n);
        });
    }

    private long round(long bits) {
        long signBit = 1L << mantissa + exponent;
        long magnitude = bits & signBit - 1;
        long sign = bits & signBit;
        long infinity = (1L << exponent) - 1 << mantissa;
        if (magnitude >= infinity) {
            return bits;
        }
        return sign | clamp(nearest(magnitude), infinity);
    }

    private long nearest(long magnitude) {
        int dropped = mantissa - keptMantissa;
        if (dropped == 0) {
            return magnitude;
        }
        long isOdd = magnitude >> dropped & 1;
        return magnitude + (1L << dropped - 1) - 1 + isOdd & -1L << dropped;
    }

    private long clamp(long magnitude, long infinity) {
        if (keptExponent == exponent) {
            return magnitude;
        }
        long bias = (1L << exponent - 1) - 1;
        long keptBias = (1L << keptExponent - 1) - 1;
        if (magnitude >> mantissa > bias + keptBias) {
            return infinity;
        }
        return magnitude >> mantissa <= bias - keptBias ? 0 : magnitude;
    }
}
