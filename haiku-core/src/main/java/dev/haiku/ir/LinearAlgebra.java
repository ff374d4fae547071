package dev.haiku.ir;

import dev.haiku.array.DType;
import dev.haiku.array.Shape;
import java.util.List;

/** Matrix factorisations and solves over the last two axes; leading axes are batch. Operands are {@code f32} or {@code f64}. */
public sealed interface LinearAlgebra extends Primitive {

    /** On which side of the unknown the matrix of a linear system stands. */
    enum Side {
        /** {@code A X = B}. */
        LEFT,
        /** {@code X A = B}. */
        RIGHT
    }

    /** Which singular vectors a decomposition gives beside the singular values. */
    enum Vectors {
        /** None. */
        NONE,
        /** As many as there are singular values, {@code min(m, n)}. */
        THIN,
        /** All, so that both matrices of vectors are square. */
        FULL
    }

    /**
     * The lower triangular {@code L} with {@code L Lᵀ = A} of a symmetric positive definite matrix, of which only the lower
     * triangle is read; NaN if it is not positive definite.
     */
    record Cholesky() implements LinearAlgebra {
        @Override
        public List<TensorType> outputTypes(List<TensorType> inputs) {
            return List.of(onlySquare(this, inputs));
        }
    }

    /**
     * The factors {@code Q [.., m, k]} and {@code R [.., k, n]} with {@code A = Q R}, with LAPACK's signs.
     *
     * @param full whether Q is square, {@code k = m}, instead of {@code k = min(m, n)}
     */
    record Qr(boolean full) implements LinearAlgebra {

        /** Creates the thin factorisation, {@code k = min(m, n)}. */
        public Qr() {
            this(false);
        }

        @Override
        public List<TensorType> outputTypes(List<TensorType> inputs) {
            var type = onlyMatrix(this, inputs);
            int k = full ? rows(type) : smaller(type);
            return List.of(withMatrix(type, rows(type), k), withMatrix(type, k, columns(type)));
        }

        @Override
        public String parameters() {
            return full ? "full" : "";
        }
    }

    /**
     * The factors of {@code A = P⁻¹ L U} by Gaussian elimination with row exchanges: {@code L} below the diagonal of the first
     * result {@code [.., m, n]}, with ones on its diagonal left out, and {@code U} on and above it.
     *
     * <p>The second result, {@code i32 [.., min(m, n)]}, tells with which row each row was exchanged, in order; the third one,
     * {@code i32 [.., m]}, which row of A came where: {@code A[permutation] = L U}.
     */
    record Lu() implements LinearAlgebra {
        @Override
        public List<TensorType> outputTypes(List<TensorType> inputs) {
            var type = onlyMatrix(this, inputs);
            return List.of(type, indices(type, smaller(type)), indices(type, rows(type)));
        }
    }

    /**
     * The decomposition {@code A = U diag(s) Vᵀ}: {@code U}, the singular values {@code s [.., min(m, n)]} in descending order,
     * and {@code Vᵀ}; or the singular values alone. NaN if an element is not finite.
     *
     * @param vectors which columns of U and rows of Vᵀ there are
     */
    record Svd(Vectors vectors) implements LinearAlgebra {
        @Override
        public List<TensorType> outputTypes(List<TensorType> inputs) {
            var type = onlyMatrix(this, inputs);
            int k = smaller(type);
            var s = type.withShape(batch(type).concat(Shape.of(k)));
            if (vectors == Vectors.NONE) {
                return List.of(s);
            }
            boolean full = vectors == Vectors.FULL;
            return List.of(
                    withMatrix(type, rows(type), full ? rows(type) : k),
                    s,
                    withMatrix(type, full ? columns(type) : k, columns(type)));
        }
    }

    /**
     * The eigenvalues {@code [.., n]} of a symmetric matrix in ascending order, of which only the lower triangle is read, and its
     * orthonormal eigenvectors as columns; NaN if an element is not finite.
     *
     * @param vectors whether it gives the eigenvectors, too
     */
    record Eigh(boolean vectors) implements LinearAlgebra {
        @Override
        public List<TensorType> outputTypes(List<TensorType> inputs) {
            var type = onlySquare(this, inputs);
            var values = type.withShape(type.shape().subShape(0, type.shape().rank() - 1));
            return vectors ? List.of(values, type) : List.of(values);
        }
    }

    /** The determinants {@code [..]}; their derivative exists for singular matrices, too. */
    record Det() implements LinearAlgebra {
        @Override
        public List<TensorType> outputTypes(List<TensorType> inputs) {
            var type = onlySquare(this, inputs);
            return List.of(type.withShape(batch(type)));
        }
    }

