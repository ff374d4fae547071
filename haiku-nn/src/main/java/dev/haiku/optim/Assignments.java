package dev.haiku.optim;

import dev.haiku.array.DType;
import dev.haiku.array.Shape;
import dev.haiku.array.ShapeException;
import dev.haiku.func.Control;
import dev.haiku.tensor.Ops;
import dev.haiku.tensor.Tensor;

/**
 * Assignments of rows to columns of least cost; {@code optax.assignment}.
 *
 * <p>Source: Kuhn, <em>The Hungarian method for the assignment problem</em>, 1955; by shortest augmenting paths,
 * Jonker and Volgenant, 1987. The time is cubic in the number of rows.
 */
public final class Assignments {

    private Assignments() {}

    /**
     * Pairs of rows and columns: as many as there are of the fewer, each at most once.
     *
     * @param rows the rows, {@code i32}
     * @param columns the column of each
     */
    public record Assignment(Tensor rows, Tensor columns) {}

    /** Prices of rows and columns, the row of each column; all but the last count from 1, with 0 for none. */
    private record Prices(Tensor rows, Tensor columns, Tensor rowOf) {}

    /** A search for a column that is free, from a row. */
    private record Path(Prices prices, Tensor used, Tensor least, Tensor from, Tensor column) {}

    /** A walk back along a path that was found. */
    private record Walk(Tensor rowOf, Tensor column) {}

    /**
     * {@return the pairs of least total cost, in the order of columns}
     *
     * <p>With more columns than rows they come in the order of rows, the last first; with more rows than columns, in
     * the order of columns, the last first.
     *
     * @param costs the cost of each pair, {@code [rows, columns]}
     * @throws ShapeException if it is not a matrix
     */
    public static Assignment hungarianAlgorithm(Tensor costs) {
        requireMatrix("hungarianAlgorithm", costs);
        boolean isTall = costs.dim(0) > costs.dim(1);
        var wide = isTall ? costs.transpose(1, 0) : costs;
        if (wide.dim(0) == 0) {
            return none();
        }
        var rowOf = rowOfColumns(wide);
        if (wide.dim(0) == wide.dim(1)) {
            return new Assignment(rowOf.sub(1), Ops.arange(wide.dim(1)));
        }
        var best = Ops.topK(rowOf.cast(DType.F32), wide.dim(0));
        var rows = best.values().cast(DType.I32).sub(1);
        var columns = best.indices().cast(DType.I32);
        return isTall ? new Assignment(columns, rows) : new Assignment(rows, columns);
    }

    /** {@return the pairs of least total cost, in the order of rows} */
    public static Assignment baseHungarianAlgorithm(Tensor costs) {
        requireMatrix("baseHungarianAlgorithm", costs);
        boolean isTall = costs.dim(0) > costs.dim(1);
        var wide = isTall ? costs.transpose(1, 0) : costs;
        if (wide.dim(0) == 0) {
            return none();
        }
        var rowOf = rowOfColumns(wide);
        // the columns with a row, in the order of their rows
        var order = Ops.argsort(Ops.where(rowOf.eq(0), wide.dim(0) + 1L, rowOf), 0);
        var columnOf = Ops.slice(order, 0, 0, wide.dim(0)).cast(DType.I32);
        if (!isTall) {
            return new Assignment(Ops.arange(wide.dim(0)), columnOf);
        }
        var byRow = Ops.argsort(columnOf, 0).cast(DType.I32);
        return new Assignment(Ops.take(columnOf, byRow, 0), byRow);
    }

    private static void requireMatrix(String name, Tensor costs) {
        if (costs.rank() != 2) {
            throw new ShapeException(name + " needs a matrix of costs, but got " + costs.shape() + ".");
        }
    }

    private static Assignment none() {
        var nothing = Ops.zeros(Shape.of(0), DType.I32);
        return new Assignment(nothing, nothing);
    }

    /** {@return the row of each column of a wide matrix, from 1, or 0 for none} */
    private static Tensor rowOfColumns(Tensor given) {
        var costs = given.dtype().isFloating() ? given : given.cast(DType.F32);
        int n = costs.dim(0);
        int m = costs.dim(1);
        var begin = new Prices(
                Ops.zeros(Shape.of(n + 2), costs.dtype()),
                Ops.zeros(Shape.of(m + 1), costs.dtype()),
                Ops.zeros(Shape.of(m + 1), DType.I32));
        var end = Control.foriLoop(0, n, (row, prices) -> withRow(costs, row.add(1), prices), begin);
        return Ops.slice(end.rowOf(), 0, 1, m + 1);
    }

    /** {@return the prices and rows after a row got a column too, for which others may have changed theirs} */
    private static Prices withRow(Tensor costs, Tensor row, Prices prices) {
        int m = costs.dim(1);
        var rowOf = Ops.at(prices.rowOf(), 0).set(row);
        var begin = new Path(
                new Prices(prices.rows(), prices.columns(), rowOf),
                Ops.zeros(Shape.of(m + 1), DType.BOOL),
                Ops.full(Shape.of(m), Double.POSITIVE_INFINITY, costs.dtype()),
                Ops.zeros(Shape.of(m), DType.I32),
                Tensor.scalar(0));
        var found = Control.whileLoop(
                (Path path) -> element(path.prices().rowOf(), path.column()).ne(0), path -> longer(costs, path), begin);
        var walked = Control.whileLoop(
                (Walk walk) -> walk.column().ne(0),
                walk -> back(walk, found.from()),
                new Walk(found.prices().rowOf(), found.column()));
        return new Prices(found.prices().rows(), found.prices().columns(), walked.rowOf());
    }

    private static Tensor element(Tensor vector, Tensor index) {
        return Ops.dynamicIndexInAxis(vector, index, 0);
    }

    /** {@return the path with one more column, the nearest; prices change so that it costs nothing} */
    private static Path longer(Tensor costs, Path path) {
        var prices = path.prices();
        int n = costs.dim(0);
        var used = Ops.at(path.used(), path.column()).set(Tensor.scalar(true));
        var isFree = Ops.slice(used, 0, 1, used.dim(0)).not();
        var row = element(prices.rowOf(), path.column());
        var reduced = Ops.dynamicIndexInAxis(costs, row.sub(1), 0)
                .sub(element(prices.rows(), row))
                .sub(Ops.slice(prices.columns(), 0, 1, used.dim(0)));
        var isNearer = isFree.and(reduced.lt(path.least()));
        var least = Ops.where(isNearer, reduced, path.least());
        var distances = Ops.where(isFree, least, Double.POSITIVE_INFINITY);
        var next = Ops.argmin(distances, 0).cast(DType.I32).add(1);
        var step = Ops.min(distances);
        var rowsOfPath = Ops.where(used, prices.rowOf(), n + 1L);
        return new Path(
                new Prices(
                        Ops.at(prices.rows(), rowsOfPath).add(step.broadcastTo(used.shape())),
                        Ops.where(used, prices.columns().sub(step), prices.columns()),
                        prices.rowOf()),
                used,
                Ops.where(isFree, least.sub(step), least),
                Ops.where(isNearer, path.column(), path.from()),
                next);
    }

    private static Walk back(Walk walk, Tensor from) {
        var previous = element(from, walk.column().sub(1));
        var row = element(walk.rowOf(), previous);
        return new Walk(Ops.at(walk.rowOf(), walk.column()).set(row), previous);
    }
}
