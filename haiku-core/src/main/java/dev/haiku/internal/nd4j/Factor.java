package dev.haiku.internal.nd4j;

import dev.haiku.array.Shape;
import java.util.List;
import java.util.stream.Stream;

/**
 * How one operand of a contraction lies in memory as a batch of matrices, each of {@code rows} by {@code columns}.
 *
 * @param rows the number of rows
 * @param columns the number of columns
 * @param rowStride the distance between rows, in elements
 * @param columnStride the distance between columns, in elements
 * @param offsets where each matrix of the batch starts, in elements
 */
record Factor(int rows, int columns, int rowStride, int columnStride, int[] offsets) {

    private static final int NONE = -1;

    /** {@return a tensor's axes read as batch, rows and columns; see {@link #isMatrix} for whether that is possible in place} */
    static Factor of(Shape shape, List<Integer> batch, List<Integer> rows, List<Integer> columns) {
        var strides = shape.strides();
        return new Factor(
                size(shape, rows),
                size(shape, columns),
                stride(shape, strides, rows),
                stride(shape, strides, columns),
                offsets(shape, strides, batch));
    }

    /** {@return the shape of a contiguous copy with the axes in that order} */
    static Shape ordered(Shape shape, List<Integer> batch, List<Integer> rows, List<Integer> columns) {
        return Shape.of(Stream.of(batch, rows, columns)
                .flatMap(List::stream)
                .map(shape::dim)
                .toList());
    }

    private static int size(Shape shape, List<Integer> axes) {
        return axes.stream().mapToInt(shape::dim).reduce(1, (a, b) -> a * b);
    }

    /** {@return the one stride that steps through all those axes in order, or NONE} */
    private static int stride(Shape shape, int[] strides, List<Integer> axes) {
        int innermost = NONE;
        int expected = NONE;
        for (int i = axes.size() - 1; i >= 0; i--) {
            int axis = axes.get(i);
            if (shape.dim(axis) == 1) {
                continue;
            }
            if (innermost == NONE) {
                innermost = strides[axis];
            } else if (strides[axis] != expected) {
                return NONE;
            }
            expected = strides[axis] * shape.dim(axis);
        }
        return innermost == NONE ? 1 : innermost;
    }

    private static int[] offsets(Shape shape, int[] strides, List<Integer> batch) {
        var offsets = new int[] {0};
        for (int axis : batch) {
            var longer = new int[offsets.length * shape.dim(axis)];
            for (int i = 0; i < longer.length; i++) {
                longer[i] = offsets[i / shape.dim(axis)] + i % shape.dim(axis) * strides[axis];
            }
            offsets = longer;
        }
        return offsets;
    }

    /** {@return whether BLAS can read the matrices in place: each dimension has one stride, and one of them is 1} */
    boolean isMatrix() {
        return rowStride != NONE && columnStride != NONE && (isRowMajor() || rowStride == 1 || rows == 1);
    }

    private boolean isRowMajor() {
        return columnStride == 1 || columns == 1;
    }

    /** {@return whether the matrices are stored by columns} */
    boolean isTransposed() {
        return !isRowMajor();
    }

    /** {@return the distance between the stored rows, or columns if transposed} */
    int leading() {
        if (isTransposed()) {
            return columnStride;
        }
        return rows == 1 ? Math.max(columns, 1) : rowStride;
    }

    /** {@return whether each matrix is one run of memory} */
    boolean isContiguous() {
        return isMatrix() && leading() == (isTransposed() ? rows : columns);
    }
}
