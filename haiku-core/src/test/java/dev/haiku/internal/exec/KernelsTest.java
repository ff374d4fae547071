package dev.haiku.internal.exec;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.haiku.array.DType;
import dev.haiku.array.Shape;
import dev.haiku.ir.Elementwise.Neg;
import dev.haiku.ir.Primitive;
import dev.haiku.ir.Reduction.ReduceSum;
import dev.haiku.ir.TensorType;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class KernelsTest {

    private static final Kernel NATIVE = () -> {};
    private static final Kernel JAVA = () -> {};
    private static final Slot THREE = slot(3);
    private static final Slot EMPTY = slot(0);

    private static Slot slot(int... dims) {
        return new Slot(new TensorType(DType.F32, Shape.of(dims)));
    }

    private record Provider(int rank, Optional<Kernel> kernel) implements KernelProvider {
        @Override
        public Optional<Kernel> prepare(Primitive op, List<Slot> inputs, List<Slot> outputs) {
            return kernel;
        }
    }

    private final Kernels both =
            new Kernels(List.of(new Provider(10, Optional.of(NATIVE)), new Provider(100, Optional.of(JAVA))));

    @Test
    void takesTheFirstProviderThatHasAKernel() {
        var kernels = new Kernels(List.of(new Provider(10, Optional.empty()), new Provider(100, Optional.of(JAVA))));

        assertThat(both.find(new Neg(), List.of(THREE), List.of(THREE))).isSameAs(NATIVE);
        assertThat(kernels.find(new Neg(), List.of(THREE), List.of(THREE))).isSameAs(JAVA);
    }

    @Test
    void keepsOperandsWithoutElementsFromNativeProviders() {
        assertThat(both.find(new ReduceSum(List.of(0)), List.of(EMPTY), List.of(slot())))
                .isSameAs(JAVA);
    }

    @Test
    void asksNobodyForResultsWithoutElements() {
        assertThat(both.find(new Neg(), List.of(EMPTY), List.of(EMPTY))).isNotIn(NATIVE, JAVA);
    }

    @Test
    void hasOnlyJavaKernelsIfTheUserChoosesSo() {
        var large = slot(1 << 20);

        var kernel = Kernels.choose("java").find(new Neg(), List.of(large), List.of(large));

        assertThat(kernel.getClass().getName()).startsWith("dev.haiku.internal.exec.java.");
    }

    @Test
    void rejectsAnUnknownChoice() {
        assertThatThrownBy(() -> Kernels.choose("cuda"))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("-Dhaiku.kernels is 'native', the default, or 'java', but got 'cuda'.");
    }

    @Test
    void saysWhatHasNoKernel() {
        var kernels = new Kernels(List.of());

        assertThatThrownBy(() -> kernels.find(new Neg(), List.of(THREE), List.of(THREE)))
                .isInstanceOf(UnsupportedOperationException.class)
                .hasMessage("No kernel computes neg for [f32[3]]. Shaded jars must merge META-INF/services.");
    }
}
