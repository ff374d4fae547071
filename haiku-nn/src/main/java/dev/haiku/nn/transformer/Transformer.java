package dev.haiku.nn.transformer;

import dev.haiku.LayerModule;
import dev.haiku.Module;
import dev.haiku.array.DType;
import dev.haiku.tensor.Tensor;
import java.util.ArrayList;
import java.util.List;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/**
 * Layers of a transformer and a last normalisation, between the embedding of tokens and what is made of the output.
 *
 * <pre>{@code
 * var embed = new Embed(vocabulary, 64);
 * var h = new Transformer(2, 64, 4).apply(embed.apply(tokens), isTraining);
 * var logits = new Linear(vocabulary).apply(h);
 * }</pre>
 *
 * <p>Shapes: {@code [batch, length, modelSize]} or {@code [length, modelSize]}; the output has that of the input. Its modules are named
 * {@code block_0} and so on, and {@code final_norm}.
 */
public final class Transformer extends Module {

    private final List<TransformerBlock> blocks = new ArrayList<>();
    private final LayerModule finalNorm;

    /** Creates one. */
    public Transformer(int layers, int modelSize, int heads) {
        this(layers, modelSize, heads, Options.DEFAULTS);
    }

    /** Creates one with edited options, such as {@code o -> o.block(b -> b.dropoutRate(0.1))}. */
    public Transformer(int layers, int modelSize, int heads, UnaryOperator<Options> edit) {
        this(layers, modelSize, heads, edit.apply(Options.DEFAULTS));
    }

    private Transformer(int layers, int modelSize, int heads, Options options) {
        super(options.name());
        if (layers < 0) {
            throw new IllegalArgumentException(
                    moduleName() + ": Transformer needs layers >= 0, but got " + layers + ".");
        }
        for (int i = 0; i < layers; i++) {
            var name = "block_" + i;
            blocks.add(new TransformerBlock(
                    modelSize,
                    heads,
                    o -> options.block().apply(o.norm(options.norm()).name(name))));
        }
        this.finalNorm = options.norm().create("final_norm");
    }

    /** {@return the output of a sequence} */
    public Tensor apply(Tensor x, boolean isTraining) {
        return mainMethod(x, isTraining, (input, training) -> {
            var y = input;
            for (var block : blocks) {
                y = block.apply(y, training);
            }
            return finalNorm.apply(y);
        });
    }

    /** {@return the same without looking where the mask, which broadcasts to {@code [batch, heads, length, length]}, is false} */
    public Tensor apply(Tensor x, Tensor mask, boolean isTraining) {
        return mainMethod(x, mask, isTraining, (input, given, training) -> {
            var y = input;
            for (var block : blocks) {
                y = block.apply(y, given, training);
            }
            return finalNorm.apply(y);
        });
    }

    /**
     * {@return the output of tokens that follow those of the caches, as in evaluation, and the caches with them}
     *
     * @param x the new tokens, {@code [batch, tokens, modelSize]}, one or several
     * @param caches the keys and values of the tokens before them, of each layer
     * @throws IllegalArgumentException if it is another number of caches
     */
    public Decoded<List<KeyValues>> decode(Tensor x, List<KeyValues> caches) {
        if (caches.size() != blocks.size()) {
            throw new IllegalArgumentException(moduleName() + ": the number of caches must be that of layers, "
                    + blocks.size() + ", but is " + caches.size()
                    + ".\nStart from caches, and pass on those of each step.");
        }
        return method("decode", x, caches, (tokens, before) -> {
            var y = tokens;
            var next = new ArrayList<KeyValues>();
            for (int i = 0; i < blocks.size(); i++) {
                var decoded = blocks.get(i).decode(y, before.get(i));
                y = decoded.output();
                next.add(decoded.cache());
            }
            return new Decoded<>(finalNorm.apply(y), List.copyOf(next));
        });
    }

    /**
     * {@return caches without tokens for {@link #decode}}
     *
     * @param batch the number of sequences
     * @param capacity the largest number of tokens
     * @param dtype the element type
     */
    public List<KeyValues> caches(int batch, int capacity, DType dtype) {
        return blocks.stream().map(block -> block.cache(batch, capacity, dtype)).toList();
    }

    /**
     * What can be chosen about a {@link Transformer}.
     *
     * @param norm how all layers normalise; {@link Norm#RMS} by default
     * @param block edits the options of each layer
     * @param name the module's name; {@code transformer} by default
     */
    public record Options(
            Norm norm,
            UnaryOperator<TransformerBlock.Options> block,
            @Nullable String name) {

        private static final Options DEFAULTS = new Options(Norm.RMS, UnaryOperator.identity(), null);

        /** {@return these options with another normalisation} */
        public Options norm(Norm norm) {
            return new Options(norm, block, name);
        }

        /** {@return these options with edited options of each layer} */
        public Options block(UnaryOperator<TransformerBlock.Options> block) {
            return new Options(norm, block, name);
        }

        /** {@return these options with another module name} */
        public Options name(String name) {
            return new Options(norm, block, name);
        }
    }
}
