package dev.haiku.internal.exec.java;

import dev.haiku.array.Shape;
import dev.haiku.internal.exec.Kernel;
import dev.haiku.ir.Structural;
import java.util.ArrayList;

/** Kernels that move elements about: nests of runs with a stride for each tensor. */
final class StructuralKernels {

    private StructuralKernels() {}

    static void addTo(KernelTable table) {
        table.on(Structural.BroadcastInDim.class, StructuralKernels::broadcast);
        table.on(Structural.Reshape.class, (op, slots) -> ConversionKernels.copy(slots.in(0), slots.out()));
        table.on(Structural.Transpose.class, StructuralKernels::transpose);
        table.on(Structural.Reverse.class, StructuralKernels::reverse);
        table.on(Structural.Concatenate.class, StructuralKernels::concatenate);
        table.on(Structural.Pad.class, StructuralKernels::pad);
        table.on(Structural.Slice.class, StructuralKernels::slice);
        table.on(Structural.Iota.class, StructuralKernels::iota);
    }

    private static Kernel broadcast(Structural.BroadcastInDim op, Slots slots) {
        var from = slots.shape(0);
        var strides = new int[op.shape().rank()];
        for (int i = 0; i < from.rank(); i++) {
            strides[op.axes().get(i)] = from.dim(i) == 1 ? 0 : from.strides()[i];
        }
        return strided(slots, 0, strides, op.shape());
    }

    private static Kernel transpose(Structural.Transpose op, Slots slots) {
        var from = slots.shape(0).strides();
        var strides = op.permutation().stream().mapToInt(axis -> from[axis]).toArray();
        var shape = slots.out().type().shape();
        var nest = Nest.of(shape.dims(), strides, shape.strides());
        if (slots.dtype().bytes() == Integer.BYTES && TransposeKernel.fits(nest)) {
            return new TransposeKernel(nest, slots.in(0), slots.out());
        }
        return Mover.kernel(nest, slots.in(0), 0, slots.out(), 0);
    }

    private static Kernel reverse(Structural.Reverse op, Slots slots) {
        var shape = slots.shape(0);
        var strides = shape.strides();
        int start = 0;
        for (int axis : op.axes()) {
            start += (shape.dim(axis) - 1) * strides[axis];
            strides[axis] = -strides[axis];
        }
        return strided(slots, start, strides, shape);
    }

    private static Kernel slice(Structural.Slice op, Slots slots) {
        var strides = slots.shape(0).strides();
        int start = 0;
        for (int axis = 0; axis < strides.length; axis++) {
            start += op.start().get(axis) * strides[axis];
            strides[axis] *= op.stride().get(axis);
        }
        return strided(slots, start, strides, slots.out().type().shape());
    }

    /** Fills the result in its order from the operand with those strides. */
    private static Kernel strided(Slots slots, int start, int[] strides, Shape shape) {
        return Mover.kernel(Nest.of(shape.dims(), strides, shape.strides()), slots.in(0), start, slots.out(), 0);
    }

    private static Kernel concatenate(Structural.Concatenate op, Slots slots) {
        var strides = slots.out().type().shape().strides();
        var parts = new ArrayList<Kernel>();
        int at = 0;
        for (var input : slots.inputs()) {
            var shape = input.type().shape();
            var nest = Nest.of(shape.dims(), shape.strides(), strides);
            parts.add(Mover.kernel(nest, input, 0, slots.out(), at));
            at += shape.dim(op.axis()) * strides[op.axis()];
        }
        return () -> parts.forEach(Kernel::run);
    }

    private static Kernel pad(Structural.Pad op, Slots slots) {
        var out = slots.out();
        var fill = Mover.kernel(Nest.of(new int[] {out.size()}, new int[] {0}, new int[] {1}), slots.in(1), 0, out, 0);
        var from = slots.shape(0);
        var to = out.type().shape();
        int rank = from.rank();
        var sizes = new int[rank];
        var toStrides = to.strides();
        int start = 0;
        int toStart = 0;
        for (int axis = 0; axis < rank; axis++) {
            int step = op.interior().get(axis) + 1;
            int low = op.low().get(axis);
            int first = Math.max(0, Math.floorDiv(-low + step - 1, step));
            int last = Math.min(from.dim(axis) - 1, Math.floorDiv(to.dim(axis) - 1 - low, step));
            sizes[axis] = Math.max(0, last - first + 1);
            start += first * from.strides()[axis];
            toStart += (low + first * step) * toStrides[axis];
            toStrides[axis] *= step;
        }
        var copy = Mover.kernel(Nest.of(sizes, from.strides(), toStrides), slots.in(0), start, out, toStart);
        return () -> {
            fill.run();
            copy.run();
        };
    }

    private static Kernel iota(Structural.Iota op, Slots slots) {
        int size = op.shape().dim(op.axis());
        int inner = op.shape().strides()[op.axis()];
        return Loops.blocks(slots.out().size(), (scratch, at, n) -> {
            var block = scratch.longs(0);
            int index = at / inner % size;
            int left = inner - at % inner;
            for (int i = 0; i < n; i++) {
                block[i] = index;
                if (--left == 0) {
                    left = inner;
                    index = index + 1 == size ? 0 : index + 1;
                }
            }
            Blocks.store(block, slots.out(), at, n);
        });
    }
}
