package dev.haiku.optim.contrib;

import dev.haiku.tensor.Dims;
import dev.haiku.tensor.Linalg;
import dev.haiku.tensor.Ops;
import dev.haiku.tensor.Tensor;
import java.util.List;

/** Singular values and vectors of batches of matrices, by iteration. */
final class Spectrum {

    private static final int SQUARINGS = 14;
    private static final int ITERATIONS = 60;

    private Spectrum() {}

    /**
     * {@return the largest singular value of each matrix {@code [batch, rows, columns]}, {@code [batch, 1, 1]}}
     *
     * <p>By squaring {@code A Aᵀ} until only the largest is left of it.
     */
    static Tensor norm(Tensor matrices) {
        var gram = matrices.matmul(matrices.swapAxes(1, 2));
        var power = normalized(gram);
        for (int i = 0; i < SQUARINGS; i++) {
            power = normalized(power.matmul(power));
        }
        // a projection onto the largest eigenvectors, up to a factor: its trace weights them alone
        var trace = Ops.sum(Ops.diagonal(power, 0, 1, 2), 1);
        var weighted = Ops.sum(power.mul(gram), 1, 2);
        return Ops.sqrt(weighted.div(trace)).reshape(-1, 1, 1);
    }

    private static Tensor normalized(Tensor matrices) {
        return matrices.div(Linalg.norm(matrices, List.of(1, 2), Dims.KEEP));
    }

    /**
     * {@return an orthonormal basis {@code [rows, rank]} of the left singular vectors of a matrix with the largest
     * singular values}
     *
     * <p>By orthogonal iteration with {@code A Aᵀ}.
     */
    static Tensor leftBasis(Tensor matrix, int rank) {
        var gram = matrix.matmul(matrix.transpose(1, 0));
        var basis = Ops.eye(matrix.dim(0), rank, 0, matrix.dtype());
        for (int i = 0; i < ITERATIONS; i++) {
            basis = Linalg.qr(gram.matmul(basis)).q();
        }
        return basis;
    }
}
