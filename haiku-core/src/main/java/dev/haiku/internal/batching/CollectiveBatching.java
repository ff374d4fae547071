package dev.haiku.internal.batching;

import dev.haiku.array.DType;
import dev.haiku.array.HostArray;
import dev.haiku.array.Shape;
import dev.haiku.ir.Collective;
import dev.haiku.ir.Collective.AllGather;
import dev.haiku.ir.Collective.AllToAll;
import dev.haiku.ir.Collective.AxisIndex;
import dev.haiku.ir.Collective.Pmax;
import dev.haiku.ir.Collective.Pmin;
import dev.haiku.ir.Collective.Ppermute;
import dev.haiku.ir.Collective.Psum;
import dev.haiku.ir.Collective.PsumScatter;
import dev.haiku.ir.Reduction.ReduceMax;
import dev.haiku.ir.Reduction.ReduceMin;
import dev.haiku.ir.Reduction.ReduceSum;
import dev.haiku.ir.RuleTable;
import dev.haiku.ir.Structural.BroadcastInDim;
import dev.haiku.ir.Structural.Iota;
import dev.haiku.tensor.Ops;
import dev.haiku.tensor.Tensor;
import java.util.List;
import java.util.stream.IntStream;

/**
 * Batching of collectives. Under the mapping of their own axis they become reductions and moves along the stack; under
 * any other one they do the same to stacked operands.
 */
final class CollectiveBatching {

    private static final List<Integer> STACK = List.of(0);
    private static final RuleTable<Rule<?>> RULES = rules();

    /** What a collective does under the mapping of its axis. */
    @FunctionalInterface
    private interface Rule<C extends Collective> {
        Batching.Result apply(C op, Operands in);
    }

    private CollectiveBatching() {}

    private static RuleTable<Rule<?>> rules() {
        var table = new RuleTable<Rule<?>>("collective");
        put(table, Psum.class, (op, in) -> same(sum(in)));
        put(
                table,
                Pmax.class,
                (op, in) -> same(in.isMapped(0) ? Ops.bind(new ReduceMax(STACK), in.value(0)) : in.value(0)));
        put(
                table,
                Pmin.class,
                (op, in) -> same(in.isMapped(0) ? Ops.bind(new ReduceMin(STACK), in.value(0)) : in.value(0)));
        put(table, AllGather.class, (op, in) -> same(gathered(in, op.axis())));
        put(table, PsumScatter.class, (op, in) -> own(Ops.moveAxis(sum(in), op.axis(), 0)));
        put(table, Ppermute.class, (op, in) -> own(permuted(op.sources(), in.stacked(0))));
        put(table, AllToAll.class, (op, in) -> own(exchanged(op, in.stacked(0))));
        put(table, AxisIndex.class, (op, in) -> own(Ops.bind(new Iota(DType.I32, Shape.of(in.size()), 0))));
        return table;
    }

    private static <C extends Collective> void put(RuleTable<Rule<?>> table, Class<C> collective, Rule<C> rule) {
        table.put(collective, rule);
    }

    /** Rows for the mapping of other axes. */
    static void rows(BatchTable table) {
        table.same(Psum.class);
        table.same(Pmax.class);
        table.same(Pmin.class);
        table.same(Ppermute.class);
        table.stacked(AllGather.class, (op, size) -> new AllGather(op.axisName(), op.axisSize(), op.axis() + 1));
        table.stacked(PsumScatter.class, (op, size) -> new PsumScatter(op.axisName(), op.axisSize(), op.axis() + 1));
        table.stacked(
                AllToAll.class,
                (op, size) -> new AllToAll(op.axisName(), op.axisSize(), op.splitAxis() + 1, op.concatAxis() + 1));
    }

    /** {@return the result under the mapping of its own axis} */
    @SuppressWarnings("unchecked") // the table keeps each rule under its primitive's class
    static Batching.Result resolve(Collective op, Operands in) {
        return ((Rule<Collective>) RULES.of(op)).apply(op, in);
    }

    private static Batching.Result same(Tensor value) {
        return new Batching.Result(value, false);
    }

    private static Batching.Result own(Tensor stacked) {
        return new Batching.Result(stacked, true);
    }

    private static Tensor sum(Operands in) {
        return in.isMapped(0)
                ? Ops.bind(new ReduceSum(STACK), in.value(0))
                : in.value(0).mul(in.size());
    }

    private static Tensor gathered(Operands in, int axis) {
        if (in.isMapped(0)) {
            return Ops.moveAxis(in.value(0), 0, axis);
        }
        var shape = in.value(0).shape();
        var kept = IntStream.rangeClosed(0, shape.rank())
                .filter(i -> i != axis)
                .boxed()
                .toList();
        return Ops.bind(new BroadcastInDim(shape.insert(axis, in.size()), kept), in.value(0));
    }

    private static Tensor permuted(List<Integer> sources, Tensor stack) {
        var size = Shape.of(sources.size());
        var indices = Tensor.of(HostArray.fromLongs(DType.I32, size, i -> Math.max(0, sources.get(i))));
        var moved = Ops.take(stack, indices, 0);
        if (!sources.contains(Ppermute.NOBODY)) {
            return moved;
        }
        var hasSource = HostArray.fromLongs(DType.BOOL, size, i -> sources.get(i) == Ppermute.NOBODY ? 0 : 1);
        var mask = Ops.bind(new BroadcastInDim(stack.shape(), STACK), Tensor.of(hasSource));
        return Ops.select(mask, moved, Ops.zerosLike(moved));
    }

    /** Exchanges the axis of the stack with the one that is split. */
    private static Tensor exchanged(AllToAll op, Tensor stack) {
        return Ops.moveAxis(Ops.moveAxis(stack, op.splitAxis() + 1, 0), 1, op.concatAxis() + 1);
    }
}
