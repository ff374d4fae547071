package dev.haiku.internal.exec;

import dev.haiku.array.Shape;
import java.util.List;

/**
 * How one operand of a contraction lies in memory as a batch of matrices, each of {@code rows} by {@code columns}.
 *
 * @param rows the number of rows
 * @param columns the number of columns
 * @param rowStride the distance between rows, in elements
 * @param columnStride the distance between columns, in elements
 * @param batch the shape of the batch
 * @param batchStrides the distances between matrices along its axes, in elements
 */
public record Factor(int rows, int columns, int rowStride, int columnStride, Shape batch, List<Integer> batchStrides) {

    private static final int NONE = -1;

    /**
     * {@return a tensor's axes read as batch, rows and columns; see {@link #isMatrix} for whether that is possible in
     * place}
     */
    public static Factor of(Shape shape, List<Integer> batch, List<Integer> rows, List<Integer> columns) {
        var strides = shape.strides();
        return new Factor(
                size(shape, rows),
                size(shape, columns),
                stride(shape, strides, rows),
                stride(shape, strides, columns),
                Shape.of(batch.stream().map(shape::dim).toList()),
                batch.stream().map(axis -> strides[axis]).toList());
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

    /** {@return where the matrix of that row-major index in the batch starts, in elements} */
    public int start(int index) {
        int start = 0;
        int rest = index;
        for (int i = batch.rank() - 1; i >= 0; i--) {
            start += rest % batch.dim(i) * batchStrides.get(i);
            rest /= batch.dim(i);
        }
        return start;
    }

    /** {@return whether BLAS can read the matrices in place: each dimension has one stride, and one of them is 1} */
    public boolean isMatrix() {
        return rowStride != NONE && columnStride != NONE && (isRowMajor() || rowStride == 1 || rows == 1);
    }

    private boolean isRowMajor() {
        return columnStride == 1 || columns == 1;
    }

    /** {@return whether the matrices are stored by columns} */
    public boolean isTransposed() {
        return !isRowMajor();
    }

    /** {@return the distance between the stored rows, or columns if transposed} */
    public int leading() {
        if (isTransposed()) {
            return columnStride;
        }
        return rows == 1 ? Math.max(columns, 1) : rowStride;
    }

    /** {@return whether each matrix is one run of memory} */
    public boolean isContiguous() {
        return isMatrix() && leading() == (isTransposed() ? rows : columns);
    }
}
