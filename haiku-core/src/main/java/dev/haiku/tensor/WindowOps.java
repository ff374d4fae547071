package dev.haiku.tensor;

import static dev.haiku.tensor.Operands.check;

import dev.haiku.ir.Window.Combine;
import dev.haiku.ir.Window.Geometry;
import dev.haiku.ir.Window.ReduceWindow;
import dev.haiku.tensor.Padding.PadPair;
import java.util.List;
import java.util.function.UnaryOperator;

/** The part of {@link Ops} that combines the elements of sliding windows. */
abstract class WindowOps extends ConvolutionOps {

    WindowOps() {}

    /** {@return each window's elements combined to one, for windows that lie within the tensor and move by 1} */
    public static Tensor reduceWindow(Tensor x, Combine combine, List<Integer> sizes) {
        return reduceWindow(x, combine, sizes, o -> o);
    }

    /**
     * {@return each window's elements combined to one}
     *
     * <p>Of an axis of {@code n} elements windows of {@code k} make {@code (low + (n - 1) baseDilation + high - (k - 1)
     * windowDilation) / stride + 1}, rounded down. What is added around the tensor and between its elements changes
     * nothing: it counts as 0 in a sum, as 1 in a product, as the lowest value in a maximum. So the maximum of 2 x 2
     * pixels, {@code [n, h, w, c] -> [n, h / 2, w / 2, c]}, is
     *
     * <pre>{@code reduceWindow(x, Combine.MAX, List.of(1, 2, 2, 1), o -> o.strides(1, 2, 2,
     * 1).padding(Padding.SAME))}</pre>
     *
     * <p>The derivative of an extreme goes to the first of equal elements in row-major order. Mirrors {@code
     * lax.reduce_window}.
     *
     * @param x the tensor, of any type but {@code bool}
     * @param combine how elements are combined
     * @param sizes the size of a window along each axis of the tensor
     * @param edit the settings
     * @throws dev.haiku.array.ShapeException if sizes, strides or dilations do not fit the shape
     */
    public static Tensor reduceWindow(
            Tensor x, Combine combine, List<Integer> sizes, UnaryOperator<WindowOptions> edit) {
        check(
                sizes.size() == x.rank(),
                "reduceWindow",
                "needs a window size for each axis of shape " + x.shape() + ", but got " + sizes
                        + ". Windows have size 1 along batch and channels.");
        return bind(new ReduceWindow(combine, geometry(x, sizes, edit.apply(WindowOptions.DEFAULTS))), x);
    }

    private static Geometry geometry(Tensor x, List<Integer> sizes, WindowOptions options) {
        var strides = Extents.perAxis("strides", options.strides(), x.rank());
        var baseDilation = Extents.perAxis("dilations", options.baseDilation(), x.rank());
        var windowDilation = Extents.perAxis("dilations", options.windowDilation(), x.rank());
        boolean isPositive = strides.stream().allMatch(stride -> stride > 0);
        var pads = isPositive // the type rule tells if not
                ? options.padding().pads(x.shape().toList(), sizes, strides, windowDilation)
                : x.shape().toList().stream().map(size -> PadPair.NONE).toList();
        return new Geometry(
                sizes,
                strides,
                pads.stream().map(PadPair::low).toList(),
                pads.stream().map(PadPair::high).toList(),
                baseDilation,
                windowDilation);
    }
}
