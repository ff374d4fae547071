package dev.haiku.internal.exec.java;

import dev.haiku.array.Elements;
import dev.haiku.internal.exec.Kernel;
import dev.haiku.internal.exec.Slot;

/**
 * Samples of the Poisson distribution, step by step as JAX draws them: Knuth's product of uniform numbers for rates below 10, else
 * transformed rejection.
 */
final class PoissonKernel implements Kernel {

    private static final float SMALL_RATE = 10;

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
        var rate = new float[out.size()];
        rates.floats().get(0, rate);
        boolean hasLarge = false;
        for (int at = 0; at < rate.length; at += Scratch.BLOCK) {
            hasLarge |= small(key, rate, at, Math.min(Scratch.BLOCK, rate.length - at), most);
        }
        if (hasLarge) {
            var samples = new PoissonRejection(rate, SMALL_RATE).run(key, most);
            for (int i = 0; i < rate.length; i++) {
                if (rate[i] >= SMALL_RATE) {
                    store(i, samples[i]);
                }
            }
        }
    }

    /** Counts factors until the product of uniform numbers is below {@code exp(-rate)}; returns whether there are large rates, too. */
    private boolean small(long firstKey, float[] rate, int at, int n, long most) {
        var scratch = Scratch.get();
        var uniform = scratch.floats(0);
        var logarithm = scratch.floats(1);
        var product = new float[n];
        var count = new long[n];
        long key = firstKey;
        boolean isActive = true;
        for (long i = 0; i < most && isActive; i++) {
            Draws.uniform(Draws.split(key, 1), at, uniform, n);
            key = Draws.split(key, 0);
            LogLoops.log(uniform, logarithm, n);
            isActive = false;
            for (int j = 0; j < n; j++) {
                if (rate[at + j] < SMALL_RATE && product[j] > -rate[at + j]) {
                    count[j]++;
                    product[j] += logarithm[j];
                    isActive = true;
                }
            }
        }
        boolean hasLarge = false;
        for (int j = 0; j < n; j++) {
            hasLarge |= rate[at + j] >= SMALL_RATE;
            store(at + j, rate[at + j] == 0 ? 0 : (double) count[j] - 1);
        }
        return hasLarge;
    }

    private void store(int index, double sample) {
        Elements.putDouble(out.type().dtype(), out.bytes(), index, sample);
    }
}
