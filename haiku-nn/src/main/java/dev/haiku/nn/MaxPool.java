package dev.haiku.nn;

import dev.haiku.tensor.Padding;
import dev.haiku.tensor.Tensor;
import java.util.function.UnaryOperator;

/**
 * The maximum over moving windows, {@link Pooling#maxPool} as a module; {@code hk.MaxPool}.
 *
 * <p>Shapes: {@code [N, spatial..., C] -> [N, spatial'..., C]}, where an axis of {@code a} elements gets {@code ceil(a / stride)}
 * with {@link Padding#SAME} and {@code (a - window) / stride + 1} with {@link Padding#VALID}. No parameters.
 */
public final class MaxPool extends PoolModule {

    /** Creates one with a window and strides of one size along all axes but those of batch and channels. */
    public MaxPool(int window, int stride, Padding padding) {
        this(window, stride, padding, o -> o);
    }

    /** Creates one with edited options, such as {@code o -> o.channelAxis(1)}. */
    public MaxPool(int window, int stride, Padding padding, UnaryOperator<PoolOptions> edit) {
        this(WindowSize.spatial(window), WindowSize.spatial(stride), padding, edit);
    }

    /** Creates one with a window and strides of any sizes, such as {@code WindowSize.of(3, 3, 1)}. */
    public MaxPool(WindowSize window, WindowSize strides, Padding padding) {
        this(window, strides, padding, o -> o);
    }

    /** Creates one with a window and strides of any sizes and with edited options. */
    public MaxPool(WindowSize window, WindowSize strides, Padding padding, UnaryOperator<PoolOptions> edit) {
        super(window, strides, padding, edit);
    }

    @Override
    Tensor pool(Tensor x, WindowSize window, WindowSize strides, Padding padding, int channelAxis) {
        return Pooling.maxPool(x, window, strides, padding, channelAxis);
    }
}
