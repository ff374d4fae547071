package dev.haiku.nn;

import dev.haiku.Initializer;
import dev.haiku.Module;
import dev.haiku.array.Shape;
import dev.haiku.array.ShapeException;
import dev.haiku.nn.init.Initializers;
import dev.haiku.tensor.Nn;
import dev.haiku.tensor.Ops;
import dev.haiku.tensor.Tensor;
import java.util.List;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/**
 * Attention of several heads: each head averages the values, weighted by {@code softmax(query·key / sqrt(keySize))}.
 *
 * <p>Shapes: query {@code [..., T', Dq]}, key {@code [..., T, Dk]}, value {@code [..., T, Dv]}, mask {@code [..., H or 1, T', T]};
 * the output is {@code [..., T', modelSize]}. Parameters: those of the {@link Linear} layers {@code query} {@code [Dq, H·keySize]},
 * {@code key} {@code [Dk, H·keySize]}, {@code value} {@code [Dv, H·valueSize]} and {@code linear} {@code [H·valueSize, modelSize]}.
 *
 * <p>Differs from Haiku: the initialiser is required here as it is there, only not as a keyword; write {@code
 * Initializers.varianceScaling(s)} for the deprecated {@code w_init_scale=s}.
 *
 * <p>Source: Vaswani et al., <em>Attention is all you need</em>, 2017.
 */
public final class MultiHeadAttention extends Module {

    private static final double MASKED = -1e30;

    private final int numHeads;
    private final int keySize;
    private final Initializer wInit;
    private final Options options;

    /** Creates one whose values have the size of the keys, and whose output has {@code numHeads·keySize} elements. */
    public MultiHeadAttention(int numHeads, int keySize, Initializer wInit) {
        this(numHeads, keySize, wInit, Options.DEFAULTS);
    }

    /** Creates one with edited options, such as {@code o -> o.modelSize(64)}. */
    public MultiHeadAttention(int numHeads, int keySize, Initializer wInit, UnaryOperator<Options> edit) {
        this(numHeads, keySize, wInit, edit.apply(Options.DEFAULTS));
    }

    private MultiHeadAttention(int numHeads, int keySize, Initializer wInit, Options options) {
        super(options.name());
        requirePositive("numHeads", numHeads);
        requirePositive("keySize", keySize);
        this.numHeads = numHeads;
        this.keySize = keySize;
        this.wInit = wInit;
        this.options = options;
        requirePositive("valueSize", valueSize());
        requirePositive("modelSize", modelSize());
    }

    private void requirePositive(String name, int value) {
        if (value < 1) {
            throw new IllegalArgumentException(
                    moduleName() + ": MultiHeadAttention needs " + name + " >= 1, but got " + value + ".");
        }
    }

    private int valueSize() {
        var chosen = options.valueSize();
        return chosen != null ? chosen : keySize;
    }

    private int modelSize() {
        var chosen = options.modelSize();
        return chosen != null ? chosen : numHeads * keySize;
    }

    /** {@return for each query the average of the values at the keys that it resembles, all heads mixed by a linear layer} */
    public Tensor apply(Tensor query, Tensor key, Tensor value) {
        return mainMethod(List.of(query, key, value), this::attend);
    }

    /**
     * {@return the same without looking at the places where the mask is false or 0}
     *
     * @throws ShapeException if the mask has not one axis more than the query
     */
    public Tensor apply(Tensor query, Tensor key, Tensor value, Tensor mask) {
        return mainMethod(List.of(query, key, value, mask), this::attend);
    }

    private Tensor attend(List<Tensor> inputs) {
        var query = heads(inputs.get(0), keySize, "query");
        var key = heads(inputs.get(1), keySize, "key");
        var value = heads(inputs.get(2), valueSize(), "value");
        var logits = Ops.einsum("...thd,...Thd->...htT", query, key).div(Math.sqrt(keySize));
        var weights = Nn.softmax(inputs.size() > 3 ? masked(logits, inputs.get(3)) : logits);
        var attended = Ops.einsum("...htT,...Thd->...thd", weights, value);
        int rank = attended.rank();
        return linear(modelSize(), "linear").apply(Ops.flatten(attended, rank - 2, rank - 1));
    }

    private static Tensor masked(Tensor logits, Tensor mask) {
        if (mask.rank() != logits.rank()) {
            throw new ShapeException("the mask has shape " + mask.shape() + ", but the logits have shape "
                    + logits.shape() + ".\nThe mask needs as many axes: [..., H or 1, T', T].");
        }
        return Ops.where(mask, logits, MASKED);
    }

    /** {@return {@code x [..., T, D]} projected to {@code [..., T, H, size]}} */
    private Tensor heads(Tensor x, int size, String name) {
        if (x.rank() < 2) {
            throw new ShapeException("the " + name + " must be [..., T, D], but has shape " + x.shape() + ".");
        }
        var y = linear(numHeads * size, name).apply(x);
        return y.reshape(x.shape().subShape(0, x.rank() - 1).concat(Shape.of(numHeads, size)));
    }

    private Linear linear(int outputSize, String name) {
        return new Linear(
                outputSize,
                o -> o.wInit(wInit)
                        .withBias(options.withBias())
                        .bInit(options.bInit())
                        .name(name));
    }

    /**
     * What can be chosen about a {@link MultiHeadAttention}.
     *
     * @param withBias whether the linear layers have a bias; on by default
     * @param bInit makes each {@code b}; zeros by default
     * @param valueSize the size of a head's values; that of its keys by default
     * @param modelSize the size of the output; {@code numHeads·keySize} by default
     * @param name the module's name; {@code multi_head_attention} by default
     */
    public record Options(
            boolean withBias,
            Initializer bInit,
            @Nullable Integer valueSize,
            @Nullable Integer modelSize,
            @Nullable String name) {

        private static final Options DEFAULTS = new Options(true, Initializers.zeros(), null, null, null);

        /** {@return these options with or without biases} */
        public Options withBias(boolean withBias) {
            return new Options(withBias, bInit, valueSize, modelSize, name);
        }

        /** {@return these options with another initialiser of each {@code b}} */
        public Options bInit(Initializer bInit) {
            return new Options(withBias, bInit, valueSize, modelSize, name);
        }

        /** {@return these options with another size of a head's values} */
        public Options valueSize(int valueSize) {
            return new Options(withBias, bInit, valueSize, modelSize, name);
        }

        /** {@return these options with another size of the output} */
        public Options modelSize(int modelSize) {
            return new Options(withBias, bInit, valueSize, modelSize, name);
        }

        /** {@return these options with another module name} */
        public Options name(String name) {
            return new Options(withBias, bInit, valueSize, modelSize, name);
        }
    }
}
