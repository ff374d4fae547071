package dev.haiku.internal.exec.java;

import dev.haiku.internal.exec.Kernel;
import dev.haiku.internal.exec.KernelProvider;
import dev.haiku.internal.exec.Slot;
import dev.haiku.ir.Custom.CustomLinear;
import dev.haiku.ir.Primitive;
import java.util.List;
import java.util.Optional;

/** Plain Java kernels of all primitives but calls, asked last. */
public final class JavaKernels implements KernelProvider {

    private static final int RANK = 100;

    private static final KernelTable TABLE = new KernelTable()
            .add(UnaryKernels::addTo)
            .add(BinaryKernels::addTo)
            .add(BitKernels::addTo)
            .add(ComparisonKernels::addTo)
            .add(ConversionKernels::addTo)
            .add(StructuralKernels::addTo)
            .add(GatherKernels::addTo)
            .add(DynamicSliceKernels::addTo)
            .add(ReductionKernels::addTo)
            .add(ScanKernels::addTo)
            .add(SortKernel::addTo)
            .add(TopKKernel::addTo)
            .add(WindowKernels::addTo)
            .add(SpecialKernels::addTo)
            .add(DotKernel::addTo)
            .add(ConvKernel::addTo)
            .add(LinearAlgebraKernels::addTo)
            .add(RandomKernels::addTo)
            .add(JavaKernels::addLinear);

    /** Asked for its values, a derivative of which only the way back is known has none to give. */
    private static void addLinear(KernelTable table) {
        table.on(CustomLinear.class, (op, slots) -> () -> {
            throw CustomLinear.forwardMode();
        });
    }

    /** Creates the provider; for {@link java.util.ServiceLoader}. */
    public JavaKernels() {}

    @Override
    public int rank() {
        return RANK;
    }

    @Override
    public Optional<Kernel> prepare(Primitive op, List<Slot> inputs, List<Slot> outputs) {
        return TABLE.prepare(op, new Slots(inputs, outputs));
    }
}
