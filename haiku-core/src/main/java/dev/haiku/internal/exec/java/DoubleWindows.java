package dev.haiku.internal.exec.java;

import dev.haiku.internal.exec.Slot;
import java.util.Arrays;

/**
 * Windows of floating-point numbers, in double.
 *
 * @param fold the function
 */
record DoubleWindows(Fold fold) implements WindowLanes<double[]> {

    @Override
    public double[] allocate(int length) {
        return new double[length];
    }

    @Override
    public void clear(double[] lanes, int at, int n) {
        Arrays.fill(lanes, at, at + n, fold.identity());
    }

    @Override
    public void load(Slot slot, int at, double[] to, int toAt, int n) {
        var block = Scratch.get().doubles(0);
        for (int done = 0; done < n; done += Scratch.BLOCK) {
            int count = Math.min(Scratch.BLOCK, n - done);
            Blocks.load(slot, at + done, block, count);
            System.arraycopy(block, 0, to, toAt + done, count);
        }
    }

    @Override
    public void store(double[] lanes, Slot slot, int at, int n) {
        var block = Scratch.get().doubles(0);
        for (int done = 0; done < n; done += Scratch.BLOCK) {
            int count = Math.min(Scratch.BLOCK, n - done);
            System.arraycopy(lanes, done, block, 0, count);
            Blocks.store(block, slot, at + done, count);
        }
    }

    @Override
    public void fold(double[] from, int at, double[] to, int toAt, int n) {
        fold(from, at, 1, to, toAt, 1, n);
    }

    @Override
    public void fold(double[] from, int at, int step, double[] to, int toAt, int toStep, int n) {
        var function = fold.doubles();
        for (int i = 0; i < n; i++) {
            int place = toAt + i * toStep;
            to[place] = function.applyAsDouble(to[place], from[at + i * step]);
        }
    }
}
