package dev.haiku.ir;

import dev.haiku.array.Shape;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;

/** Primitives that slide a kernel over space and sum products. */
public sealed interface Convolution extends Primitive {

    /**
     * How a kernel slides; each list has an entry for each spatial axis, in the order of {@link ConvDimensions}.
     *
     * @param strides how far the kernel moves from one result to the next
     * @param low how many zeros lie before the input; negative ones remove elements
     * @param high how many zeros lie behind the input; negative ones remove elements
     * @param lhsDilation how far apart elements of the input lie, with zeros between them
     * @param rhsDilation how far apart elements of the kernel lie
     */
    record Geometry(
            List<Integer> strides,
            List<Integer> low,
            List<Integer> high,
            List<Integer> lhsDilation,
            List<Integer> rhsDilation) {

        /** Copies the lists. */
        public Geometry {
            strides = List.copyOf(strides);
            low = List.copyOf(low);
            high = List.copyOf(high);
            lhsDilation = List.copyOf(lhsDilation);
            rhsDilation = List.copyOf(rhsDilation);
        }

        /** {@return steps of 1 without padding or dilation along that many axes} */
        public static Geometry plain(int spatialAxes) {
            var ones = Collections.nCopies(spatialAxes, 1);
            var zeros = Collections.nCopies(spatialAxes, 0);
            return new Geometry(ones, zeros, zeros, ones, ones);
        }

        /** {@return whether the kernel moves by single steps, without padding or dilation} */
        public boolean isPlain() {
            return equals(plain(strides.size()));
        }

        /**
         * {@return the number of results along an axis, given how many elements the input and the kernel have there}
         */
        long results(int axis, int size, int kernel) {
            long room = padded(axis, size) - extent(kernel, rhsDilation.get(axis));
            return Math.max(0, Math.floorDiv(room, strides.get(axis)) + 1);
        }

        /** {@return the number of elements of the dilated and padded input along an axis} */
        long padded(int axis, int size) {
            return low.get(axis) + extent(size, lhsDilation.get(axis)) + high.get(axis);
        }

        private static long extent(int size, int dilation) {
            return size == 0 ? 0 : (size - 1L) * dilation + 1;
        }

        @Override
        public String toString() {
            List<String> pads = new ArrayList<>();
            for (int i = 0; i < low.size(); i++) {
                pads.add("(" + low.get(i) + ", " + high.get(i) + ")");
            }
            return "strides=" + strides + ", padding=" + pads + ", lhsDilation=" + lhsDilation + ", rhsDilation="
                    + rhsDilation;
        }
    }

    /**
     * The cross-correlation of an input with a kernel: JAX's {@code conv_general_dilated}.
     *
     * <p>With features in {@code featureGroups} groups, each group of input features feeds its group of output features
     * only; with {@code batchGroups}, each group of the batch feeds its group of output features, so that the result's
     * batch is smaller. {@code f16} and {@code bf16} accumulate in {@code f32}; integers wrap.
     *
     * @param geometry how the kernel slides
     * @param dimensions what the axes mean
     * @param featureGroups the number of groups of features; 1 unless {@code batchGroups} is 1
     * @param batchGroups the number of groups of the batch
     */
    record ConvGeneral(Geometry geometry, ConvDimensions dimensions, int featureGroups, int batchGroups)
            implements Convolution {

        @Override
        public List<TensorType> outputTypes(List<TensorType> inputs) {
            TypeRules.arity(this, 2, inputs);
            var lhs = inputs.get(0);
            var rhs = inputs.get(1);
            TypeRules.require(
                    lhs.dtype() == rhs.dtype(),
                    this,
                    () -> "operands must have the same dtype, but got " + lhs + " and " + rhs);
            TypeRules.dtype(this, lhs, TypeRules::isNumber, "numeric");
            int rank = dimensions.rank();
            TypeRules.require(
                    lhs.shape().rank() == rank && rhs.shape().rank() == rank,
                    this,
                    () -> "dimensions " + dimensions + " need operands of rank " + rank + ", but got " + lhs.shape()
                            + " and " + rhs.shape());
            ConvRules.checkGeometry(this, rhs.shape());
            ConvRules.checkGroups(this, lhs.shape(), rhs.shape());
            return List.of(lhs.withShape(result(lhs.shape(), rhs.shape())));
        }

        private Shape result(Shape lhs, Shape rhs) {
            var dims = new int[dimensions.rank()];
            dims[dimensions.outBatch()] = lhs.dim(dimensions.lhsBatch()) / batchGroups;
            dims[dimensions.outFeature()] = rhs.dim(dimensions.rhsOutput());
            for (int i = 0; i < dimensions.spatialRank(); i++) {
                dims[dimensions.outSpatial().get(i)] = results(i, lhs, rhs);
            }
            return Shape.of(dims);
        }

        private int results(int axis, Shape lhs, Shape rhs) {
            int size = lhs.dim(dimensions.lhsSpatial().get(axis));
            String padding = "padding (" + geometry.low().get(axis) + ", "
                    + geometry.high().get(axis) + ") of spatial axis " + axis + " of " + lhs;
            TypeRules.require(geometry.padded(axis, size) >= 0, this, () -> padding + " removes more than there is");
            TypeRules.require(
                    geometry.padded(axis, size) <= Integer.MAX_VALUE,
                    this,
                    () -> padding + " and dilation make it too long");
            return (int)
                    geometry.results(axis, size, rhs.dim(dimensions.rhsSpatial().get(axis)));
        }

        @Override
        public String parameters() {
            return geometry + ", dimensions=" + dimensions + ", featureGroups=" + featureGroups + ", batchGroups="
                    + batchGroups;
        }
    }
}
