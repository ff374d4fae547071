package dev.haiku.internal.batching;

import dev.haiku.ir.LinearAlgebra.Cholesky;
import dev.haiku.ir.LinearAlgebra.Det;
import dev.haiku.ir.LinearAlgebra.Eigh;
import dev.haiku.ir.LinearAlgebra.Lu;
import dev.haiku.ir.LinearAlgebra.Pinv;
import dev.haiku.ir.LinearAlgebra.Qr;
import dev.haiku.ir.LinearAlgebra.Side;
import dev.haiku.ir.LinearAlgebra.Slogdet;
import dev.haiku.ir.LinearAlgebra.Solve;
import dev.haiku.ir.LinearAlgebra.Svd;
import dev.haiku.ir.LinearAlgebra.TriangularSolve;
import dev.haiku.tensor.Ops;
import dev.haiku.tensor.Tensor;
import java.util.function.UnaryOperator;

/** Batching of factorisations, whose leading axes are batch anyway, and of linear systems. */
final class LinearAlgebraBatching {

    private LinearAlgebraBatching() {}

    static void rows(BatchTable table) {
        table.same(Cholesky.class);
        table.same(Qr.class);
        table.same(Lu.class);
        table.same(Svd.class);
        table.same(Eigh.class);
        table.same(Det.class);
        table.same(Slogdet.class);
        table.same(Pinv.class);
        table.single(TriangularSolve.class, LinearAlgebraBatching::triangularSolve);
        table.single(Solve.class, LinearAlgebraBatching::solve);
    }

    private static Tensor triangularSolve(TriangularSolve op, Operands in) {
        return in.isMapped(0)
                ? Ops.bindAll(op, in.allStacked()).get(0)
                : withMoreColumns(in.value(1), op.side(), b -> Ops.bind(op, in.value(0), b));
    }

    private static Tensor solve(Solve op, Operands in) {
        boolean sharesMatrix = !in.isMapped(0) && !in.isMapped(1) && !in.isMapped(2);
        return sharesMatrix
                ? withMoreColumns(in.value(3), Side.LEFT, b -> Ops.bind(op, in.value(0), in.value(1), in.value(2), b))
                : Ops.bindAll(op, in.allStacked()).get(0);
    }

    /** One system with all right-hand sides side by side, or below each other if the matrix stands on the right. */
    private static Tensor withMoreColumns(Tensor stacked, Side side, UnaryOperator<Tensor> solve) {
        int axis = stacked.rank() - (side == Side.LEFT ? 2 : 3);
        var moved = Ops.moveAxis(stacked, 0, axis);
        var solutions = solve.apply(Ops.flatten(moved, axis, axis + 1));
        return Ops.moveAxis(Ops.reshape(solutions, moved.shape()), axis, 0);
    }
}
