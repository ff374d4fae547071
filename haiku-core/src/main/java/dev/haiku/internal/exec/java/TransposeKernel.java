package dev.haiku.internal.exec.java;

import dev.haiku.internal.exec.Kernel;
import dev.haiku.internal.exec.Slot;

/** Transposes 4-byte elements tile by tile, so that both tensors are read and written in runs. */
final class TransposeKernel implements Kernel {

    private static final int TILE = 32;

    private final Nest outer;
    private final Slot from;
    private final Slot to;
    private final int rows;
    private final int columns;
    private final int fromStride;
    private final int toStride;
    private final int[] tile = new int[TILE * TILE];
    private final int[] turned = new int[TILE * TILE];

    /** Creates one for a nest that {@link #fits}. */
    TransposeKernel(Nest nest, Slot from, Slot to) {
        int row = contiguous(nest);
        int column = nest.rank() - 1;
        this.outer = nest.without(row, column);
        this.from = from;
        this.to = to;
        this.rows = nest.size(row);
        this.columns = nest.size(column);
        this.toStride = nest.toStride(row);
        this.fromStride = nest.fromStride(column);
    }

    /** {@return whether an outer axis is contiguous in the operand and both axes are long enough for tiles} */
    static boolean fits(Nest nest) {
        int row = contiguous(nest);
        return row >= 0 && nest.size(row) >= TILE / 2 && nest.runLength() >= TILE / 2;
    }

    private static int contiguous(Nest nest) {
        for (int axis = 0; axis < nest.rank() - 1; axis++) {
            if (nest.fromStride(axis) == 1) {
                return axis;
            }
        }
        return -1;
    }

    @Override
    public void run() {
        outer.forEachRun(0, 0, (start, fromStep, toStart, toStep, count) -> {
            for (int i = 0; i < count; i++) {
                transpose(start + i * fromStep, toStart + i * toStep);
            }
        });
    }

    private void transpose(int start, int toStart) {
        for (int row = 0; row < rows; row += TILE) {
            for (int column = 0; column < columns; column += TILE) {
                tile(
                        start + row + column * fromStride,
                        toStart + row * toStride + column,
                        Math.min(TILE, rows - row),
                        Math.min(TILE, columns - column));
            }
        }
    }

    private void tile(int start, int toStart, int height, int width) {
        for (int column = 0; column < width; column++) {
            from.ints().get(start + column * fromStride, tile, column * TILE, height);
        }
        for (int row = 0; row < height; row++) {
            for (int column = 0; column < width; column++) {
                turned[row * TILE + column] = tile[column * TILE + row];
            }
        }
        for (int row = 0; row < height; row++) {
            to.ints().put(toStart + row * toStride, turned, row * TILE, width);
        }
    }
}
