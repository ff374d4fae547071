package dev.haiku.ir;

import static dev.haiku.ir.Operand.type;

import dev.haiku.array.DType;
import java.util.ArrayList;
import java.util.List;

/** The rows of contractions and linear algebra. */
final class AlgebraCases {

    private static final List<Integer> NONE = List.of();

    private final List<PrimitiveCase> rows = new ArrayList<>();

    private AlgebraCases() {}

    static List<PrimitiveCase> all() {
        var cases = new AlgebraCases();
        for (DType dtype : DType.values()) {
            if (!dtype.isBool()) {
                cases.products(dtype);
            }
        }
        cases.linearAlgebra(DType.F32);
        cases.linearAlgebra(DType.F64);
        return cases.rows;
    }

    private void products(DType dtype) {
        dot(List.of(1), List.of(0), NONE, NONE, type(dtype, 3, 4), type(dtype, 4, 5));
        dot(List.of(0), List.of(1), NONE, NONE, type(dtype, 4, 3), type(dtype, 5, 4));
        dot(List.of(1), List.of(1), NONE, NONE, type(dtype, 3, 4), type(dtype, 5, 4));
        dot(List.of(0), List.of(0), NONE, NONE, type(dtype, 19), type(dtype, 19));
        dot(List.of(1), List.of(0), NONE, NONE, type(dtype, 3, 4), type(dtype, 4));
        dot(List.of(0), List.of(0), NONE, NONE, type(dtype, 4), type(dtype, 4, 5));
        dot(NONE, NONE, NONE, NONE, type(dtype), type(dtype));
        dot(NONE, NONE, NONE, NONE, type(dtype, 3), type(dtype, 2, 2));
        dot(List.of(2), List.of(1), List.of(0), List.of(0), type(dtype, 2, 3, 4), type(dtype, 2, 4, 5));
        dot(List.of(0), List.of(2), List.of(1), List.of(1), type(dtype, 4, 2, 3), type(dtype, 5, 2, 4));
        dot(List.of(1, 2), List.of(1, 0), NONE, NONE, type(dtype, 2, 3, 4), type(dtype, 4, 3, 2));
        dot(NONE, NONE, List.of(0), List.of(0), type(dtype, 4), type(dtype, 4));
        dot(List.of(3), List.of(2), List.of(0, 1), List.of(0, 1), type(dtype, 2, 2, 3, 2), type(dtype, 2, 2, 2, 3));
        dot(List.of(1), List.of(0), NONE, NONE, type(dtype, 3, 0), type(dtype, 0, 2));
        dot(List.of(1), List.of(0), NONE, NONE, type(dtype, 0, 4), type(dtype, 4, 2));
        dot(List.of(1), List.of(0), NONE, NONE, type(dtype, 13, 27), type(dtype, 27, 21));
    }

    private void dot(
            List<Integer> lhsContract,
            List<Integer> rhsContract,
            List<Integer> lhsBatch,
            List<Integer> rhsBatch,
            TensorType lhs,
            TensorType rhs) {
        rows.add(PrimitiveCase.of(new Contraction.DotGeneral(lhsContract, rhsContract, lhsBatch, rhsBatch), lhs, rhs));
    }

    /** The derivative of Cholesky holds for symmetric changes only, that of Qr for at least as many rows as columns. */
    private void linearAlgebra(DType dtype) {
        for (var type : List.of(type(dtype, 1, 1), type(dtype, 4, 4), type(dtype, 2, 3, 3), type(dtype, 0, 2, 2))) {
            rows.add(PrimitiveCase.of(new LinearAlgebra.Cholesky(), type)
                    .drawing(Operand.POSITIVE_DEFINITE)
                    .differentiable());
        }
        for (var type : List.of(type(dtype, 1, 1), type(dtype, 4, 4), type(dtype, 2, 5, 3), type(dtype, 4, 0))) {
            rows.add(PrimitiveCase.of(new LinearAlgebra.Qr(), type));
        }
        rows.add(PrimitiveCase.of(new LinearAlgebra.Qr(), type(dtype, 2, 4)).differentiable());
        for (boolean lower : new boolean[] {true, false}) {
            for (boolean transposed : new boolean[] {true, false}) {
                for (boolean unit : new boolean[] {true, false}) {
                    var op = new LinearAlgebra.TriangularSolve(lower, transposed, unit);
                    solve(op, type(dtype, 4, 4), type(dtype, 4, 2));
                    solve(op, type(dtype, 2, 3, 3), type(dtype, 2, 3, 1));
                    solve(op, type(dtype, 3, 3), type(dtype, 3, 0));
                }
            }
        }
    }

    private void solve(LinearAlgebra op, TensorType a, TensorType b) {
        rows.add(PrimitiveCase.of(op, a, b).drawing(Operand.STRONG_DIAGONAL, Operand.COMMON));
    }
}
