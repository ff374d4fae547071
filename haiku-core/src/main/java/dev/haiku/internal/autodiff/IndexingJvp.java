package dev.haiku.internal.autodiff;

import dev.haiku.ir.Indexing.Combine;
import dev.haiku.ir.Indexing.DynamicSlice;
import dev.haiku.ir.Indexing.DynamicUpdateSlice;
import dev.haiku.ir.Indexing.Gather;
import dev.haiku.ir.Indexing.Scatter;
import dev.haiku.tensor.Ops;
import dev.haiku.tensor.Tensor;
import java.util.List;
import java.util.Set;

/** JVP rows of primitives that read or write at positions given as data. */
final class IndexingJvp {

    private IndexingJvp() {}

    static void fill(JvpTable table) {
        table.linear(DynamicSlice.class, 0);
        table.linear(DynamicUpdateSlice.class, 0, 1);
        table.rule(Gather.class, IndexingJvp::gather);
        table.rule(Scatter.class, IndexingJvp::scatter);
    }

    private static List<Dual> gather(Gather op, List<Dual> in) {
        var x = in.get(0);
        var indices = in.get(1).primal();
        var y = Ops.bind(op, x.primal(), indices);
        return List.of(new Dual(y, Gathers.orZero(op, x.d(), indices)));
    }

    private static List<Dual> scatter(Scatter op, List<Dual> in) {
        return switch (op.combine()) {
            case SET, ADD -> JvpTable.alongTangents(op, in, Set.of(0, 2));
            case MUL -> product(op, in);
            case MIN, MAX -> extreme(op, in);
        };
    }

    /** The product rule: the tensor's tangent times the updates, and each update's tangent times all other factors. */
    private static List<Dual> product(Scatter op, List<Dual> in) {
        var x = in.get(0);
        var indices = in.get(1).primal();
        var u = in.get(2);
        var y = Ops.bind(op, x.primal(), indices, u.primal());
        var tangent = x.moves() ? Ops.bind(op, x.d(), indices, u.primal()) : Ops.zerosLike(y);
        if (u.moves()) {
            var add = new Scatter(op.axes(), Combine.ADD, op.mode());
            tangent = Ops.bind(
                    add, tangent, indices, u.d().mul(ScatterProducts.others(op, x.primal(), indices, u.primal())));
        }
        return List.of(new Dual(y, tangent));
    }

    /** The tangents of those that won, split evenly among ties. */
    private static List<Dual> extreme(Scatter op, List<Dual> in) {
        var x = in.get(0);
        var indices = in.get(1).primal();
        var updates = in.get(2);
        var y = Ops.bind(op, x.primal(), indices, updates.primal());
        var add = new Scatter(op.axes(), Combine.ADD, op.mode());
        var dtype = y.type().dtype();
        var won = Gathers.orZero(
                Gathers.reading(op, x.primal().type(), updates.primal().type()), y, indices);
        var stays = x.primal().eq(y).cast(dtype);
        var enters = updates.primal().eq(won).cast(dtype);
        var count = Ops.bind(add, stays, indices, enters);
        var tangent = Ops.bind(add, weighted(x, stays), indices, weighted(updates, enters));
        return List.of(new Dual(y, tangent.div(count)));
    }

    private static Tensor weighted(Dual dual, Tensor weight) {
        return dual.dOrZeros().mul(weight);
    }
}
