package dev.haiku.internal.autodiff;

import static dev.haiku.internal.convolution.FoldedAxes.move;

import dev.haiku.array.Shape;
import dev.haiku.ir.ConvDimensions;
import dev.haiku.ir.Convolution.ConvGeneral;
import dev.haiku.ir.Convolution.Geometry;
import dev.haiku.ir.Structural.Reverse;
import dev.haiku.tensor.Ops;
import dev.haiku.tensor.Tensor;
import java.util.ArrayList;
import java.util.List;

/**
 * Transpose rows of convolutions, which are convolutions again.
 *
 * <p>Without space, {@code [m, j] [j, k] -> [m, k]} has the transposes {@code [m, k] [k, j] -> [m, j]} and {@code [j,
 * m] [m, k] -> [j, k]}. Groups of features in one direction are groups of features or of the batch in the other.
 */
final class ConvolutionTranspose {

    private ConvolutionTranspose() {}

    static void fill(TransposeTable table) {
        table.rule(ConvGeneral.class, ConvolutionTranspose::convolution);
    }

    private static void convolution(ConvGeneral op, LinearStep step) {
        var g = step.g();
        if (g.type().shape().size() == 0) {
            return; // a convolution with a kernel without elements is none
        }
        if (step.isLinear(0)) {
            step.give(0, input(op, g, step.type(0).shape(), step.constant(1)));
        } else {
            step.give(1, kernel(op, g, step.constant(0), step.type(1).shape()));
        }
    }

    /** Slides the reversed kernel, its feature axes exchanged, over the cotangent dilated by the strides. */
    private static Tensor input(ConvGeneral op, Tensor g, Shape input, Tensor kernel) {
        var dims = op.dimensions();
        int groups = Math.max(op.featureGroups(), op.batchGroups());
        var exchanged = groups > 1 ? move(kernel, dims.rhsOutput(), dims.rhsInput(), groups) : kernel;
        var reversed = dims.spatialRank() == 0 ? exchanged : Ops.bind(new Reverse(dims.rhsSpatial()), exchanged);
        var sizes = new Extents(op, input, kernel.type().shape(), g.type().shape());
        List<Integer> low = new ArrayList<>();
        List<Integer> high = new ArrayList<>();
        for (int i = 0; i < dims.spatialRank(); i++) {
            low.add(sizes.kernel(i) - 1 - op.geometry().low().get(i));
            high.add(sizes.input(i) + sizes.kernel(i) - 1 - sizes.result(i) - low.get(i));
        }
        var window = op.geometry();
        var transposed = new ConvGeneral(
                new Geometry(window.lhsDilation(), low, high, window.strides(), window.rhsDilation()),
                new ConvDimensions(dims.out(), exchange(dims.rhs()), dims.lhs()),
                groups,
                1);
        var result = Ops.bind(transposed, g, reversed);
        return op.batchGroups() > 1 ? move(result, dims.lhsFeature(), dims.lhsBatch(), groups) : result;
    }

    /** Slides the cotangent, dilated by the strides, over the input; batch and features of both exchanged. */
    private static Tensor kernel(ConvGeneral op, Tensor g, Tensor input, Shape kernel) {
        var dims = op.dimensions();
        var sizes = new Extents(op, input.type().shape(), kernel, g.type().shape());
        var window = op.geometry();
        List<Integer> high = new ArrayList<>();
        for (int i = 0; i < dims.spatialRank(); i++) {
            high.add(sizes.result(i)
                    - sizes.input(i)
                    + sizes.kernel(i)
                    - 1
                    - window.low().get(i));
        }
        var transposed = new ConvGeneral(
                new Geometry(window.rhsDilation(), window.low(), high, window.lhsDilation(), window.strides()),
                new ConvDimensions(exchange(dims.lhs()), exchange(dims.out()), exchange(dims.rhs())),
                op.batchGroups(),
                op.featureGroups());
        return Ops.bind(transposed, input, g);
    }

    /** The role of batch or output features becomes that of features or input features, and the other way round. */
    private static List<Integer> exchange(List<Integer> axes) {
        List<Integer> exchanged = new ArrayList<>(axes);
        exchanged.set(0, axes.get(1));
        exchanged.set(1, axes.get(0));
        return exchanged;
    }

    /** The numbers of elements along each spatial axis from the first to the last, dilation included. */
    private record Extents(ConvGeneral op, Shape inputShape, Shape kernelShape, Shape resultShape) {

        int input(int i) {
            int size = inputShape.dim(op.dimensions().lhsSpatial().get(i));
            return dilated(size, op.geometry().lhsDilation().get(i));
        }

        int kernel(int i) {
            int size = kernelShape.dim(op.dimensions().rhsSpatial().get(i));
            return dilated(size, op.geometry().rhsDilation().get(i));
        }

        int result(int i) {
            int size = resultShape.dim(op.dimensions().outSpatial().get(i));
            return dilated(size, op.geometry().strides().get(i));
        }

        private static int dilated(int size, int dilation) {
            return size == 0 ? 0 : (size - 1) * dilation + 1;
        }
    }
}
