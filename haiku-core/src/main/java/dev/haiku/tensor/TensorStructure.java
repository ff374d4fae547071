package dev.haiku.tensor;

import dev.haiku.array.Shape;
import java.util.List;

/** The methods of {@link Tensor} that move elements about, index and multiply matrices; see {@link Ops} for each. */
sealed interface TensorStructure permits Tensor {

    private Tensor self() {
        return (Tensor) this;
    }

    /** {@return the same row-major elements with another shape; one size may be -1} */
    default Tensor reshape(int... dims) {
        return Ops.reshape(self(), dims);
    }

    /** {@return the same row-major elements with another shape} */
    default Tensor reshape(Shape shape) {
        return Ops.reshape(self(), shape);
    }

    /** {@return the elements as a vector, in row-major order} */
    default Tensor ravel() {
        return Ops.ravel(self());
    }

    /** {@return this with its axes reordered: axis {@code i} of the result is axis {@code permutation[i]}; reversed if none is given} */
    default Tensor transpose(int... permutation) {
        return Ops.transpose(self(), permutation);
    }

    /** {@return this with its axes reordered: axis {@code i} of the result is axis {@code permutation[i]}} */
    default Tensor transpose(List<Integer> permutation) {
        return Ops.transpose(self(), permutation);
    }

    /** {@return this with two axes swapped} */
    default Tensor swapAxes(int axis1, int axis2) {
        return Ops.swapAxes(self(), axis1, axis2);
    }

    /** {@return this with one axis moved to another place} */
    default Tensor moveAxis(int source, int destination) {
        return Ops.moveAxis(self(), source, destination);
    }

    /** {@return this with new axes of size 1 at those places of the result} */
    default Tensor expandDims(int... axes) {
        return Ops.expandDims(self(), axes);
    }

    /** {@return this without those axes of size 1; without all of them if none is given} */
    default Tensor squeeze(int... axes) {
        return Ops.squeeze(self(), axes);
    }

    /** {@return this repeated to a larger shape by NumPy's rules} */
    default Tensor broadcastTo(int... dims) {
        return Ops.broadcastTo(self(), dims);
    }

    /** {@return this repeated to a larger shape by NumPy's rules} */
    default Tensor broadcastTo(Shape shape) {
        return Ops.broadcastTo(self(), shape);
    }

    /** {@return this with its elements in reverse order along axes, all if none is given} */
    default Tensor flip(int... axes) {
        return Ops.flip(self(), axes);
    }

    /** {@return the matrix product of the last two axes; leading axes broadcast} */
    default Tensor matmul(Tensor other) {
        return Ops.matmul(self(), other);
    }

    /** {@return the product summed over the last axis of this and the last but one (or only) axis of other} */
    default Tensor dot(Tensor other) {
        return Ops.dot(self(), other);
    }

    /** {@return the part at fixed positions of the leading axes, which vanish; negative positions count from the end} */
    default Tensor get(int... indices) {
        return Ops.get(self(), indices);
    }

    /** {@return the parts at positions of the leading axis} */
    default Tensor get(Tensor indices) {
        return Ops.get(self(), indices);
    }

    /** {@return the part that an index addresses by NumPy's rules: {@code x.get(all(), range(0, 5, 2), newAxis(), of(ids))}} */
    default Tensor get(Index first, Index... others) {
        return Ops.get(self(), first, others);
    }

    /** {@return the range from {@code start} (inclusive) to {@code limit} (exclusive) of an axis; negative ones count from the end} */
    default Tensor slice(int axis, int start, int limit) {
        return Ops.slice(self(), axis, start, limit);
    }

    /** {@return every {@code stride}-th position of a range of an axis} */
    default Tensor slice(int axis, int start, int limit, int stride) {
        return Ops.slice(self(), axis, start, limit, stride);
    }

    /** {@return a range of every axis} */
    default Tensor slice(List<Integer> starts, List<Integer> limits, List<Integer> strides) {
        return Ops.slice(self(), starts, limits, strides);
    }

    /** {@return the parts at positions of an axis; out of range ones give NaN} */
    default Tensor take(Tensor indices, int axis) {
        return Ops.take(self(), indices, axis);
    }

    /** {@return one element for each index along an axis, with all other axes paired} */
    default Tensor takeAlongAxis(Tensor indices, int axis) {
        return Ops.takeAlongAxis(self(), indices, axis);
    }

    /** {@return the place at positions of the leading axes, to be read or to be written in a copy} */
    default At at(Tensor... indices) {
        return Ops.at(self(), indices);
    }

    /** {@return the place at fixed positions of the leading axes, to be read or to be written in a copy} */
    default At at(int... indices) {
        return Ops.at(self(), indices);
    }

    /** {@return the place that an index addresses by NumPy's rules, to be read or to be written in a copy} */
    default At at(Index first, Index... others) {
        return Ops.at(self(), first, others);
    }

    /** {@return this with the last two axes swapped} */
    default Tensor matrixTranspose() {
        return Ops.matrixTranspose(self());
    }

    /** {@return the elements at positions in row-major order; out of range ones give NaN} */
    default Tensor take(Tensor indices) {
        return Ops.take(self(), indices);
    }

    /** {@return the parts at positions of an axis; the mode says what happens to those out of range} */
    default Tensor take(Tensor indices, int axis, IndexMode mode) {
        return Ops.take(self(), indices, axis, mode);
    }

    /** {@return this with its elements moved along an axis, the last ones to the front} */
    default Tensor roll(int shift, int axis) {
        return Ops.roll(self(), shift, axis);
    }

    /** {@return this repeated as a whole along each axis} */
    default Tensor tile(int... counts) {
        return Ops.tile(self(), counts);
    }

    /** {@return this with each part along an axis repeated in place} */
    default Tensor repeat(int count, int axis) {
        return Ops.repeat(self(), count, axis);
    }

    /** {@return this cut into equal sections along an axis} */
    default List<Tensor> split(int sections, int axis) {
        return Ops.split(self(), sections, axis);
    }

    /** {@return the slices of this along an axis, which vanishes} */
    default List<Tensor> unstack(int axis) {
        return Ops.unstack(self(), axis);
    }

    /** {@return the diagonals of the matrices that the first two axes span, along a new last axis} */
    default Tensor diagonal() {
        return Ops.diagonal(self());
    }

    /** {@return the sum of the diagonal of the matrices that the first two axes span} */
    default Tensor trace() {
        return Ops.trace(self());
    }

    /** {@return this sorted along an axis, ascending; NaN comes last} */
    default Tensor sort(int axis) {
        return Ops.sort(self(), axis);
    }

    /** {@return the {@code i32} positions that sort this along an axis, ascending and stable} */
    default Tensor argsort(int axis) {
        return Ops.argsort(self(), axis);
    }
}
