package dev.haiku.nn;

import dev.haiku.LayerModule;
import dev.haiku.tensor.Padding;
import dev.haiku.tensor.Tensor;
import java.util.function.UnaryOperator;

/**
 * The maximum over moving windows, {@link Pooling#maxPool} as a module; {@code hk.MaxPool}.
 *
 * <p>Shapes: {@code [N, spatial..., C] -> [N, spatial'..., C]}, where an axis of {@code a} elements gets {@code ceil(a / stride)}
 * with {@link Padding#SAME} and {@code (a - window) / stride + 1} with {@link Padding#VALID}. No parameters.
 */
public final class MaxPool extends LayerModule {

    private final WindowSize window;
    private final WindowSize strides;
    private final Padding padding;
    private final PoolOptions options;

    /** Creates one with a window and strides of one size along all axes but those of batch and channels. */
    public MaxPool(int window, int stride, Padding padding) {
        this(WindowSize.spatial(window), WindowSize.spatial(stride), padding, PoolOptions.DEFAULTS);
    }

    /** Creates one with edited options, such as {@code o -> o.channelAxis(1)}. */
    public MaxPool(int window, int stride, Padding padding, UnaryOperator<PoolOptions> edit) {
        this(WindowSize.spatial(window), WindowSize.spatial(stride), padding, edit.apply(PoolOptions.DEFAULTS));
    }

    /** Creates one with a window and strides of any sizes, such as {@code WindowSize.of(3, 3, 1)}. */
    public MaxPool(WindowSize window, WindowSize strides, Padding padding) {
        this(window, strides, padding, PoolOptions.DEFAULTS);
    }

    /** Creates one with a window and strides of any sizes and with edited options. */
    public MaxPool(WindowSize window, WindowSize strides, Padding padding, UnaryOperator<PoolOptions> edit) {
        this(window, strides, padding, edit.apply(PoolOptions.DEFAULTS));
    }

    private MaxPool(WindowSize window, WindowSize strides, Padding padding, PoolOptions options) {
        super(options.name());
        this.window = window;
        this.strides = strides;
        this.padding = padding;
        this.options = options;
    }

    @Override
    protected Tensor call(Tensor x) {
        return Pooling.maxPool(x, window, strides, padding, options.channelAxis());
    }
}
