package dev.haiku.internal.convolution;

import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;

/**
 * The elements of the input that a problem reads, as a row-major matrix: its rows are the free indices and its columns
 * the summed ones, or the other way round.
 */
public final class Patches {

    /** Fills the matrix, run by run. */
    public interface Sink {

        /** Copies {@code count} elements of the input that lie {@code step} apart. */
        void copy(int from, int step, int to, int count);

        /** Writes zeros. */
        void zero(int to, int count);
    }

    private final ConvProblem problem;
    private final Dim[] outer;
    private final Dim[] inner;
    private final int[] blocks;
    private final int width;
    private final int[] unmoved;
    private final int lastLevel;
    private final int[] position;
    private final Sink sink;

    /**
     * Prepares.
     *
     * @param problem the problem, of one group
     * @param freeRows whether the free indices are rows
     * @param sink where the elements go
     */
    public Patches(ConvProblem problem, boolean freeRows, Sink sink) {
        this.problem = problem;
        this.outer = array(freeRows ? problem.free() : problem.summed());
        this.inner = array(freeRows ? problem.summed() : problem.free());
        this.blocks = new int[inner.length];
        int size = 1;
        for (int i = inner.length - 1; i >= 0; i--) {
            blocks[i] = size;
            size *= inner[i].size();
        }
        this.width = size;
        this.unmoved = unmoved();
        this.lastLevel = lastLevel();
        this.position = new int[problem.axes().size()];
        this.sink = sink;
    }

    private static Dim[] array(List<Dim> dims) {
        return dims.toArray(Dim[]::new);
    }

    /** The axes along which rows do not move. */
    private int[] unmoved() {
        return IntStream.range(0, problem.axes().size())
                .filter(axis -> Arrays.stream(inner).noneMatch(dim -> dim.axis() == axis))
                .toArray();
    }

    /** From there on, the elements lie one after the other. */
    private int lastLevel() {
        int level = inner.length - 1;
        while (level > 0
                && inner[level].axis() == Dim.NONE
                && inner[level - 1].lhsStep() == inner[level].lhsStep() * inner[level].size()) {
            level--;
        }
        return level;
    }

    /** Fills the matrix, which starts at that element. */
    public void fill(int at) {
        for (int i = 0; i < position.length; i++) {
            position[i] = -problem.axes().get(i).low();
        }
        rows(0, problem.lhsOrigin(), at);
    }

    private int rows(int level, int from, int to) {
        if (level == outer.length) {
            row(from, to);
            return to + width;
        }
        var dim = outer[level];
        int next = to;
        for (int i = 0; i < dim.size(); i++) {
            next = rows(level + 1, from + i * dim.lhsStep(), next);
            move(dim, 1);
        }
        move(dim, -dim.size());
        return next;
    }

    private void move(Dim dim, int count) {
        if (dim.axis() != Dim.NONE) {
            position[dim.axis()] += count * dim.shift();
        }
    }

    private void row(int from, int to) {
        for (int axis : unmoved) {
            if (position[axis] < 0 || position[axis] >= problem.axes().get(axis).size()) {
                sink.zero(to, width);
                return;
            }
        }
        if (inner.length == 0) {
            sink.copy(from, 1, to, 1);
        } else {
            columns(0, from, to);
        }
    }

    private void columns(int level, int from, int to) {
        var dim = inner[level];
        int first = 0;
        int limit = dim.size();
        if (dim.axis() != Dim.NONE) {
            int start = position[dim.axis()];
            int size = problem.axes().get(dim.axis()).size();
            first = Math.min(limit, start >= 0 ? 0 : (dim.shift() - 1 - start) / dim.shift());
            limit = start >= size ? first : Math.max(first, Math.min(limit, (size - 1 - start) / dim.shift() + 1));
        }
        int block = blocks[level];
        zero(to, first * block);
        if (level == lastLevel) {
            if (limit > first) {
                int step = inner[inner.length - 1].lhsStep();
                sink.copy(from + first * dim.lhsStep(), step, to + first * block, (limit - first) * block);
            }
        } else {
            for (int i = first; i < limit; i++) {
                columns(level + 1, from + i * dim.lhsStep(), to + i * block);
            }
        }
        zero(to + limit * block, (dim.size() - limit) * block);
    }

    private void zero(int to, int count) {
        if (count > 0) {
            sink.zero(to, count);
        }
    }
}
