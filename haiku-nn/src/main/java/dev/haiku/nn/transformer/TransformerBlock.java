package dev.haiku.nn.transformer;

import dev.haiku.Layer;
import dev.haiku.LayerModule;
import dev.haiku.Module;
import dev.haiku.array.DType;
import dev.haiku.nn.Dropout;
import dev.haiku.nn.nets.Mlp;
import dev.haiku.tensor.Nn;
import dev.haiku.tensor.Tensor;
import java.util.List;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/**
 * A layer of a transformer: attention and a perceptron, each of a normalised input and added to it.
 *
 * <p>{@code x + attention(norm(x))}, then the same with the perceptron ("pre-norm", which trains without warm-up). In training, both
 * parts go through dropout, if there is one, which needs a key.
 *
 * <p>Shapes: {@code [batch, length, modelSize]} or {@code [length, modelSize]}; the output has that of the input. Its modules are named
 * {@code attention_norm}, {@code attention}, {@code mlp_norm} and {@code mlp}.
 *
 * <p>Source: Xiong et al., <em>On layer normalization in the transformer architecture</em>, 2020.
 */
public final class TransformerBlock extends Module {

    private static final int WIDENING = 4;

    private final Options options;
    private final LayerModule attentionNorm;
    private final GroupedQueryAttention attention;
    private final LayerModule mlpNorm;
    private final Layer mlp;

    /** Creates one. */
    public TransformerBlock(int modelSize, int heads) {
        this(modelSize, heads, Options.DEFAULTS);
    }

    /** Creates one with edited options, such as {@code o -> o.dropoutRate(0.1).attention(a -> a.groups(2))}. */
    public TransformerBlock(int modelSize, int heads, UnaryOperator<Options> edit) {
        this(modelSize, heads, edit.apply(Options.DEFAULTS));
    }

    private TransformerBlock(int modelSize, int heads, Options options) {
        super(options.name());
        var chosen = options.mlpSize();
        int mlpSize = chosen == null ? WIDENING * modelSize : chosen;
        this.options = options;
        this.attentionNorm = options.norm().create("attention_norm");
        this.attention = new GroupedQueryAttention(
                modelSize, heads, o -> options.attention().apply(o.name("attention")));
        this.mlpNorm = options.norm().create("mlp_norm");
        this.mlp = options.gated()
                ? new GatedMlp(mlpSize, o -> o.activation(options.activation()).name("mlp"))
                : new Mlp(
                        List.of(mlpSize, modelSize),
                        o -> o.activation(options.activation()).name("mlp"));
    }

    /** {@return the output of a sequence} */
    public Tensor apply(Tensor x, boolean isTraining) {
        return mainMethod(x, isTraining, (input, training) -> {
            var y = input.add(dropped(attention.apply(attentionNorm.apply(input)), training));
            return withMlp(y, training);
        });
    }

    /** {@return the same without looking where the mask, which broadcasts to {@code [batch, heads, length, length]}, is false} */
    public Tensor apply(Tensor x, Tensor mask, boolean isTraining) {
        return mainMethod(x, mask, isTraining, (input, given, training) -> {
            var y = input.add(dropped(attention.apply(attentionNorm.apply(input), given), training));
            return withMlp(y, training);
        });
    }

    /**
     * {@return the output of tokens that follow those of a cache, as in evaluation, and the cache with them}
     *
     * @param x the new tokens, {@code [batch, tokens, modelSize]}, one or several
     * @param cache the keys and values of the tokens before them
     */
    public Decoded<KeyValues> decode(Tensor x, KeyValues cache) {
        return method("decode", x, cache, (tokens, before) -> {
            var decoded = attention.decode(attentionNorm.apply(tokens), before);
            return new Decoded<>(withMlp(tokens.add(decoded.output()), false), decoded.cache());
        });
    }

    /** {@return a cache without tokens for {@link #decode}} */
    public KeyValues cache(int batch, int capacity, DType dtype) {
        return attention.cache(batch, capacity, dtype);
    }

    private Tensor withMlp(Tensor x, boolean isTraining) {
        return x.add(dropped(mlp.apply(mlpNorm.apply(x)), isTraining));
    }

    private Tensor dropped(Tensor x, boolean isTraining) {
        boolean isDropped = isTraining && options.dropoutRate() > 0;
        return isDropped ? Dropout.dropout(nextRngKey(), options.dropoutRate(), x) : x;
    }

    /**
     * What can be chosen about a {@link TransformerBlock}.
     *
     * @param mlpSize the number of hidden units of the perceptron; {@code 4·modelSize} by default
     * @param gated whether the perceptron is a {@link GatedMlp}, else a plain one; on by default
     * @param activation what the hidden units go through; SiLU by default
     * @param dropoutRate the share of the outputs of both parts that is dropped in training; 0 by default
     * @param norm how inputs are normalised; {@link Norm#RMS} by default
     * @param attention edits the options of the attention
     * @param name the module's name; {@code transformer_block} by default
     */
    public record Options(
            @Nullable Integer mlpSize,
            boolean gated,
            Layer activation,
            double dropoutRate,
            Norm norm,
            UnaryOperator<GroupedQueryAttention.Options> attention,
            @Nullable String name) {

        private static final Options DEFAULTS =
                new Options(null, true, Nn::silu, 0, Norm.RMS, UnaryOperator.identity(), null);

        /** {@return these options with another number of hidden units} */
        public Options mlpSize(int mlpSize) {
            return new Options(mlpSize, gated, activation, dropoutRate, norm, attention, name);
        }

        /** {@return these options with a gated or a plain perceptron} */
        public Options gated(boolean gated) {
            return new Options(mlpSize, gated, activation, dropoutRate, norm, attention, name);
        }

        /** {@return these options with another activation} */
        public Options activation(Layer activation) {
            return new Options(mlpSize, gated, activation, dropoutRate, norm, attention, name);
        }

        /** {@return these options with another rate of dropout} */
        public Options dropoutRate(double dropoutRate) {
            return new Options(mlpSize, gated, activation, dropoutRate, norm, attention, name);
        }

        /** {@return these options with another normalisation} */
        public Options norm(Norm norm) {
            return new Options(mlpSize, gated, activation, dropoutRate, norm, attention, name);
        }

        /** {@return these options with edited options of the attention} */
        public Options attention(UnaryOperator<GroupedQueryAttention.Options> attention) {
            return new Options(mlpSize, gated, activation, dropoutRate, norm, attention, name);
        }

        /** {@return these options with another module name} */
        public Options name(String name) {
            return new Options(mlpSize, gated, activation, dropoutRate, norm, attention, name);
        }
    }
}
