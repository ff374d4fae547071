package dev.haiku.internal.autodiff;

import dev.haiku.array.Shape;
import dev.haiku.ir.Reduction.Accumulation;
import dev.haiku.ir.Reduction.Cumulative;
import dev.haiku.ir.Reduction.ReduceSum;
import dev.haiku.ir.Structural.BroadcastInDim;
import dev.haiku.ir.Structural.Concatenate;
import dev.haiku.ir.Structural.Pad;
import dev.haiku.ir.Structural.Reshape;
import dev.haiku.ir.Structural.Reverse;
import dev.haiku.ir.Structural.Slice;
import dev.haiku.ir.Structural.Transpose;
import dev.haiku.tensor.Ops;
import dev.haiku.tensor.Tensor;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;

/** Transpose rows of primitives that move elements, and of sums. */
final class StructuralTranspose {

    private StructuralTranspose() {}

    static void fill(TransposeTable table) {
        table.first(BroadcastInDim.class, StructuralTranspose::broadcast);
        table.first(Reshape.class, (op, g, step) -> Ops.reshape(g, step.type(0).shape()));
        table.first(
                Transpose.class, (op, g, step) -> Ops.bind(new Transpose(RunningTotals.inverse(op.permutation())), g));
        table.first(Reverse.class, (op, g, step) -> Ops.bind(op, g));
        table.first(Slice.class, (op, g, step) -> slice(op, g, step.type(0).shape()));
        table.rule(Pad.class, StructuralTranspose::pad);
        table.rule(Concatenate.class, StructuralTranspose::concatenate);
        table.first(
                ReduceSum.class,
                (op, g, step) -> ReductionJvp.spread(g, step.type(0).shape(), op.axes()));
        table.first(Cumulative.class, StructuralTranspose::cumulative);
    }

    /** Sums over the axes along which it repeats. */
    private static Tensor broadcast(BroadcastInDim op, Tensor g, LinearStep step) {
        var shape = step.type(0).shape();
        List<Integer> repeated = new ArrayList<>(Gathers.range(0, op.shape().rank()));
        for (int i = 0; i < shape.rank(); i++) {
            int axis = op.axes().get(i);
            if (shape.dim(i) == op.shape().dim(axis)) {
                repeated.remove((Integer) axis);
            }
        }
        return Ops.reshape(repeated.isEmpty() ? g : Ops.bind(new ReduceSum(repeated), g), shape);
    }

    private static Tensor slice(Slice op, Tensor g, Shape shape) {
        List<Integer> high = new ArrayList<>();
        List<Integer> interior = new ArrayList<>();
        for (int i = 0; i < shape.rank(); i++) {
            int count = g.type().shape().dim(i);
            int covered = count == 0 ? 0 : (count - 1) * op.stride().get(i) + 1;
            high.add(shape.dim(i) - op.start().get(i) - covered);
            interior.add(op.stride().get(i) - 1);
        }
        return Ops.bind(new Pad(op.start(), high, interior), g, zero(g));
    }

    private static Tensor zero(Tensor like) {
        return Ops.zeros(Shape.SCALAR, like.type().dtype());
    }

    /** The operand gets what lies at its places, the padding value the sum of the rest. */
    private static void pad(Pad op, LinearStep step) {
        var g = step.g();
        var inside = unpad(op, g, step.type(0).shape());
        if (step.isLinear(0)) {
            step.give(0, inside);
        }
        if (step.isLinear(1)) {
            var all = new ReduceSum(Gathers.range(0, g.type().shape().rank()));
            step.give(1, Ops.bind(all, g).sub(Ops.bind(all, inside)));
        }
    }

    private static Tensor unpad(Pad op, Tensor g, Shape shape) {
        int rank = shape.rank();
        if (g.type().shape().size() == 0) {
            return Ops.zeros(shape, g.type().dtype());
        }
        var dilated =
                Ops.bind(new Pad(negated(op.low()), negated(op.high()), Collections.nCopies(rank, 0)), g, zero(g));
        var strides = op.interior().stream().map(n -> n + 1).toList();
        return Ops.bind(
                new Slice(Collections.nCopies(rank, 0), dilated.type().shape().toList(), strides), dilated);
    }

    private static List<Integer> negated(List<Integer> list) {
        return list.stream().map(n -> -n).toList();
    }

    private static void concatenate(Concatenate op, LinearStep step) {
        var shape = step.g().type().shape();
        int start = 0;
        for (int i = 0; i < step.operandCount(); i++) {
            int size = step.type(i).shape().dim(op.axis());
            if (step.isLinear(i)) {
                step.give(i, part(step.g(), shape, op.axis(), start, size));
            }
            start += size;
        }
    }

    private static Tensor part(Tensor g, Shape shape, int axis, int start, int size) {
        var starts = Shape.of(Collections.nCopies(shape.rank(), 0)).with(axis, start);
        return Ops.bind(
                new Slice(
                        starts.toList(), shape.with(axis, start + size).toList(), Collections.nCopies(shape.rank(), 1)),
                g);
    }

    private static Tensor cumulative(Cumulative op, Tensor g, LinearStep step) {
        if (op.kind() != Accumulation.SUM) {
            throw step.notLinear();
        }
        return Ops.bind(new Cumulative(Accumulation.SUM, op.axis(), !op.reverse()), g);
    }
}
