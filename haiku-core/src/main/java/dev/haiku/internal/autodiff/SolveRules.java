package dev.haiku.internal.autodiff;

import dev.haiku.array.DType;
import dev.haiku.ir.LinearAlgebra.Det;
import dev.haiku.ir.LinearAlgebra.Lu;
import dev.haiku.ir.LinearAlgebra.Pinv;
import dev.haiku.ir.LinearAlgebra.Side;
import dev.haiku.ir.LinearAlgebra.Slogdet;
import dev.haiku.ir.LinearAlgebra.Solve;
import dev.haiku.ir.LinearAlgebra.TriangularSolve;
import dev.haiku.tensor.Dims;
import dev.haiku.tensor.Linalg;
import dev.haiku.tensor.Ops;
import dev.haiku.tensor.Tensor;
import java.util.List;

/** JVP and transpose rows of linear systems, and JVP rows of determinants and pseudo-inverses. */
final class SolveRules {

    private SolveRules() {}

    static void fill(JvpTable table) {
        table.rule(TriangularSolve.class, SolveRules::triangularSolve);
        table.rule(Solve.class, SolveRules::solve);
        table.rule(Det.class, SolveRules::det);
        table.rule(Slogdet.class, SolveRules::slogdet);
        table.rule(Pinv.class, SolveRules::pinv);
    }

    /** Linear in the right-hand side: the transposed matrix takes the place of the matrix. */
    static void fill(TransposeTable table) {
        table.rule(TriangularSolve.class, (op, step) -> {
            var transposed = new TriangularSolve(op.side(), op.lower(), !op.transposed(), op.unitDiagonal());
            step.give(1, Ops.bind(transposed, step.constant(0), step.g()));
        });
        table.rule(Solve.class, (op, step) -> {
            var transposed = new Solve(!op.transposed());
            step.give(3, Ops.bind(transposed, step.constant(0), step.constant(1), step.constant(2), step.g()));
        });
    }

    private static Tensor t(Tensor x) {
        return Ops.matrixTranspose(x);
    }

    private static Tensor trace(Tensor x) {
        return Ops.diagonal(x, 0, -2, -1).sum(-1);
    }

    /** {@code A X = B} gives {@code dX = A⁻¹ dB - A⁻¹ dA X}, with only the triangle of dA that counts; whatever is cheaper first. */
    private static List<Dual> triangularSolve(TriangularSolve op, List<Dual> in) {
        var a = in.get(0);
        var b = in.get(1);
        var x = Ops.bind(op, a.primal(), b.primal());
        if (!a.moves()) {
            return List.of(new Dual(x, Ops.bind(op, a.primal(), b.d())));
        }
        int margin = op.unitDiagonal() ? 1 : 0;
        var da = op.lower() ? Ops.tril(a.d(), -margin) : Ops.triu(a.d(), margin);
        da = op.transposed() ? t(da) : da;
        boolean left = op.side() == Side.LEFT;
        boolean narrow = left ? x.dim(-2) > x.dim(-1) : x.dim(-1) > x.dim(-2);
        if (narrow) {
            var change = product(left, da, x);
            var right = b.moves() ? b.d().sub(change) : change.neg();
            return List.of(new Dual(x, Ops.bind(op, a.primal(), right)));
        }
        var change = product(left, Ops.bind(op, a.primal(), da), x);
        return List.of(new Dual(x, b.moves() ? Ops.bind(op, a.primal(), b.d()).sub(change) : change.neg()));
    }

    private static Tensor product(boolean left, Tensor a, Tensor x) {
        return left ? Ops.matmul(a, x) : Ops.matmul(x, a);
    }

    /** {@code dX = A⁻¹ (dB - dA X)} with the factors that there are; they are functions of A, so that their tangents count there. */
    private static List<Dual> solve(Solve op, List<Dual> in) {
        var a = in.get(0);
        var b = in.get(3);
        var lu = in.get(1).primal();
        var permutation = in.get(2).primal();
        var x = Ops.bind(op, a.primal(), lu, permutation, b.primal());
        var right = b.dOrZeros();
        if (a.moves()) {
            var change = Ops.matmul(op.transposed() ? t(a.d()) : a.d(), x);
            right = b.moves() ? right.sub(change) : change.neg();
        }
        return List.of(new Dual(x, Ops.bind(op, a.primal(), lu, permutation, right)));
    }

