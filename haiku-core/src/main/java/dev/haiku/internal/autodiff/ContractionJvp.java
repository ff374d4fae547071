package dev.haiku.internal.autodiff;

import dev.haiku.array.DType;
import dev.haiku.ir.Contraction.DotGeneral;
import dev.haiku.ir.LinearAlgebra.Cholesky;
import dev.haiku.ir.LinearAlgebra.Qr;
import dev.haiku.ir.LinearAlgebra.TriangularSolve;
import dev.haiku.ir.RandomOp.RandomBits;
import dev.haiku.ir.RandomOp.RandomGamma;
import dev.haiku.ir.RandomOp.RandomPoisson;
import dev.haiku.ir.RandomOp.Threefry2x32;
import dev.haiku.tensor.Ops;
import dev.haiku.tensor.Tensor;
import java.util.List;

/** JVP rows of products, factorisations and random numbers. */
final class ContractionJvp {

    private ContractionJvp() {}

    static void fill(JvpTable table) {
        table.bilinear(DotGeneral.class);
        table.rule(Cholesky.class, ContractionJvp::cholesky);
        table.rule(TriangularSolve.class, ContractionJvp::triangularSolve);
        table.rule(Qr.class, ContractionJvp::qr);
        // no floating-point results, but for bits read as such
        table.constant(Threefry2x32.class, RandomBits.class, RandomPoisson.class);
        table.never(
                RandomGamma.class,
                "a gamma sample has no derivative by its shape parameter here. "
                        + "Use stopGradient on the parameter, or a score-function estimator.");
    }

    /** {@code dL = L Φ(L⁻¹ dA L⁻ᵀ)}, where Φ takes the lower triangle with half the diagonal. */
    private static List<Dual> cholesky(Cholesky op, List<Dual> in) {
        var l = Ops.bind(op, in.get(0).primal());
        var left = solve(true, false, l, in.get(0).d());
        var both = Ops.matrixTranspose(solve(true, false, l, Ops.matrixTranspose(left)));
        return List.of(new Dual(l, Ops.matmul(l, lowerHalf(both))));
    }

    private static Tensor solve(boolean lower, boolean transposed, Tensor a, Tensor b) {
        return Ops.bind(new TriangularSolve(lower, transposed, false), a, b);
    }

    private static Tensor lowerHalf(Tensor x) {
        var difference = rowMinusColumn(x);
        return Ops.where(difference.gt(0), x, Ops.where(difference.eq(0), x.mul(0.5), 0.0));
    }

    /** {@return for each element of a matrix how far it is below the diagonal} */
    private static Tensor rowMinusColumn(Tensor x) {
        var shape = x.type().shape();
        return Ops.iota(DType.I32, shape, shape.rank() - 2).sub(Ops.iota(DType.I32, shape, shape.rank() - 1));
    }

    /** {@code A X = B} gives {@code A dX = dB - dA X}, with only the triangle of dA that counts. */
    private static List<Dual> triangularSolve(TriangularSolve op, List<Dual> in) {
        var a = in.get(0);
        var b = in.get(1);
        var x = Ops.bind(op, a.primal(), b.primal());
        var right = b.dOrZeros();
        if (a.moves()) {
            var da = triangle(op, a.d());
            var change = Ops.matmul(op.transposed() ? Ops.matrixTranspose(da) : da, x);
            right = b.moves() ? b.d().sub(change) : change.neg();
        }
        return List.of(new Dual(x, Ops.bind(op, a.primal(), right)));
    }

    private static Tensor triangle(TriangularSolve op, Tensor da) {
        var below = rowMinusColumn(da);
        var distance = op.lower() ? below : below.neg();
        return Ops.where(op.unitDiagonal() ? distance.gt(0) : distance.ge(0), da, 0.0);
    }

    /** Walter and Lehmann 2010, for matrices with no more columns than rows. */
    private static List<Dual> qr(Qr op, List<Dual> in) {
        var shape = in.get(0).primal().type().shape();
        if (shape.dim(-2) < shape.dim(-1)) {
            throw new UnsupportedOperationException(
                    "qr is not differentiable: the matrix has more columns than rows, " + shape + ".");
        }
        var factors = Ops.bindAll(op, List.of(in.get(0).primal()));
        var q = factors.get(0);
        var r = factors.get(1);
        // dA R⁻¹, as the solution of Rᵀ Xᵀ = dAᵀ
        var dxr = Ops.matrixTranspose(
                solve(false, true, r, Ops.matrixTranspose(in.get(0).d())));
        var qdxr = Ops.matmul(Ops.matrixTranspose(q), dxr);
        var lower = Ops.where(rowMinusColumn(qdxr).gt(0), qdxr, 0.0);
        var rotation = lower.sub(Ops.matrixTranspose(lower));
        var dq = Ops.matmul(q, rotation.sub(qdxr)).add(dxr);
        var dr = Ops.matmul(qdxr.sub(rotation), r);
        return List.of(new Dual(q, dq), new Dual(r, dr));
    }
}
