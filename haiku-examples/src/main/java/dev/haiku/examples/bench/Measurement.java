package dev.haiku.examples.bench;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.function.Supplier;

/** A workload that has been prepared and warmed up, with what that took. */
final class Measurement {

    private static final long SHORTEST_SAMPLE_NANOS = 300_000;
    private static final int LARGEST_BITE = 4096;
    private static final long LONG_ENOUGH_BITE_NANOS = 2_000_000;

    private final Workload workload;
    private final double setupMillis;
    private final double firstMillis;
    private final double firstLoss;
    private int warmSteps = 1;
    private int bite = 1;
    private int stepsPerSample = 1;

    Measurement(Supplier<Workload> factory, double warmSeconds) {
        long start = System.nanoTime();
        workload = factory.get();
        long made = System.nanoTime();
        workload.step();
        long stepped = System.nanoTime();
        setupMillis = (made - start) / 1e6;
        firstMillis = (stepped - made) / 1e6;
        firstLoss = workload.loss();
        warmUp(System.nanoTime() + (long) (warmSeconds * 1e9));
        stepsPerSample = (int) Math.max(1, SHORTEST_SAMPLE_NANOS / Math.max(1, time(bite) / bite) + 1);
    }

    /** Runs the very loop that is measured later, in growing bites, so that the JVM compiles it. */
    private void warmUp(long end) {
        while (System.nanoTime() < end || warmSteps < 3) {
            long nanos = time(bite);
            warmSteps += bite;
            if (nanos < LONG_ENOUGH_BITE_NANOS && bite < LARGEST_BITE) {
                bite *= 2;
            }
        }
    }

    private long time(int steps) {
        long start = System.nanoTime();
        for (int i = 0; i < steps; i++) {
            workload.step();
        }
        return System.nanoTime() - start;
    }

    /** {@return the microseconds of one step, sample by sample, sorted} */
    List<Double> sample(double seconds) {
        List<Double> micros = new ArrayList<>();
        long end = System.nanoTime() + (long) (seconds * 1e9);
        while (System.nanoTime() < end || micros.size() < 3) {
            micros.add(time(stepsPerSample) / 1e3 / stepsPerSample);
        }
        Collections.sort(micros);
        return micros;
    }

    Workload workload() {
        return workload;
    }

    double setupMillis() {
        return setupMillis;
    }

    double firstMillis() {
        return firstMillis;
    }

    double firstLoss() {
        return firstLoss;
    }

    int warmSteps() {
        return warmSteps;
    }

    int stepsPerSample() {
        return stepsPerSample;
    }
}
