package dev.haiku.internal.nd4j;

import dev.haiku.internal.exec.Kernel;
import dev.haiku.internal.exec.KernelProvider;
import dev.haiku.internal.exec.Slot;
import dev.haiku.ir.Contraction.DotGeneral;
import dev.haiku.ir.Convolution.ConvGeneral;
import dev.haiku.ir.Elementwise;
import dev.haiku.ir.LinearAlgebra;
import dev.haiku.ir.Primitive;
import dev.haiku.ir.Reduction.ReduceSum;
import java.util.List;
import java.util.Optional;

/** The kernels that native libraries compute rightly and faster than Java does. */
public final class Nd4jKernels implements KernelProvider {

    /** Creates one; for {@link java.util.ServiceLoader}. */
    public Nd4jKernels() {}

    @Override
    public int rank() {
        return 10;
    }

    @Override
    public Optional<Kernel> prepare(Primitive op, List<Slot> inputs, List<Slot> outputs) {
        if (op instanceof Elementwise elementwise) {
            return ElementwiseOps.prepare(elementwise, inputs, outputs.get(0));
        }
        if (op instanceof DotGeneral dot) {
            return Nd4jLibrary.get().flatMap(library -> new Contractions(library).prepare(dot, inputs, outputs.get(0)));
        }
        if (op instanceof ConvGeneral convolution) {
            return Nd4jLibrary.get()
                    .flatMap(library -> new Convolutions(library).prepare(convolution, inputs, outputs.get(0)));
        }
        if (op instanceof ReduceSum sum) {
            return Sums.prepare(sum, inputs.get(0), outputs.get(0));
        }
        if (op instanceof LinearAlgebra algebra) {
            return Nd4jLibrary.get().flatMap(library -> Factorisations.prepare(algebra, inputs, outputs));
        }
        return Optional.empty();
    }
}
