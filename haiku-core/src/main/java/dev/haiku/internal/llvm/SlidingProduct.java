package dev.haiku.internal.llvm;

import dev.haiku.array.DType;
import dev.haiku.array.Shape;
import dev.haiku.ir.Convolution.ConvGeneral;
import dev.haiku.ir.Equation;
import dev.haiku.ir.Var;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.IntStream;

/**
 * A convolution as a matrix product without copies of patches: a row of the left matrix is what the kernel covers for
 * one pixel of the result, read where it lies in the input, in segments.
 *
 * <p>It is for convolutions without groups whose input and result have their features last. Padding must have been taken
 * out, see {@link PaddedInputs}.
 *
 * @param equation what computes it
 * @param segments where segments start in the input, after the start of the patch, and in the kernel, in elements
 * @param length the number of elements of a segment
 * @param depthStride the distance of the kernel's elements for neighbours in a segment
 * @param columnStride the distance of the kernel's elements for neighbouring features of the result
 * @param pixels the axes along which pixels lie, outermost first
 */
record SlidingProduct(
        Equation equation,
        List<Segment> segments,
        int length,
        int depthStride,
        int columnStride,
        List<PixelAxis> pixels) {

    /** Segments are not longer, so that a copy of a part of the kernel fits on the stack. */
    private static final int LONGEST = 512;

    /** Where a segment starts. */
    record Segment(long input, long kernel) {}

    /** An axis of the result, and how far apart the patches of neighbours start in the input. */
    record PixelAxis(int size, long stride) {}

    /** {@return whether a kernel can be written for an equation, once its padding has been taken out} */
    static boolean accepts(Equation equation) {
        return equation.op() instanceof ConvGeneral op
                && op.geometry().low().stream().allMatch(pad -> pad >= 0)
                && op.geometry().high().stream().allMatch(pad -> pad >= 0)
                && find(equation, op).isPresent();
    }

    static Optional<SlidingProduct> find(Equation equation) {
        return find(equation, (ConvGeneral) equation.op());
    }

    private static Optional<SlidingProduct> find(Equation equation, ConvGeneral op) {
        var dtype = equation.outputs().get(0).type().dtype();
        var dims = op.dimensions();
        int last = dims.rank() - 1;
        boolean isServed = (dtype == DType.F32 || dtype == DType.F64)
                && op.featureGroups() == 1
                && op.batchGroups() == 1
                && op.geometry().lhsDilation().stream().allMatch(dilation -> dilation == 1)
                && dims.lhsFeature() == last
                && dims.outFeature() == last
                && equation.inputs().stream().allMatch(Var.class::isInstance);
        return isServed ? new Reading(equation, op).read() : Optional.empty();
    }

    /** Reads the strides of an equation. */
    private record Reading(Equation equation, ConvGeneral op) {

        Optional<SlidingProduct> read() {
            int features = input().dim(op.dimensions().lhsFeature());
            int tapStride = tapStride();
            int depthStride = kernel().strides()[op.dimensions().rhsInput()];
            if (tapStride < 0) {
                return Optional.empty();
            }
            int inner = op.dimensions().spatialRank() - 1;
            int taps = inner < 0 ? 1 : kernelSize(inner);
            boolean isRun = inner >= 0
                    && op.geometry().rhsDilation().get(inner) == 1
                    && inputStride(inner) == features
                    && tapStride == features * depthStride
                    && taps * features <= LONGEST;
            int run = isRun ? taps * features : features;
            int length = largestDivisor(run);
            if (length < Math.min(run, LONGEST / 8)) {
                return Optional.empty();
            }
            List<Segment> segments = new ArrayList<>();
            long[] inputs = tapOffsets();
            for (int tap = 0; tap < inputs.length; tap += isRun ? taps : 1) {
                for (int start = 0; start < run; start += length) {
                    segments.add(new Segment(inputs[tap] + start, (long) tap * tapStride + (long) start * depthStride));
                }
            }
            int columnStride = kernel().strides()[op.dimensions().rhsOutput()];
            return Optional.of(new SlidingProduct(equation, segments, length, depthStride, columnStride, pixelAxes()));
        }

        private static int largestDivisor(int run) {
            return IntStream.rangeClosed(1, LONGEST)
                    .map(i -> LONGEST + 1 - i)
                    .filter(length -> run % length == 0)
                    .findFirst()
                    .orElseThrow();
        }

        private Shape input() {
            return equation.inputs().get(0).type().shape();
        }

        private Shape kernel() {
            return equation.inputs().get(1).type().shape();
        }

        private int kernelSize(int axis) {
            return kernel().dim(op.dimensions().rhsSpatial().get(axis));
        }

        private int inputStride(int axis) {
            return input().strides()[op.dimensions().lhsSpatial().get(axis)];
        }

        /** {@return the one distance between the kernel's taps in order, or -1} */
        private int tapStride() {
            int stride = -1;
            int expected = -1;
            for (int axis = op.dimensions().spatialRank() - 1; axis >= 0; axis--) {
                int own = kernel().strides()[op.dimensions().rhsSpatial().get(axis)];
                if (kernelSize(axis) == 1) {
                    continue;
                }
                if (stride < 0) {
                    stride = own;
                } else if (own != expected) {
                    return -1;
                }
                expected = own * kernelSize(axis);
            }
            return stride < 0 ? 1 : stride;
        }

        /** {@return how far after the start of a patch each tap reads} */
        private long[] tapOffsets() {
            long[] offsets = {0};
            for (int axis = 0; axis < op.dimensions().spatialRank(); axis++) {
                int size = kernelSize(axis);
                long step = (long) op.geometry().rhsDilation().get(axis) * inputStride(axis);
                var outer = offsets;
                offsets = new long[outer.length * size];
                for (int i = 0; i < offsets.length; i++) {
                    offsets[i] = outer[i / size] + i % size * step;
                }
            }
            return offsets;
        }

        private List<PixelAxis> pixelAxes() {
            var dims = op.dimensions();
            var result = equation.outputs().get(0).type().shape();
            List<PixelAxis> axes = new ArrayList<>();
            for (int axis = 0; axis < result.rank() - 1; axis++) {
                int spatial = dims.outSpatial().indexOf(axis);
                long stride = axis == dims.outBatch()
                        ? input().strides()[dims.lhsBatch()]
                        : (long) op.geometry().strides().get(spatial) * inputStride(spatial);
                axes.add(new PixelAxis(result.dim(axis), stride));
            }
            return axes;
        }
    }

    DType dtype() {
        return result().type().dtype();
    }

    Var result() {
        return equation.outputs().get(0);
    }

    /** {@return the number of pixels} */
    long rows() {
        return result().type().shape().size() / columns();
    }

    /** {@return the number of features of the result} */
    int columns() {
        var shape = result().type().shape();
        return shape.dim(shape.rank() - 1);
    }

    long work() {
        return rows() * columns() * segments.size() * length / 8;
    }

    KernelText write(String name, VectorUnit vectors, int threads, Function<Code, Memory> memory) {
        return new SlidingKernel(this, name, vectors).write(threads, memory);
    }
}
