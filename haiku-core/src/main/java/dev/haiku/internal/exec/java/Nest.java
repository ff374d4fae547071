package dev.haiku.internal.exec.java;

import java.util.Arrays;
import java.util.stream.IntStream;

/**
 * A nest of loops over two tensors that moves by a stride of its own in each; strides may be zero or negative.
 *
 * <p>Axes of size 1 are dropped and axes that are contiguous in both tensors merged, so that the innermost loop, a <i>run</i>, is as
 * long as it can be.
 */
final class Nest {

    /** Works on one run: {@code count} elements from those positions on, with those steps. */
    @FunctionalInterface
    interface Run {
        void run(int from, int fromStep, int to, int toStep, int count);
    }

    private final int[] sizes;
    private final int[] fromStrides;
    private final int[] toStrides;
    private final boolean isEmpty;

    private Nest(int[] sizes, int[] fromStrides, int[] toStrides, boolean isEmpty) {
        this.sizes = sizes;
        this.fromStrides = fromStrides;
        this.toStrides = toStrides;
        this.isEmpty = isEmpty;
    }

    /** {@return the nest over axes of those sizes, outermost first} */
    static Nest of(int[] sizes, int[] fromStrides, int[] toStrides) {
        boolean isEmpty = Arrays.stream(sizes).anyMatch(size -> size == 0);
        int[] kept = IntStream.range(0, sizes.length).filter(i -> sizes[i] != 1).toArray();
        int rank = kept.length;
        var size = new int[rank];
        var from = new int[rank];
        var to = new int[rank];
        int next = rank; // filled from the end
        for (int i = rank - 1; i >= 0; i--) {
            int axis = kept[i];
            boolean merges = next < rank
                    && fromStrides[axis] == from[next] * size[next]
                    && toStrides[axis] == to[next] * size[next];
            if (merges) {
                size[next] *= sizes[axis];
            } else {
                next--;
                size[next] = sizes[axis];
                from[next] = fromStrides[axis];
                to[next] = toStrides[axis];
            }
        }
        return new Nest(
                Arrays.copyOfRange(size, next, rank),
                Arrays.copyOfRange(from, next, rank),
                Arrays.copyOfRange(to, next, rank),
                isEmpty);
    }

    /** {@return the number of merged axes} */
    int rank() {
        return sizes.length;
    }

    int size(int axis) {
        return sizes[axis];
    }

    int fromStride(int axis) {
        return fromStrides[axis];
    }

    int toStride(int axis) {
        return toStrides[axis];
    }

    /** {@return the number of elements of a run} */
    int runLength() {
        return sizes.length == 0 ? 1 : sizes[sizes.length - 1];
    }

    /** {@return the nest without two of its axes} */
    Nest without(int first, int second) {
        int[] kept = IntStream.range(0, sizes.length)
                .filter(i -> i != first && i != second)
                .toArray();
        return new Nest(pick(sizes, kept), pick(fromStrides, kept), pick(toStrides, kept), isEmpty);
    }

    private static int[] pick(int[] values, int[] indices) {
        return Arrays.stream(indices).map(i -> values[i]).toArray();
    }

    /** Runs all runs, starting at those positions, in the order of the axes. */
    void forEachRun(int from, int to, Run action) {
        if (isEmpty) {
            return;
        }
        if (sizes.length == 0) {
            action.run(from, 1, to, 1, 1);
            return;
        }
        loop(0, from, to, action);
    }

    private void loop(int axis, int from, int to, Run action) {
        int fromStride = fromStrides[axis];
        int toStride = toStrides[axis];
        int size = sizes[axis];
        if (axis == sizes.length - 1) {
            action.run(from, fromStride, to, toStride, size);
            return;
        }
        for (int i = 0; i < size; i++) {
            loop(axis + 1, from + i * fromStride, to + i * toStride, action);
        }
    }
}