    /** Jacobi's formula {@code d det A = tr(adj(A) dA)}. */
    private static List<Dual> det(Det op, List<Dual> in) {
        var a = in.get(0).primal();
        if (a.dim(-1) <= 1) {
            return List.of(new Dual(Ops.bind(op, a), trace(in.get(0).d())));
        }
        return adjugateTrace(a, in.get(0).d());
    }

    /**
     * The determinant and {@code tr(adj(A) dA)}, which exists for singular matrices: {@code adj(A) = det A · A⁻¹}, where the last pivot,
     * the only one that may be 0 if the rank is n - 1, cancels. The adjugate of a matrix of less rank is 0.
     */
    private static List<Dual> adjugateTrace(Tensor a, Tensor da) {
        int n = a.dim(-1);
        var factors = Ops.bindAll(new Lu(), List.of(a));
        var pivots = factors.get(1);
        var signs = Ops.where(pivots.eq(Ops.iota(DType.I32, pivots.shape(), pivots.rank() - 1)), 1.0, -1.0)
                .cast(a.dtype());
        var sign = signs.prod(List.of(-1), Dims.KEEP);
        var products = Ops.cumprod(Ops.diagonal(factors.get(0), 0, -2, -1), -1).mul(sign);
        var det = products.slice(-1, n - 1, n);
        var corner = Ops.broadcastToRank(Ops.diag(Ops.iota(DType.I32, n).eq(n - 1), 0), a.rank());
        var lu = Ops.where(corner, products.slice(-1, n - 2, n - 1).reciprocal().expandDims(-1), factors.get(0));
        var upper = new TriangularSolve(false, false, false);
        var probe = Ops.bind(upper, lu, Ops.ones(lu.shape().with(-1, 1), lu.dtype()));
        var regular = Ops.all(Ops.isFinite(probe), List.of(-2, -1), Dims.KEEP);
        var x = Ops.takeAlongAxis(Ops.where(regular, da, 0.0), factors.get(2).expandDims(-1), -2);
        x = Ops.bind(new TriangularSolve(true, false, true), lu, x);
        x = Ops.concatenate(-2, x.slice(-2, 0, n - 1).mul(det.expandDims(-1)), x.slice(-2, n - 1, n));
        x = Ops.where(regular, Ops.bind(upper, lu, x), 0.0);
        return List.of(new Dual(det.squeeze(-1), trace(x)));
    }

    /** {@code d log |det A| = tr(A⁻¹ dA)}; the sign is constant. */
    private static List<Dual> slogdet(Slogdet op, List<Dual> in) {
        var a = in.get(0).primal();
        var results = Ops.bindAll(op, List.of(a));
        var change = trace(Linalg.solve(a, in.get(0).d()));
        return List.of(Dual.constant(results.get(0)), new Dual(results.get(1), change));
    }

    /** {@code dP = -P dA P + P Pᵀ dAᵀ (I - A P) + (I - P A) dAᵀ Pᵀ P} (Golub and Pereyra 1973). */
    private static List<Dual> pinv(Pinv op, List<Dual> in) {
        var a = in.get(0).primal();
        var da = in.get(0).d();
        var p = Ops.bind(op, a);
        boolean tall = a.dim(-2) >= a.dim(-1);
        var s = chain(tall, p, t(p), t(da));
        var u = chain(tall, t(da), t(p), p);
        var dp = s.sub(chain(tall, p, da, p)).sub(chain(tall, s, a, p)).add(u).sub(chain(tall, p, a, u));
        return List.of(new Dual(p, dp));
    }

    private static Tensor chain(boolean leftFirst, Tensor x, Tensor y, Tensor z) {
        return leftFirst ? Ops.matmul(Ops.matmul(x, y), z) : Ops.matmul(x, Ops.matmul(y, z));
    }
}
