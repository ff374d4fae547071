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

    private void linearAlgebra(DType dtype) {
        for (var type : List.of(type(dtype, 1, 1), type(dtype, 4, 4), type(dtype, 2, 3, 3), type(dtype, 0, 2, 2))) {
            rows.add(PrimitiveCase.of(new LinearAlgebra.Cholesky(), type).drawing(Operand.POSITIVE_DEFINITE));
        }
        factorisations(dtype);
        determinants(dtype);
        for (boolean lower : new boolean[] {true, false}) {
            for (boolean transposed : new boolean[] {true, false}) {
                for (boolean unit : new boolean[] {true, false}) {
                    var op = new LinearAlgebra.TriangularSolve(lower, transposed, unit);
                    solve(op, type(dtype, 4, 4), type(dtype, 4, 2));
                    solve(op, type(dtype, 2, 3, 3), type(dtype, 2, 3, 1));
                    solve(op, type(dtype, 3, 3), type(dtype, 3, 0));
                    var right = new LinearAlgebra.TriangularSolve(LinearAlgebra.Side.RIGHT, lower, transposed, unit);
                    solve(right, type(dtype, 2, 2), type(dtype, 4, 2));
                    solve(right, type(dtype, 2, 3, 3), type(dtype, 2, 1, 3));
                }
            }
        }
    }

    private void factorisations(DType dtype) {
        var shapes = List.of(
                type(dtype, 1, 1),
                type(dtype, 4, 4),
                type(dtype, 2, 5, 3),
                type(dtype, 3, 4),
                type(dtype, 4, 0),
                type(dtype, 0, 3),
                type(dtype, 0, 2, 2));
        for (var type : shapes) {
            rows.add(PrimitiveCase.of(new LinearAlgebra.Qr(), type));
            rows.add(PrimitiveCase.of(new LinearAlgebra.Qr(true), type));
            rows.add(PrimitiveCase.of(new LinearAlgebra.Lu(), type).differentiable(0));
            rows.add(PrimitiveCase.of(new LinearAlgebra.Svd(LinearAlgebra.Vectors.NONE), type));
            rows.add(PrimitiveCase.of(new LinearAlgebra.Svd(LinearAlgebra.Vectors.THIN), type));
            var full = PrimitiveCase.of(new LinearAlgebra.Svd(LinearAlgebra.Vectors.FULL), type);
            boolean isSquare = type.shape().dim(-1) == type.shape().dim(-2);
            rows.add(isSquare ? full : full.differentiable());
            rows.add(PrimitiveCase.of(new LinearAlgebra.Pinv(1e-3), type));
        }
        for (var type : List.of(type(dtype, 1, 1), type(dtype, 4, 4), type(dtype, 2, 3, 3), type(dtype, 0, 0))) {
            rows.add(PrimitiveCase.of(new LinearAlgebra.Eigh(true), type));
            rows.add(PrimitiveCase.of(new LinearAlgebra.Eigh(false), type));
        }
    }

    private void determinants(DType dtype) {
        for (var type : List.of(type(dtype, 1, 1), type(dtype, 4, 4), type(dtype, 2, 3, 3), type(dtype, 0, 0))) {
            rows.add(PrimitiveCase.of(new LinearAlgebra.Det(), type));
            rows.add(PrimitiveCase.of(new LinearAlgebra.Slogdet(), type));
        }
        for (boolean transposed : new boolean[] {true, false}) {
            for (var sizes : List.of(List.of(4, 2), List.of(1, 3), List.of(3, 0))) {
                int n = sizes.get(0);
                var a = type(dtype, 2, n, n);
                rows.add(PrimitiveCase.of(
                                new LinearAlgebra.Solve(transposed),
                                a,
                                a,
                                type(DType.I32, 2, n),
                                type(dtype, 2, n, sizes.get(1)))
                        .drawing(Operand.COMMON, Operand.STRONG_DIAGONAL, Operand.PERMUTATION, Operand.COMMON)
                        // along the matrix it is the derivative of the factors that comes out, see LinalgDerivativeTest
                        .differentiable(3));
            }
        }
    }

    private void solve(LinearAlgebra op, TensorType a, TensorType b) {
        rows.add(PrimitiveCase.of(op, a, b).drawing(Operand.STRONG_DIAGONAL, Operand.COMMON));
    }
}
