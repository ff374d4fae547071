package dev.haiku.internal.autodiff;

import dev.haiku.array.Shape;
import dev.haiku.ir.Primitive;
import dev.haiku.ir.Reduction.Accumulation;
import dev.haiku.ir.Reduction.ArgExtreme;
import dev.haiku.ir.Reduction.Cumulative;
import dev.haiku.ir.Reduction.ReduceAnd;
import dev.haiku.ir.Reduction.ReduceMax;
import dev.haiku.ir.Reduction.ReduceMin;
import dev.haiku.ir.Reduction.ReduceOr;
import dev.haiku.ir.Reduction.ReduceProd;
import dev.haiku.ir.Reduction.ReduceSum;
import dev.haiku.ir.Reduction.Sort;
import dev.haiku.ir.Reduction.TopK;
import dev.haiku.ir.Structural.BroadcastInDim;
import dev.haiku.tensor.Ops;
import dev.haiku.tensor.Tensor;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/** JVP rows of reductions, running totals and sorting. */
final class ReductionJvp {

    private ReductionJvp() {}

    static void fill(JvpTable table) {
        table.linear(ReduceSum.class, 0);
        table.rule(ReduceProd.class, (op, in) -> product(op, op.axes(), in.get(0)));
        table.rule(ReduceMax.class, (op, in) -> extreme(op, op.axes(), in.get(0)));
        table.rule(ReduceMin.class, (op, in) -> extreme(op, op.axes(), in.get(0)));
        table.rule(Cumulative.class, ReductionJvp::cumulative);
        table.rule(Sort.class, ReductionJvp::sort);
        table.rule(TopK.class, ReductionJvp::topK);
        table.constant(ReduceAnd.class, ReduceOr.class, ArgExtreme.class);
    }

    /** The mean of the tangents of the extreme elements. */
    private static List<Dual> extreme(Primitive op, List<Integer> axes, Dual in) {
        var x = in.primal();
        var y = Ops.bind(op, x);
        var attained = x.eq(spread(y, x.type().shape(), axes)).cast(x.type().dtype());
        var sum = new ReduceSum(axes);
        var share = attained.div(spread(Ops.bind(sum, attained), x.type().shape(), axes));
        return List.of(new Dual(y, Ops.bind(sum, in.d().mul(share))));
    }

    /** {@return a reduced tensor repeated along the axes that vanished} */
    static Tensor spread(Tensor reduced, Shape shape, List<Integer> axes) {
        var kept = Gathers.range(0, shape.rank()).stream()
                .filter(axis -> !axes.contains(axis))
                .toList();
        return Ops.bind(new BroadcastInDim(shape, kept), reduced);
    }

    /** The sum of each tangent times the product of the other elements, which is right for zeros too. */
    static List<Dual> product(Primitive op, List<Integer> axes, Dual in) {
        var x = in.primal();
        var others = RunningTotals.productOfOthers(x, axes);
        return List.of(
                new Dual(Ops.bind(op, x), Ops.bind(new ReduceSum(axes), in.d().mul(others))));
    }

    private static List<Dual> cumulative(Cumulative op, List<Dual> in) {
        if (op.kind() == Accumulation.SUM) {
            return JvpTable.alongTangents(op, in, Set.of(0));
        }
        var y = Ops.bind(op, in.get(0).primal());
        return List.of(new Dual(y, RunningTotals.tangent(op, in.get(0))));
    }

    /** Tangents move with their elements: positions are sorted along and then read. */
    private static List<Dual> sort(Sort op, List<Dual> in) {
        List<Tensor> operands = new ArrayList<>(Dual.primals(in));
        operands.add(Gathers.positions(operands.get(0).type().shape(), op.axis()));
        var sorted = Ops.bindAll(op, operands);
        var positions = sorted.get(in.size());
        List<Dual> results = new ArrayList<>();
        for (int i = 0; i < in.size(); i++) {
            var dual = in.get(i);
            results.add(
                    dual.moves()
                            ? new Dual(sorted.get(i), Gathers.alongAxis(dual.d(), positions, op.axis()))
                            : Dual.constant(sorted.get(i)));
        }
        return results;
    }

    private static List<Dual> topK(TopK op, List<Dual> in) {
        var results = Ops.bindAll(op, Dual.primals(in));
        var tangent = Gathers.alongAxis(in.get(0).d(), results.get(1), op.axis());
        return List.of(new Dual(results.get(0), tangent), Dual.constant(results.get(1)));
    }
}
