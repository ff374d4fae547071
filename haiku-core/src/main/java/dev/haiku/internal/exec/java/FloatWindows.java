package dev.haiku.internal.exec.java;

import dev.haiku.internal.exec.Slot;
import java.util.Arrays;

/**
 * Windows of {@code f32}; each loop stands alone, so that the compiler vectorises it.
 *
 * @param fold the function
 */
record FloatWindows(Fold fold) implements WindowLanes<float[]> {

    @Override
    public float[] allocate(int length) {
        return new float[length];
    }

    @Override
    public void clear(float[] lanes, int at, int n) {
        Arrays.fill(lanes, at, at + n, (float) fold.identity());
    }

    @Override
    public void load(Slot slot, int at, float[] to, int toAt, int n) {
        slot.floats().get(at, to, toAt, n);
    }

    @Override
    public void store(float[] lanes, Slot slot, int at, int n) {
        slot.floats().put(at, lanes, 0, n);
    }

    @Override
    public void fold(float[] from, int at, float[] to, int toAt, int n) {
        switch (fold) {
            case SUM -> sum(from, at, to, toAt, n);
            case MAX -> max(from, at, to, toAt, n);
            case MIN -> min(from, at, to, toAt, n);
            default -> product(from, at, 1, to, toAt, 1, n);
        }
    }

    @Override
    public void fold(float[] from, int at, int step, float[] to, int toAt, int toStep, int n) {
        switch (fold) {
            case SUM -> sum(from, at, step, to, toAt, toStep, n);
            case MAX -> max(from, at, step, to, toAt, toStep, n);
            case MIN -> min(from, at, step, to, toAt, toStep, n);
            default -> product(from, at, step, to, toAt, toStep, n);
        }
    }

    private static void sum(float[] x, int at, float[] y, int to, int n) {
        for (int i = 0; i < n; i++) {
            y[to + i] += x[at + i];
        }
    }

    private static void sum(float[] x, int at, int step, float[] y, int to, int toStep, int n) {
        for (int i = 0; i < n; i++) {
            y[to + i * toStep] += x[at + i * step];
        }
    }

    private static void max(float[] x, int at, float[] y, int to, int n) {
        for (int i = 0; i < n; i++) {
            y[to + i] = Math.max(y[to + i], x[at + i]);
        }
    }

    private static void max(float[] x, int at, int step, float[] y, int to, int toStep, int n) {
        for (int i = 0; i < n; i++) {
            y[to + i * toStep] = Math.max(y[to + i * toStep], x[at + i * step]);
        }
    }

    private static void min(float[] x, int at, float[] y, int to, int n) {
        for (int i = 0; i < n; i++) {
            y[to + i] = Math.min(y[to + i], x[at + i]);
        }
    }

    private static void min(float[] x, int at, int step, float[] y, int to, int toStep, int n) {
        for (int i = 0; i < n; i++) {
            y[to + i * toStep] = Math.min(y[to + i * toStep], x[at + i * step]);
        }
    }

    private static void product(float[] x, int at, int step, float[] y, int to, int toStep, int n) {
        for (int i = 0; i < n; i++) {
            y[to + i * toStep] *= x[at + i * step];
        }
    }
}
