package dev.haiku.tensor;

import static dev.haiku.tensor.Operands.check;

import java.util.Arrays;
import java.util.List;

/** A product of several matrices, and the order that needs the fewest multiplications of numbers. */
final class MatrixChain {

    private final List<Tensor> matrices;
    private final boolean firstIsVector;
    private final boolean lastIsVector;
    /** For each first and last factor, the factor after which their product is split. */
    private final int[][] splits;

    private MatrixChain(List<Tensor> matrices, boolean firstIsVector, boolean lastIsVector) {
        this.matrices = matrices;
        this.firstIsVector = firstIsVector;
        this.lastIsVector = lastIsVector;
        this.splits = splits(sizes(matrices));
    }

    /**
     * {@return a chain of matrices, of which the first and the last may be vectors}
     *
     * @throws dev.haiku.array.ShapeException if there are fewer than two, or they do not fit
     */
    static MatrixChain of(Tensor... factors) {
        int last = factors.length - 1;
        check(last >= 1, "multiDot", "needs at least 2 factors, but got " + factors.length + ".");
        boolean fits = true;
        for (int i = 0; i <= last; i++) {
            boolean isEnd = i == 0 || i == last;
            fits &= factors[i].rank() == 2 || (isEnd && factors[i].rank() == 1);
            fits = fits && (i == 0 || factors[i - 1].dim(-1) == factors[i].dim(0));
        }
        check(
                fits,
                "multiDot",
                "factors " + Arrays.stream(factors).map(Tensor::shape).toList()
                        + " do not fit. All are matrices, but for vectors at the ends, and each has as many rows as"
                        + " the one before has columns.");
        var matrices = factors.clone();
        boolean firstIsVector = factors[0].rank() == 1;
        boolean lastIsVector = factors[last].rank() == 1;
        matrices[0] = firstIsVector ? factors[0].expandDims(0) : factors[0];
        matrices[last] = lastIsVector ? factors[last].expandDims(1) : factors[last];
        return new MatrixChain(List.of(matrices), firstIsVector, lastIsVector);
    }

    private static long[] sizes(List<Tensor> matrices) {
        var sizes = new long[matrices.size() + 1];
        sizes[0] = matrices.get(0).dim(0);
        for (int i = 1; i < sizes.length; i++) {
            sizes[i] = matrices.get(i - 1).dim(1);
        }
        return sizes;
    }

    /** Dynamic programming over longer and longer parts of the chain. */
    private static int[][] splits(long[] sizes) {
        int n = sizes.length - 1;
        var costs = new double[n][n];
        var splits = new int[n][n];
        for (int length = 2; length <= n; length++) {
            for (int first = 0; first + length <= n; first++) {
                int last = first + length - 1;
                costs[first][last] = Double.POSITIVE_INFINITY;
                for (int split = first; split < last; split++) {
                    double cost = costs[first][split]
                            + costs[split + 1][last]
                            + (double) sizes[first] * sizes[split + 1] * sizes[last + 1];
                    if (cost < costs[first][last]) {
                        costs[first][last] = cost;
                        splits[first][last] = split;
                    }
                }
            }
        }
        return splits;
    }

    /** {@return the product, without the axes of vectors} */
    Tensor product() {
        var product = product(0, matrices.size() - 1);
        if (firstIsVector) {
            product = product.squeeze(0);
        }
        return lastIsVector ? product.squeeze(-1) : product;
    }

    private Tensor product(int first, int last) {
        if (first == last) {
            return matrices.get(first);
        }
        int split = splits[first][last];
        return product(first, split).matmul(product(split + 1, last));
    }
}
