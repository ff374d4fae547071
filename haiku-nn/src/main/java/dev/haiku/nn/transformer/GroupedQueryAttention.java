package dev.haiku.nn.transformer;

import dev.haiku.Initializer;
import dev.haiku.Module;
import dev.haiku.array.DType;
import dev.haiku.array.Shape;
import dev.haiku.array.ShapeException;
import dev.haiku.nn.Linear;
import dev.haiku.nn.init.Initializers;
import dev.haiku.tensor.Nn;
import dev.haiku.tensor.Ops;
import dev.haiku.tensor.Tensor;
import java.util.ArrayList;
import java.util.List;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/**
 * Attention of a sequence to itself, in which several heads of queries share one head of keys and values.
 *
 * <p>With as many groups as heads, the default, it is the usual attention of several heads; with one group it is multi-query
 * attention. By default it is causal and knows positions by rotation. The softmax is computed in {@code f32} at least.
 *
 * <p>Shapes: {@code [batch, length, modelSize]} or {@code [length, modelSize]}; the output has that of the input. Parameters: those of
 * the {@link Linear} layers {@code query} {@code [modelSize, heads·headSize]}, {@code key} and {@code value} {@code [modelSize,
 * groups·headSize]}, and {@code linear} {@code [heads·headSize, modelSize]}.
 *
 * <p>Source: Ainslie et al., <em>GQA: training generalized multi-query transformer models from multi-head checkpoints</em>, 2023.
 */
public final class GroupedQueryAttention extends Module {

    private final int modelSize;
    private final int heads;
    private final Options options;
    private final Linear query;
    private final Linear key;
    private final Linear value;
    private final Linear linear;

    /** Creates one with {@code heads} heads of {@code modelSize / heads} elements each. */
    public GroupedQueryAttention(int modelSize, int heads) {
        this(modelSize, heads, Options.DEFAULTS);
    }

    /** Creates one with edited options, such as {@code o -> o.groups(2)}. */
    public GroupedQueryAttention(int modelSize, int heads, UnaryOperator<Options> edit) {
        this(modelSize, heads, edit.apply(Options.DEFAULTS));
    }

    private GroupedQueryAttention(int modelSize, int heads, Options options) {
        super(options.name());
        require(
                modelSize >= 1 && heads >= 1,
                "attention needs modelSize >= 1 and heads >= 1, but got " + modelSize + " and " + heads + ".");
        this.modelSize = modelSize;
        this.heads = heads;
        this.options = options;
        require(
                options.headSize() != null || modelSize % heads == 0,
                "modelSize " + modelSize + " cannot be divided among " + heads + " heads. Set headSize.");
        require(
                groups() >= 1 && heads % groups() == 0,
                heads + " heads cannot share the keys of " + groups()
                        + " groups. The number of groups must divide it.");
        this.query = linear(heads * headSize(), "query");
        this.key = linear(groups() * headSize(), "key");
        this.value = linear(groups() * headSize(), "value");
        this.linear = linear(modelSize, "linear");
    }

    private void require(boolean condition, String message) {
        if (!condition) {
            throw new IllegalArgumentException(moduleName() + ": " + message);
        }
    }

    private Linear linear(int outputSize, String name) {
        return new Linear(
                outputSize,
                o -> o.withBias(options.withBias()).wInit(options.wInit()).name(name));
    }

    private int groups() {
        var chosen = options.groups();
        return chosen == null ? heads : chosen;
    }

    private int headSize() {
        var chosen = options.headSize();
        return chosen == null ? modelSize / heads : chosen;
    }

    /** {@return for each token what it takes from those that it attends to} */
    public Tensor apply(Tensor x) {
        return mainMethod(x, input -> attendToItself(input, List.of()));
    }

    /** {@return the same without looking where the mask, which broadcasts to {@code [batch, heads, length, length]}, is false} */
    public Tensor apply(Tensor x, Tensor mask) {
        return mainMethod(x, mask, (input, given) -> attendToItself(input, List.of(given)));
    }

    /**
     * {@return the output of tokens that follow those of a cache, and the cache with them}
     *
     * @param x the new tokens, {@code [batch, tokens, modelSize]}, one or several
     * @param cache the keys and values of the tokens before them; see {@link #cache}
     * @throws IllegalStateException if the attention is not causal, so that earlier outputs would change
     */
    public Decoded<KeyValues> decode(Tensor x, KeyValues cache) {
        if (!options.causal()) {
            throw new IllegalStateException(moduleName() + ": only causal attention can decode token after token.\n"
                    + "Apply it to the whole sequence, or set causal(true).");
        }
        return method("decode", x, cache, this::attendToCache);
    }

    /** {@return a cache without tokens for {@link #decode}} */
    public KeyValues cache(int batch, int capacity, DType dtype) {
        return KeyValues.empty(batch, capacity, groups(), headSize(), dtype);
    }

