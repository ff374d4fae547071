package dev.haiku.ir;

import dev.haiku.array.DType;
import java.util.List;

/** Matrix factorisations and solves over the last two axes; leading axes are batch. Operands are {@code f32} or {@code f64}. */
public sealed interface LinearAlgebra extends Primitive {

    /** The lower triangular {@code L} with {@code L Lᵀ = A} of a symmetric positive definite matrix; NaN if it is not. */
    record Cholesky() implements LinearAlgebra {
        @Override
        public List<TensorType> outputTypes(List<TensorType> inputs) {
            TypeRules.arity(this, 1, inputs);
            checkMatrix(this, inputs.get(0), true);
            return inputs;
        }
    }

    /** The factors {@code Q [.., m, k]} and {@code R [.., k, n]} with {@code A = Q R}, {@code k = min(m, n)}, as LAPACK gives them. */
    record Qr() implements LinearAlgebra {
        @Override
        public List<TensorType> outputTypes(List<TensorType> inputs) {
            TypeRules.arity(this, 1, inputs);
            var type = inputs.get(0);
            checkMatrix(this, type, false);
            int k = Math.min(type.shape().dim(-2), type.shape().dim(-1));
            return List.of(
                    type.withShape(type.shape().with(-1, k)),
                    type.withShape(type.shape().with(-2, k)));
        }
    }

    /**
     * The solution {@code X} of {@code A X = B} for a triangular {@code A [.., n, n]} and {@code B [.., n, m]}.
     *
     * @param lower whether the lower triangle is used, else the upper one
     * @param transposed whether it solves {@code Aᵀ X = B} instead
     * @param unitDiagonal whether the diagonal counts as ones
     */
    record TriangularSolve(boolean lower, boolean transposed, boolean unitDiagonal) implements LinearAlgebra {
        @Override
        public List<TensorType> outputTypes(List<TensorType> inputs) {
            TypeRules.arity(this, 2, inputs);
            var a = inputs.get(0);
            var b = inputs.get(1);
            checkMatrix(this, a, true);
            checkMatrix(this, b, false);
            int rank = a.shape().rank();
            TypeRules.require(
                    a.dtype() == b.dtype()
                            && b.shape().rank() == rank
                            && a.shape().subShape(0, rank - 1).equals(b.shape().subShape(0, rank - 1)),
                    this,
                    "matrix " + a + " and right-hand side " + b + " do not fit");
            return List.of(b);
        }
    }

    private static void checkMatrix(Primitive op, TensorType type, boolean square) {
        TypeRules.dtype(op, type, t -> t == DType.F32 || t == DType.F64, "f32 or f64");
        TypeRules.require(type.shape().rank() >= 2, op, "needs a matrix, but got " + type);
        TypeRules.require(
                !square || type.shape().dim(-1) == type.shape().dim(-2), op, "needs a square matrix, but got " + type);
    }
}
