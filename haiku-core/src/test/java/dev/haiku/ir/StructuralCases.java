package dev.haiku.ir;

import static dev.haiku.ir.Operand.type;

import dev.haiku.array.DType;
import dev.haiku.array.Shape;
import java.util.ArrayList;
import java.util.List;

/** The rows of primitives that move elements about, each with every element type. */
final class StructuralCases {

    private final DType dtype;
    private final List<PrimitiveCase> rows = new ArrayList<>();

    private StructuralCases(DType dtype) {
        this.dtype = dtype;
    }

    static List<PrimitiveCase> all() {
        var rows = new ArrayList<PrimitiveCase>();
        for (DType dtype : DType.values()) {
            var cases = new StructuralCases(dtype);
            cases.broadcasts();
            cases.transposes();
            cases.reshapesAndReversals();
            cases.concatenations();
            cases.pads();
            cases.slices();
            cases.iotas();
            rows.addAll(cases.rows);
        }
        return rows;
    }

    private void row(Structural op, int[]... shapes) {
        var types = new ArrayList<TensorType>();
        for (var shape : shapes) {
            types.add(type(dtype, shape));
        }
        rows.add(PrimitiveCase.of(op, types.toArray(TensorType[]::new)));
    }

    private static int[] of(int... dims) {
        return dims;
    }

    private void broadcasts() {
        broadcast(of(), of());
        broadcast(of(), of(3, 4));
        broadcast(of(), of(0));
        broadcast(of(4), of(3, 4), 1);
        broadcast(of(3), of(3, 4), 0);
        broadcast(of(3, 1), of(3, 4), 0, 1);
        broadcast(of(1, 4), of(3, 4), 0, 1);
        broadcast(of(2, 3), of(2, 5, 3), 0, 2);
        broadcast(of(2, 1, 3), of(4, 2, 2, 3), 1, 2, 3);
        broadcast(of(3, 4), of(3, 4), 0, 1);
        broadcast(of(0), of(2, 0), 1);
        broadcast(of(1), of(0), 0);
    }

    private void broadcast(int[] from, int[] to, Integer... axes) {
        row(new Structural.BroadcastInDim(Shape.of(to), List.of(axes)), from);
    }

    private void transposes() {
        row(new Structural.Transpose(List.of()), of());
        row(new Structural.Transpose(List.of(1, 0)), of(3, 4));
        row(new Structural.Transpose(List.of(0, 1)), of(3, 4));
        row(new Structural.Transpose(List.of(1, 0)), of(0, 3));
        row(new Structural.Transpose(List.of(1, 0)), of(41, 35));
        row(new Structural.Transpose(List.of(0, 2, 1)), of(2, 3, 4));
        row(new Structural.Transpose(List.of(1, 0, 2)), of(2, 3, 4));
        row(new Structural.Transpose(List.of(2, 1, 0)), of(2, 3, 4));
        row(new Structural.Transpose(List.of(2, 0, 1)), of(2, 3, 4));
        row(new Structural.Transpose(List.of(1, 3, 0, 2)), of(2, 3, 2, 3));
        row(new Structural.Transpose(List.of(0, 2, 1, 3)), of(2, 3, 4, 5));
    }

    private void reshapesAndReversals() {
        row(new Structural.Reshape(Shape.of(2, 6)), of(3, 4));
        row(new Structural.Reshape(Shape.SCALAR), of(1, 1));
        row(new Structural.Reshape(Shape.of(5, 0)), of(0, 3));
        row(new Structural.Reverse(List.of()), of(3));
        row(new Structural.Reverse(List.of(0)), of(3, 4));
        row(new Structural.Reverse(List.of(1)), of(3, 4));
        row(new Structural.Reverse(List.of(0, 2)), of(2, 3, 4));
        row(new Structural.Reverse(List.of(0)), of(0, 2));
    }

    private void concatenations() {
        row(new Structural.Concatenate(0), of(3));
        row(new Structural.Concatenate(0), of(3), of(0), of(2));
        row(new Structural.Concatenate(0), of(2, 3), of(1, 3));
        row(new Structural.Concatenate(1), of(2, 3), of(2, 1), of(2, 2));
        row(new Structural.Concatenate(1), of(2, 3, 2), of(2, 1, 2));
        row(new Structural.Concatenate(0), of(0, 2), of(0, 2));
    }

    private void pads() {
        pad(of(), List.of(), List.of(), List.of());
        pad(of(3), List.of(1), List.of(2), List.of(0));
        pad(of(3), List.of(-1), List.of(1), List.of(2));
        pad(of(4), List.of(-2), List.of(-3), List.of(0));
        pad(of(3, 4), List.of(1, 0), List.of(0, 2), List.of(0, 0));
        pad(of(3, 4), List.of(1, -1), List.of(-2, 2), List.of(1, 2));
        pad(of(0, 2), List.of(1, 1), List.of(1, 0), List.of(1, 1));
        pad(of(2, 3, 2), List.of(0, 1, 0), List.of(0, 1, 0), List.of(0, 0, 0));
    }

    private void pad(int[] shape, List<Integer> low, List<Integer> high, List<Integer> interior) {
        row(new Structural.Pad(low, high, interior), shape, of());
    }

    private void slices() {
        row(new Structural.Slice(List.of(), List.of(), List.of()), of());
        row(new Structural.Slice(List.of(2), List.of(6), List.of(1)), of(7));
        row(new Structural.Slice(List.of(1), List.of(7), List.of(3)), of(7));
        row(new Structural.Slice(List.of(3), List.of(3), List.of(1)), of(7));
        row(new Structural.Slice(List.of(1, 0), List.of(3, 4), List.of(1, 1)), of(3, 4));
        row(new Structural.Slice(List.of(0, 1), List.of(3, 3), List.of(1, 1)), of(3, 4));
        row(new Structural.Slice(List.of(0, 1, 0), List.of(2, 3, 4), List.of(1, 1, 2)), of(2, 3, 4));
        row(new Structural.Slice(List.of(0, 0), List.of(0, 2), List.of(1, 1)), of(0, 2));
    }

    private void iotas() {
        if (!dtype.isBool()) {
            row(new Structural.Iota(dtype, Shape.of(5), 0));
            row(new Structural.Iota(dtype, Shape.of(0), 0));
            row(new Structural.Iota(dtype, Shape.of(2, 3, 4), 0));
            row(new Structural.Iota(dtype, Shape.of(2, 3, 4), 1));
            row(new Structural.Iota(dtype, Shape.of(2, 3, 4), 2));
        }
    }
}
