package dev.haiku.nn;

import dev.haiku.array.Shape;
import dev.haiku.ir.Window.Combine;
import dev.haiku.tensor.Ops;
import dev.haiku.tensor.Padding;
import dev.haiku.tensor.Tensor;
import java.util.List;
import java.util.stream.IntStream;

/**
 * Maximum and mean over moving windows; {@code hk.max_pool} and {@code hk.avg_pool}.
 *
 * <p>A window is given by its size along each axis; leading axes that are left out, such as that of the batch, have 1. Padding is
 * {@link Padding#SAME} or {@link Padding#VALID}. {@link MaxPool} and {@link AvgPool} are the modules.
 */
public final class Pooling {

    private Pooling() {}

    /** {@return the maximum over windows of those sizes} */
    public static Tensor maxPool(Tensor x, List<Integer> window, List<Integer> strides, Padding padding) {
        return maxPool(x, WindowSize.of(window), WindowSize.of(strides), padding, -1);
    }

    /** {@return the maximum over square windows along all axes but the first and that of the channels, the last} */
    public static Tensor maxPool(Tensor x, int window, int stride, Padding padding) {
        return maxPool(x, window, stride, padding, -1);
    }

    /** {@return the maximum over square windows along all axes but the first and that of the channels} */
    public static Tensor maxPool(Tensor x, int window, int stride, Padding padding, int channelAxis) {
        return maxPool(x, WindowSize.spatial(window), WindowSize.spatial(stride), padding, channelAxis);
    }

    /**
     * {@return the maximum over windows}
     *
     * @param x the input
     * @param window the size of a window
     * @param strides how far windows lie apart
     * @param padding {@link Padding#SAME} or {@link Padding#VALID}
     * @param channelAxis the axis along which {@link WindowSize#spatial} sizes are 1
     * @throws dev.haiku.array.ShapeException if the sizes do not fit the input
     * @throws IllegalArgumentException if it is another padding
     */
    public static Tensor maxPool(Tensor x, WindowSize window, WindowSize strides, Padding padding, int channelAxis) {
        check("maxPool", padding);
        var steps = strides.in(x.shape(), channelAxis);
        return Ops.reduceWindow(
                x,
                Combine.MAX,
                window.in(x.shape(), channelAxis),
                o -> o.strides(steps).padding(padding));
    }

    /** {@return the mean over windows of those sizes; elements that padding adds do not count} */
    public static Tensor avgPool(Tensor x, List<Integer> window, List<Integer> strides, Padding padding) {
        return avgPool(x, WindowSize.of(window), WindowSize.of(strides), padding, -1);
    }

    /** {@return the mean over square windows along all axes but the first and that of the channels, the last} */
    public static Tensor avgPool(Tensor x, int window, int stride, Padding padding) {
        return avgPool(x, window, stride, padding, -1);
    }

    /** {@return the mean over square windows along all axes but the first and that of the channels} */
    public static Tensor avgPool(Tensor x, int window, int stride, Padding padding, int channelAxis) {
        return avgPool(x, WindowSize.spatial(window), WindowSize.spatial(stride), padding, channelAxis);
    }

    /**
     * {@return the mean over windows; elements that padding adds do not count}
     *
     * @param x the input
     * @param window the size of a window
     * @param strides how far windows lie apart
     * @param padding {@link Padding#SAME} or {@link Padding#VALID}
     * @param channelAxis the axis along which {@link WindowSize#spatial} sizes are 1
     * @throws dev.haiku.array.ShapeException if the sizes do not fit the input
     * @throws IllegalArgumentException if it is another padding
     */
    public static Tensor avgPool(Tensor x, WindowSize window, WindowSize strides, Padding padding, int channelAxis) {
        check("avgPool", padding);
        var sizes = window.in(x.shape(), channelAxis);
        var steps = strides.in(x.shape(), channelAxis);
        var sum = sum(x, sizes, steps, padding);
        if (padding == Padding.VALID) {
            return sum.div(sizes.stream().mapToDouble(Integer::doubleValue).reduce(1, (a, b) -> a * b));
        }
        return sum.div(sum(Ops.ones(countedShape(x.shape(), sizes), x.dtype()), sizes, steps, padding));
    }

    /** {@return the shape of ones to count the elements of a window with; an axis on which windows have size 1 needs one} */
    private static Shape countedShape(Shape shape, List<Integer> sizes) {
        return Shape.of(IntStream.range(0, shape.rank())
                .map(axis -> sizes.get(axis) == 1 ? 1 : shape.dim(axis))
                .toArray());
    }

    private static Tensor sum(Tensor x, List<Integer> sizes, List<Integer> strides, Padding padding) {
        return Ops.reduceWindow(x, Combine.SUM, sizes, o -> o.strides(strides).padding(padding));
    }

    private static void check(String name, Padding padding) {
        if (padding != Padding.SAME && padding != Padding.VALID) {
            throw new IllegalArgumentException(
                    name + ": the padding must be Padding.SAME or Padding.VALID, but got " + padding + ".");
        }
    }
}