    private Tensor attendToItself(Tensor x, List<Tensor> given) {
        if (x.rank() != 2 && x.rank() != 3) {
            throw new ShapeException("the input must be [batch, length, " + modelSize
                    + "] or without batch, but has shape " + x.shape() + ".");
        }
        var positions = Ops.arange(x.dim(-2));
        var q = rotated(split(query.apply(x), heads), positions);
        var k = rotated(split(key.apply(x), groups()), positions);
        var v = split(value.apply(x), groups());
        var masks = new ArrayList<>(given);
        if (options.causal()) {
            masks.add(Masks.causal(x.dim(-2)));
        }
        var mask = masks.stream().reduce(Ops::logicalAnd);
        return joined(Nn.dotProductAttention(q, k, v, o -> mask.map(o::mask).orElse(o)));
    }

    private Decoded<KeyValues> attendToCache(Tensor x, KeyValues cache) {
        if (x.rank() != 3) {
            throw new ShapeException(
                    "decoding needs tokens [batch, tokens, " + modelSize + "], but got shape " + x.shape() + ".");
        }
        var positions = cache.nextPositions(x.dim(1));
        var q = rotated(split(query.apply(x), heads), positions);
        var k = rotated(split(key.apply(x), groups()), positions);
        var next = cache.append(k, split(value.apply(x), groups()));
        var mask = Masks.causal(positions, cache.capacity());
        var attended = Nn.dotProductAttention(
                q, next.keys().cast(x.dtype()), next.values().cast(x.dtype()), o -> o.mask(mask));
        return new Decoded<>(joined(attended), next);
    }

    private Tensor rotated(Tensor x, Tensor positions) {
        return options.rotary() ? Positions.rotary(x, positions, options.rotaryBase()) : x;
    }

    private Tensor split(Tensor x, int count) {
        return x.reshape(x.shape().subShape(0, x.rank() - 1).concat(Shape.of(count, headSize())));
    }

    private Tensor joined(Tensor x) {
        return linear.apply(Ops.flatten(x, x.rank() - 2, x.rank() - 1));
    }

    /**
     * What can be chosen about a {@link GroupedQueryAttention}.
     *
     * @param groups the number of heads of keys and values, which divides that of queries; as many by default
     * @param headSize the size of a head; {@code modelSize / heads} by default
     * @param causal whether tokens see only those before them and themselves; on by default
     * @param rotary whether queries and keys are turned by their positions, see {@link Positions#rotary}; on by default
     * @param rotaryBase the base of the wavelengths of the rotation; 10,000 by default
     * @param withBias whether the linear layers have a bias; off by default
     * @param wInit makes the weights; by default a truncated normal distribution of variance {@code 1 / in}
     * @param name the module's name; {@code grouped_query_attention} by default
     */
    public record Options(
            @Nullable Integer groups,
            @Nullable Integer headSize,
            boolean causal,
            boolean rotary,
            double rotaryBase,
            boolean withBias,
            Initializer wInit,
            @Nullable String name) {

        private static final Options DEFAULTS =
                new Options(null, null, true, true, Positions.BASE, false, Initializers.varianceScaling(), null);

        /** {@return these options with another number of heads of keys and values} */
        public Options groups(int groups) {
            return new Options(groups, headSize, causal, rotary, rotaryBase, withBias, wInit, name);
        }

        /** {@return these options with another size of a head} */
        public Options headSize(int headSize) {
            return new Options(groups, headSize, causal, rotary, rotaryBase, withBias, wInit, name);
        }

        /** {@return these options with or without sight of later tokens} */
        public Options causal(boolean causal) {
            return new Options(groups, headSize, causal, rotary, rotaryBase, withBias, wInit, name);
        }

        /** {@return these options with or without rotation by positions} */
        public Options rotary(boolean rotary) {
            return new Options(groups, headSize, causal, rotary, rotaryBase, withBias, wInit, name);
        }

        /** {@return these options with another base of the wavelengths} */
        public Options rotaryBase(double rotaryBase) {
            return new Options(groups, headSize, causal, rotary, rotaryBase, withBias, wInit, name);
        }

        /** {@return these options with or without biases} */
        public Options withBias(boolean withBias) {
            return new Options(groups, headSize, causal, rotary, rotaryBase, withBias, wInit, name);
        }

        /** {@return these options with another initialiser of the weights} */
        public Options wInit(Initializer wInit) {
            return new Options(groups, headSize, causal, rotary, rotaryBase, withBias, wInit, name);
        }

        /** {@return these options with another module name} */
        public Options name(String name) {
            return new Options(groups, headSize, causal, rotary, rotaryBase, withBias, wInit, name);
        }
    }
}
