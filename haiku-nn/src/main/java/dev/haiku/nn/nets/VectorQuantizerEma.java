package dev.haiku.nn.nets;

import dev.haiku.Module;
import dev.haiku.array.DType;
import dev.haiku.array.Shape;
import dev.haiku.func.Collectives;
import dev.haiku.nn.ExponentialMovingAverage;
import dev.haiku.nn.init.Initializers;
import dev.haiku.nn.init.VarianceScaling.Distribution;
import dev.haiku.nn.init.VarianceScaling.Mode;
import dev.haiku.tensor.Ops;
import dev.haiku.tensor.Tensor;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/**
 * Replaces vectors by the nearest of codes that are moving averages of the vectors that chose them; {@code
 * hk.nets.VectorQuantizerEMA}.
 *
 * <p>The loss is {@code commitmentCost·mean((stop(code) - x)²)}, where {@code stop} has no gradient. In training, codes become {@code
 * sum / size} of the averages of the sums and numbers of the vectors that chose them; sizes are smoothed by {@code epsilon}. A code
 * that no vector ever chose becomes zero, as in Haiku.
 *
 * <p>Shapes: {@code [..., embeddingDim]}; the parts of the output are those of {@link Quantized}. State: {@code embeddings
 * [embeddingDim, numEmbeddings]}, and that of the averages {@code ema_cluster_size [numEmbeddings]} and {@code ema_dw [embeddingDim,
 * numEmbeddings]}. No parameters.
 *
 * <p>Source: van den Oord, Vinyals and Kavukcuoglu, <em>Neural discrete representation learning</em>, 2017, appendix A.1.
 */
public final class VectorQuantizerEma extends Module {

    private final int embeddingDim;
    private final int numEmbeddings;
    private final double commitmentCost;
    private final Options options;
    private final ExponentialMovingAverage clusterSize;
    private final ExponentialMovingAverage sums;

    /**
     * Creates one.
     *
     * @param embeddingDim the size of a vector
     * @param numEmbeddings the number of codes
     * @param commitmentCost the weight of the distance of the vectors from their codes in the loss
     * @param decay what the averages multiply the past by at each batch, from 0 to 1
     */
    public VectorQuantizerEma(int embeddingDim, int numEmbeddings, double commitmentCost, double decay) {
        this(embeddingDim, numEmbeddings, commitmentCost, decay, Options.DEFAULTS);
    }

    /** Creates one with edited options, such as {@code o -> o.epsilon(1e-6)}. */
    public VectorQuantizerEma(
            int embeddingDim, int numEmbeddings, double commitmentCost, double decay, UnaryOperator<Options> edit) {
        this(embeddingDim, numEmbeddings, commitmentCost, decay, edit.apply(Options.DEFAULTS));
    }

    private VectorQuantizerEma(
            int embeddingDim, int numEmbeddings, double commitmentCost, double decay, Options options) {
        super(options.name());
        if (!(decay >= 0 && decay <= 1)) {
            throw new IllegalArgumentException(
                    moduleName() + ": VectorQuantizerEma needs a decay in [0, 1], but got " + decay + ".");
        }
        this.embeddingDim = embeddingDim;
        this.numEmbeddings = numEmbeddings;
        this.commitmentCost = commitmentCost;
        this.options = options;
        this.clusterSize = new ExponentialMovingAverage(decay, o -> o.name("ema_cluster_size"));
        this.sums = new ExponentialMovingAverage(decay, o -> o.name("ema_dw"));
    }

    /** {@return the codes, {@code [embeddingDim, numEmbeddings]}} */
    public Tensor embeddings() {
        var init = Initializers.varianceScaling(1, Mode.FAN_IN, Distribution.UNIFORM);
        return getState("embeddings", codes(), options.dtype(), init);
    }

    private Shape codes() {
        return Shape.of(embeddingDim, numEmbeddings);
    }

    /** {@return the average of the number of vectors that chose each code} */
    public ExponentialMovingAverage emaClusterSize() {
        clusterSize.initialize(Shape.of(numEmbeddings), options.dtype());
        return clusterSize;
    }

    /** {@return the average of the sum of the vectors that chose each code} */
    public ExponentialMovingAverage emaDw() {
        sums.initialize(codes(), options.dtype());
        return sums;
    }

    /**
     * {@return the nearest codes and what to learn from them}
     *
     * @param inputs the vectors, {@code [..., embeddingDim]}
     * @param isTraining whether the codes follow the vectors
     */
    public Quantized apply(Tensor inputs, boolean isTraining) {
        return mainMethod(inputs, isTraining, this::compute);
    }

    private Quantized compute(Tensor inputs, boolean isTraining) {
        var nearest = NearestCodes.of(inputs, embeddings());
        var quantized = quantize(nearest.indices());
        if (isTraining) {
            follow(nearest);
        }
        var loss = NearestCodes.commitment(inputs, quantized).mul(commitmentCost);
        return nearest.result(inputs, quantized, loss, options.crossReplicaAxis());
    }

    private void follow(NearestCodes nearest) {
        var sizes = emaClusterSize().apply(overReplicas(Ops.sum(nearest.encodings(), 0)));
        var sum = emaDw().apply(overReplicas(nearest.flat().transpose().matmul(nearest.encodings())));
        var all = sizes.sum();
        double epsilon = options.epsilon();
        var smoothed = sizes.add(epsilon).div(all.add(numEmbeddings * epsilon)).mul(all);
        setState("embeddings", sum.div(smoothed.expandDims(0)));
    }

    private Tensor overReplicas(Tensor sum) {
        var axis = options.crossReplicaAxis();
        return axis == null ? sum : Collectives.psum(sum, axis);
    }

    /** {@return the codes of those indices, {@code [..., embeddingDim]}} */
    public Tensor quantize(Tensor encodingIndices) {
        return method("quantize", encodingIndices, indices -> NearestCodes.lookUp(embeddings(), indices));
    }

    /**
     * What can be chosen about a {@link VectorQuantizerEma}.
     *
     * @param epsilon smooths the sizes that codes are divided by; 1e-5 by default
     * @param dtype the element type of the codes; {@code f32} by default
     * @param crossReplicaAxis the name of the axis that {@code vmap} maps over which averages and perplexity are
     *     computed, too; none by default
     * @param name the module's name; {@code vector_quantizer_ema} by default
     */
    public record Options(
            double epsilon,
            DType dtype,
            @Nullable String crossReplicaAxis,
            @Nullable String name) {

        private static final Options DEFAULTS = new Options(1e-5, DType.F32, null, null);

        /** {@return these options with another smoothing of the sizes} */
        public Options epsilon(double epsilon) {
            return new Options(epsilon, dtype, crossReplicaAxis, name);
        }

        /** {@return these options with another element type of the codes} */
        public Options dtype(DType dtype) {
            return new Options(epsilon, dtype, crossReplicaAxis, name);
        }

        /** {@return these options with replicas along the axis of that name} */
        public Options crossReplicaAxis(String crossReplicaAxis) {
            return new Options(epsilon, dtype, crossReplicaAxis, name);
        }

        /** {@return these options with another module name} */
        public Options name(String name) {
            return new Options(epsilon, dtype, crossReplicaAxis, name);
        }
    }
}
