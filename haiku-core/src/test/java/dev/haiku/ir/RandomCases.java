package dev.haiku.ir;

import static dev.haiku.ir.Operand.type;
import static dev.haiku.ir.Operand.uniform;

import dev.haiku.array.DType;
import dev.haiku.array.Shape;
import java.util.ArrayList;
import java.util.List;

/** The rows of primitives of random numbers; their derivatives are not those of the drawn numbers. */
final class RandomCases {

    private RandomCases() {}

    static List<PrimitiveCase> all() {
        var rows = new ArrayList<PrimitiveCase>();
        for (var shape : List.of(Shape.SCALAR, Shape.of(0), Shape.of(3, 4), Shape.of(1100))) {
            var type = new TensorType(DType.U32, shape);
            rows.add(PrimitiveCase.of(new RandomOp.Threefry2x32(), type, type, type, type)
                    .drawing(Operand.BITS));
        }
        for (DType dtype : List.of(DType.U8, DType.I16, DType.U32, DType.I64)) {
            bits(rows, dtype, Shape.SCALAR, type(DType.U32, 2));
            bits(rows, dtype, Shape.of(3, 5), type(DType.U32, 2));
            bits(rows, dtype, Shape.of(2500), type(DType.U32, 2));
            bits(rows, dtype, Shape.of(0), type(DType.U32, 2));
            bits(rows, dtype, Shape.of(7), type(DType.U32, 2, 3, 2));
            bits(rows, dtype, Shape.of(7), type(DType.U32, 0, 2));
        }
        gammas(rows);
        for (DType dtype : DType.values()) {
            if (dtype.isInteger()) {
                poisson(rows, dtype, 0.1, 9, Shape.of(4));
                poisson(rows, dtype, 0, 25, Shape.of(2, 3));
                poisson(rows, dtype, 12, 25, Shape.SCALAR);
                poisson(rows, dtype, 1, 5, Shape.of(0));
            }
        }
        return rows;
    }

    private static void bits(List<PrimitiveCase> rows, DType dtype, Shape shape, TensorType keys) {
        rows.add(PrimitiveCase.of(new RandomOp.RandomBits(dtype, shape), keys).drawing(Operand.BITS));
    }

    private static void gammas(List<PrimitiveCase> rows) {
        for (boolean logSpace : new boolean[] {false, true}) {
            for (DType dtype : List.of(DType.F16, DType.BF16, DType.F32, DType.F64)) {
                for (var shape : List.of(Shape.SCALAR, Shape.of(5), Shape.of(2, 3), Shape.of(0))) {
                    var keys = new TensorType(DType.U32, shape.concat(Shape.of(2)));
                    rows.add(PrimitiveCase.of(new RandomOp.RandomGamma(logSpace), keys, new TensorType(dtype, shape))
                            .drawing(Operand.BITS, uniform(0.3, 4))
                            .differentiable());
                }
            }
        }
    }

    private static void poisson(List<PrimitiveCase> rows, DType dtype, double low, double high, Shape shape) {
        rows.add(PrimitiveCase.of(
                        new RandomOp.RandomPoisson(dtype), type(DType.U32, 2), new TensorType(DType.F32, shape))
                .drawing(Operand.BITS, uniform(low, high)));
    }
}
