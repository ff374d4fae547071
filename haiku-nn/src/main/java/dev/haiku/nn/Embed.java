package dev.haiku.nn;

import dev.haiku.Initializer;
import dev.haiku.LayerModule;
import dev.haiku.array.DType;
import dev.haiku.array.Shape;
import dev.haiku.nn.init.Initializers;
import dev.haiku.tensor.Nn;
import dev.haiku.tensor.Tensor;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/**
 * Looks up a learned vector for each token; {@code hk.Embed}.
 *
 * <p>Shapes: {@code integers [...] -> [..., embedDim]}. Parameter: {@code embeddings [vocabSize, embedDim]}, {@code
 * f32} whatever the surrounding element type, as in Haiku.
 *
 * <p>Tokens out of range: negative ones count from the end of the vocabulary once, then the nearest valid one is used;
 * with {@link LookupStyle#ONE_HOT} they all give zeros.
 */
public final class Embed extends LayerModule {

    /** How vectors are looked up. */
    public enum LookupStyle {
        /** By index: fast, whatever the size of the vocabulary. */
        ARRAY_INDEX,
        /** By a matrix product with one-hot vectors: wants memory, but no scattered reads. */
        ONE_HOT
    }

    private final int vocabSize;
    private final int embedDim;
    private final Options options;

    /** Creates one for tokens from 0 to {@code vocabSize - 1} and vectors of {@code embedDim} elements. */
    public Embed(int vocabSize, int embedDim) {
        this(vocabSize, embedDim, Options.DEFAULTS);
    }

    /** Creates one with edited options, such as {@code o -> o.lookupStyle(LookupStyle.ONE_HOT)}. */
    public Embed(int vocabSize, int embedDim, UnaryOperator<Options> edit) {
        this(vocabSize, embedDim, edit.apply(Options.DEFAULTS));
    }

    private Embed(int vocabSize, int embedDim, Options options) {
        super(options.name());
        if (vocabSize < 1 || embedDim < 1) {
            throw new IllegalArgumentException(moduleName() + ": Embed needs vocabSize >= 1 and embedDim >= 1, but got "
                    + vocabSize + " and " + embedDim + ".");
        }
        var matrix = options.embeddingMatrix();
        var wanted = Shape.of(vocabSize, embedDim);
        if (matrix != null && !matrix.shape().equals(wanted)) {
            throw new IllegalArgumentException(moduleName() + ": the embedding matrix has shape " + matrix.shape()
                    + ", but vocabSize and embedDim ask for " + wanted + ".");
        }
        this.vocabSize = vocabSize;
        this.embedDim = embedDim;
        this.options = options;
    }

    /** {@return the learned vectors, {@code [vocabSize, embedDim]}} */
    public Tensor embeddings() {
        return getParameter("embeddings", Shape.of(vocabSize, embedDim), DType.F32, options.init());
    }

    /** {@return the vectors of the tokens, looked up in that way} */
    public Tensor apply(Tensor ids, LookupStyle lookupStyle) {
        return mainMethod(ids, lookupStyle, this::lookUp);
    }

    @Override
    protected Tensor call(Tensor ids) {
        return lookUp(ids, options.lookupStyle());
    }

    private Tensor lookUp(Tensor ids, LookupStyle style) {
        if (!ids.dtype().isInteger()) {
            throw new IllegalArgumentException(
                    moduleName() + ": Embed needs tokens of an integer type, but got " + ids.type() + ".");
        }
        return switch (style) {
            case ARRAY_INDEX -> embeddings().get(ids);
            case ONE_HOT -> Nn.oneHot(ids, vocabSize).dot(embeddings());
        };
    }

    /**
     * What can be chosen about an {@link Embed}.
     *
     * @param embeddingMatrix the first value of the vectors, instead of {@code wInit}
     * @param wInit makes the vectors; by default a truncated normal distribution of standard deviation 1
     * @param lookupStyle how vectors are looked up; by index by default
     * @param name the module's name; {@code embed} by default
     */
    public record Options(
            @Nullable Tensor embeddingMatrix,
            Initializer wInit,
            LookupStyle lookupStyle,
            @Nullable String name) {

        private static final Options DEFAULTS =
                new Options(null, Initializers.truncatedNormal(), LookupStyle.ARRAY_INDEX, null);

        /** {@return these options with a first value of the vectors, {@code [vocabSize, embedDim]}} */
        public Options embeddingMatrix(Tensor embeddingMatrix) {
            return new Options(embeddingMatrix, wInit, lookupStyle, name);
        }

        /** {@return these options with another initialiser of the vectors} */
        public Options wInit(Initializer wInit) {
            return new Options(embeddingMatrix, wInit, lookupStyle, name);
        }

        /** {@return these options with another way to look up vectors} */
        public Options lookupStyle(LookupStyle lookupStyle) {
            return new Options(embeddingMatrix, wInit, lookupStyle, name);
        }

        /** {@return these options with another module name} */
        public Options name(String name) {
            return new Options(embeddingMatrix, wInit, lookupStyle, name);
        }

        private Initializer init() {
            var matrix = embeddingMatrix;
            return matrix == null ? wInit : (shape, dtype) -> matrix;
        }
    }
}
