package dev.haiku.internal.exec.java;

import dev.haiku.array.DType;
import dev.haiku.internal.exec.Kernel;
import dev.haiku.ir.Elementwise;
import java.util.function.LongBinaryOperator;

/** Kernels on the bits of integers and on truth values. */
final class BitKernels {

    private static final int LONG_BITS = 64;

    private BitKernels() {}

    static void addTo(KernelTable table) {
        bits(table, Elementwise.And.class, IntLoops::and, (x, y) -> x & y);
        bits(table, Elementwise.Or.class, IntLoops::or, (x, y) -> x | y);
        bits(table, Elementwise.Xor.class, IntLoops::xor, (x, y) -> x ^ y);
        bits(table, Elementwise.ShiftLeft.class, IntLoops::shiftLeft, BitKernels::shiftLeft);
        table.on(Elementwise.ShiftRightLogical.class, (op, slots) -> shiftRightLogical(slots));
        table.on(Elementwise.ShiftRightArithmetic.class, (op, slots) -> shiftRightArithmetic(slots));
        table.on(Elementwise.Not.class, (op, slots) -> not(slots));
    }

    private static void bits(
            KernelTable table, Class<? extends Elementwise> op, Loops.Ints2 ints, LongBinaryOperator longs) {
        table.on(op, (primitive, slots) -> isInt(slots) ? Loops.ints(slots, ints) : Loops.longs(slots, longs));
    }

    private static boolean isInt(Slots slots) {
        return slots.dtype() == DType.I32 || slots.dtype() == DType.U32;
    }

    private static Kernel not(Slots slots) {
        if (isInt(slots)) {
            return Loops.ints(slots, IntLoops::not);
        }
        return slots.dtype().isBool() ? Loops.longs(slots, x -> 1 - x) : Loops.longs(slots, x -> ~x);
    }

    /** Bits beyond the type's width vanish when the result is stored. */
    private static long shiftLeft(long x, long count) {
        return count >= 0 && count < LONG_BITS ? x << count : 0;
    }

    private static Kernel shiftRightLogical(Slots slots) {
        if (isInt(slots)) {
            return Loops.ints(slots, IntLoops::shiftRightLogical);
        }
        int bits = slots.dtype().bytes() * Byte.SIZE;
        long mask = bits == LONG_BITS ? -1 : (1L << bits) - 1;
        return Loops.longs(slots, (x, count) -> count >= 0 && count < bits ? (x & mask) >>> count : 0);
    }

    /** The sign is that of the type's highest bit, for unsigned types, too. */
    private static Kernel shiftRightArithmetic(Slots slots) {
        int unused = LONG_BITS - slots.dtype().bytes() * Byte.SIZE;
        int highest = LONG_BITS - 1 - unused;
        return Loops.longs(slots, (x, count) -> {
            long extended = x << unused >> unused;
            return extended >> (count >= 0 && count < highest ? count : highest);
        });
    }
}
