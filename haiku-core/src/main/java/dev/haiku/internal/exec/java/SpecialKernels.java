package dev.haiku.internal.exec.java;

import dev.haiku.internal.exec.Kernel;
import dev.haiku.ir.Elementwise;
import dev.haiku.ir.SpecialFunction;
import java.util.function.DoubleBinaryOperator;
import java.util.function.DoubleUnaryOperator;

/** Kernels of special functions, of rounding and of counting bits, all in double or long. */
final class SpecialKernels {

    private SpecialKernels() {}

    static void addTo(KernelTable table) {
        unary(table, SpecialFunction.BesselI0e.class, BesselFunction::i0e);
        unary(table, SpecialFunction.BesselI1e.class, BesselFunction::i1e);
        binary(table, SpecialFunction.Polygamma.class, ZetaFunction::polygamma);
        binary(table, SpecialFunction.Zeta.class, ZetaFunction::zeta);
        binary(table, SpecialFunction.Igamma.class, IncompleteGamma::lower);
        binary(table, SpecialFunction.Igammac.class, IncompleteGamma::upper);
        binary(table, SpecialFunction.IgammaGradA.class, IncompleteGamma::slopeAlongShape);
        binary(table, SpecialFunction.RandomGammaGrad.class, IncompleteGamma::sampleSlope);
        table.on(SpecialFunction.RegularizedIncompleteBeta.class, (op, slots) -> beta(slots));
        table.on(Elementwise.RoundHalfAway.class, (op, slots) -> Loops.doubles(slots, SpecialKernels::roundHalfAway));
        table.on(Elementwise.PopulationCount.class, (op, slots) -> populationCount(slots));
        table.on(Elementwise.CountLeadingZeros.class, (op, slots) -> countLeadingZeros(slots));
        table.on(Elementwise.ReducePrecision.class, PrecisionKernel::prepare);
    }

    private static void unary(
            KernelTable table, Class<? extends SpecialFunction.Unary> op, DoubleUnaryOperator function) {
        table.on(op, (primitive, slots) -> Loops.doubles(slots, function));
    }

    private static void binary(
            KernelTable table, Class<? extends SpecialFunction.Binary> op, DoubleBinaryOperator function) {
        table.on(op, (primitive, slots) -> Loops.doubles(slots, function));
    }

    private static Kernel beta(Slots slots) {
        return Loops.blocks(slots.out().size(), (scratch, at, n) -> {
            var a = scratch.doubles(0);
            var b = scratch.doubles(1);
            var x = scratch.doubles(2);
            Blocks.load(slots.in(0), at, a, n);
            Blocks.load(slots.in(1), at, b, n);
            Blocks.load(slots.in(2), at, x, n);
            for (int i = 0; i < n; i++) {
                x[i] = IncompleteBeta.regularized(a[i], b[i], x[i]);
            }
            Blocks.store(x, slots.out(), at, n);
        });
    }

    private static double roundHalfAway(double x) {
        double even = Math.rint(x);
        return Math.abs(x - even) == 0.5 ? x + Math.copySign(0.5, x) : even;
    }

    private static Kernel populationCount(Slots slots) {
        long mask = mask(slots);
        return Loops.longs(slots, x -> Long.bitCount(x & mask));
    }

    private static Kernel countLeadingZeros(Slots slots) {
        long mask = mask(slots);
        int unused = Long.numberOfLeadingZeros(mask);
        return Loops.longs(slots, x -> Long.numberOfLeadingZeros(x & mask) - unused);
    }

    private static long mask(Slots slots) {
        return -1L >>> Long.SIZE - slots.dtype().bytes() * Byte.SIZE;
    }
}
