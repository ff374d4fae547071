package dev.haiku.internal.exec.java;

import dev.haiku.array.DType;
import dev.haiku.internal.exec.Kernel;
import dev.haiku.internal.exec.Slot;
import java.nio.IntBuffer;
import java.util.Arrays;

/** Copies elements of one size, whatever they mean. */
enum Mover {
    /** Elements of 1 byte. */
    BYTES {
        @Override
        void move(Slot from, int at, int step, Slot to, int toAt, int toStep, int count) {
            var source = from.bytes();
            var target = to.bytes();
            if (isBulk(step, toStep, count)) {
                target.put(toAt, source, at, count);
                return;
            }
            for (int i = 0; i < count; i++) {
                target.put(toAt + i * toStep, source.get(at + i * step));
            }
        }
    },
    /** Elements of 2 bytes. */
    SHORTS {
        @Override
        void move(Slot from, int at, int step, Slot to, int toAt, int toStep, int count) {
            var source = from.shorts();
            var target = to.shorts();
            if (isBulk(step, toStep, count)) {
                target.put(toAt, source, at, count);
                return;
            }
            for (int i = 0; i < count; i++) {
                target.put(toAt + i * toStep, source.get(at + i * step));
            }
        }
    },
    /** Elements of 4 bytes. */
    INTS {
        @Override
        void move(Slot from, int at, int step, Slot to, int toAt, int toStep, int count) {
            var source = from.ints();
            var target = to.ints();
            if (step == 0 && toStep == 1 && count >= WORTH_FILLING) {
                fill(source.get(at), target, toAt, count);
                return;
            }
            if (isBulk(step, toStep, count)) {
                target.put(toAt, source, at, count);
                return;
            }
            for (int i = 0; i < count; i++) {
                target.put(toAt + i * toStep, source.get(at + i * step));
            }
        }
    },
    /** Elements of 8 bytes. */
    LONGS {
        @Override
        void move(Slot from, int at, int step, Slot to, int toAt, int toStep, int count) {
            var source = from.longs();
            var target = to.longs();
            if (isBulk(step, toStep, count)) {
                target.put(toAt, source, at, count);
                return;
            }
            for (int i = 0; i < count; i++) {
                target.put(toAt + i * toStep, source.get(at + i * step));
            }
        }
    };

    /** Below it, a loop is faster than the call. */
    private static final int WORTH_A_CALL = 12;

    /** From here on, copies of a block are faster than a loop. */
    private static final int WORTH_FILLING = 32;

    /** Copies {@code count} elements between positions that move by those steps. */
    abstract void move(Slot from, int at, int step, Slot to, int toAt, int toStep, int count);

    private static boolean isBulk(int step, int toStep, int count) {
        return step == 1 && toStep == 1 && count >= WORTH_A_CALL;
    }

    private static void fill(int value, IntBuffer to, int at, int count) {
        var block = Scratch.get().ints(0);
        Arrays.fill(block, 0, Math.min(count, Scratch.BLOCK), value);
        for (int done = 0; done < count; done += Scratch.BLOCK) {
            to.put(at + done, block, 0, Math.min(count - done, Scratch.BLOCK));
        }
    }

    static Mover of(DType dtype) {
        return switch (dtype.bytes()) {
            case 1 -> BYTES;
            case 2 -> SHORTS;
            case 4 -> INTS;
            default -> LONGS;
        };
    }

    /** {@return a kernel that copies along a nest} */
    static Kernel kernel(Nest nest, Slot from, int at, Slot to, int toAt) {
        var mover = of(to.type().dtype());
        return () -> nest.forEachRun(
                at, toAt, (a, step, b, toStep, count) -> mover.move(from, a, step, to, b, toStep, count));
    }
}
