package dev.haiku.internal.autodiff;

import dev.haiku.ir.Collective.AllGather;
import dev.haiku.ir.Collective.AllToAll;
import dev.haiku.ir.Collective.AxisIndex;
import dev.haiku.ir.Collective.Pmax;
import dev.haiku.ir.Collective.Pmin;
import dev.haiku.ir.Collective.Ppermute;
import dev.haiku.ir.Collective.Psum;
import dev.haiku.ir.Collective.PsumScatter;
import dev.haiku.tensor.Ops;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;

/**
 * Rows of collectives. Those that move and add are linear, and their transposes see the cotangents of all indices: that
 * of a sum is the sum of the cotangents.
 */
final class CollectiveRules {

    private static final String CHOICE =
            "it chooses among indices. Compare with the operand yourself, or take it through stopGradient.";

    private CollectiveRules() {}

    static void fill(JvpTable table) {
        table.linear(Psum.class, 0);
        table.linear(AllGather.class, 0);
        table.linear(PsumScatter.class, 0);
        table.linear(Ppermute.class, 0);
        table.linear(AllToAll.class, 0);
        table.never(Pmax.class, CHOICE);
        table.never(Pmin.class, CHOICE);
        table.constant(AxisIndex.class);
    }

    static void fill(TransposeTable table) {
        table.first(Psum.class, (op, g, step) -> Ops.bind(op, g));
        table.first(
                AllGather.class,
                (op, g, step) -> Ops.bind(new PsumScatter(op.axisName(), op.axisSize(), op.axis()), g));
        table.first(
                PsumScatter.class,
                (op, g, step) -> Ops.bind(new AllGather(op.axisName(), op.axisSize(), op.axis()), g));
        table.first(Ppermute.class, (op, g, step) -> Ops.bind(new Ppermute(op.axisName(), inverse(op.sources())), g));
        table.first(
                AllToAll.class,
                (op, g, step) -> Ops.bind(
                        new AllToAll(
                                op.axisName(),
                                op.axisSize(),
                                /* splitAxis= */ op.concatAxis(),
                                /* concatAxis= */ op.splitAxis()),
                        g));
    }

    /** {@return for each index the one that got its operand, or {@link Ppermute#NOBODY}} */
    private static List<Integer> inverse(List<Integer> sources) {
        List<Integer> inverse = new ArrayList<>(Collections.nCopies(sources.size(), Ppermute.NOBODY));
        for (int index = 0; index < sources.size(); index++) {
            if (sources.get(index) != Ppermute.NOBODY) {
                inverse.set(sources.get(index), index);
            }
        }
        return inverse;
    }
}
