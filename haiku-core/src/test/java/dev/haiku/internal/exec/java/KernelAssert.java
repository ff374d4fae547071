package dev.haiku.internal.exec.java;

import static org.assertj.core.api.Assertions.assertThat;

import dev.haiku.array.DType;
import dev.haiku.array.HostArray;
import dev.haiku.internal.exec.KernelRun;
import dev.haiku.ir.Contraction;
import dev.haiku.ir.Convolution;
import dev.haiku.ir.Elementwise;
import dev.haiku.ir.LinearAlgebra;
import dev.haiku.ir.Primitive;
import dev.haiku.ir.Reduction;
import dev.haiku.ir.Window;
import java.util.List;
import java.util.Map;

/** Compares results of kernels, with a tolerance in units in the last place for each primitive. */
final class KernelAssert {

    /**
     * What an element may be off.
     *
     * @param ulps units in the last place of the expected number
     * @param absolute an amount for sums whose terms cancel
     */
    record Tolerance(double ulps, double absolute) {}

    private static final Tolerance EXACT = new Tolerance(0, 0);
    private static final Tolerance CLOSE = new Tolerance(1, 0);

    /** What the f32 polynomials are off; {@link FloatFunctionsTest} measures it. */
    private static final Map<Class<?>, Tolerance> FLOATS = Map.of(
            Elementwise.Log.class, new Tolerance(1, 0),
            Elementwise.Log1p.class, new Tolerance(2, 0),
            Elementwise.Erf.class, new Tolerance(3, 0),
            Elementwise.ErfInv.class, new Tolerance(3, 0));

    private KernelAssert() {}

    static void assertClose(Object row, Primitive op, List<HostArray> actual, List<HostArray> expected) {
        assertThat(actual).as("%s", row).hasSameSizeAs(expected);
        for (int i = 0; i < actual.size(); i++) {
            assertClose(row, tolerance(op, expected.get(i).dtype()), actual.get(i), expected.get(i));
        }
    }

    private static Tolerance tolerance(Primitive op, DType dtype) {
        boolean isSum = op instanceof Reduction.ReduceSum
                || op instanceof Reduction.ReduceProd
                || op instanceof Reduction.Cumulative
                || op instanceof Window
                || op instanceof Contraction
                || op instanceof Convolution
                || op instanceof LinearAlgebra;
        if (isSum) {
            return dtype == DType.F64 ? new Tolerance(8, 1e-13) : new Tolerance(1, dtype == DType.F32 ? 3e-6 : 0);
        }
        if (op instanceof Elementwise.IntegerPow) {
            return new Tolerance(4, 0);
        }
        if (dtype == DType.F32 && FLOATS.containsKey(op.getClass())) {
            return FLOATS.get(op.getClass());
        }
        return op instanceof Elementwise.FloatUnary || op instanceof Elementwise.FloatBinary ? CLOSE : EXACT;
    }

    private static void assertClose(Object row, Tolerance tolerance, HostArray actual, HostArray expected) {
        assertThat(KernelRun.type(actual)).as("%s", row).isEqualTo(KernelRun.type(expected));
        for (int i = 0; i < actual.size(); i++) {
            if (!isClose(tolerance, actual, expected, i)) {
                throw new AssertionError(row + ": element " + i + " is " + text(actual, i) + ", but should be "
                        + text(expected, i) + "\n  actual:   " + actual + "\n  expected: " + expected);
            }
        }
    }

    private static String text(HostArray array, int index) {
        return array.dtype().isFloating() ? "" + array.getDouble(index) : "" + array.getLong(index);
    }

    private static boolean isClose(Tolerance tolerance, HostArray actual, HostArray expected, int index) {
        if (!actual.dtype().isFloating()) {
            return actual.getLong(index) == expected.getLong(index);
        }
        double x = actual.getDouble(index);
        double y = expected.getDouble(index);
        if (Double.doubleToLongBits(x) == Double.doubleToLongBits(y)) {
            return true;
        }
        double allowed = tolerance.ulps() * ulp(actual.dtype(), y) + tolerance.absolute();
        return Math.abs(x - y) <= allowed;
    }

    private static double ulp(DType dtype, double value) {
        return switch (dtype) {
            case F64 -> Math.ulp(value);
            case F32 -> Math.ulp((float) value);
            case F16 -> Math.max(Math.ulp((float) value) * 0x1p13, 0x1p-24);
            default -> Math.ulp((float) value) * 0x1p16;
        };
    }
}
