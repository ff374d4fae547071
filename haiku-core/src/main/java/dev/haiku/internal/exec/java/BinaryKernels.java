package dev.haiku.internal.exec.java;

import dev.haiku.array.DType;
import dev.haiku.array.Halves;
import dev.haiku.internal.exec.Kernel;
import dev.haiku.ir.Elementwise;
import java.util.function.DoubleBinaryOperator;
import java.util.function.LongBinaryOperator;

/** Kernels of arithmetic on two operands. */
final class BinaryKernels {

    private BinaryKernels() {}

    static void addTo(KernelTable table) {
        wrapping(table, Elementwise.Add.class, FloatLoops::add, Double::sum, IntLoops::add, Long::sum);
        wrapping(table, Elementwise.Sub.class, FloatLoops::sub, (x, y) -> x - y, IntLoops::sub, (x, y) -> x - y);
        wrapping(table, Elementwise.Mul.class, FloatLoops::mul, (x, y) -> x * y, IntLoops::mul, (x, y) -> x * y);
        arithmetic(table, Elementwise.Div.class, FloatLoops::div, (x, y) -> x / y, (x, y) -> y == 0 ? -1 : x / y);
        arithmetic(table, Elementwise.Max.class, FloatLoops::max, Math::max, Math::max);
        arithmetic(table, Elementwise.Min.class, FloatLoops::min, Math::min, Math::min);
        table.on(
                Elementwise.Rem.class,
                (op, slots) -> slots.dtype().isFloating()
                        ? Loops.doubles(slots, (x, y) -> x % y)
                        : Loops.longs(slots, (x, y) -> y == 0 ? x : x % y));
        table.on(Elementwise.Pow.class, (op, slots) -> Loops.doubles(slots, BinaryKernels::pow));
        table.on(Elementwise.Atan2.class, (op, slots) -> Loops.doubles(slots, Math::atan2));
        table.on(Elementwise.NextAfter.class, BinaryKernels::nextAfter);
    }

    /** Integer results of 32 bits do not depend on the sign, so that signed and unsigned ones share a loop. */
    private static void wrapping(
            KernelTable table,
            Class<? extends Elementwise.Arithmetic> op,
            Loops.Floats2 floats,
            DoubleBinaryOperator doubles,
            Loops.Ints2 ints,
            LongBinaryOperator longs) {
        table.on(
                op,
                (primitive, slots) -> slots.dtype() == DType.I32 || slots.dtype() == DType.U32
                        ? Loops.ints(slots, ints)
                        : arithmetic(slots, floats, doubles, longs));
    }

    private static void arithmetic(
            KernelTable table,
            Class<? extends Elementwise.Arithmetic> op,
            Loops.Floats2 floats,
            DoubleBinaryOperator doubles,
            LongBinaryOperator longs) {
        table.on(op, (primitive, slots) -> arithmetic(slots, floats, doubles, longs));
    }

    private static Kernel arithmetic(
            Slots slots, Loops.Floats2 floats, DoubleBinaryOperator doubles, LongBinaryOperator longs) {
        if (slots.dtype() == DType.F32) {
            return Loops.floats(slots, floats);
        }
        return slots.dtype().isFloating() ? Loops.doubles(slots, doubles) : Loops.longs(slots, longs);
    }

    /** Java's power, but as in C 1 to any power is 1, and so is -1 to an infinite one. */
    static double pow(double x, double y) {
        if (x == 1 || (x == -1 && Double.isInfinite(y))) {
            return 1;
        }
        return Math.pow(x, y);
    }

    private static Kernel nextAfter(Elementwise.NextAfter op, Slots slots) {
        return switch (slots.dtype()) {
            case F64 -> Loops.doubles(slots, (x, y) -> x == y ? y : Math.nextAfter(x, y));
            case F32 -> Loops.doubles(slots, (x, y) -> x == y ? y : Math.nextAfter((float) x, y));
            case F16 -> Loops.doubles(slots, (x, y) -> nextHalf(x, y, DType.F16));
            default -> Loops.doubles(slots, (x, y) -> nextHalf(x, y, DType.BF16));
        };
    }

    /** Bit patterns of one sign are in the order of their magnitudes. */
    private static double nextHalf(double x, double y, DType dtype) {
        if (x == y || Double.isNaN(x) || Double.isNaN(y)) {
            return x == y ? y : Double.NaN;
        }
        short bits = dtype == DType.F16 ? Halves.doubleToF16(x) : Halves.doubleToBf16(x);
        boolean grows = x == 0 || (y > x) == (x > 0);
        int next = x == 0 ? (y > 0 ? 1 : 0x8001) : grows ? bits + 1 : bits - 1;
        return dtype == DType.F16 ? Halves.f16ToFloat((short) next) : Halves.bf16ToFloat((short) next);
    }
}
