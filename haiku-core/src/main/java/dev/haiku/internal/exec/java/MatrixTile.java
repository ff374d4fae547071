package dev.haiku.internal.exec.java;

import dev.haiku.internal.convolution.ConvProblem;
import dev.haiku.internal.convolution.Dim;
import dev.haiku.internal.convolution.Patches;
import dev.haiku.internal.exec.java.Panels.Left;
import java.util.List;

/**
 * A block of results of one group: products of patches of the input with the kernel.
 *
 * <p>The product has the output features as columns, or the block, so that loops along the columns are long and patches
 * can be read in long runs.
 *
 * @param <A> the type of the panels in which it computes
 */
final class MatrixTile<A> extends ConvTile<A> {

    private final boolean alongFeatures;
    private final Dim output;

    MatrixTile(Slots slots, Panels<A> panels, ConvProblem problem) {
        super(
                slots,
                panels,
                problem,
                panels.chunk() / Math.max(panels.block(), problem.output().size()));
        this.alongFeatures = isAlongFeatures();
        this.output = index(columns, problem.output().outStep());
    }

    private boolean isAlongFeatures() {
        boolean areBothMany = Math.min(rows, columns) >= panels.lanes();
        return areBothMany ? isContiguous(problem.summed()) || !isContiguous(problem.free()) : columns > rows;
    }

    private static boolean isContiguous(List<Dim> dims) {
        return !dims.isEmpty() && dims.get(dims.size() - 1).lhsStep() == 1;
    }

    @Override
    int size() {
        return rows * columns;
    }

    @Override
    void add(ConvProblem chunk, ConvWorkspace<A> workspace, A sums) {
        var summed = chunk.summed();
        int depth = Dim.count(summed);
        A patches = workspace.patches(depth * rows);
        new Patches(chunk, alongFeatures, panels.patches(slots.in(0), patches)).fill(0);
        var features = List.of(index(columns, problem.output().rhsStep()));
        A kernel = kernel(workspace, chunk.rhsAt(), join(summed, features));
        if (alongFeatures) {
            panels.multiply(new Left<>(patches, rows, depth, 1), depth, kernel, columns, sums);
        } else {
            panels.multiply(new Left<>(kernel, columns, 1, columns), depth, patches, rows, sums);
        }
    }

    @Override
    void store(A sums) {
        var free = problem.free();
        store(sums, alongFeatures ? join(free, List.of(output)) : join(List.of(output), free));
    }
}
