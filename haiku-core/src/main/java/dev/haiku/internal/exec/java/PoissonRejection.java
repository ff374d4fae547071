package dev.haiku.internal.exec.java;

import java.util.Arrays;

/**
 * Samples of the Poisson distribution with large rates by transformed rejection, with the roundings of XLA's code for CPUs.
 *
 * <p>As in JAX, all elements go on until each has accepted a candidate, later candidates that are accepted replace earlier ones, and
 * small rates take part with a stand-in. Source: Hörmann, "The transformed rejection method for generating Poisson random variables" (1993).
 */
final class PoissonRejection {

    private static final float STAND_IN = 1e5f;

    private final float[] rate;
    private final float[] logRate;
    private final float[] samples;
    private final boolean[] isAccepted;
    private final float[] u = new float[Scratch.BLOCK];
    private final float[] v = new float[Scratch.BLOCK];
    private final float[] k = new float[Scratch.BLOCK];
    private final float[] s = new float[Scratch.BLOCK];
    private final float[] t = new float[Scratch.BLOCK];

    PoissonRejection(float[] rates, float smallest) {
        int size = rates.length;
        rate = rates.clone();
        logRate = new float[size];
        samples = new float[size];
        isAccepted = new boolean[size];
        Arrays.fill(samples, -1);
        for (int i = 0; i < size; i++) {
            rate[i] = rates[i] >= smallest ? rates[i] : STAND_IN;
        }
        for (int at = 0; at < size; at += Scratch.BLOCK) {
            int n = Math.min(Scratch.BLOCK, size - at);
            System.arraycopy(rate, at, u, 0, n);
            LogLoops.log(u, v, n);
            System.arraycopy(v, 0, logRate, at, n);
        }
    }

    /** {@return the samples after at most so many candidates for each} */
    float[] run(long firstKey, long most) {
        long key = firstKey;
        boolean isWaiting = true;
        for (long i = 0; i < most && isWaiting; i++) {
            long first = Draws.split(key, 1);
            long second = Draws.split(key, 2);
            key = Draws.split(key, 0);
            isWaiting = false;
            for (int at = 0; at < rate.length; at += Scratch.BLOCK) {
                int n = Math.min(Scratch.BLOCK, rate.length - at);
                Draws.uniform(first, at, u, n);
                Draws.uniform(second, at, v, n);
                isWaiting |= propose(at, n);
            }
        }
        return samples;
    }

    private boolean propose(int at, int n) {
        for (int i = 0; i < n; i++) {
            float lambda = rate[at + i];
            float b = b(lambda);
            float a = a(b);
            float shifted = 0.5f - Math.abs(u[i] - 0.5f);
            k[i] = (float) Math.floor(Math.fma(2 * a / shifted + b, u[i] - 0.5f, lambda) + 0.43f);
            t[i] = v[i] * (1.1239f + 1.1328f / (b - 3.4f)) / (a / (shifted * shifted) + b);
        }
        LogLoops.log(t, s, n);
        for (int i = 0; i < n; i++) {
            t[i] = k[i] + 1;
        }
        var logFactorial = LgammaLoops.lgamma(t, n);
        boolean isWaiting = false;
        for (int i = 0; i < n; i++) {
            float bound = Math.fma(k[i], logRate[at + i], -rate[at + i]) - logFactorial[i];
            if (accepts(b(rate[at + i]), i, s[i] <= bound)) {
                samples[at + i] = k[i];
                isAccepted[at + i] = true;
            }
            isWaiting |= !isAccepted[at + i];
        }
        return isWaiting;
    }

    private static float b(float rate) {
        return Math.fma(2.53f, (float) Math.sqrt(rate), 0.931f);
    }

    private static float a(float b) {
        return Math.fma(0.02483f, b, -0.059f);
    }

    private boolean accepts(float b, int i, boolean isBelow) {
        float shifted = 0.5f - Math.abs(u[i] - 0.5f);
        boolean isSqueezed = shifted >= 0.07f && v[i] <= 0.9277f - 3.6224f / (b - 2);
        boolean isRejected = k[i] < 0 || (shifted < 0.013f && v[i] > shifted);
        return isSqueezed || (!isRejected && isBelow);
    }
}
