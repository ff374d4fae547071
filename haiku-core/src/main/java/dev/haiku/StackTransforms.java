package dev.haiku;

import dev.haiku.func.Carried;
import dev.haiku.func.Scanned;
import dev.haiku.tensor.Tensor;
import java.util.List;
import java.util.Optional;
import java.util.function.BiFunction;
import java.util.function.Function;
import java.util.function.UnaryOperator;

/** The stacks of layers of {@link Haiku}. */
abstract class StackTransforms extends ControlTransforms {

    private static final List<Tensor> NOTHING = List.of();

    StackTransforms() {}

    /** {@return the function that applies a layer {@code count} times, see {@link #layerStack(int, Function, UnaryOperator)}} */
    public static <T> Function<T, T> layerStack(int count, Function<T, T> layer) {
        return layerStack(count, layer, UnaryOperator.identity());
    }

    /**
     * {@return the function that applies a layer {@code count} times, one after another, each time with parameters of its
     * own}
     *
     * <p>They are those of one layer with a new first axis of size {@code count}, under the name of the stack: {@code
     * __layer_stack_no_per_layer/linear}. One loop runs over them, so that a deep network compiles as fast as one layer.
     * The layer must make its modules itself; it draws keys of its own each time, and its state is stacked likewise.
     *
     * <pre>{@code
     * var deep = Haiku.layerStack(24, (Tensor x) -> x.add(new Mlp(List.of(64, 64)).apply(x)));
     * }</pre>
     *
     * @param count how many layers
     * @param layer returns a value of the structure and types of its argument
     * @param edit changes the settings
     * @throws NotTransformedException (when called) if this is outside a function given to {@link Haiku#transform}
     * @throws IllegalStateException (when called) if the layer uses a module that was made outside it
     */
    public static <T> Function<T, T> layerStack(
            int count, Function<T, T> layer, UnaryOperator<LayerStackOptions> edit) {
        var options = edit.apply(LayerStackOptions.DEFAULTS);
        var name = Optional.ofNullable(options.name()).orElse(LayerStack.NO_PER_LAYER);
        BiFunction<T, List<Tensor>, Carried<T, List<Tensor>>> step = (x, none) -> new Carried<>(layer.apply(x), none);
        return x ->
                new LayerStack<>(name, count, step, options).apply(x, NOTHING).carry();
    }

    /** {@return the function that applies a layer {@code count} times, each time with an input and a result of its own} */
    public static <T, S, Z> BiFunction<T, S, Scanned<T, Z>> layerStack(
            int count, BiFunction<T, S, Carried<T, Z>> layer) {
        return layerStack(count, layer, UnaryOperator.identity());
    }

    /**
     * {@return the function that applies a layer {@code count} times, each time with an input and a result of its own}
     *
     * <p>The inputs come as a tree of tensors with first axes of size {@code count}, and so do the results. The default
     * name is {@code __layer_stack_with_per_layer}. See {@link #layerStack(int, Function, UnaryOperator)}.
     *
     * @throws dev.haiku.array.ShapeException (when called) if an input has another number of elements than there are layers
     */
    public static <T, S, Z> BiFunction<T, S, Scanned<T, Z>> layerStack(
            int count, BiFunction<T, S, Carried<T, Z>> layer, UnaryOperator<LayerStackOptions> edit) {
        var options = edit.apply(LayerStackOptions.DEFAULTS);
        var name = Optional.ofNullable(options.name()).orElse(LayerStack.WITH_PER_LAYER);
        return (x, own) -> new LayerStack<>(name, count, layer, options).apply(x, own);
    }
}
