package dev.haiku.internal.exec.java;

import dev.haiku.array.DType;
import dev.haiku.array.Elements;
import dev.haiku.internal.exec.Slot;
import java.util.Arrays;

/** Panels of {@code float}. */
final class FloatPanels implements Panels<float[]> {

    private static final int UNROLLED = 4;
    private static final int BLOCK = 256;
    private static final int CHUNK = 1 << 15;

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
    public float[] allocate(int size) {
        return new float[size];
    }

    @Override
    public void release(float[] panel) {}

    @Override
    public void clear(float[] panel, int at, int count) {
        Arrays.fill(panel, at, at + count, 0);
    }

    @Override
    public void load(Slot from, int at, int step, float[] to, int toAt, int toStep, int count) {
        var dtype = from.type().dtype();
        if (dtype == DType.F32) {
            loadFloats(from, at, step, to, toAt, toStep, count);
            return;
        }
        var bytes = from.bytes();
        for (int i = 0; i < count; i++) {
            to[toAt + i * toStep] = (float) Elements.getDouble(dtype, bytes, at + i * step);
        }
    }

    private static void loadFloats(Slot from, int at, int step, float[] to, int toAt, int toStep, int count) {
        var floats = from.floats();
        if (step == 1 && toStep == 1) {
            floats.get(at, to, toAt, count);
            return;
        }
        for (int i = 0; i < count; i++) {
            to[toAt + i * toStep] = floats.get(at + i * step);
        }
    }

    @Override
    public void store(float[] from, int at, int step, Slot to, int toAt, int toStep, int count) {
        var dtype = to.type().dtype();
        if (dtype == DType.F32) {
            storeFloats(from, at, step, to, toAt, toStep, count);
            return;
        }
        var bytes = to.bytes();
        for (int i = 0; i < count; i++) {
            Elements.putDouble(dtype, bytes, toAt + i * toStep, from[at + i * step]);
        }
    }

    private static void storeFloats(float[] from, int at, int step, Slot to, int toAt, int toStep, int count) {
        var floats = to.floats();
        if (step == 1 && toStep == 1) {
            floats.put(toAt, from, at, count);
            return;
        }
        for (int i = 0; i < count; i++) {
            floats.put(toAt + i * toStep, from[at + i * step]);
        }
    }

    /** Two rows at a time; the partner of an odd last row is the row itself, thrown away. */
    @Override
    public void multiply(Left<float[]> left, int depth, float[] right, int lanes, float[] sums) {
        var upper = new float[lanes];
        var lower = new float[lanes];
        var a = left.numbers();
        int inner = left.innerStep();
        for (int row = 0; row < left.rows(); row += 2) {
            int partner = Math.min(row + 1, left.rows() - 1);
            System.arraycopy(sums, row * lanes, upper, 0, lanes);
            System.arraycopy(sums, partner * lanes, lower, 0, lanes);
            int k = 0;
            for (; k + UNROLLED <= depth; k += UNROLLED) {
                int at = row * left.rowStep() + k * inner;
                add4(a, at, partner * left.rowStep() + k * inner, inner, right, k * lanes, lanes, upper, lower);
            }
            for (; k < depth; k++) {
                float x = a[row * left.rowStep() + k * inner];
                add1(x, a[partner * left.rowStep() + k * inner], right, k * lanes, lanes, upper, lower);
            }
            System.arraycopy(lower, 0, sums, partner * lanes, lanes);
            System.arraycopy(upper, 0, sums, row * lanes, lanes);
        }
    }

    private static void add4(
            float[] a, int p, int q, int step, float[] b, int first, int n, float[] upper, float[] lower) {
        float p0 = a[p];
        float p1 = a[p + step];
        float p2 = a[p + 2 * step];
        float p3 = a[p + 3 * step];
        float q0 = a[q];
        float q1 = a[q + step];
        float q2 = a[q + 2 * step];
        float q3 = a[q + 3 * step];
        int second = first + n;
        int third = second + n;
        int fourth = third + n;
        for (int j = 0; j < n; j++) {
            float b0 = b[first + j];
            float b1 = b[second + j];
            float b2 = b[third + j];
            float b3 = b[fourth + j];
            float x = upper[j] + (p0 * b0 + p1 * b1 + (p2 * b2 + p3 * b3));
            float y = lower[j] + (q0 * b0 + q1 * b1 + (q2 * b2 + q3 * b3));
            upper[j] = x;
            lower[j] = y;
        }
    }

    private static void add1(float p, float q, float[] b, int start, int n, float[] upper, float[] lower) {
        for (int j = 0; j < n; j++) {
            float x = upper[j] + p * b[start + j];
            float y = lower[j] + q * b[start + j];
            upper[j] = x;
            lower[j] = y;
        }
    }

    @Override
    public void addProducts(Run<float[]> x, Run<float[]> y, int depth, float[] sums, int at, int count) {
        int k = 0;
        for (; k + UNROLLED <= depth; k += UNROLLED) {
            addProducts4(x, x.at() + k * x.step(), y, y.at() + k * y.step(), sums, at, count);
        }
        for (; k < depth; k++) {
            addProducts1(x.numbers(), x.at() + k * x.step(), y.numbers(), y.at() + k * y.step(), sums, at, count);
        }
    }

    private static void addProducts4(
            Run<float[]> left, int first, Run<float[]> right, int start, float[] sums, int at, int n) {
        var x = left.numbers();
        var y = right.numbers();
        int x1 = first + left.step();
        int x2 = x1 + left.step();
        int x3 = x2 + left.step();
        int y1 = start + right.step();
        int y2 = y1 + right.step();
        int y3 = y2 + right.step();
        for (int i = 0; i < n; i++) {
            float low = x[first + i] * y[start + i] + x[x1 + i] * y[y1 + i];
            sums[at + i] += low + (x[x2 + i] * y[y2 + i] + x[x3 + i] * y[y3 + i]);
        }
    }

    private static void addProducts1(float[] x, int first, float[] y, int start, float[] sums, int at, int n) {
        for (int i = 0; i < n; i++) {
            sums[at + i] += x[first + i] * y[start + i];
        }
    }

    @Override
    public void add(float[] x, float[] sums, int count) {
        for (int i = 0; i < count; i++) {
            sums[i] += x[i];
        }
    }
}
