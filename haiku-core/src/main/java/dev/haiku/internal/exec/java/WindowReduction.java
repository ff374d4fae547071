package dev.haiku.internal.exec.java;

import dev.haiku.internal.exec.Kernel;
import dev.haiku.internal.exec.Slot;
import java.util.ArrayList;
import java.util.List;

/**
 * Folds windows one axis after the other, outermost first: a window of rows becomes one row, which stays in the cache
 * while windows along the next axis are folded.
 *
 * @param <A> the type of the arrays in which it computes
 */
final class WindowReduction<A> implements Kernel {

    /** Below this length rows are not worth a read of their own. */
    private static final int SHORT_ROW = 256;

    /** Below this length it is better to go along the axis of windows. */
    private static final int SHORT_RUN = 8;

    private final WindowLayout layout;
    private final WindowLanes<A> lanes;
    private final Slot x;
    private final Slot y;

    WindowReduction(WindowLayout layout, WindowLanes<A> lanes, Slots slots) {
        this.layout = layout;
        this.lanes = lanes;
        this.x = slots.in(0);
        this.y = slots.out();
    }

    @Override
    public void run() {
        if (y.size() == 0) {
            return;
        }
        long work = Math.max(x.size(), y.size());
        int windows = layout.axes().get(0).count();
        if (layout.batch() > 1) {
            Workers.run(layout.batch(), work, 1, (from, to) -> {
                var pass = new Pass();
                for (int batch = from; batch < to; batch++) {
                    pass.run(batch, 0, windows);
                }
            });
        } else {
            Workers.run(windows, work, 1, (from, to) -> new Pass().run(0, from, to));
        }
    }

    /** The work of one thread, with its arrays. */
    private final class Pass {

        private final List<A> rows = new ArrayList<>();
        private final int[] operandSizes = new int[layout.depth() + 1];
        private final int[] windowCounts = new int[layout.depth() + 1];
        private final boolean readsRows;
        private final A read;

        Pass() {
            for (int level = 0; level <= layout.depth(); level++) {
                operandSizes[level] = layout.operandSize(level);
                windowCounts[level] = layout.windowCount(level);
            }
            readsRows = rowSize(0) >= SHORT_ROW;
            for (int level = 0; level < layout.depth(); level++) {
                boolean isRow = !isLast(level) || (readsRows && level == 0);
                rows.add(lanes.allocate(isRow ? rowSize(level) : windowCounts[level]));
            }
            read = lanes.allocate(readsRows ? Scratch.BLOCK : operandSizes[0]);
        }

        private boolean isLast(int level) {
            return level == layout.depth() - 1;
        }

        private int rowSize(int level) {
            return layout.axes().get(level).inner() * operandSizes[level + 1];
        }

        /** Windows of the first axis in a range. */
        void run(int batch, int from, int to) {
            int start = batch * operandSizes[0];
            int target = batch * windowCounts[0];
            if (!readsRows) {
                lanes.load(x, start, read, 0, operandSizes[0]);
                fold(0, read, 0, target, from, to);
                return;
            }
            for (int index = from; index < to; index++) {
                foldRows(start, index);
                below(0, target, index);
            }
        }

        /** Folds the rows of one window of the first axis as they are read, some columns at a time. */
        private void foldRows(int start, int index) {
            var axis = layout.axes().get(0);
            int size = rowSize(0);
            for (int at = 0; at < size; at += Scratch.BLOCK) {
                int n = Math.min(Scratch.BLOCK, size - at);
                boolean isFirst = true;
                for (int k = 0; k < axis.window(); k++) {
                    int position = axis.source(index, k);
                    if (position == WindowAxis.NOWHERE) {
                        continue;
                    }
                    int from = start + position * size + at;
                    if (isFirst) {
                        lanes.load(x, from, rows.get(0), at, n);
                    } else {
                        lanes.load(x, from, read, 0, n);
                        lanes.fold(read, 0, rows.get(0), at, n);
                    }
                    isFirst = false;
                }
                if (isFirst) {
                    lanes.clear(rows.get(0), at, n);
                }
            }
        }

        /** Windows of an axis in a range, of an array from {@code at} on. */
        private void fold(int level, A from, int at, int target, int first, int limit) {
            if (isLast(level)) {
                foldLast(from, at, target, first, limit);
                return;
            }
            for (int index = first; index < limit; index++) {
                foldRow(layout.axes().get(level), from, at, rowSize(level), index, rows.get(level), 0);
                below(level, target, index);
            }
        }

        private void foldRow(WindowAxis axis, A from, int at, int size, int index, A to, int toAt) {
            boolean isFirst = true;
            for (int k = 0; k < axis.window(); k++) {
                int position = axis.source(index, k);
                if (position == WindowAxis.NOWHERE) {
                    continue;
                }
                if (isFirst) {
                    System.arraycopy(from, at + position * size, to, toAt, size);
                } else {
                    lanes.fold(from, at + position * size, to, toAt, size);
                }
                isFirst = false;
            }
            if (isFirst) {
                lanes.clear(to, toAt, size);
            }
        }

        /** Goes on with the row of one window. */
        private void below(int level, int target, int index) {
            int inner = layout.axes().get(level).inner();
            if (isLast(level)) {
                lanes.store(rows.get(level), y, target + index * inner, inner);
                return;
            }
            var next = layout.axes().get(level + 1);
            for (int i = 0; i < inner; i++) {
                fold(
                        level + 1,
                        rows.get(level),
                        i * operandSizes[level + 1],
                        target + (index * inner + i) * windowCounts[level + 1],
                        0,
                        next.count());
            }
        }

        private void foldLast(A from, int at, int target, int first, int limit) {
            var axis = layout.axes().get(layout.depth() - 1);
            var results = rows.get(layout.depth() - 1);
            int size = axis.inner();
            if (size < SHORT_RUN) {
                foldElements(axis, from, at, results, first, limit);
            } else {
                for (int index = first; index < limit; index++) {
                    foldRow(axis, from, at, size, index, results, (index - first) * size);
                }
            }
            lanes.store(results, y, target + first * size, (limit - first) * size);
        }

        /** Windows of few elements side by side: the first element of all windows, then the second, and so on. */
        private void foldElements(WindowAxis axis, A from, int at, A results, int first, int limit) {
            int size = axis.inner();
            lanes.clear(results, 0, (limit - first) * size);
            for (int k = 0; k < axis.window(); k++) {
                int index = axis.firstWith(k, first, limit);
                int count = axis.countWith(k, index, limit);
                int start = at + axis.source(index, k) * size;
                for (int i = 0; i < size && count > 0; i++) {
                    int to = (index - first) * size + i;
                    lanes.fold(from, start + i, axis.step() * size, results, to, axis.period() * size, count);
                }
            }
        }
    }
}
