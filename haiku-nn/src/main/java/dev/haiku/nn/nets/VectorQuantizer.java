package dev.haiku.nn.nets;

import dev.haiku.Module;
import dev.haiku.array.DType;
import dev.haiku.array.Shape;
import dev.haiku.nn.init.Initializers;
import dev.haiku.nn.init.VarianceScaling.Distribution;
import dev.haiku.nn.init.VarianceScaling.Mode;
import dev.haiku.tensor.Tensor;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/**
 * Replaces vectors by the nearest of learned codes, as in a VQ-VAE; {@code hk.nets.VectorQuantizer}.
 *
 * <p>The loss is {@code mean((code - stop(x))²) + commitmentCost·mean((stop(code) - x)²)}, where {@code stop} has no gradient.
 *
 * <p>Shapes: {@code [..., embeddingDim]}; the parts of the output are those of {@link Quantized}. Parameter: {@code embeddings
 * [embeddingDim, numEmbeddings]}.
 *
 * <p>Source: van den Oord, Vinyals and Kavukcuoglu, <em>Neural discrete representation learning</em>, 2017.
 */
public final class VectorQuantizer extends Module {

    private final int embeddingDim;
    private final int numEmbeddings;
    private final double commitmentCost;
    private final Options options;

    /**
     * Creates one.
     *
     * @param embeddingDim the size of a vector
     * @param numEmbeddings the number of codes
     * @param commitmentCost the weight of the distance of the vectors from their codes in the loss
     */
    public VectorQuantizer(int embeddingDim, int numEmbeddings, double commitmentCost) {
        this(embeddingDim, numEmbeddings, commitmentCost, Options.DEFAULTS);
    }

    /** Creates one with edited options, such as {@code o -> o.dtype(DType.F64)}. */
    public VectorQuantizer(int embeddingDim, int numEmbeddings, double commitmentCost, UnaryOperator<Options> edit) {
        this(embeddingDim, numEmbeddings, commitmentCost, edit.apply(Options.DEFAULTS));
    }

    private VectorQuantizer(int embeddingDim, int numEmbeddings, double commitmentCost, Options options) {
        super(options.name());
        this.embeddingDim = embeddingDim;
        this.numEmbeddings = numEmbeddings;
        this.commitmentCost = commitmentCost;
        this.options = options;
    }

    /** {@return the codes, {@code [embeddingDim, numEmbeddings]}} */
    public Tensor embeddings() {
        var init = Initializers.varianceScaling(1, Mode.FAN_IN, Distribution.UNIFORM);
        return getParameter("embeddings", Shape.of(embeddingDim, numEmbeddings), options.dtype(), init);
    }

    /** {@return the nearest codes and what to learn from them; it is the same in training and evaluation} */
    public Quantized apply(Tensor inputs, boolean isTraining) {
        return mainMethod(inputs, isTraining, (x, training) -> compute(x));
    }

    private Quantized compute(Tensor inputs) {
        var nearest = NearestCodes.of(inputs, embeddings());
        var quantized = quantize(nearest.indices());
        var commitment = NearestCodes.commitment(inputs, quantized);
        var loss = NearestCodes.commitment(quantized, inputs).add(commitment.mul(commitmentCost));
        return nearest.result(inputs, quantized, loss, options.crossReplicaAxis());
    }

    /** {@return the codes of those indices, {@code [..., embeddingDim]}} */
    public Tensor quantize(Tensor encodingIndices) {
        return method("quantize", encodingIndices, indices -> NearestCodes.lookUp(embeddings(), indices));
    }

    /**
     * What can be chosen about a {@link VectorQuantizer}.
     *
     * @param dtype the element type of the codes; {@code f32} by default
     * @param crossReplicaAxis the name of the axis that {@code vmap} maps over which the perplexity is computed, too;
     *     none by default
     * @param name the module's name; {@code vector_quantizer} by default
     */
    public record Options(
            DType dtype,
            @Nullable String crossReplicaAxis,
            @Nullable String name) {

        private static final Options DEFAULTS = new Options(DType.F32, null, null);

        /** {@return these options with another element type of the codes} */
        public Options dtype(DType dtype) {
            return new Options(dtype, crossReplicaAxis, name);
        }

        /** {@return these options with replicas along the axis of that name} */
        public Options crossReplicaAxis(String crossReplicaAxis) {
            return new Options(dtype, crossReplicaAxis, name);
        }

        /** {@return these options with another module name} */
        public Options name(String name) {
            return new Options(dtype, crossReplicaAxis, name);
        }
    }
}
