package dev.haiku.nn.nets;

import dev.haiku.Initializer;
import dev.haiku.KeySequence;
import dev.haiku.Layer;
import dev.haiku.LayerModule;
import dev.haiku.nn.Dropout;
import dev.haiku.nn.Linear;
import dev.haiku.random.Key;
import dev.haiku.tensor.Nn;
import dev.haiku.tensor.Tensor;
import java.util.ArrayList;
import java.util.List;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/**
 * A multi-layer perceptron: {@link Linear} layers with an activation between them; {@code hk.nets.MLP}.
 *
 * <p>Shapes: {@code [..., in] -> [..., last output size]}. Parameters: those of {@code linear_0}, {@code linear_1}, ...
 * under {@code mlp/~/}.
 */
public final class Mlp extends LayerModule {

    private final List<Integer> outputSizes;
    private final Options options;
    private final List<Linear> layers = new ArrayList<>();
    private int inputSize = -1;

    /** Creates one with a layer for each output size and relu between them. */
    public Mlp(List<Integer> outputSizes) {
        this(outputSizes, Options.DEFAULTS);
    }

    /** Creates one with edited options, such as {@code o -> o.activation(Nn::tanh)}. */
    public Mlp(List<Integer> outputSizes, UnaryOperator<Options> edit) {
        this(outputSizes, edit.apply(Options.DEFAULTS));
    }

    private Mlp(List<Integer> outputSizes, Options options) {
        super(options.name());
        if (!options.withBias() && options.bInit() != null) {
            throw new IllegalArgumentException(moduleName() + ": bInit has no effect with withBias=false.");
        }
        this.outputSizes = List.copyOf(outputSizes);
        this.options = options;
        for (int i = 0; i < outputSizes.size(); i++) {
            layers.add(new Linear(outputSizes.get(i), options.linear("linear_" + i)));
        }
    }

    /** {@return the linear layers, first to last} */
    public List<Linear> layers() {
        return List.copyOf(layers);
    }

    /**
     * {@return the output with dropout before each activation}
     *
     * @param x {@code [..., in]}
     * @param dropoutRate the probability of dropping a unit, in {@code [0, 1)}
     * @param key the key of the random choices; layer {@code i} uses the {@code i}-th key of {@link KeySequence#of}
     */
    public Tensor apply(Tensor x, double dropoutRate, Key key) {
        var keys = KeySequence.of(key);
        return mainMethod(x, input -> run(input, hidden -> Dropout.dropout(keys.next(), dropoutRate, hidden)));
    }

    @Override
    protected Tensor call(Tensor x) {
        return run(x, hidden -> hidden);
    }

    private Tensor run(Tensor x, Layer dropout) {
        inputSize = x.rank() == 0 ? -1 : x.shape().last();
        var y = x;
        for (int i = 0; i < layers.size(); i++) {
            y = layers.get(i).apply(y);
            if (i < layers.size() - 1 || options.activateFinal()) {
                y = options.activation().apply(dropout.apply(y));
            }
        }
        return y;
    }

    /**
     * {@return a new network that maps outputs of this one back to its inputs: the same layer sizes in reverse, with
     * parameters of its own}
     *
     * @throws IllegalStateException if this has not been called, so that the size of its input is unknown
     */
    public Mlp reverse() {
        return reverse(o -> o);
    }

    /** {@return a new network that maps back, as {@link #reverse()} does, with edited options of this one} */
    public Mlp reverse(UnaryOperator<Options> edit) {
        if (inputSize < 0) {
            throw new IllegalStateException(moduleName()
                    + ": reverse needs the size of the input, which is known once the network has been called.");
        }
        var sizes = new ArrayList<Integer>();
        for (int i = outputSizes.size() - 2; i >= 0; i--) {
            sizes.add(outputSizes.get(i));
        }
        sizes.add(inputSize);
        return method("reverse", () -> new Mlp(sizes, edit.apply(options.name(name() + "_reversed"))));
    }

    /**
     * What can be chosen about an {@link Mlp}.
     *
     * @param wInit makes each {@code w}; that of {@link Linear} by default
     * @param bInit makes each {@code b}; zeros by default
     * @param withBias whether the layers have a bias; on by default
     * @param activation applied between the layers; relu by default
     * @param activateFinal whether it is applied to the output, too; off by default
     * @param name the module's name; {@code mlp} by default
     */
    public record Options(
            @Nullable Initializer wInit,
            @Nullable Initializer bInit,
            boolean withBias,
            Layer activation,
            boolean activateFinal,
            @Nullable String name) {

        private static final Options DEFAULTS = new Options(null, null, true, Nn::relu, false, null);

        /** {@return these options with another initialiser of each {@code w}} */
        public Options wInit(Initializer wInit) {
            return new Options(wInit, bInit, withBias, activation, activateFinal, name);
        }

        /** {@return these options with another initialiser of each {@code b}} */
        public Options bInit(Initializer bInit) {
            return new Options(wInit, bInit, withBias, activation, activateFinal, name);
        }

        /** {@return these options with or without biases} */
        public Options withBias(boolean withBias) {
            return new Options(wInit, bInit, withBias, activation, activateFinal, name);
        }

        /** {@return these options with another activation} */
        public Options activation(Layer activation) {
            return new Options(wInit, bInit, withBias, activation, activateFinal, name);
        }

        /** {@return these options with or without an activation of the output} */
        public Options activateFinal(boolean activateFinal) {
            return new Options(wInit, bInit, withBias, activation, activateFinal, name);
        }

        /** {@return these options with another module name} */
        public Options name(String name) {
            return new Options(wInit, bInit, withBias, activation, activateFinal, name);
        }

        private UnaryOperator<Linear.Options> linear(String linearName) {
            var w = wInit;
            var b = bInit;
            return o -> {
                var edited = o.withBias(withBias).name(linearName);
                edited = w == null ? edited : edited.wInit(w);
                return b == null ? edited : edited.bInit(b);
            };
        }
    }
}
