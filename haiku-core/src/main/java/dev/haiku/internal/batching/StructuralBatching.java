package dev.haiku.internal.batching;

import static dev.haiku.internal.batching.Shifts.prepend;
import static dev.haiku.internal.batching.Shifts.prependAxis;
import static dev.haiku.internal.batching.Shifts.shift;

import dev.haiku.array.HostArray;
import dev.haiku.array.Shape;
import dev.haiku.ir.Structural.BroadcastInDim;
import dev.haiku.ir.Structural.Concatenate;
import dev.haiku.ir.Structural.Pad;
import dev.haiku.ir.Structural.Reshape;
import dev.haiku.ir.Structural.Reverse;
import dev.haiku.ir.Structural.Slice;
import dev.haiku.ir.Structural.Transpose;
import dev.haiku.tensor.Ops;
import dev.haiku.tensor.Tensor;
import java.util.List;

/** Batching of what moves elements: the same one axis further back. */
final class StructuralBatching {

    private StructuralBatching() {}

    static void rows(BatchTable table) {
        table.stacked(
                BroadcastInDim.class,
                (op, size) -> new BroadcastInDim(Shape.of(size).concat(op.shape()), prependAxis(op.axes())));
        table.stacked(Reshape.class, (op, size) -> new Reshape(Shape.of(size).concat(op.shape())));
        table.stacked(Transpose.class, (op, size) -> new Transpose(prependAxis(op.permutation())));
        table.stacked(Reverse.class, (op, size) -> new Reverse(shift(op.axes())));
        table.stacked(Concatenate.class, (op, size) -> new Concatenate(op.axis() + 1));
        table.stacked(
                Slice.class,
                (op, size) -> new Slice(prepend(0, op.start()), prepend(size, op.limit()), prepend(1, op.stride())));
        table.single(Pad.class, StructuralBatching::pad);
    }

    /** With one padding value for each index, the padded places are found by padding ones with zeros. */
    private static Tensor pad(Pad op, Operands in) {
        var shifted = new Pad(prepend(0, op.low()), prepend(0, op.high()), prepend(0, op.interior()));
        if (!in.isMapped(1)) {
            return Ops.bind(shifted, in.stacked(0), in.value(1));
        }
        var x = in.stacked(0);
        var zero = Tensor.of(HostArray.scalar(x.dtype(), 0L));
        var padded = Ops.bind(shifted, x, zero);
        var isInside = Ops.bind(shifted, Ops.onesLike(x), zero).ne(zero);
        var values = Ops.bind(new BroadcastInDim(padded.shape(), List.of(0)), in.value(1));
        return Ops.select(isInside, padded, values);
    }
}