    /** The signs of the determinants and the logarithms of their absolute values; 0 and -inf for singular matrices. */
    record Slogdet() implements LinearAlgebra {
        @Override
        public List<TensorType> outputTypes(List<TensorType> inputs) {
            var type = onlySquare(this, inputs);
            var result = type.withShape(batch(type));
            return List.of(result, result);
        }
    }

    /**
     * The pseudo-inverse {@code [.., n, m]} by singular values; NaN if an element is not finite.
     *
     * @param tolerance singular values up to so many times the largest one count as 0
     */
    record Pinv(double tolerance) implements LinearAlgebra {
        @Override
        public List<TensorType> outputTypes(List<TensorType> inputs) {
            var type = onlyMatrix(this, inputs);
            return List.of(withMatrix(type, /* rows= */ columns(type), /* columns= */ rows(type)));
        }
    }

    /**
     * The solution {@code X [.., n, m]} of {@code A X = B} for a square {@code A} whose {@link Lu} factors are known.
     *
     * <p>Operands: {@code A}, the first and the third result of {@code Lu} for it, and {@code B}. The numbers come from the factors,
     * the derivative from A, so that it needs no other factorisation; changes of the factors do not count.
     *
     * @param transposed whether it solves {@code Aᵀ X = B} instead
     */
    record Solve(boolean transposed) implements LinearAlgebra {
        @Override
        public List<TensorType> outputTypes(List<TensorType> inputs) {
            TypeRules.arity(this, 4, inputs);
            var a = square(this, inputs.get(0));
            var b = matrix(this, inputs.get(3));
            TypeRules.require(
                    inputs.get(1).equals(a) && inputs.get(2).equals(indices(a, rows(a))),
                    this,
                    () -> "factors " + inputs.get(1) + " and permutation " + inputs.get(2)
                            + " are not those of a matrix " + a);
            return List.of(fitting(this, a, b, Side.LEFT));
        }
    }

    /**
     * The solution {@code X [.., n, m]} of {@code A X = B}, or {@code X [.., m, n]} of {@code X A = B}, for a triangular
     * {@code A [.., n, n]}, of which only one triangle is read.
     *
     * @param side on which side of the unknown the matrix stands
     * @param lower whether the lower triangle is used, else the upper one
     * @param transposed whether Aᵀ takes the place of A
     * @param unitDiagonal whether the diagonal counts as ones
     */
    record TriangularSolve(Side side, boolean lower, boolean transposed, boolean unitDiagonal)
            implements LinearAlgebra {

        /** Creates one with the matrix on the left. */
        public TriangularSolve(boolean lower, boolean transposed, boolean unitDiagonal) {
            this(Side.LEFT, lower, transposed, unitDiagonal);
        }

        @Override
        public List<TensorType> outputTypes(List<TensorType> inputs) {
            TypeRules.arity(this, 2, inputs);
            return List.of(fitting(this, square(this, inputs.get(0)), matrix(this, inputs.get(1)), side));
        }
    }

    /** Returns the right-hand side of a system, which is the type of its solution. */
    private static TensorType fitting(Primitive op, TensorType a, TensorType b, Side side) {
        TypeRules.require(
                a.dtype() == b.dtype()
                        && batch(a).equals(batch(b))
                        && columns(a) == (side == Side.LEFT ? rows(b) : columns(b)),
                op,
                () -> "matrix " + a + " and right-hand side " + b + " do not fit");
        return b;
    }

    private static TensorType onlyMatrix(Primitive op, List<TensorType> inputs) {
        TypeRules.arity(op, 1, inputs);
        return matrix(op, inputs.get(0));
    }

    private static TensorType onlySquare(Primitive op, List<TensorType> inputs) {
        TypeRules.arity(op, 1, inputs);
        return square(op, inputs.get(0));
    }

    private static TensorType matrix(Primitive op, TensorType type) {
        TypeRules.dtype(op, type, t -> t == DType.F32 || t == DType.F64, "f32 or f64");
        TypeRules.require(type.shape().rank() >= 2, op, () -> "needs a matrix, but got " + type);
        return type;
    }

    private static TensorType square(Primitive op, TensorType type) {
        matrix(op, type);
        TypeRules.require(rows(type) == columns(type), op, () -> "needs a square matrix, but got " + type);
        return type;
    }

    private static int rows(TensorType type) {
        return type.shape().dim(-2);
    }

    private static int columns(TensorType type) {
        return type.shape().dim(-1);
    }

    private static int smaller(TensorType type) {
        return Math.min(rows(type), columns(type));
    }

    private static Shape batch(TensorType type) {
        return type.shape().subShape(0, type.shape().rank() - 2);
    }

    private static TensorType withMatrix(TensorType type, int rows, int columns) {
        return type.withShape(batch(type).concat(Shape.of(rows, columns)));
    }

    private static TensorType indices(TensorType type, int size) {
        return new TensorType(DType.I32, batch(type).concat(Shape.of(size)));
    }
}
