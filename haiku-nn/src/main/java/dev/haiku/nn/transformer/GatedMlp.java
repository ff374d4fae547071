package dev.haiku.nn.transformer;

import dev.haiku.Initializer;
import dev.haiku.Layer;
import dev.haiku.LayerModule;
import dev.haiku.nn.Linear;
import dev.haiku.nn.init.Initializers;
import dev.haiku.tensor.Nn;
import dev.haiku.tensor.Tensor;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/**
 * A perceptron whose hidden units are gated: {@code (activation(x·gate) * (x·up))·down}.
 *
 * <p>Shapes: {@code [..., in] -> [..., in]}. Parameters: those of the {@link Linear} layers {@code gate} and {@code up} {@code [in,
 * hidden]} and {@code down} {@code [hidden, in]}.
 *
 * <p>Source: Shazeer, <em>GLU variants improve transformer</em>, 2020; with the default activation it is called SwiGLU.
 */
public final class GatedMlp extends LayerModule {

    private final int hiddenSize;
    private final Options options;

    /** Creates one with that many hidden units. */
    public GatedMlp(int hiddenSize) {
        this(hiddenSize, Options.DEFAULTS);
    }

    /** Creates one with edited options, such as {@code o -> o.activation(Nn::gelu)}. */
    public GatedMlp(int hiddenSize, UnaryOperator<Options> edit) {
        this(hiddenSize, edit.apply(Options.DEFAULTS));
    }

    private GatedMlp(int hiddenSize, Options options) {
        super(options.name());
        if (hiddenSize < 1) {
            throw new IllegalArgumentException(
                    moduleName() + ": GatedMlp needs hiddenSize >= 1, but got " + hiddenSize + ".");
        }
        this.hiddenSize = hiddenSize;
        this.options = options;
    }

    @Override
    protected Tensor call(Tensor x) {
        var gate = options.activation().apply(linear(hiddenSize, "gate").apply(x));
        var hidden = gate.mul(linear(hiddenSize, "up").apply(x));
        return linear(x.shape().last(), "down").apply(hidden);
    }

    private Linear linear(int outputSize, String name) {
        return new Linear(
                outputSize,
                o -> o.withBias(options.withBias()).wInit(options.wInit()).name(name));
    }

    /**
     * What can be chosen about a {@link GatedMlp}.
     *
     * @param activation what the gate goes through; SiLU by default
     * @param withBias whether the linear layers have a bias; off by default
     * @param wInit makes the weights; by default a truncated normal distribution of variance {@code 1 / in}
     * @param name the module's name; {@code gated_mlp} by default
     */
    public record Options(
            Layer activation,
            boolean withBias,
            Initializer wInit,
            @Nullable String name) {

        private static final Options DEFAULTS = new Options(Nn::silu, false, Initializers.varianceScaling(), null);

        /** {@return these options with another activation} */
        public Options activation(Layer activation) {
            return new Options(activation, withBias, wInit, name);
        }

        /** {@return these options with or without biases} */
        public Options withBias(boolean withBias) {
            return new Options(activation, withBias, wInit, name);
        }

        /** {@return these options with another initialiser of the weights} */
        public Options wInit(Initializer wInit) {
            return new Options(activation, withBias, wInit, name);
        }

        /** {@return these options with another module name} */
        public Options name(String name) {
            return new Options(activation, withBias, wInit, name);
        }
    }
}
