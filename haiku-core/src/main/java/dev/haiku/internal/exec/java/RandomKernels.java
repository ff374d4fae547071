package dev.haiku.internal.exec.java;

import dev.haiku.array.DType;
import dev.haiku.internal.exec.Kernel;
import dev.haiku.internal.exec.Slot;
import dev.haiku.ir.RandomOp;

/** Kernels of random numbers. */
final class RandomKernels {

    /** From this size on, the numbers of one key are drawn in blocks of their own. */
    private static final int LARGE = 256;

    private static final long LOW_WORD = 0xffff_ffffL;

    private RandomKernels() {}

    static void addTo(KernelTable table) {
        table.on(RandomOp.Threefry2x32.class, (op, slots) -> threefry(slots));
        table.on(RandomOp.RandomBits.class, RandomKernels::bits);
        table.on(RandomOp.RandomGamma.class, (op, slots) -> new GammaKernel(slots, op.logSpace()));
        table.on(RandomOp.RandomPoisson.class, (op, slots) -> new PoissonKernel(slots));
    }

    private static Kernel threefry(Slots slots) {
        return Loops.blocks(slots.in(0).size(), (scratch, at, n) -> {
            for (int i = 0; i < 4; i++) {
                slots.in(i).ints().get(at, scratch.ints(i), 0, n);
            }
            Threefry.encrypt(scratch.ints(0), scratch.ints(1), scratch.ints(4), scratch.ints(2), scratch.ints(3), n);
            slots.outputs().get(0).ints().put(at, scratch.ints(2), 0, n);
            slots.outputs().get(1).ints().put(at, scratch.ints(3), 0, n);
        });
    }

    private static Kernel bits(RandomOp.RandomBits op, Slots slots) {
        var keys = slots.in(0);
        var out = slots.out();
        int size = (int) op.shape().size();
        if (size < LARGE) {
            return flatBits(keys, out, size);
        }
        return () -> {
            for (int key = 0; key < keys.size() / 2; key++) {
                bits(keys.ints().get(2 * key), keys.ints().get(2 * key + 1), out, key * size, size);
            }
        };
    }

    private static void bits(int key0, int key1, Slot out, int start, int size) {
        Workers.run(size, (from, to) -> {
            var scratch = Scratch.get();
            for (int at = from; at < to; at += Scratch.BLOCK) {
                int n = Math.min(Scratch.BLOCK, to - at);
                Threefry.count(key0, key1, at, scratch.ints(0), scratch.ints(1), n);
                store(scratch, scratch.ints(0), scratch.ints(1), out, start + at, n);
            }
        });
    }

    /** Few numbers for each of many keys: a block may hold those of several. */
    private static Kernel flatBits(Slot keys, Slot out, int size) {
        return Loops.blocks(out.size(), (scratch, at, n) -> {
            var ints = keys.ints();
            for (int i = 0; i < n; i++) {
                int key = (at + i) / size;
                scratch.ints(0)[i] = ints.get(2 * key);
                scratch.ints(1)[i] = ints.get(2 * key + 1);
                scratch.ints(2)[i] = 0;
                scratch.ints(3)[i] = (at + i) % size;
            }
            Threefry.encrypt(scratch.ints(0), scratch.ints(1), scratch.ints(4), scratch.ints(2), scratch.ints(3), n);
            store(scratch, scratch.ints(2), scratch.ints(3), out, at, n);
        });
    }

    private static void store(Scratch scratch, int[] high, int[] low, Slot out, int at, int n) {
        if (out.type().dtype() == DType.U32) {
            IntLoops.xor(high, low, high, n);
            out.ints().put(at, high, 0, n);
            return;
        }
        boolean isWide = out.type().dtype() == DType.I64;
        var words = scratch.longs(0);
        for (int i = 0; i < n; i++) {
            words[i] = isWide ? (long) high[i] << Integer.SIZE | low[i] & LOW_WORD : high[i] ^ low[i];
        }
        Blocks.store(words, out, at, n);
    }
}
