package dev.haiku.internal.autodiff;

import dev.haiku.ir.LinearAlgebra.Cholesky;
import dev.haiku.ir.LinearAlgebra.Eigh;
import dev.haiku.ir.LinearAlgebra.Lu;
import dev.haiku.ir.LinearAlgebra.Qr;
import dev.haiku.ir.LinearAlgebra.Side;
import dev.haiku.ir.LinearAlgebra.Svd;
import dev.haiku.ir.LinearAlgebra.TriangularSolve;
import dev.haiku.ir.LinearAlgebra.Vectors;
import dev.haiku.tensor.Linalg;
import dev.haiku.tensor.Ops;
import dev.haiku.tensor.Tensor;
import java.util.List;

/** JVP rows of factorisations. They are those of JAX: infinite or NaN where singular values or eigenvalues meet. */
final class FactorisationJvp {

    private FactorisationJvp() {}

    static void fill(JvpTable table) {
        table.rule(Cholesky.class, FactorisationJvp::cholesky);
        table.rule(Qr.class, FactorisationJvp::qr);
        table.rule(Lu.class, FactorisationJvp::lu);
        table.rule(Svd.class, FactorisationJvp::svd);
        table.rule(Eigh.class, FactorisationJvp::eigh);
    }

    private static Tensor t(Tensor x) {
        return Ops.matrixTranspose(x);
    }

    /** {@return the identity of that size, with as many axes as other matrices} */
    private static Tensor eye(int size, Tensor others) {
        return Ops.broadcastToRank(Ops.eye(size, size, 0, others.dtype()), others.rank());
    }

    private static Tensor solve(Side side, boolean lower, boolean transposed, Tensor a, Tensor b) {
        return Ops.bind(new TriangularSolve(side, lower, transposed, false), a, b);
    }

    /** {@return the symmetric matrix of that lower triangle} */
    private static Tensor mirrored(Tensor x) {
        return Ops.tril(x, 0).add(t(Ops.tril(x, -1)));
    }

    /** {@code dL = L Φ(L⁻¹ dA L⁻ᵀ)}, where Φ takes the lower triangle with half the diagonal (Murray 2016). */
    private static List<Dual> cholesky(Cholesky op, List<Dual> in) {
        var l = Ops.bind(op, in.get(0).primal());
        var right = solve(Side.RIGHT, true, true, l, mirrored(in.get(0).d()));
        var both = solve(Side.LEFT, true, false, l, right);
        var half = Ops.tril(both, 0).add(Ops.tril(both, -1)).mul(0.5);
        return List.of(new Dual(l, Ops.matmul(l, half)));
    }

    private static List<Dual> qr(Qr op, List<Dual> in) {
        var x = in.get(0).primal();
        var dx = in.get(0).d();
        int rows = x.dim(-2);
        int columns = x.dim(-1);
        var factors = Ops.bindAll(op, List.of(x));
        var q = factors.get(0);
        var r = factors.get(1);
        if (rows < columns) {
            // the left square has Q as its own, so that only R goes on to the right
            var square = thinQr(q, r.slice(-1, 0, rows), dx.slice(-1, 0, rows));
            var rest = Ops.matmul(t(square.q()), x.slice(-1, rows, columns))
                    .add(Ops.matmul(t(q), dx.slice(-1, rows, columns)));
            return List.of(new Dual(q, square.q()), new Dual(r, Ops.concatenate(-1, square.r(), rest)));
        }
        var thin = thinQr(q.slice(-1, 0, columns), r.slice(-2, 0, columns), dx);
        if (q.dim(-1) == columns) {
            return List.of(new Dual(q, thin.q()), new Dual(r, thin.r()));
        }
        var dq = Ops.concatenate(-1, thin.q(), complement(q, thin.q()));
        var below = r.slice(-2, columns, rows);
        return List.of(new Dual(q, dq), new Dual(r, Ops.concatenate(-2, thin.r(), Ops.zerosLike(below))));
    }

    /** The change of factors with no more columns than rows (Walter and Lehmann 2010). */
    private static Linalg.Qr thinQr(Tensor q, Tensor r, Tensor dx) {
        var dxr = solve(Side.RIGHT, false, false, r, dx);
        var qdxr = Ops.matmul(t(q), dxr);
        var below = Ops.tril(qdxr, -1);
        var rotation = below.sub(t(below));
        var dq = Ops.matmul(q, rotation.sub(qdxr)).add(dxr);
        return new Linalg.Qr(dq, Ops.matmul(qdxr.sub(rotation), r));
    }

    /**
     * The change of the further columns of a square Q that is a product of Householder's reflections (arXiv 2409.13374):
     * with {@code Z = Q₂₁ (Q₁₁ - I)⁻¹} it is {@code dQ₁ Zᵀ - (Q₁ + Q₂ Z) (dQ₂₁ - Z dQ₁₁)ᵀ}.
     */
    private static Tensor complement(Tensor q, Tensor dqThin) {
        int n = dqThin.dim(-1);
        int rows = q.dim(-2);
        var thin = q.slice(-1, 0, n);
        var head = thin.slice(-2, 0, n).sub(eye(n, q));
        var z = t(Linalg.solve(t(head), t(thin.slice(-2, n, rows))));
        var change = dqThin.slice(-2, n, rows).sub(Ops.matmul(z, dqThin.slice(-2, 0, n)));
        var towards = thin.add(Ops.matmul(q.slice(-1, n, rows), z));
        return Ops.matmul(dqThin, t(z)).sub(Ops.matmul(towards, t(change)));
    }

