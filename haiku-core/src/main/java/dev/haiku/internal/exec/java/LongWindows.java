package dev.haiku.internal.exec.java;

import dev.haiku.array.DType;
import dev.haiku.internal.exec.Slot;
import java.util.Arrays;

/**
 * Windows of integers, in long.
 *
 * @param fold the function
 * @param dtype the type of the integers
 */
record LongWindows(Fold fold, DType dtype) implements WindowLanes<long[]> {

    @Override
    public long[] allocate(int length) {
        return new long[length];
    }

    @Override
    public void clear(long[] lanes, int at, int n) {
        Arrays.fill(lanes, at, at + n, fold.identity(dtype));
    }

    @Override
    public void load(Slot slot, int at, long[] to, int toAt, int n) {
        var block = Scratch.get().longs(0);
        for (int done = 0; done < n; done += Scratch.BLOCK) {
            int count = Math.min(Scratch.BLOCK, n - done);
            Blocks.load(slot, at + done, block, count);
            System.arraycopy(block, 0, to, toAt + done, count);
        }
    }

    @Override
    public void store(long[] lanes, Slot slot, int at, int n) {
        var block = Scratch.get().longs(0);
        for (int done = 0; done < n; done += Scratch.BLOCK) {
            int count = Math.min(Scratch.BLOCK, n - done);
            System.arraycopy(lanes, done, block, 0, count);
            Blocks.store(block, slot, at + done, count);
        }
    }

    @Override
    public void fold(long[] from, int at, long[] to, int toAt, int n) {
        fold(from, at, 1, to, toAt, 1, n);
    }

    @Override
    public void fold(long[] from, int at, int step, long[] to, int toAt, int toStep, int n) {
        var function = fold.longs();
        for (int i = 0; i < n; i++) {
            int place = toAt + i * toStep;
            to[place] = function.applyAsLong(to[place], from[at + i * step]);
        }
    }
}
