package dev.haiku.tensor;

import static dev.haiku.tensor.Operands.check;

import dev.haiku.array.DType;
import dev.haiku.array.Shape;
import dev.haiku.ir.LinearAlgebra;
import dev.haiku.ir.LinearAlgebra.Side;
import dev.haiku.ir.LinearAlgebra.TriangularSolve;
import java.util.ArrayList;
import java.util.List;
import java.util.function.UnaryOperator;

/**
 * The part of {@link Linalg} that solves linear systems.
 *
 * <p>A right-hand side with one axis is a vector, any other one holds matrices; leading axes of matrix and right-hand side
 * broadcast.
 */
abstract class SolveOps extends LinearAlgebraOps {

    SolveOps() {}

    /** {@return x with {@code A x = b} for triangular matrices A, of which only one triangle is read} */
    public static Tensor solveTriangular(Tensor a, Tensor b, boolean lower) {
        return solveTriangular(a, b, options -> options.lower(lower));
    }

    /**
     * {@return x with {@code A x = b} for triangular matrices A, of which only one triangle is read}
     *
     * @param a the matrices {@code [..., n, n]}
     * @param b a vector {@code [n]} or the right-hand sides {@code [..., n, m]}; {@code [..., m, n]} if A is on the right
     * @param edit changes the options: by default A is upper triangular and on the left
     * @throws dev.haiku.array.ShapeException if they do not fit
     */
    public static Tensor solveTriangular(Tensor a, Tensor b, UnaryOperator<TriangularOptions> edit) {
        var options = edit.apply(TriangularOptions.DEFAULTS);
        var system = new LinearSystem("solveTriangular", a, b, options.side());
        var op = new TriangularSolve(options.side(), options.lower(), options.transposed(), options.unitDiagonal());
        return system.solution(Ops.bind(op, system.joint(system.matrix(), 2), system.columns()));
    }

    /**
     * {@return x with {@code A x = b} for square matrices A, by LU; inf or NaN if one is singular}
     *
     * <p>Its derivative is that of the solution, not that of the algorithm, and uses the same factors.
     *
     * @param a the matrices {@code [..., n, n]}
     * @param b a vector {@code [n]} or the right-hand sides {@code [..., n, m]}
     * @throws dev.haiku.array.ShapeException if they do not fit
     */
    public static Tensor solve(Tensor a, Tensor b) {
        var system = new LinearSystem("solve", a, b, Side.LEFT);
        var factors = Ops.bindAll(new LinearAlgebra.Lu(), List.of(Ops.stopGradient(system.matrix())));
        return system.solution(Ops.bind(
                new LinearAlgebra.Solve(false),
                system.joint(system.matrix(), 2),
                system.joint(factors.get(0), 2),
                system.joint(factors.get(2), 1),
                system.columns()));
    }

    /** {@return x with {@code A x = b} for matrices factorised by {@link #luFactor}} */
    public static Tensor luSolve(Linalg.LuFactor factor, Tensor b) {
        return luSolve(factor, b, false);
    }

    /**
     * {@return x with {@code A x = b}, or {@code Aᵀ x = b}, for matrices factorised by {@link #luFactor}}
     *
     * @param factor the factors of matrices {@code [..., n, n]}
     * @param b a vector {@code [n]} or the right-hand sides {@code [..., n, m]}
     * @param transposed whether it solves with the transposes
     * @throws dev.haiku.array.ShapeException if they do not fit
     */
    public static Tensor luSolve(Linalg.LuFactor factor, Tensor b, boolean transposed) {
        var system = new LinearSystem("luSolve", factor.lu(), b, Side.LEFT);
        var lu = system.joint(system.matrix(), 2);
        var permutation = system.joint(factor.permutation(), 1);
        var lower = new TriangularSolve(true, transposed, true);
        var upper = new TriangularSolve(false, transposed, false);
        if (transposed) {
            var x = Ops.bind(lower, lu, Ops.bind(upper, lu, system.columns()));
            return system.solution(rows(x, Ops.argsort(permutation, -1)));
        }
        return system.solution(Ops.bind(upper, lu, Ops.bind(lower, lu, rows(system.columns(), permutation))));
    }

    private static Tensor rows(Tensor x, Tensor order) {
        return Ops.takeAlongAxis(x, order.expandDims(-1), -2);
    }

    /**
     * {@return x with {@code A x = b} for matrices factorised by {@link #choFactor}}
     *
     * @param factor the factor of matrices {@code [..., n, n]}
     * @param b a vector {@code [n]} or the right-hand sides {@code [..., n, m]}
     * @throws dev.haiku.array.ShapeException if they do not fit
     */
    public static Tensor choSolve(Linalg.ChoFactor factor, Tensor b) {
        var system = new LinearSystem("choSolve", factor.factor(), b, Side.LEFT);
        var triangle = system.joint(system.matrix(), 2);
        var first = new TriangularSolve(factor.lower(), !factor.lower(), false);
        var second = new TriangularSolve(factor.lower(), factor.lower(), false);
        return system.solution(Ops.bind(second, triangle, Ops.bind(first, triangle, system.columns())));
    }

    /**
     * {@return the inverses of square matrices; inf or NaN if one is singular}
     *
     * @throws dev.haiku.array.ShapeException if they are not square
     */
    public static Tensor inv(Tensor a) {
        checkSquare("inv", a);
        int n = a.dim(-1);
        return solve(a, Ops.eye(n, n, 0, a.dtype().promoteWithFloat()));
    }

    /**
     * {@return the Moore-Penrose pseudo-inverses {@code [..., n, m]}}
     *
     * <p>Singular values up to {@code 10 max(m, n) eps} times the largest count as 0, as in JAX.
     */
    public static Tensor pinv(Tensor a) {
        checkMatrix("pinv", a);
        return pinv(a, 10 * tolerance(a, a.dtype()));
    }

