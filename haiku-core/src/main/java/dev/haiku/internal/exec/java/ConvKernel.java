package dev.haiku.internal.exec.java;

import dev.haiku.internal.convolution.ConvParts;
import dev.haiku.internal.convolution.ConvProblem;
import dev.haiku.internal.exec.Kernel;
import dev.haiku.internal.exec.Slot;
import dev.haiku.ir.Convolution.ConvGeneral;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;

/**
 * General convolutions, block by block.
 *
 * @param <A> the type of the panels in which it computes
 */
public final class ConvKernel<A> implements Kernel {

    /** From so many blocks on, each is computed by one thread. */
    private static final int MANY_BLOCKS = 4;

    private final Slots slots;
    private final Panels<A> panels;
    private final List<ConvProblem> problems;
    private final int[] firstBlocks;
    private final long work;

    private ConvKernel(ConvGeneral op, Slots slots, Panels<A> panels) {
        this.slots = slots;
        this.panels = panels;
        this.problems = problems(op, slots, panels);
        var out = slots.out().type().shape();
        int features = Math.max(1, out.dim(op.dimensions().outFeature()));
        this.work = out.size() * (slots.in(1).size() / features);
        this.firstBlocks = new int[problems.size() + 1];
        for (int i = 0; i < problems.size(); i++) {
            firstBlocks[i + 1] = firstBlocks[i] + blocks(problems.get(i)).count();
        }
    }

    static void addTo(KernelTable table) {
        table.on(ConvGeneral.class, (op, slots) -> of(op, slots.inputs(), slots.outputs()));
    }

    /** {@return a kernel in plain Java} */
    public static Kernel of(ConvGeneral op, List<Slot> inputs, List<Slot> outputs) {
        return of(op, inputs, outputs, Panels.of(inputs.get(0).type().dtype()));
    }

    /** {@return whether plain Java runs along the groups of some phase} */
    public static boolean isDepthwise(List<ConvProblem> phases) {
        return phases.stream().anyMatch(DepthwiseTile::fits);
    }

    /** {@return a kernel that computes in panels of that kind} */
    public static Kernel of(ConvGeneral op, List<Slot> inputs, List<Slot> outputs, Panels<?> panels) {
        return new ConvKernel<>(op, new Slots(inputs, outputs), panels);
    }

    private static List<ConvProblem> problems(ConvGeneral op, Slots slots, Panels<?> panels) {
        var out = slots.out().type().shape();
        List<ConvProblem> problems = new ArrayList<>();
        for (var problem : ConvProblem.of(op, slots.shape(0), slots.shape(1), out)) {
            if (isDepthwise(problem, panels)) {
                problems.add(problem);
            } else {
                IntStream.range(0, problem.groups().size())
                        .mapToObj(problem::group)
                        .forEach(problems::add);
            }
        }
        return problems;
    }

    private static boolean isDepthwise(ConvProblem problem, Panels<?> panels) {
        return panels.hasGroups() && DepthwiseTile.fits(problem);
    }

    private ConvParts blocks(ConvProblem problem) {
        boolean isDepthwise = isDepthwise(problem, panels);
        return ConvParts.ofFree(problem, isDepthwise ? DepthwiseTile.block(problem, panels.chunk()) : panels.block());
    }

    @Override
    public void run() {
        int count = firstBlocks[problems.size()];
        if (count >= MANY_BLOCKS) {
            Workers.run(count, work, 1, this::compute);
        } else {
            IntStream.range(0, count).forEach(this::computeTogether);
        }
    }

    private void compute(int fromBlock, int toBlock) {
        try (var workspace = new ConvWorkspace<>(panels)) {
            for (int block = fromBlock; block < toBlock; block++) {
                var tile = tile(block);
                tile.store(tile.sums(0, tile.chunks.count(), workspace));
            }
        }
    }

    /** Both threads add some of the chunks. */
    private void computeTogether(int block) {
        var tile = tile(block);
        try (var first = new ConvWorkspace<>(panels);
                var second = new ConvWorkspace<>(panels)) {
            A others = tile.sums(0, 0, second);
            Workers.run(tile.chunks.count(), work, 1, (from, to) -> tile.sums(from, to, from == 0 ? first : second));
            A sums = first.sums(tile.size());
            panels.add(others, sums, tile.size());
            tile.store(sums);
        }
    }

    private ConvTile<A> tile(int block) {
        int i = 0;
        while (firstBlocks[i + 1] <= block) {
            i++;
        }
        var problem = problems.get(i);
        var part = blocks(problem).get(block - firstBlocks[i]);
        return isDepthwise(problem, panels)
                ? new DepthwiseTile<>(slots, panels, part)
                : new MatrixTile<>(slots, panels, part);
    }
}
