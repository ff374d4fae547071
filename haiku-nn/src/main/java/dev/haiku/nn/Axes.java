package dev.haiku.nn;

import dev.haiku.array.Shape;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;

/**
 * A choice of axes for tensors of any rank; negative ones count from the end.
 *
 * <p>{@code Axes.of(-1)} is the last axis, {@code Axes.of(1, 2)} are two, {@code Axes.from(1)} all but the first,
 * {@code Axes.range(1, -1)} all but the first and the last.
 */
public sealed interface Axes {

    /** {@return those axes} */
    static Axes of(int... axes) {
        return new Listed(Arrays.stream(axes).boxed().toList());
    }

    /** {@return the axes from {@code start} (inclusive) to the last} */
    static Axes from(int start) {
        return new Range(start, Integer.MAX_VALUE);
    }

    /** {@return the axes from {@code start} (inclusive) to {@code stop} (exclusive); Python's slice} */
    static Axes range(int start, int stop) {
        return new Range(start, stop);
    }

    /**
     * {@return these axes of a tensor of that shape: not negative, ascending, each once}
     *
     * @throws dev.haiku.array.ShapeException if there is no such axis
     */
    List<Integer> in(Shape shape);

    /**
     * {@return the shape of a parameter that varies along these axes: {@code [size]} if that is the last one alone,
     * else 1 elsewhere}
     */
    default Shape parameterShape(Shape input) {
        var axes = in(input);
        if (axes.equals(List.of(input.rank() - 1))) {
            return Shape.of(input.last());
        }
        return Shape.of(IntStream.range(0, input.rank())
                .map(i -> axes.contains(i) ? input.dim(i) : 1)
                .toArray());
    }

    /**
     * Axes one by one.
     *
     * @param axes the axes
     */
    record Listed(List<Integer> axes) implements Axes {

        /** Copies the list. */
        public Listed {
            axes = List.copyOf(axes);
        }

        @Override
        public List<Integer> in(Shape shape) {
            return axes.stream().map(shape::axis).sorted().distinct().toList();
        }

        @Override
        public String toString() {
            return axes.size() == 1 ? axes.get(0).toString() : axes.toString();
        }
    }

    /**
     * Axes in a row; bounds beyond the first or last axis are moved to it.
     *
     * @param start the first one
     * @param stop the one after the last
     */
    record Range(int start, int stop) implements Axes {

        @Override
        public List<Integer> in(Shape shape) {
            return IntStream.range(bound(start, shape.rank()), bound(stop, shape.rank()))
                    .boxed()
                    .toList();
        }

        private static int bound(int bound, int rank) {
            return Math.max(0, Math.min(rank, bound < 0 ? bound + rank : bound));
        }

        @Override
        public String toString() {
            return start + ":" + (stop == Integer.MAX_VALUE ? "" : stop);
        }
    }
}
