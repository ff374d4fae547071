package dev.haiku.internal.exec.java;

import dev.haiku.internal.exec.Kernel;
import dev.haiku.internal.exec.Slot;
import java.util.Arrays;

/**
 * Sums, maxima and minima of {@code f32} along any axes.
 *
 * <p>Rows are halved pairwise block by block, columns added up in vectors of {@code f32} for a few rows; the parts meet in
 * double, so that the error does not grow with the number of elements.
 */
final class FloatReduction implements Kernel {

    /** How many rows are added up in {@code f32}. */
    private static final int ROWS = 32;

    private final Nest nest;
    private final Slot x;
    private final Slot y;
    private final Fold fold;

    FloatReduction(Nest nest, Slot x, Slot y, Fold fold) {
        this.nest = nest;
        this.x = x;
        this.y = y;
        this.fold = fold;
    }

    @Override
    public void run() {
        var results = new double[y.size()];
        Arrays.fill(results, fold.identity());
        int rank = nest.rank();
        if (rank < 2 || nest.toStride(rank - 1) == 0) {
            nest.forEachRun(0, 0, (from, step, to, toStep, count) -> rows(from, results, to, toStep, count));
        } else {
            int rows = nest.size(rank - 2);
            int columns = nest.size(rank - 1);
            nest.without(rank - 2, rank - 1).forEachRun(0, 0, (from, step, to, toStep, count) -> {
                for (int i = 0; i < count; i++) {
                    columns(from + i * step, rows, columns, results, to + i * toStep);
                }
            });
        }
        ReductionKernels.store(results, y);
    }

    /** A run along a reduced axis, or, if nothing is reduced, the whole operand. */
    private void rows(int from, double[] results, int to, int toStep, int count) {
        if (toStep != 0) {
            for (int i = 0; i < count; i++) {
                results[to + i * toStep] = x.floats().get(from + i);
            }
            return;
        }
        var block = Scratch.get().floats(0);
        double result = results[to];
        for (int at = 0; at < count; at += Scratch.BLOCK) {
            int n = Math.min(Scratch.BLOCK, count - at);
            x.floats().get(from + at, block, 0, n);
            result = merge(result, FloatFolds.row(fold, block, n));
        }
        results[to] = result;
    }

    /** A matrix whose rows are reduced to one. */
    private void columns(int from, int rows, int columns, double[] results, int to) {
        var block = Scratch.get().floats(0);
        var sums = Scratch.get().floats(1);
        for (int column = 0; column < columns; column += Scratch.BLOCK) {
            int n = Math.min(Scratch.BLOCK, columns - column);
            int together = Math.min(ROWS, n < columns ? 1 : Math.max(1, Scratch.BLOCK / n));
            for (int row = 0; row < rows; row += ROWS) {
                Arrays.fill(sums, 0, n, (float) fold.identity());
                int last = Math.min(rows, row + ROWS);
                for (int first = row; first < last; first += together) {
                    int count = Math.min(together, last - first);
                    x.floats().get(from + first * columns + column, block, 0, count * n);
                    for (int i = 0; i < count; i++) {
                        FloatFolds.column(fold, block, i * n, sums, n);
                    }
                }
                for (int i = 0; i < n; i++) {
                    results[to + column + i] = merge(results[to + column + i], sums[i]);
                }
            }
        }
    }

    private double merge(double x, double y) {
        return switch (fold) {
            case MAX -> Math.max(x, y);
            case MIN -> Math.min(x, y);
            default -> x + y;
        };
    }
}
