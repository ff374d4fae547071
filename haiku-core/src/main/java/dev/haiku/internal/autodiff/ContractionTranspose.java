package dev.haiku.internal.autodiff;

import dev.haiku.ir.Contraction.DotGeneral;
import dev.haiku.tensor.Ops;
import dev.haiku.tensor.Tensor;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/** Transpose rows of products and solves. */
final class ContractionTranspose {

    private ContractionTranspose() {}

    static void fill(TransposeTable table) {
        table.rule(DotGeneral.class, ContractionTranspose::dot);
        SolveRules.fill(table);
    }

    private static void dot(DotGeneral op, LinearStep step) {
        if (step.isLinear(0)) {
            step.give(0, left(op, step.g(), step.type(0).shape().rank(), step.constant(1)));
        } else {
            step.give(1, right(op, step.g(), step.type(1).shape().rank(), step.constant(0)));
        }
    }

    /** {@code g · rhs} over the right operand's free axes; what was contracted comes last. */
    private static Tensor left(DotGeneral op, Tensor g, int rank, Tensor rhs) {
        int batch = op.lhsBatch().size();
        var free = op.lhsFree(rank);
        var rhsFree = op.rhsFree(rhs.type().shape().rank());
        int freeEnd = batch + free.size();
        var product = Ops.bind(
                new DotGeneral(
                        Gathers.range(freeEnd, freeEnd + rhsFree.size()),
                        rhsFree,
                        Gathers.range(0, batch),
                        op.rhsBatch()),
                g,
                rhs);
        List<Integer> axes = new ArrayList<>(op.lhsBatch());
        axes.addAll(free);
        axes.addAll(partners(op.lhsContract(), op.rhsContract()));
        return Ops.transpose(product, RunningTotals.inverse(axes));
    }

    /** {@code lhs · g} over the left operand's free axes; what was contracted comes before the free axes. */
    private static Tensor right(DotGeneral op, Tensor g, int rank, Tensor lhs) {
        int batch = op.lhsBatch().size();
        var lhsFree = op.lhsFree(lhs.type().shape().rank());
        var product = Ops.bind(
                new DotGeneral(
                        lhsFree, Gathers.range(batch, batch + lhsFree.size()), op.lhsBatch(), Gathers.range(0, batch)),
                lhs,
                g);
        List<Integer> axes = new ArrayList<>(op.rhsBatch());
        axes.addAll(partners(op.rhsContract(), op.lhsContract()));
        axes.addAll(op.rhsFree(rank));
        return Ops.transpose(product, RunningTotals.inverse(axes));
    }

    /** {@return the axes paired with others, in the increasing order of those} */
    private static List<Integer> partners(List<Integer> axes, List<Integer> others) {
        return Gathers.range(0, others.size()).stream()
                .sorted(Comparator.comparing(others::get))
                .map(axes::get)
                .toList();
    }
}
