package dev.haiku.internal.exec.java;

import dev.haiku.array.DType;
import dev.haiku.array.Elements;
import dev.haiku.internal.exec.Kernel;
import dev.haiku.internal.exec.Slot;
import dev.haiku.ir.Reduction.Extreme;

/** Finds the extreme element of each window, along one axis at least, for kernels that read or write at its place. */
abstract class WindowSelection implements Kernel {

    /**
     * From this length on, windows are searched side by side along the axes behind the last one along which they slide.
     */
    private static final int LONG_ROW = 16;

    private final WindowLayout layout;
    private final Slot x;
    private final Extreme extreme;

    /** Creates the selection of the extreme elements of {@code x}. */
    WindowSelection(WindowLayout layout, Slot x, Extreme extreme) {
        this.layout = layout;
        this.x = x;
        this.extreme = extreme;
    }

    /** What happens at the selected elements of one batch. */
    interface Batch {

        /**
         * Works on neighbouring windows.
         *
         * @param selected where their extreme elements are in {@code x}, or {@link WindowAxis#NOWHERE}
         * @param at where the windows are among all windows
         * @param n how many they are
         */
        void apply(int[] selected, int at, int n);

        /** Ends the batch. */
        default void finish() {}
    }

    /** {@return the work on a batch whose elements are from {@code start} to {@code limit} in {@code x}} */
    abstract Batch begin(int start, int limit);

    @Override
    public void run() {
        long work = (long) layout.batch()
                * layout.windowCount(0)
                * layout.axes().stream().mapToLong(WindowAxis::window).reduce(1, (a, b) -> a * b);
        Workers.run(layout.batch(), work, 1, (from, to) -> {
            var search = new Search();
            int size = layout.operandSize(0);
            for (int batch = from; batch < to; batch++) {
                search.run(begin(batch * size, (batch + 1) * size), batch);
            }
        });
    }

    /** The work of one thread, with its arrays. */
    private final class Search {

        private final int[][] slices = new int[layout.depth()][];
        private final int[] operandSizes = new int[layout.depth() + 1];
        private final int[] windowCounts = new int[layout.depth() + 1];
        private final WindowAxis last = layout.axes().get(layout.depth() - 1);
        private final int[] places;
        private final int[] starts;
        private final boolean isFast;
        private final boolean usesLanes;
        private final FirstMaximum maxima = new FirstMaximum();
        private final float[] numbers = new float[Scratch.BLOCK];
        private final int[] selected = new int[Scratch.BLOCK];
        private final boolean isMax = extreme == Extreme.MAX;

        Search() {
            int count = 1; // a window covers no more elements than there are
            for (int level = 0; level < layout.depth(); level++) {
                var axis = layout.axes().get(level);
                slices[level] = new int[count];
                count *= Math.max(1, Math.min(axis.window(), axis.size()));
            }
            for (int level = 0; level <= layout.depth(); level++) {
                operandSizes[level] = layout.operandSize(level);
                windowCounts[level] = layout.windowCount(level);
            }
            places = new int[count];
            isFast = x.type().dtype() == DType.F32 && count < FirstMaximum.MAX_COUNT;
            boolean isRegular = last.baseDilation() == 1 && last.window() <= last.size();
            usesLanes = isFast && isRegular && last.inner() < LONG_ROW;
            starts = new int[usesLanes ? count : 0];
        }

        void run(Batch work, int batch) {
            slices[0][0] = batch * operandSizes[0];
            search(work, 0, 1, batch * windowCounts[0]);
            work.finish();
        }

        /** Goes over the windows of an axis, given the starts of the slices in which their elements are. */
        private void search(Batch work, int level, int count, int at) {
            var axis = layout.axes().get(level);
            if (level == layout.depth() - 1) {
                searchLast(work, count, at);
                return;
            }
            for (int index = 0; index < axis.count(); index++) {
                for (int inner = 0; inner < axis.inner(); inner++) {
                    int next = cover(level, count, index, inner);
                    search(work, level + 1, next, at + (index * axis.inner() + inner) * windowCounts[level + 1]);
                }
            }
        }

        /** {@return the number of slices of the next level that one window covers, in the order of the window} */
        private int cover(int level, int count, int index, int inner) {
            var axis = layout.axes().get(level);
            int n = 0;
            for (int slice = 0; slice < count; slice++) {
                for (int k = 0; k < axis.window(); k++) {
                    int position = axis.source(index, k);
                    if (position != WindowAxis.NOWHERE) {
                        slices[level + 1][n++] =
                                slices[level][slice] + (position * axis.inner() + inner) * operandSizes[level + 1];
                    }
                }
            }
            return n;
        }