    /** With {@code X = L⁻¹ dA U⁻¹}: {@code dL} is L times X below the diagonal, {@code dU} the rest of X times U (de Hoog, Anderssen and Lukas). */
    private static List<Dual> lu(Lu op, List<Dual> in) {
        var results = Ops.bindAll(op, List.of(in.get(0).primal()));
        var lu = results.get(0);
        var permutation = results.get(2);
        int rows = lu.dim(-2);
        int columns = lu.dim(-1);
        int k = Math.min(rows, columns);
        var lower = padded(Ops.tril(lu.slice(-1, 0, k), -1), -1, rows - k).add(eye(rows, lu));
        var upper = padded(Ops.triu(lu.slice(-2, 0, k), 0), -2, columns - k)
                .add(Ops.broadcastToRank(
                        Ops.diag(Ops.iota(lu.dtype(), columns).ge(k).cast(lu.dtype()), 0), lu.rank()));
        var moved = Ops.takeAlongAxis(in.get(0).d(), permutation.expandDims(-1), -2);
        var x = Ops.bind(new TriangularSolve(Side.LEFT, true, false, true), lower, moved);
        x = solve(Side.RIGHT, false, false, upper, x);
        var dlu = Ops.matmul(lower, Ops.tril(x, -1)).add(Ops.matmul(Ops.triu(x, 0), upper));
        return List.of(new Dual(lu, dlu), Dual.constant(results.get(1)), Dual.constant(permutation));
    }

    /** {@return the tensor with so many zeros behind an axis} */
    private static Tensor padded(Tensor x, int axis, int count) {
        var zeros = Ops.zeros(x.shape().with(axis, count), x.dtype());
        return Ops.concatenate(axis, x, zeros);
    }

    /** Perturbation theory for distinct singular values (Giles 2008); the null spaces of a full decomposition have no derivative. */
    private static List<Dual> svd(Svd op, List<Dual> in) {
        var a = in.get(0).primal();
        var da = in.get(0).d();
        int m = a.dim(-2);
        int n = a.dim(-1);
        if (op.vectors() == Vectors.FULL && m != n) {
            throw new UnsupportedOperationException("svd is not differentiable: the square factors of matrices "
                    + a.shape() + " are not unique. Use thin ones, svd(a, false).");
        }
        var factors = Ops.bindAll(new Svd(Vectors.THIN), List.of(a));
        var u = factors.get(0);
        var s = factors.get(1);
        var vt = factors.get(2);
        var change = Ops.matmul(Ops.matmul(t(u), da), t(vt));
        var ds = new Dual(s, Ops.diagonal(change, 0, -2, -1));
        if (op.vectors() == Vectors.NONE) {
            return List.of(ds);
        }
        var row = s.expandDims(-2);
        var column = s.expandDims(-1);
        var rotation = reciprocalOffDiagonal(row.add(column).mul(row.sub(column)));
        var left = row.mul(change);
        var right = column.mul(change);
        var du = Ops.matmul(u, rotation.mul(left.add(t(left))));
        var dv = Ops.matmul(t(vt), rotation.mul(right.add(t(right))));
        if (m > n) {
            du = du.add(outside(u, Ops.matmul(da, t(vt))).div(row));
        }
        if (n > m) {
            dv = dv.add(outside(t(vt), Ops.matmul(t(da), u)).div(row));
        }
        return List.of(new Dual(u, du), ds, new Dual(vt, t(dv)));
    }

    /** {@return the part of columns that is orthogonal to orthonormal ones} */
    private static Tensor outside(Tensor basis, Tensor x) {
        return x.sub(Ops.matmul(basis, Ops.matmul(t(basis), x)));
    }

    /** {@return 1/x off the diagonal, and zeros on it, where x is 0} */
    private static Tensor reciprocalOffDiagonal(Tensor x) {
        var eye = eye(x.dim(-1), x);
        return x.add(eye).reciprocal().sub(eye);
    }

    /** Perturbation theory for distinct eigenvalues: {@code dV = V (F ∘ Vᵀ dA V)} with {@code F = 1 / (wⱼ - wᵢ)}. */
    private static List<Dual> eigh(Eigh op, List<Dual> in) {
        var results = Ops.bindAll(new Eigh(true), List.of(in.get(0).primal()));
        var w = results.get(0);
        var v = results.get(1);
        var change = Ops.matmul(Ops.matmul(t(v), mirrored(in.get(0).d())), v);
        var values = new Dual(w, Ops.diagonal(change, 0, -2, -1));
        if (!op.vectors()) {
            return List.of(values);
        }
        var gaps = reciprocalOffDiagonal(w.expandDims(-2).sub(w.expandDims(-1)));
        return List.of(values, new Dual(v, Ops.matmul(v, gaps.mul(change))));
    }
}
