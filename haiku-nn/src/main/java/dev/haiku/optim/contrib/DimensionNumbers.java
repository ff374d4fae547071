package dev.haiku.optim.contrib;

import dev.haiku.array.Shape;
import dev.haiku.array.ShapeException;
import dev.haiku.tensor.Tensor;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;

/**
 * How a tensor is a matrix, or a batch of matrices along its other axes.
 *
 * @param reductionAxes the axes that are its rows, over which a layer sums
 * @param outputAxes the axes that are its columns
 */
public record DimensionNumbers(List<Integer> reductionAxes, List<Integer> outputAxes) {

    /** Rows along the first axis, columns along the second. */
    public static final DimensionNumbers ROWS_TO_COLUMNS = new DimensionNumbers(List.of(0), List.of(1));

    /** Copies the lists. */
    public DimensionNumbers {
        reductionAxes = List.copyOf(reductionAxes);
        outputAxes = List.copyOf(outputAxes);
    }

    /** {@return rows along one axis, columns along another} */
    public static DimensionNumbers of(int reductionAxis, int outputAxis) {
        return new DimensionNumbers(List.of(reductionAxis), List.of(outputAxis));
    }

    /** {@return the batch of matrices {@code [batch, rows, columns]}} */
    Tensor matrices(Tensor x) {
        var order = order(x.shape());
        var dims = order.stream().map(x::dim).toList();
        int rows = reductionAxes.size();
        int batch = order.size() - rows - outputAxes.size();
        return x.transpose(order.stream().mapToInt(Integer::intValue).toArray())
                .reshape(
                        product(dims.subList(0, batch)),
                        product(dims.subList(batch, batch + rows)),
                        product(dims.subList(batch + rows, dims.size())));
    }

    /** {@return the tensor of a shape whose matrices these are} */
    Tensor tensor(Tensor matrices, Shape shape) {
        var order = order(shape);
        int[] dims = order.stream().mapToInt(shape::dim).toArray();
        int[] back = IntStream.range(0, order.size()).map(order::indexOf).toArray();
        return matrices.reshape(dims).transpose(back);
    }

    int fanIn(Shape shape) {
        return product(normal(reductionAxes, shape).stream().map(shape::dim).toList());
    }

    int fanOut(Shape shape) {
        return product(normal(outputAxes, shape).stream().map(shape::dim).toList());
    }

    /** {@return all axes: those of the batch, of rows and of columns} */
    private List<Integer> order(Shape shape) {
        var rows = normal(reductionAxes, shape);
        var columns = normal(outputAxes, shape);
        if (shape.rank() < 2 || rows.stream().anyMatch(columns::contains)) {
            throw new ShapeException("A matrix needs axes for rows and others for columns, but got " + reductionAxes
                    + " and " + outputAxes + " of a tensor of shape " + shape + ".");
        }
        var order = new ArrayList<Integer>();
        IntStream.range(0, shape.rank())
                .filter(axis -> !rows.contains(axis) && !columns.contains(axis))
                .forEach(order::add);
        order.addAll(rows);
        order.addAll(columns);
        return order;
    }

    private static List<Integer> normal(List<Integer> axes, Shape shape) {
        return axes.stream().map(shape::axis).toList();
    }

    private static int product(List<Integer> dims) {
        return dims.stream().reduce(1, Math::multiplyExact);
    }
}
