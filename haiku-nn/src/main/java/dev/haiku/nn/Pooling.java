package dev.haiku.nn;

import dev.haiku.array.Shape;
import dev.haiku.array.ShapeException;
import dev.haiku.ir.Window.Combine;
import dev.haiku.tensor.Ops;
import dev.haiku.tensor.Padding;
import dev.haiku.tensor.Tensor;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;

/**
 * Maximum and mean over moving windows; {@code hk.max_pool} and {@code hk.avg_pool}.
 *
 * <p>A window is given by its size along each axis; leading axes that are left out, such as that of the batch, have 1. Padding is
 * {@link Padding#SAME} or {@link Padding#VALID}.
 */
public final class Pooling {

    private Pooling() {}

    /** {@return the maximum over windows of those sizes} */
    public static Tensor maxPool(Tensor x, List<Integer> window, List<Integer> strides, Padding padding) {
        check("maxPool", padding);
        return Ops.reduceWindow(
                x,
                Combine.MAX,
                sizes("maxPool", x.shape(), window),
                o -> o.strides(sizes("maxPool", x.shape(), strides)).padding(padding));
    }

    /** {@return the maximum over square windows along all axes but the first and that of the channels, the last} */
    public static Tensor maxPool(Tensor x, int window, int stride, Padding padding) {
        return maxPool(x, window, stride, padding, -1);
    }

    /** {@return the maximum over square windows along all axes but the first and that of the channels} */
    public static Tensor maxPool(Tensor x, int window, int stride, Padding padding, int channelAxis) {
        return maxPool(
                x, square("maxPool", x, window, channelAxis), square("maxPool", x, stride, channelAxis), padding);
    }

    /** {@return the mean over windows of those sizes; elements that padding adds do not count} */
    public static Tensor avgPool(Tensor x, List<Integer> window, List<Integer> strides, Padding padding) {
        check("avgPool", padding);
        var sizes = sizes("avgPool", x.shape(), window);
        var sum = sum(x, sizes, sizes("avgPool", x.shape(), strides), padding);
        if (padding == Padding.VALID) {
            return sum.div(sizes.stream().mapToDouble(Integer::doubleValue).reduce(1, (a, b) -> a * b));
        }
        return sum.div(sum(Ops.onesLike(x), sizes, sizes("avgPool", x.shape(), strides), padding));
    }

    /** {@return the mean over square windows along all axes but the first and that of the channels, the last} */
    public static Tensor avgPool(Tensor x, int window, int stride, Padding padding) {
        return avgPool(x, window, stride, padding, -1);
    }

    /** {@return the mean over square windows along all axes but the first and that of the channels} */
    public static Tensor avgPool(Tensor x, int window, int stride, Padding padding, int channelAxis) {
        return avgPool(
                x, square("avgPool", x, window, channelAxis), square("avgPool", x, stride, channelAxis), padding);
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

    private static List<Integer> sizes(String name, Shape shape, List<Integer> given) {
        if (given.size() > shape.rank()) {
            throw new ShapeException(
                    name + ": the window or strides " + given + " have more axes than the input, " + shape + ".");
        }
        List<Integer> all = new ArrayList<>(Collections.nCopies(shape.rank() - given.size(), 1));
        all.addAll(given);
        return all;
    }

    private static List<Integer> square(String name, Tensor x, int size, int channelAxis) {
        if (x.rank() < 2) {
            throw new ShapeException(
                    name + ": needs a batch and a channel axis, but the input has shape " + x.shape() + ".");
        }
        List<Integer> sizes = new ArrayList<>(Collections.nCopies(x.rank(), size));
        sizes.set(0, 1);
        sizes.set(x.shape().axis(channelAxis), 1);
        return sizes;
    }
}