        private void searchLast(Batch work, int count, int at) {
            int inner = last.inner();
            if (usesLanes) {
                lanes(work, count, at);
                return;
            }
            for (int index = 0; index < last.count(); index++) {
                rows(work, collect(count, index), at + index * inner);
            }
        }

        /**
         * {@return the number of elements of the first of the windows at an index of the last axis, whose places it
         * notes in order}
         */
        private int collect(int count, int index) {
            int n = 0;
            for (int slice = 0; slice < count; slice++) {
                for (int k = 0; k < last.window(); k++) {
                    int position = last.source(index, k);
                    if (position != WindowAxis.NOWHERE) {
                        places[n++] = slices[layout.depth() - 1][slice] + position * last.inner();
                    }
                }
            }
            return n;
        }

        /** Windows along the axes behind the last one along which they slide: their elements are neighbours, too. */
        private void rows(Batch work, int count, int at) {
            for (int lane = 0; lane < last.inner(); lane += Scratch.BLOCK) {
                int n = Math.min(Scratch.BLOCK, last.inner() - lane);
                if (isFast) {
                    maxima.clear(n);
                    for (int i = 0; i < count; i++) {
                        x.floats().get(places[i] + lane, numbers, 0, n);
                        offer(i, n);
                    }
                }
                for (int i = 0; i < n; i++) {
                    int ordinal = isFast && !maxima.isMarked(i) ? maxima.ordinal(i) : first(count, lane + i);
                    selected[i] = ordinal < 0 ? WindowAxis.NOWHERE : places[ordinal] + lane + i;
                }
                work.apply(selected, at + lane, n);
            }
        }

        private void offer(int ordinal, int n) {
            if (!isMax) {
                FloatLoops.neg(numbers, numbers, n);
            }
            maxima.offer(numbers, ordinal, n);
        }

        /**
         * {@return which of the noted places, moved by {@code inner}, holds the extreme element; by going through them
         * in order}
         */
        private int first(int count, int inner) {
            int ordinal = WindowAxis.NOWHERE;
            double best = 0;
            for (int i = 0; i < count; i++) {
                double value = value(places[i] + inner);
                boolean stays = isMax ? best >= value : best <= value;
                if (ordinal < 0 || !stays) {
                    best = value;
                    ordinal = i;
                }
            }
            return ordinal;
        }

        private double value(int at) {
            return x.type().dtype() == DType.F32
                    ? x.floats().get(at)
                    : Elements.getDouble(x.type().dtype(), x.bytes(), at);
        }

        /** Windows along the last axis along which they slide, with the few axes behind it. */
        private void lanes(Batch work, int count, int at) {
            int inner = last.inner();
            int together = Scratch.BLOCK / Math.max(1, inner);
            for (int from = 0; from < last.count(); from += together) {
                int limit = Math.min(last.count(), from + together);
                int n = (limit - from) * inner;
                maxima.clear(n);
                for (int slice = 0; slice < count; slice++) {
                    for (int k = 0; k < last.window(); k++) {
                        int ordinal = slice * last.window() + k;
                        starts[ordinal] = slices[layout.depth() - 1][slice]
                                + (from * last.stride() + k * last.windowDilation() - last.low()) * inner;
                        load(starts[ordinal], k, from, limit);
                        offer(ordinal, n);
                    }
                }
                for (int index = from; index < limit; index++) {
                    select(count, index, from);
                }
                work.apply(selected, at + from * inner, n);
            }
        }

        /** Reads an element of each window in a range; a window that has none is marked. */
        private void load(int start, int k, int from, int limit) {
            var floats = x.floats();
            int inner = last.inner();
            int first = last.firstWith(k, from, limit);
            int behind = first + last.countWith(k, first, limit);
            absent(0, (first - from) * inner);
            absent((behind - from) * inner, (limit - from) * inner);
            for (int i = 0; i < inner; i++) {
                for (int index = first - from; index < behind - from; index++) {
                    numbers[index * inner + i] = floats.get(start + index * last.stride() * inner + i);
                }
            }
        }

        private void absent(int from, int limit) {
            for (int row = from; row < limit; row++) {
                numbers[row] = 0;
                maxima.mark(row);
            }
        }

        private void select(int count, int index, int from) {
            int inner = last.inner();
            int moved = (index - from) * last.stride() * inner;
            for (int i = 0; i < inner; i++) {
                int row = (index - from) * inner + i;
                if (maxima.isMarked(row)) {
                    int ordinal = first(collect(count, index), i);
                    selected[row] = ordinal < 0 ? WindowAxis.NOWHERE : places[ordinal] + i;
                } else {
                    int ordinal = maxima.ordinal(row);
                    selected[row] = ordinal < 0 ? WindowAxis.NOWHERE : starts[ordinal] + moved + i;
                }
            }
        }
    }
}
