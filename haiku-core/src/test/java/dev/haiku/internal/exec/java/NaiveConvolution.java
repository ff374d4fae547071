package dev.haiku.internal.exec.java;

import dev.haiku.array.HostArray;
import dev.haiku.array.Shape;
import dev.haiku.ir.Convolution.ConvGeneral;
import dev.haiku.ir.TensorType;
import java.util.List;

/**
 * Convolutions computed as their definition says: a sum over input features and elements of the kernel for each result.
 */
final class NaiveConvolution {

    private final ConvGeneral op;
    private final HostArray lhs;
    private final HostArray rhs;
    private final Shape result;
    private final Shape kernel;
    private final int features;

    private NaiveConvolution(ConvGeneral op, HostArray lhs, HostArray rhs) {
        this.op = op;
        this.lhs = lhs;
        this.rhs = rhs;
        this.result = op.outputTypes(List.of(type(lhs), type(rhs))).get(0).shape();
        var dims = op.dimensions();
        this.kernel = Shape.of(dims.rhsSpatial().stream().map(rhs.shape()::dim).toList());
        this.features = rhs.shape().dim(dims.rhsInput());
    }

    private static TensorType type(HostArray array) {
        return new TensorType(array.dtype(), array.shape());
    }

    static HostArray run(ConvGeneral op, HostArray lhs, HostArray rhs) {
        var convolution = new NaiveConvolution(op, lhs, rhs);
        return lhs.dtype().isFloating()
                ? HostArray.fromDoubles(lhs.dtype(), convolution.result, convolution::doubleAt)
                : HostArray.fromLongs(lhs.dtype(), convolution.result, convolution::longAt);
    }

    private double doubleAt(int index) {
        var at = Naive.unravel(result, index);
        double sum = 0;
        for (int element = 0; element < kernel.size(); element++) {
            for (int feature = 0; feature < features; feature++) {
                int from = inputIndex(at, element, feature);
                if (from >= 0) {
                    sum += lhs.getDouble(from) * rhs.getDouble(kernelIndex(at, element, feature));
                }
            }
        }
        return sum;
    }

    private long longAt(int index) {
        var at = Naive.unravel(result, index);
        long sum = 0;
        for (int element = 0; element < kernel.size(); element++) {
            for (int feature = 0; feature < features; feature++) {
                int from = inputIndex(at, element, feature);
                if (from >= 0) {
                    sum += lhs.getLong(from) * rhs.getLong(kernelIndex(at, element, feature));
                }
            }
        }
        return sum;
    }

    private int group(int[] at, int groups) {
        var dims = op.dimensions();
        return at[dims.outFeature()] / (rhs.shape().dim(dims.rhsOutput()) / groups);
    }

    private int kernelIndex(int[] at, int element, int feature) {
        var dims = op.dimensions();
        var position = new int[dims.rank()];
        position[dims.rhsOutput()] = at[dims.outFeature()];
        position[dims.rhsInput()] = feature;
        var place = Naive.unravel(kernel, element);
        for (int i = 0; i < place.length; i++) {
            position[dims.rhsSpatial().get(i)] = place[i];
        }
        return Naive.ravel(rhs.shape(), position);
    }

    /** {@return where an element of the input is, or -1 for a zero of padding or dilation} */
    private int inputIndex(int[] at, int element, int feature) {
        var dims = op.dimensions();
        var geometry = op.geometry();
        var position = new int[dims.rank()];
        position[dims.lhsFeature()] = group(at, op.featureGroups()) * features + feature;
        position[dims.lhsBatch()] = group(at, op.batchGroups()) * result.dim(dims.outBatch()) + at[dims.outBatch()];
        var place = Naive.unravel(kernel, element);
        for (int i = 0; i < place.length; i++) {
            int axis = dims.lhsSpatial().get(i);
            int dilated = at[dims.outSpatial().get(i)] * geometry.strides().get(i)
                    + place[i] * geometry.rhsDilation().get(i)
                    - geometry.low().get(i);
            int dilation = geometry.lhsDilation().get(i);
            if (dilated < 0
                    || dilated % dilation != 0
                    || dilated / dilation >= lhs.shape().dim(axis)) {
                return -1;
            }
            position[axis] = dilated / dilation;
        }
        return Naive.ravel(lhs.shape(), position);
    }
}
