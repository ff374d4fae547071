package dev.haiku.internal.exec.java;

import dev.haiku.internal.exec.Slot;
import java.util.Arrays;

/** Panels of {@code double}. */
final class DoublePanels implements Panels<double[]> {

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
    public double[] allocate(int size) {
        return new double[size];
    }

    @Override
    public void release(double[] panel) {}

    @Override
    public void clear(double[] panel, int at, int count) {
        Arrays.fill(panel, at, at + count, 0);
    }

    @Override
    public void load(Slot from, int at, int step, double[] to, int toAt, int toStep, int count) {
        var doubles = from.doubles();
        if (step == 1 && toStep == 1) {
            doubles.get(at, to, toAt, count);
            return;
        }
        for (int i = 0; i < count; i++) {
            to[toAt + i * toStep] = doubles.get(at + i * step);
        }
    }

    @Override
    public void store(double[] from, int at, int step, Slot to, int toAt, int toStep, int count) {
        var doubles = to.doubles();
        if (step == 1 && toStep == 1) {
            doubles.put(toAt, from, at, count);
            return;
        }
        for (int i = 0; i < count; i++) {
            doubles.put(toAt + i * toStep, from[at + i * step]);
        }
    }

    /** Two rows at a time; the partner of an odd last row is the row itself, thrown away. */
    @Override
    public void multiply(Left<double[]> left, int depth, double[] right, int lanes, double[] sums) {
        var upper = new double[lanes];
        var lower = new double[lanes];
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
                double x = a[row * left.rowStep() + k * inner];
                add1(x, a[partner * left.rowStep() + k * inner], right, k * lanes, lanes, upper, lower);
            }
            System.arraycopy(lower, 0, sums, partner * lanes, lanes);
            System.arraycopy(upper, 0, sums, row * lanes, lanes);
        }
    }

    private static void add4(
            double[] a, int p, int q, int step, double[] b, int first, int n, double[] upper, double[] lower) {
        double p0 = a[p];
        double p1 = a[p + step];
        double p2 = a[p + 2 * step];
        double p3 = a[p + 3 * step];
        double q0 = a[q];
        double q1 = a[q + step];
        double q2 = a[q + 2 * step];
        double q3 = a[q + 3 * step];
        int second = first + n;
        int third = second + n;
        int fourth = third + n;
        for (int j = 0; j < n; j++) {
            double b0 = b[first + j];
            double b1 = b[second + j];
            double b2 = b[third + j];
            double b3 = b[fourth + j];
            double x = upper[j] + (p0 * b0 + p1 * b1 + (p2 * b2 + p3 * b3));
            double y = lower[j] + (q0 * b0 + q1 * b1 + (q2 * b2 + q3 * b3));
            upper[j] = x;
            lower[j] = y;
        }
    }

    private static void add1(double p, double q, double[] b, int start, int n, double[] upper, double[] lower) {
        for (int j = 0; j < n; j++) {
            double x = upper[j] + p * b[start + j];
            double y = lower[j] + q * b[start + j];
            upper[j] = x;
            lower[j] = y;
        }
    }

    @Override
    public void addProducts(Run<double[]> x, Run<double[]> y, int depth, double[] sums, int at, int count) {
        int k = 0;
        for (; k + UNROLLED <= depth; k += UNROLLED) {
            addProducts4(x, x.at() + k * x.step(), y, y.at() + k * y.step(), sums, at, count);
        }
        for (; k < depth; k++) {
            addProducts1(x.numbers(), x.at() + k * x.step(), y.numbers(), y.at() + k * y.step(), sums, at, count);
        }
    }

    private static void addProducts4(
            Run<double[]> left, int first, Run<double[]> right, int start, double[] sums, int at, int n) {
        var x = left.numbers();
        var y = right.numbers();
        int x1 = first + left.step();
        int x2 = x1 + left.step();
        int x3 = x2 + left.step();
        int y1 = start + right.step();
        int y2 = y1 + right.step();
        int y3 = y2 + right.step();
        for (int i = 0; i < n; i++) {
            double low = x[first + i] * y[start + i] + x[x1 + i] * y[y1 + i];
            sums[at + i] += low + (x[x2 + i] * y[y2 + i] + x[x3 + i] * y[y3 + i]);
        }
    }

    private static void addProducts1(double[] x, int first, double[] y, int start, double[] sums, int at, int n) {
        for (int i = 0; i < n; i++) {
            sums[at + i] += x[first + i] * y[start + i];
        }
    }

    @Override
    public void add(double[] x, double[] sums, int count) {
        for (int i = 0; i < count; i++) {
            sums[i] += x[i];
        }
    }
}
