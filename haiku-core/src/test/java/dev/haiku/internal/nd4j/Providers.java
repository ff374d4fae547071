package dev.haiku.internal.nd4j;

import static org.assertj.core.api.Assertions.assertThat;

import dev.haiku.array.DType;
import dev.haiku.array.HostArray;
import dev.haiku.internal.exec.KernelProvider;
import dev.haiku.internal.exec.KernelRun;
import dev.haiku.internal.exec.java.JavaKernels;
import dev.haiku.ir.Primitive;
import java.util.List;

/** Runs a primitive with the native kernels and with the plain Java ones, and compares. */
final class Providers {

    static final KernelProvider NATIVE = new Nd4jKernels();
    static final KernelProvider JAVA = new JavaKernels();

    private Providers() {}

    /** {@return the results of a provider's kernel} */
    static List<HostArray> run(KernelProvider provider, Primitive op, List<HostArray> inputs) {
        return KernelRun.of(provider, op, inputs);
    }

    /** Asserts that both providers agree up to so many units in the last place; NaN equals NaN. */
    static void assertAgree(Primitive op, List<HostArray> inputs, double ulps) {
        var actual = run(NATIVE, op, inputs);
        var expected = run(JAVA, op, inputs);
        for (int i = 0; i < expected.size(); i++) {
            assertClose(op, actual.get(i), expected.get(i), ulps);
        }
    }

    static void assertClose(Primitive op, HostArray actual, HostArray expected, double ulps) {
        assertThat(KernelRun.type(actual)).isEqualTo(KernelRun.type(expected));
        for (int i = 0; i < expected.size(); i++) {
            double a = actual.getDouble(i);
            double e = expected.getDouble(i);
            double allowed = ulps * (expected.dtype() == DType.F64 ? Math.ulp(e) : Math.ulp((float) e));
            if (Double.compare(a, e) != 0 && !(Math.abs(a - e) <= allowed)) {
                throw new AssertionError(op + " of " + KernelRun.type(expected) + ": element " + i + " is " + a
                        + ", but Java computes " + e);
            }
        }
    }
}
