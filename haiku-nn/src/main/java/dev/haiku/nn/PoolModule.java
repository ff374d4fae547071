package dev.haiku.nn;

import dev.haiku.LayerModule;
import dev.haiku.tensor.Padding;
import dev.haiku.tensor.Tensor;
import java.util.function.UnaryOperator;

/** A function of moving windows as a module. */
abstract class PoolModule extends LayerModule {

    private final WindowSize window;
    private final WindowSize strides;
    private final Padding padding;
    private final PoolOptions options;

    PoolModule(WindowSize window, WindowSize strides, Padding padding, UnaryOperator<PoolOptions> edit) {
        this(window, strides, padding, edit.apply(PoolOptions.DEFAULTS));
    }

    private PoolModule(WindowSize window, WindowSize strides, Padding padding, PoolOptions options) {
        super(options.name());
        this.window = window;
        this.strides = strides;
        this.padding = padding;
        this.options = options;
    }

    @Override
    protected final Tensor call(Tensor x) {
        return pool(x, window, strides, padding, options.channelAxis());
    }

    abstract Tensor pool(Tensor x, WindowSize window, WindowSize strides, Padding padding, int channelAxis);
}
