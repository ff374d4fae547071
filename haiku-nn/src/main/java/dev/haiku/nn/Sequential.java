package dev.haiku.nn;

import dev.haiku.Layer;
import dev.haiku.LayerModule;
import dev.haiku.tensor.Tensor;
import java.util.List;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/**
 * Layers applied one after the other: {@code new Sequential(new Linear(100), Nn::relu, new Linear(10))}; {@code
 * hk.Sequential}.
 *
 * <p>Modules, functions and lambdas mix. It has no parameters of its own; those of its layers keep the paths under
 * which the layers were made. Without layers it returns its input.
 */
public final class Sequential extends LayerModule {

    private final List<Layer> layers;

    /** Creates one of those layers. */
    public Sequential(Layer... layers) {
        this(List.of(layers), Options.DEFAULTS);
    }

    /** Creates one with edited options, such as {@code o -> o.name("head")}. */
    public Sequential(List<? extends Layer> layers, UnaryOperator<Options> edit) {
        this(layers, edit.apply(Options.DEFAULTS));
    }

    private Sequential(List<? extends Layer> layers, Options options) {
        super(options.name());
        this.layers = List.copyOf(layers);
    }

    /** {@return the layers} */
    public List<Layer> layers() {
        return layers;
    }

    @Override
    protected Tensor call(Tensor x) {
        var y = x;
        for (var layer : layers) {
            y = layer.apply(y);
        }
        return y;
    }

    /**
     * What can be chosen about a {@link Sequential}.
     *
     * @param name the module's name; {@code sequential} by default
     */
    public record Options(@Nullable String name) {

        private static final Options DEFAULTS = new Options(null);

        /** {@return these options with another module name} */
        public Options name(String name) {
            return new Options(name);
        }
    }
}
