package dev.haiku.tensor;

import org.jspecify.annotations.Nullable;

/**
 * One entry of an index such as {@code x[0, 1:5:2, ..., None, ids]}, written {@code x.get(at(0), range(1, 5, 2), ellipsis(),
 * newAxis(), of(ids))}.
 *
 * <p>The rules are NumPy's. Entries address the axes from the first on; axes that are left over are kept whole. Negative numbers
 * count from the end. Several tensors of positions broadcast together; together with the single positions beside them they
 * address one element each. The axes of their common shape stand where the first of them does, or in front of all others if
 * ranges or new axes lie between them.
 *
 * @see Tensor#get(Index, Index...)
 * @see Tensor#at(Index, Index...)
 */
public sealed interface Index {

    /**
     * A fixed position, {@code x[3]}; the axis vanishes.
     *
     * @param position the position, negative ones count from the end
     */
    record Position(int position) implements Index {}

    /**
     * A range, {@code x[start:stop:step]}, cut to fit the axis as in Python.
     *
     * @param start the first position; by default the first one in the direction of the step
     * @param stop the position before which it ends; by default behind the last one in the direction of the step
     * @param step the distance between positions; negative ones run backwards
     */
    record Range(@Nullable Integer start, @Nullable Integer stop, int step) implements Index {

        /** Checks that the step is not 0. */
        public Range {
            if (step == 0) {
                throw new IllegalArgumentException("The step of a range must not be 0. Use 1 for every position.");
            }
        }

        /** {@return this range with another step} */
        public Range by(int newStep) {
            return new Range(start, stop, newStep);
        }

        /** {@return the positions in an axis of that size} */
        Run over(int size) {
            int lowest = step > 0 ? 0 : -1;
            int highest = step > 0 ? size : size - 1;
            int first = start == null ? (step > 0 ? lowest : highest) : bounded(start, size, lowest, highest);
            int end = stop == null ? (step > 0 ? highest : lowest) : bounded(stop, size, lowest, highest);
            int span = step > 0 ? end - first : first - end;
            int stride = Math.abs(step);
            return new Run(first, step, span <= 0 ? 0 : (span - 1) / stride + 1);
        }

        private static int bounded(int position, int size, int lowest, int highest) {
            return Math.max(lowest, Math.min(highest, position < 0 ? position + size : position));
        }
    }

    /**
     * Positions that are data, {@code x[ids]}.
     *
     * @param positions the integers
     */
    record Positions(Tensor positions) implements Index {}

    /** A new axis of size 1, {@code x[None]}. */
    record NewAxis() implements Index {}

    /** All axes that no other entry addresses, {@code x[...]}. */
    record Ellipsis() implements Index {}

    /**
     * The positions {@code first, first + step, ...} of an axis.
     *
     * @param first the first one
     * @param step the distance between two
     * @param count how many there are
     */
    record Run(int first, int step, int count) {

        /** {@return the smallest position; 0 if there is none} */
        int lowest() {
            return count == 0 ? 0 : Math.min(first, last());
        }

        /** {@return one more than the largest position; 0 if there is none} */
        int limit() {
            return count == 0 ? 0 : Math.max(first, last()) + 1;
        }

        private int last() {
            return first + (count - 1) * step;
        }
    }

    /** {@return a fixed position, negative ones count from the end: {@code x[position]}} */
    static Index at(int position) {
        return new Position(position);
    }

    /** {@return the whole axis: {@code x[:]}} */
    static Range all() {
        return every(1);
    }

    /** {@return the positions from {@code start} on: {@code x[start:]}} */
    static Range from(int start) {
        return new Range(start, null, 1);
    }

    /** {@return the positions before {@code stop}: {@code x[:stop]}} */
    static Range until(int stop) {
        return new Range(null, stop, 1);
    }

    /** {@return the positions from {@code start} (inclusive) to {@code stop} (exclusive): {@code x[start:stop]}} */
    static Range range(int start, int stop) {
        return range(start, stop, 1);
    }

    /** {@return every {@code step}-th position from {@code start} (inclusive) to {@code stop} (exclusive): {@code x[start:stop:step]}} */
    static Range range(int start, int stop, int step) {
        return new Range(start, stop, step);
    }

    /** {@return every {@code step}-th position, backwards if that is negative: {@code x[::step]}} */
    static Range every(int step) {
        return new Range(null, null, step);
    }

    /** {@return a new axis of size 1: {@code x[None]}} */
    static Index newAxis() {
        return new NewAxis();
    }

    /** {@return all axes that no other entry addresses: {@code x[...]}} */
    static Index ellipsis() {
        return new Ellipsis();
    }

    /** {@return positions that are data: {@code x[positions]}} */
    static Index of(Tensor positions) {
        return new Positions(positions);
    }

    /** {@return those positions: {@code x[[0, 2]]}} */
    static Index of(int... positions) {
        return new Positions(Tensor.of(positions));
    }
}
