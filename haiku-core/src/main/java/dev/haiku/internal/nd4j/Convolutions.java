package dev.haiku.internal.nd4j;

import dev.haiku.array.DType;
import dev.haiku.internal.convolution.ConvProblem;
import dev.haiku.internal.exec.Kernel;
import dev.haiku.internal.exec.Slot;
import dev.haiku.internal.exec.java.ConvKernel;
import dev.haiku.ir.Contraction.DotGeneral;
import dev.haiku.ir.ConvDimensions;
import dev.haiku.ir.Convolution.ConvGeneral;
import java.util.List;
import java.util.Optional;

/**
 * Kernels of {@link ConvGeneral}: oneDNN's convolutions where it has them, matrix products where a kernel has one
 * element, else products of patches of the input by OpenBLAS.
 */
final class Convolutions {

    /** From so many multiplications on, a wide copy of 16-bit operands is worth its time. */
    private static final long MANY = 1 << 16;

    private final Nd4jLibrary library;

    Convolutions(Nd4jLibrary library) {
        this.library = library;
    }

    /** {@return a kernel, or empty if plain Java has the best one} */
    Optional<Kernel> prepare(ConvGeneral op, List<Slot> inputs, Slot out) {
        var dtype = out.type().dtype();
        if (!dtype.isFloating()) {
            return Optional.empty();
        }
        if (isPointwise(op, inputs.get(1))) {
            var kernel = new Contractions(library).prepare(product(op.dimensions()), inputs, out);
            if (kernel.isPresent()) {
                return kernel;
            }
        }
        return dtype.bytes() == Short.BYTES ? widened(op, inputs, out) : sliding(op, inputs, out);
    }

    /** Whether each result is the product of the features at one place, and results lie like the input. */
    private static boolean isPointwise(ConvGeneral op, Slot rhs) {
        var dims = op.dimensions();
        int rank = dims.rank();
        var places = dims.lhs().stream()
                .map(axis -> axis > dims.lhsFeature() ? axis - 1 : axis)
                .toList();
        var results = dims.out();
        boolean liesAlike = dims.outFeature() == rank - 1;
        for (int i = 0; i < rank; i++) {
            liesAlike = liesAlike && (i == 1 || places.get(i).equals(results.get(i)));
        }
        return liesAlike
                && op.featureGroups() == 1
                && op.batchGroups() == 1
                && op.geometry().isPlain()
                && dims.rhsSpatial().stream()
                        .allMatch(axis -> rhs.type().shape().dim(axis) == 1);
    }

    private static DotGeneral product(ConvDimensions dims) {
        return new DotGeneral(List.of(dims.lhsFeature()), List.of(dims.rhsInput()), List.of(), List.of());
    }

    private Optional<Kernel> widened(ConvGeneral op, List<Slot> inputs, Slot out) {
        long multiplications = problems(op, inputs, out).stream()
                .mapToLong(ConvStep::multiplications)
                .sum();
        return multiplications < MANY
                ? Optional.empty()
                : Optional.of(new ConvWidened(
                        inputs,
                        out,
                        (wide, result) ->
                                prepare(op, wide, result).orElseGet(() -> ConvKernel.of(op, wide, List.of(result)))));
    }

    private static List<ConvProblem> problems(ConvGeneral op, List<Slot> inputs, Slot out) {
        var lhs = inputs.get(0).type().shape();
        return ConvProblem.of(op, lhs, inputs.get(1).type().shape(), out.type().shape());
    }

    private Optional<Kernel> sliding(ConvGeneral op, List<Slot> inputs, Slot out) {
        var dtype = out.type().dtype();
        var problems = problems(op, inputs, out);
        if (dtype == DType.F32 && library.hasOneDnn()) {
            var kernel = ConvOneDnn.prepare(library, problems, inputs, out);
            if (kernel.isPresent()) {
                return kernel;
            }
        }
        if (ConvKernel.isDepthwise(problems)) {
            return Optional.empty();
        }
        var panels = dtype == DType.F32 ? new ConvSingleBlas() : new ConvDoubleBlas();
        return Optional.of(ConvKernel.of(op, inputs, List.of(out), panels));
    }
}
