package dev.haiku.internal.batching;

import static dev.haiku.internal.convolution.FoldedAxes.merge;
import static dev.haiku.internal.convolution.FoldedAxes.split;

import dev.haiku.array.Shape;
import dev.haiku.ir.Convolution.ConvGeneral;
import dev.haiku.ir.TensorType;
import dev.haiku.tensor.Ops;
import dev.haiku.tensor.Tensor;
import java.util.List;

/** Batching of convolutions: the mapped axis becomes part of the batch, of the output features, or groups. */
final class ConvolutionBatching {

    private ConvolutionBatching() {}

    static void rows(BatchTable table) {
        table.single(ConvGeneral.class, ConvolutionBatching::convolution);
    }

    private static Tensor convolution(ConvGeneral op, Operands in) {
        if (in.size() == 0) {
            return nothing(op, in);
        }
        if (in.isMapped(0) && in.isMapped(1)) {
            return bothMapped(op, in);
        }
        return in.isMapped(0) ? inputMapped(op, in) : kernelMapped(op, in);
    }

    private static Tensor nothing(ConvGeneral op, Operands in) {
        var type = op.outputTypes(List.of(type(in, 0), type(in, 1))).get(0);
        return Ops.zeros(Shape.of(0).concat(type.shape()), type.dtype());
    }

    private static TensorType type(Operands in, int operand) {
        var type = in.value(operand).type();
        return in.isMapped(operand) ? type.withShape(type.shape().remove(List.of(0))) : type;
    }

    /** Each index convolves its own input and kernel, so the mapped axis is one of groups. */
    private static Tensor bothMapped(ConvGeneral op, Operands in) {
        var dims = op.dimensions();
        boolean groupsBatch = op.batchGroups() > 1;
        var input = merge(in.value(0), 0, groupsBatch ? dims.lhsBatch() : dims.lhsFeature());
        var kernel = merge(in.value(1), 0, dims.rhsOutput());
        var grouped = new ConvGeneral(
                op.geometry(),
                dims,
                groupsBatch ? 1 : op.featureGroups() * in.size(),
                groupsBatch ? op.batchGroups() * in.size() : 1);
        return front(Ops.bind(grouped, input, kernel), dims.outFeature(), in.size());
    }

    /** The mapped axis goes into the batch, inside of groups. */
    private static Tensor inputMapped(ConvGeneral op, Operands in) {
        int batch = op.dimensions().lhsBatch();
        var input = op.batchGroups() == 1
                ? merge(in.value(0), 0, batch)
                : insideGroups(in.value(0), batch, op.batchGroups());
        return front(Ops.bind(op, input, in.value(1)), op.dimensions().outBatch(), in.size());
    }

    /** The mapped axis goes into the output features, inside of groups. */
    private static Tensor kernelMapped(ConvGeneral op, Operands in) {
        int groups = Math.max(op.featureGroups(), op.batchGroups());
        int output = op.dimensions().rhsOutput();
        int feature = op.dimensions().outFeature();
        if (groups == 1) {
            return front(Ops.bind(op, in.value(0), merge(in.value(1), 0, output)), feature, in.size());
        }
        var result = Ops.bind(op, in.value(0), insideGroups(in.value(1), output, groups));
        var split = split(split(result, feature, groups), feature + 1, in.size());
        return Ops.moveAxis(merge(split, feature, feature + 1), feature, 0);
    }

    /**
     * Moves the first axis into another one, between the groups that are its outer index and the rest; {@code axis}
     * counts without the first.
     */
    private static Tensor insideGroups(Tensor x, int axis, int groups) {
        return merge(merge(split(x, axis + 1, groups), 0, axis + 1), axis, axis);
    }

    /** Moves the outer index of an axis to the front. */
    private static Tensor front(Tensor x, int axis, int size) {
        return Ops.moveAxis(split(x, axis, size), axis, 0);
    }
}
