package dev.haiku.internal.exec.java;

/** Sums, maxima and minima of blocks of {@code f32}. */
final class FloatFolds {

    /** Down to this length halving is worth it. */
    private static final int SHORT = 64;

    private static final int LANES = 8;

    private FloatFolds() {}

    /** {@return all of a block folded; overwrites it} */
    static float row(Fold fold, float[] x, int n) {
        return switch (fold) {
            case MAX -> max(x, n);
            case MIN -> min(x, n);
            default -> sum(x, n);
        };
    }

    /** Folds the elements of {@code x} from {@code at} into those of {@code y}. */
    static void column(Fold fold, float[] x, int at, float[] y, int n) {
        switch (fold) {
            case MAX -> max(x, at, y, n);
            case MIN -> min(x, at, y, n);
            default -> sum(x, at, y, n);
        }
    }

    private static float sum(float[] x, int count) {
        int n = count;
        while (n > SHORT) {
            int half = n / 2;
            sum(x, n - half, x, half);
            n -= half;
        }
        float a = 0;
        float b = 0;
        float c = 0;
        float d = 0;
        int i = 0;
        for (; i + LANES <= n; i += LANES) {
            a += x[i] + x[i + 4];
            b += x[i + 1] + x[i + 5];
            c += x[i + 2] + x[i + 6];
            d += x[i + 3] + x[i + 7];
        }
        for (; i < n; i++) {
            a += x[i];
        }
        return (a + b) + (c + d);
    }

    private static float max(float[] x, int count) {
        int n = count;
        while (n > SHORT) {
            int half = n / 2;
            max(x, n - half, x, half);
            n -= half;
        }
        float result = Float.NEGATIVE_INFINITY;
        for (int i = 0; i < n; i++) {
            result = Math.max(result, x[i]);
        }
        return result;
    }

    private static float min(float[] x, int count) {
        int n = count;
        while (n > SHORT) {
            int half = n / 2;
            min(x, n - half, x, half);
            n -= half;
        }
        float result = Float.POSITIVE_INFINITY;
        for (int i = 0; i < n; i++) {
            result = Math.min(result, x[i]);
        }
        return result;
    }

    private static void sum(float[] x, int at, float[] y, int n) {
        for (int i = 0; i < n; i++) {
            y[i] += x[at + i];
        }
    }

    private static void max(float[] x, int at, float[] y, int n) {
        for (int i = 0; i < n; i++) {
            y[i] = Math.max(y[i], x[at + i]);
        }
    }

    private static void min(float[] x, int at, float[] y, int n) {
        for (int i = 0; i < n; i++) {
            y[i] = Math.min(y[i], x[at + i]);
        }
    }
}
