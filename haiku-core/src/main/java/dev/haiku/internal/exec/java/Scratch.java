package dev.haiku.internal.exec.java;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.DoubleBuffer;
import java.nio.FloatBuffer;
import java.nio.IntBuffer;
import java.nio.LongBuffer;

/**
 * The blocks in which this thread's kernels compute, small enough for the first-level cache.
 *
 * <p>The driver of a kernel uses the first blocks of each type; functions that it calls use those from {@link #INNER} on.
 */
final class Scratch {

    /** The number of elements of a block. */
    static final int BLOCK = 1024;

    /** The first block that is free for functions called on blocks. */
    static final int INNER = 3;

    private static final int COUNT = 7;
    private static final ThreadLocal<Scratch> LOCAL = ThreadLocal.withInitial(Scratch::new);

    private final float[][] floats = new float[COUNT][];
    private final double[][] doubles = new double[COUNT][];
    private final int[][] ints = new int[COUNT][];
    private final long[][] longs = new long[COUNT][];
    private final byte[] bytes = new byte[BLOCK];
    private final FloatBuffer floatView;
    private final IntBuffer intView;
    private final DoubleBuffer doubleView;
    private final LongBuffer longView;

    private Scratch() {
        var memory = ByteBuffer.allocateDirect(BLOCK * Long.BYTES).order(ByteOrder.nativeOrder());
        floatView = memory.asFloatBuffer();
        intView = memory.asIntBuffer();
        doubleView = memory.asDoubleBuffer();
        longView = memory.asLongBuffer();
    }

    static Scratch get() {
        return LOCAL.get();
    }

    float[] floats(int index) {
        if (floats[index] == null) {
            floats[index] = new float[BLOCK];
        }
        return floats[index];
    }

    double[] doubles(int index) {
        if (doubles[index] == null) {
            doubles[index] = new double[BLOCK];
        }
        return doubles[index];
    }

    int[] ints(int index) {
        if (ints[index] == null) {
            ints[index] = new int[BLOCK];
        }
        return ints[index];
    }

    long[] longs(int index) {
        if (longs[index] == null) {
            longs[index] = new long[BLOCK];
        }
        return longs[index];
    }

    byte[] bytes() {
        return bytes;
    }

    /** Reads the bits of floats as integers, at the speed of copying. */
    void bits(float[] from, int[] to, int n) {
        floatView.put(0, from, 0, n);
        intView.get(0, to, 0, n);
    }

    /** Reads integers as the bits of floats, at the speed of copying. */
    void floats(int[] from, float[] to, int n) {
        intView.put(0, from, 0, n);
        floatView.get(0, to, 0, n);
    }

    /** Reads the bits of doubles as integers. */
    void bits(double[] from, long[] to, int n) {
        doubleView.put(0, from, 0, n);
        longView.get(0, to, 0, n);
    }

    /** Reads integers as the bits of doubles. */
    void doubles(long[] from, double[] to, int n) {
        longView.put(0, from, 0, n);
        doubleView.get(0, to, 0, n);
    }
}
