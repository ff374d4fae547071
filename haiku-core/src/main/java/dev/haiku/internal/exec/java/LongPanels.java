package dev.haiku.internal.exec.java;

import dev.haiku.array.Elements;
import dev.haiku.internal.exec.Slot;
import java.util.Arrays;

/** Panels of {@code long}, for integers of all types: wrapping at the end is the same as wrapping all the time. */
final class LongPanels implements Panels<long[]> {

    private static final int BLOCK = 256;
    private static final int CHUNK = 1 << 14;

    @Override
    public int block() {
        return BLOCK;
    }

    @Override
    public int chunk() {
        return CHUNK;
    }

    @Override
    public int lanes() {
        return BLOCK / 2;
    }

    @Override
    public boolean hasGroups() {
        return true;
    }

    @Override
    public long[] allocate(int size) {
        return new long[size];
    }

    @Override
    public void release(long[] panel) {}

    @Override
    public void clear(long[] panel, int at, int count) {
        Arrays.fill(panel, at, at + count, 0);
    }

    @Override
    public void load(Slot from, int at, int step, long[] to, int toAt, int toStep, int count) {
        var dtype = from.type().dtype();
        var bytes = from.bytes();
        for (int i = 0; i < count; i++) {
            to[toAt + i * toStep] = Elements.getLong(dtype, bytes, at + i * step);
        }
    }

    @Override
    public void store(long[] from, int at, int step, Slot to, int toAt, int toStep, int count) {
        var dtype = to.type().dtype();
        var bytes = to.bytes();
        for (int i = 0; i < count; i++) {
            Elements.putLong(dtype, bytes, toAt + i * toStep, from[at + i * step]);
        }
    }

    @Override
    public void multiply(Left<long[]> left, int depth, long[] right, int lanes, long[] sums) {
        for (int row = 0; row < left.rows(); row++) {
            for (int k = 0; k < depth; k++) {
                long factor = left.numbers()[row * left.rowStep() + k * left.innerStep()];
                for (int j = 0; j < lanes; j++) {
                    sums[row * lanes + j] += factor * right[k * lanes + j];
                }
            }
        }
    }

    @Override
    public void addProducts(Run<long[]> x, Run<long[]> y, int depth, long[] sums, int at, int count) {
        for (int k = 0; k < depth; k++) {
            int xAt = x.at() + k * x.step();
            int yAt = y.at() + k * y.step();
            for (int i = 0; i < count; i++) {
                sums[at + i] += x.numbers()[xAt + i] * y.numbers()[yAt + i];
            }
        }
    }

    @Override
    public void add(long[] x, long[] sums, int count) {
        for (int i = 0; i < count; i++) {
            sums[i] += x[i];
        }
    }
}
