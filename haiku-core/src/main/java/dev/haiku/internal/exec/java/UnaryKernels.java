package dev.haiku.internal.exec.java;

import dev.haiku.array.DType;
import dev.haiku.ir.Elementwise;
import java.util.function.DoubleUnaryOperator;
import java.util.function.LongUnaryOperator;

/** Kernels of functions of one operand. */
final class UnaryKernels {

    private UnaryKernels() {}

    static void addTo(KernelTable table) {
        addRows(table);
        addFastRows(table);
        numeric(table, Elementwise.Neg.class, FloatLoops::neg, x -> -x, x -> -x);
        numeric(table, Elementwise.Abs.class, FloatLoops::abs, Math::abs, Math::abs);
        numeric(table, Elementwise.Sign.class, FloatLoops::sign, Math::signum, Long::signum);
        numeric(table, Elementwise.Square.class, FloatLoops::square, x -> x * x, x -> x * x);
        table.on(Elementwise.IntegerPow.class, IntegerPowKernel::prepare);
    }

    private static void addRows(KernelTable table) {
        floating(table, Elementwise.Expm1.class, Math::expm1);
        floating(table, Elementwise.Rsqrt.class, x -> 1 / Math.sqrt(x));
        floating(table, Elementwise.Cbrt.class, Math::cbrt);
        floating(table, Elementwise.Sin.class, Math::sin);
        floating(table, Elementwise.Cos.class, Math::cos);
        floating(table, Elementwise.Tan.class, Math::tan);
        floating(table, Elementwise.Asin.class, Math::asin);
        floating(table, Elementwise.Acos.class, Math::acos);
        floating(table, Elementwise.Atan.class, Math::atan);
        floating(table, Elementwise.Sinh.class, Math::sinh);
        floating(table, Elementwise.Cosh.class, Math::cosh);
        floating(table, Elementwise.Asinh.class, Hyperbolic::asinh);
        floating(table, Elementwise.Acosh.class, Hyperbolic::acosh);
        floating(table, Elementwise.Atanh.class, Hyperbolic::atanh);
        floating(table, Elementwise.Erfc.class, ErrorFunction::erfc);
        floating(table, Elementwise.Lgamma.class, GammaFunction::lgamma);
        floating(table, Elementwise.Digamma.class, GammaFunction::digamma);
        floating(table, Elementwise.Floor.class, Math::floor);
        floating(table, Elementwise.Ceil.class, Math::ceil);
        floating(table, Elementwise.Round.class, Math::rint);
    }

    private static void addFastRows(KernelTable table) {
        floating(table, Elementwise.Exp.class, ExpLoops::exp, Math::exp);
        floating(table, Elementwise.Logistic.class, ExpLoops::logistic, x -> 1 / (1 + Math.exp(-x)));
        floating(table, Elementwise.Tanh.class, ExpLoops::tanh, Math::tanh);
        floating(table, Elementwise.Log.class, LogLoops::log, Math::log);
        floating(table, Elementwise.Log1p.class, LogLoops::log1p, Math::log1p);
        floating(table, Elementwise.Erf.class, ErfLoops::erf, ErrorFunction::erf);
        floating(table, Elementwise.ErfInv.class, ErfLoops::erfInv, ErrorFunction::erfInv);
        floating(table, Elementwise.Sqrt.class, FloatLoops::sqrt, Math::sqrt);
    }

    private static void floating(
            KernelTable table, Class<? extends Elementwise.FloatUnary> op, DoubleUnaryOperator function) {
        table.on(op, (primitive, slots) -> Loops.doubles(slots, function));
    }

    private static void floating(
            KernelTable table,
            Class<? extends Elementwise.FloatUnary> op,
            Loops.Floats1 floats,
            DoubleUnaryOperator function) {
        table.on(
                op,
                (primitive, slots) ->
                        slots.dtype() == DType.F32 ? Loops.floats(slots, floats) : Loops.doubles(slots, function));
    }

    private static void numeric(
            KernelTable table,
            Class<? extends Elementwise.NumericUnary> op,
            Loops.Floats1 floats,
            DoubleUnaryOperator doubles,
            LongUnaryOperator longs) {
        table.on(op, (primitive, slots) -> {
            if (slots.dtype() == DType.F32) {
                return Loops.floats(slots, floats);
            }
            return slots.dtype().isFloating() ? Loops.doubles(slots, doubles) : Loops.longs(slots, longs);
        });
    }
}
