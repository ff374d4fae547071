package dev.haiku.internal.exec.java;

import dev.haiku.array.DType;
import dev.haiku.array.Halves;

/**
 * Single random numbers of a floating type, as JAX draws them from a key; a key is one long, its first word above its second.
 *
 * <p>Numbers are doubles that the type represents.
 */
final class Draws {

    private static final double SQRT_2 = Math.sqrt(2);
    private static final long LOW_WORD = 0xffff_ffffL;

    private final DType dtype;
    private final double lowest;
    private final float[] cell = new float[1];
    private final float[] result = new float[1];

    /** Creates them for a floating type. */
    Draws(DType dtype) {
        this.dtype = dtype;
        this.lowest = switch (dtype) {
            case F64 -> Math.nextUp(-1.0);
            case F32 -> Math.nextUp(-1f);
            case F16 -> -0x1.ffcp-1;
            default -> -0x1.fep-1;
        };
    }

    /** {@return key number {@code index} of the keys that this one splits into} */
    static long split(long key, int index) {
        return Threefry.encrypt(key, index);
    }

    /** {@return 32 random bits} */
    private static int bits(long key) {
        long pair = Threefry.encrypt(key, 0);
        return (int) (pair >>> Integer.SIZE) ^ (int) pair;
    }

    /** Fills a block with {@code f32} numbers of [0, 1): those from number {@code first} on of an array. */
    static void uniform(long key, int first, float[] to, int n) {
        var scratch = Scratch.get();
        var x0 = scratch.ints(0);
        var x1 = scratch.ints(1);
        Threefry.count((int) (key >>> Integer.SIZE), (int) key, first, x0, x1, n);
        for (int i = 0; i < n; i++) {
            x0[i] = (x0[i] ^ x1[i]) >>> 9 | 0x3f800000;
        }
        scratch.floats(x0, to, n);
        for (int i = 0; i < n; i++) {
            to[i] -= 1;
        }
    }

    /** {@return a number of [0, 1)} */
    double uniform(long key) {
        return switch (dtype) {
            case F64 -> Double.longBitsToDouble(Threefry.encrypt(key, 0) >>> 12 | 0x3ff0000000000000L) - 1;
            case F32 -> Float.intBitsToFloat(bits(key) >>> 9 | 0x3f800000) - 1;
            case F16 -> Halves.f16ToFloat((short) ((bits(key) & 0xffff) >>> 6 | 0x3c00)) - 1;
            default -> Halves.bf16ToFloat((short) ((bits(key) & 0xff) >>> 1 | 0x3f80)) - 1;
        };
    }

    /** {@return a number of the standard normal distribution} */
    double normal(long key) {
        double scaled = Math.max(lowest, round(Math.fma(uniform(key), round(1 - lowest), lowest)));
        if (dtype == DType.F64) {
            return SQRT_2 * ErrorFunction.erfInv(scaled);
        }
        cell[0] = (float) scaled;
        ErfLoops.erfInv(cell, result, 1);
        return round((float) SQRT_2 * result[0]);
    }

    /** {@return a number rounded to the precision in which samplers compute, {@code f32} for shorter types} */
    double round(double value) {
        return dtype == DType.F64 ? value : (float) value;
    }

    /** {@return a key from its two words} */
    static long key(int word0, int word1) {
        return (long) word0 << Integer.SIZE | word1 & LOW_WORD;
    }
}
