package dev.haiku.internal.exec.java;

import dev.haiku.internal.convolution.ConvProblem;
import dev.haiku.internal.convolution.Dim;
import dev.haiku.internal.convolution.Patches;
import dev.haiku.internal.convolution.Strided;
import dev.haiku.internal.exec.java.Panels.Run;
import java.util.List;

/**
 * A block of results of all groups, which lie side by side in the input: loops run along the groups.
 *
 * <p>For patches, the groups take the place of the input features of a group, or of its batch, whichever is single.
 *
 * @param <A> the type of the panels in which it computes
 */
final class DepthwiseTile<A> extends ConvTile<A> {

    private static final int FEW_GROUPS = 8;

    private final int groups;
    private final boolean freeRows;

    DepthwiseTile(Slots slots, Panels<A> panels, ConvProblem problem) {
        super(slots, panels, problem, panels.chunk() / (problem.groups().size() * Dim.count(problem.free())));
        this.groups = problem.groups().size();
        this.freeRows = hasFreeRows(problem);
    }

    /** {@return whether this way of computing suits a problem} */
    static boolean fits(ConvProblem problem) {
        return problem.groups().lhsStep() == 1
                && problem.groups().size() >= FEW_GROUPS
                && (problem.input().size() == 1 || problem.batch().size() == 1);
    }

    /** {@return how many free indices a block has at most} */
    static int block(ConvProblem problem, int chunk) {
        int free = Dim.count(problem.free());
        int summed = Math.max(1, Dim.count(problem.summed()));
        return summed > free
                ? (free + 1) / 2
                : Math.max(1, chunk / (summed * problem.groups().size()));
    }

    private static boolean hasFreeRows(ConvProblem problem) {
        boolean isBatchSingle = problem.batch().size() == 1;
        return problem.input().size() == 1
                && !(isBatchSingle && Dim.count(problem.summed()) > Dim.count(problem.free()));
    }

    @Override
    int size() {
        return rows * columns * groups;
    }

    @Override
    void add(ConvProblem chunk, ConvWorkspace<A> workspace, A sums) {
        int depth = Dim.count(chunk.summed());
        A patches = workspace.patches(depth * rows * groups);
        new Patches(spread(chunk), freeRows, panels.patches(slots.in(0), patches)).fill(0);
        multiply(patches, kernel(workspace, chunk.rhsAt(), join(chunk.summed(), kernelColumns())), depth, sums);
    }

    private List<Dim> kernelColumns() {
        return List.of(
                index(columns, problem.output().rhsStep()),
                index(groups, problem.groups().rhsStep()));
    }

    /** The groups as an index without a step in the result or kernel, so that it comes last. */
    private ConvProblem spread(ConvProblem chunk) {
        var index = new Strided(groups, 1, 0, 0);
        return new ConvProblem(
                chunk.groups(),
                freeRows ? chunk.batch() : index,
                freeRows ? index : chunk.input(),
                chunk.output(),
                chunk.axes(),
                chunk.lhsAt(),
                chunk.rhsAt(),
                chunk.outAt());
    }

    private void multiply(A patches, A kernel, int depth, A sums) {
        int rowStep = groups * (freeRows ? depth : 1);
        int step = groups * (freeRows ? 1 : rows);
        for (int row = 0; row < rows; row++) {
            var left = new Run<>(patches, row * rowStep, step);
            for (int column = 0; column < columns; column++) {
                var right = new Run<>(kernel, column * groups, columns * groups);
                panels.addProducts(left, right, depth, sums, (row * columns + column) * groups, groups);
            }
        }
    }

    @Override
    void store(A sums) {
        var outputs = List.of(
                index(columns, problem.output().outStep()),
                index(groups, problem.groups().outStep()));
        store(sums, join(problem.free(), outputs));
    }
}
