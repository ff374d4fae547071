package dev.haiku.internal.exec.java;

import dev.haiku.array.Elements;
import dev.haiku.internal.exec.Kernel;
import dev.haiku.internal.exec.Slot;
import java.util.Arrays;

/**
 * Samples of the Poisson distribution, step by step as JAX draws them: Knuth's product of uniform numbers for rates
 * below 10, else transformed rejection.
 *
 * <p>Source: Hörmann, "The transformed rejection method for generating Poisson random variables" (1993).
 */
final class PoissonKernel implements Kernel {

    private static final float SMALL_RATE = 10;

    /** The rate that stands in for small ones in the rejection loop. */
    private static final float LARGE_RATE = 1e5f;

    private final Slot keys;
    private final Slot rates;
    private final Slot out;

    PoissonKernel(Slots slots) {
        this.keys = slots.in(0);
        this.rates = slots.in(1);
        this.out = slots.out();
    }

    @Override
    public void run() {
        long key = Draws.key(keys.ints().get(0), keys.ints().get(1));
        long most = Limits.highest(out.type().dtype());
        var large = new Rejection[out.size()];
        boolean hasLarge = false;
        for (int i = 0; i < large.length; i++) {
            float rate = rates.floats().get(i);
            boolean isLarge = rate >= SMALL_RATE;
            large[i] = new Rejection(isLarge ? rate : LARGE_RATE);
            hasLarge |= isLarge;
            if (!isLarge) {
                store(i, rate == 0 ? 0 : small(key, i, rate, most));
            }
        }
        if (hasLarge) {
            reject(large, key, most);
        }
    }

    private void store(int index, double sample) {
        Elements.putDouble(out.type().dtype(), out.bytes(), index, sample);
    }

    private static long small(long firstKey, int index, float rate, long most) {
        long key = firstKey;
        long count = 0;
        float logProduct = 0;
        while (logProduct > -rate && count < most) {
            count++;
            logProduct += (float) Math.log(Draws.uniformFloat(Draws.split(key, 1), index));
            key = Draws.split(key, 0);
        }
        return count - 1;
    }

    /** Goes on until each element has accepted a candidate; as in JAX, later candidates that are accepted replace earlier ones. */
    private void reject(Rejection[] elements, long firstKey, long most) {
        long key = firstKey;
        int waiting = elements.length;
        for (long i = 0; i < most && waiting > 0; i++) {
            long first = Draws.split(key, 1);
            long second = Draws.split(key, 2);
            key = Draws.split(key, 0);
            waiting = 0;
            for (int j = 0; j < elements.length; j++) {
                elements[j].propose(Draws.uniformFloat(first, j) - 0.5f, Draws.uniformFloat(second, j));
                waiting += elements[j].isAccepted ? 0 : 1;
            }
        }
        for (int i = 0; i < elements.length; i++) {
            if (rates.floats().get(i) >= SMALL_RATE) {
                store(i, elements[i].sample);
            }
        }
    }

    /** The rejection sampler of one element. */
    private static final class Rejection {

        private final float rate;
        private final float logRate;
        private final float a;
        private final float b;
        private final float inverseAlpha;
        private final float highest;
        private float sample = -1;
        private boolean isAccepted;

        Rejection(float rate) {
            this.rate = rate;
            this.logRate = (float) Math.log(rate);
            this.b = 0.931f + 2.53f * (float) Math.sqrt(rate);
            this.a = -0.059f + 0.02483f * b;
            this.inverseAlpha = 1.1239f + 1.1328f / (b - 3.4f);
            this.highest = 0.9277f - 3.6224f / (b - 2);
        }

        void propose(float u, float v) {
            float shifted = 0.5f - Math.abs(u);
            float k = (float) Math.floor((2 * a / shifted + b) * u + rate + 0.43f);
            if ((shifted >= 0.07f && v <= highest) || (!isRejected(k, shifted, v) && isBelow(k, shifted, v))) {
                sample = k;
                isAccepted = true;
            }
        }

        private static boolean isRejected(float k, float shifted, float v) {
            return k < 0 || (shifted < 0.013f && v > shifted);
        }

        private boolean isBelow(float k, float shifted, float v) {
            float s = (float) Math.log(v * inverseAlpha / (a / (shifted * shifted) + b));
            return s <= -rate + k * logRate - (float) GammaFunction.lgamma(k + 1);
        }
    }
}