    /**
     * {@return the Moore-Penrose pseudo-inverses {@code [..., n, m]}; NaN if an element is not finite}
     *
     * @param a the matrices {@code [..., m, n]}
     * @param rtol singular values up to so many times the largest one count as 0
     * @throws dev.haiku.array.ShapeException if they are no matrices
     */
    public static Tensor pinv(Tensor a, double rtol) {
        checkMatrix("pinv", a);
        return apply(new LinearAlgebra.Pinv(rtol), a).get(0);
    }

    /** {@return the larger side of matrices times the distance from 1 to the next number of the type in which they are computed} */
    static double tolerance(Tensor a, DType dtype) {
        return Math.max(a.dim(-2), a.dim(-1)) * (wide(dtype) == DType.F64 ? Math.ulp(1.0) : Math.ulp(1f));
    }

    /** {@return the least-squares solution with {@code rcond = max(m, n) eps}} */
    public static Linalg.Lstsq lstsq(Tensor a, Tensor b) {
        checkLeastSquares(a, b);
        return lstsq(a, b, tolerance(a, a.dtype().promote(b.dtype())));
    }

    /**
     * {@return the x of least norm that makes the norm of {@code A x - b} least}
     *
     * @param a the matrix {@code [m, n]}
     * @param b a vector {@code [m]} or the right-hand sides {@code [m, k]}
     * @param rcond singular values below so many times the largest one count as 0
     * @throws dev.haiku.array.ShapeException if they do not fit
     */
    public static Linalg.Lstsq lstsq(Tensor a, Tensor b, double rcond) {
        checkLeastSquares(a, b);
        var dtype = a.dtype().promote(b.dtype()).promoteWithFloat();
        var matrix = Operands.cast(a, wide(dtype));
        var columns = Operands.cast(b.rank() == 1 ? b.expandDims(1) : b, wide(dtype));
        var svd = svd(matrix, false);
        int k = svd.s().dim(0);
        var largest = k == 0 ? Ops.zeros(Shape.of(0), svd.s().dtype()) : svd.s().slice(0, 0, 1);
        var counts = svd.s().gt(0).and(svd.s().ge(largest.mul(rcond)));
        var inverses = Ops.where(counts, Ops.where(counts, svd.s(), 1.0).reciprocal(), 0.0);
        var x = svd.vt()
                .transpose()
                .matmul(inverses.expandDims(1).mul(svd.u().transpose().matmul(columns)));
        var residuals = columns.sub(matrix.matmul(x)).square().sum(0);
        return new Linalg.Lstsq(
                Operands.cast(b.rank() == 1 ? x.squeeze(1) : x, dtype),
                Operands.cast(residuals, dtype),
                counts.cast(DType.I32).sum(),
                Operands.cast(svd.s(), dtype));
    }

    private static void checkLeastSquares(Tensor a, Tensor b) {
        check(
                a.rank() == 2 && (b.rank() == 1 || b.rank() == 2) && a.dim(0) == b.dim(0),
                "lstsq",
                "matrix " + a.shape() + " and right-hand side " + b.shape()
                        + " do not fit. Use one matrix [m, n] and a vector [m] or matrix [m, k]; vmap does stacks.");
    }

    /**
     * {@return the tensor whose {@code tensordot} over {@code count} axes with the operand is the identity}
     *
     * <p>Shapes: {@code [a..., b...] -> [b..., a...]} where {@code a} are the first {@code count} axes and both groups have the same
     * size.
     *
     * @throws dev.haiku.array.ShapeException if they have not
     */
    public static Tensor tensorinv(Tensor a, int count) {
        check(
                count > 0 && count <= a.rank(),
                "tensorinv",
                "needs a number of axes from 1 to " + a.rank() + " for shape " + a.shape() + ", but got " + count
                        + ".");
        var first = a.shape().subShape(0, count);
        var rest = a.shape().subShape(count, a.rank());
        check(
                first.size() == rest.size(),
                "tensorinv",
                "needs axes " + first + " and " + rest + " of the same size, but they have " + first.size() + " and "
                        + rest.size() + " elements.");
        int n = (int) first.size();
        return inv(a.reshape(n, n)).reshape(rest.concat(first));
    }

    /**
     * {@return x with {@code tensordot(a, x, x.rank()) = b}}
     *
     * <p>Shapes: {@code [b..., x...] , [b...] -> [x...]}, where both groups of axes have the same size.
     *
     * @param a the coefficients
     * @param b the right-hand side
     * @param axes axes of {@code a} that are moved to its end first, in that order
     * @throws dev.haiku.array.ShapeException if they do not fit
     */
    public static Tensor tensorsolve(Tensor a, Tensor b, int... axes) {
        var moved = toEnd(a, axes);
        check(
                moved.rank() >= b.rank()
                        && moved.shape().subShape(0, b.rank()).equals(b.shape())
                        && moved.size() == b.size() * b.size(),
                "tensorsolve",
                "coefficients " + moved.shape() + " and right-hand side " + b.shape()
                        + " do not fit. The first axes of the coefficients are those of the right-hand side, and the"
                        + " others have as many elements.");
        int n = (int) b.size();
        return solve(moved.reshape(n, n), b.ravel()).reshape(moved.shape().subShape(b.rank(), moved.rank()));
    }

    private static Tensor toEnd(Tensor a, int... axes) {
        var order = new ArrayList<>(Operands.range(0, a.rank()));
        for (int axis : axes) {
            Integer normal = Operands.axis("tensorsolve", axis, a.shape());
            order.remove(normal);
            order.add(normal);
        }
        return a.transpose(order);
    }
}
