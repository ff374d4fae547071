package dev.haiku.internal.exec.java;

import dev.haiku.internal.convolution.ConvParts;
import dev.haiku.internal.convolution.ConvProblem;
import dev.haiku.internal.convolution.Dim;
import dev.haiku.internal.exec.Slot;
import java.util.ArrayList;
import java.util.List;
import java.util.function.ToIntFunction;

/**
 * A block of results of a convolution, as sums over chunks of what is summed.
 *
 * @param <A> the type of the panels in which it computes
 */
abstract class ConvTile<A> {

    final Slots slots;
    final Panels<A> panels;
    final ConvProblem problem;
    final int rows;
    final int columns;
    final ConvParts chunks;

    /**
     * Creates one.
     *
     * @param slots where operands and result are
     * @param panels the arithmetic
     * @param problem the block
     * @param mostSummed the largest number of summed elements of a chunk
     */
    ConvTile(Slots slots, Panels<A> panels, ConvProblem problem, int mostSummed) {
        this.slots = slots;
        this.panels = panels;
        this.problem = problem;
        this.rows = Dim.count(problem.free());
        this.columns = problem.output().size();
        this.chunks = ConvParts.ofSummed(problem, Math.max(1, mostSummed));
    }

    /** {@return the number of sums} */
    abstract int size();

    /** Adds a chunk. */
    abstract void add(ConvProblem chunk, ConvWorkspace<A> workspace, A sums);

    /** Writes the results. */
    abstract void store(A sums);

    /** {@return the sums over some of the chunks} */
    final A sums(int fromChunk, int toChunk, ConvWorkspace<A> workspace) {
        A sums = workspace.sums(size());
        panels.clear(sums, 0, size());
        for (int i = fromChunk; i < toChunk; i++) {
            add(chunks.get(i), workspace, sums);
        }
        return sums;
    }

    /** Writes a row-major panel with those indices, given the step of each in the result. */
    final void store(A sums, List<Dim> indices) {
        nest(indices, dim -> 0, Dim::otherStep)
                .forEachRun(
                        0,
                        problem.outAt(),
                        (from, step, to, toStep, count) ->
                                panels.store(sums, from, step, slots.out(), to, toStep, count));
    }

    /** {@return a row-major panel of the kernel's elements with those indices, given the step of each in the kernel} */
    final A kernel(ConvWorkspace<A> workspace, int at, List<Dim> indices) {
        A panel = workspace.kernel(Dim.count(indices));
        if (workspace.lacks(new ConvWorkspace.Content(at, indices))) {
            Slot kernel = slots.in(1);
            nest(indices, Dim::otherStep, dim -> 0)
                    .forEachRun(
                            at,
                            0,
                            (from, step, to, toStep, count) ->
                                    panels.load(kernel, from, step, panel, to, toStep, count));
        }
        return panel;
    }

    /** A step of 0 stands for that of a row-major panel. */
    private static Nest nest(List<Dim> indices, ToIntFunction<Dim> from, ToIntFunction<Dim> to) {
        var sizes = indices.stream().mapToInt(Dim::size).toArray();
        var fromSteps = indices.stream().mapToInt(from).toArray();
        var toSteps = indices.stream().mapToInt(to).toArray();
        int step = 1;
        for (int i = sizes.length - 1; i >= 0; i--) {
            fromSteps[i] = fromSteps[i] == 0 ? step : fromSteps[i];
            toSteps[i] = toSteps[i] == 0 ? step : toSteps[i];
            step *= sizes[i];
        }
        return Nest.of(sizes, fromSteps, toSteps);
    }

    /** {@return an index that is not spatial} */
    static Dim index(int size, int step) {
        return new Dim(size, 0, step, Dim.NONE, 0);
    }

    static List<Dim> join(List<Dim> first, List<Dim> second) {
        List<Dim> all = new ArrayList<>(first);
        all.addAll(second);
        return all;
    }
}
