package dev.haiku.nn;

import dev.haiku.Initializer;
import dev.haiku.LayerModule;
import dev.haiku.tensor.Dims;
import dev.haiku.tensor.Ops;
import dev.haiku.tensor.Tensor;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/**
 * Gives each example mean 0 and variance 1 over some axes: {@code scale·(x - mean) / sqrt(variance + eps) + offset};
 * {@code hk.LayerNorm}.
 *
 * <p>Shapes: any; the output has that of the input. Parameters, if created: {@code scale} (ones) and {@code offset}
 * (zeros), of the input's element type, {@code [C]} for the size {@code C} of the last axis. Beware: they vary along
 * the last axis even if another one is normalised, as in Haiku; option {@code paramAxis} changes that.
 *
 * <p>Source: Ba, Kiros and Hinton, <em>Layer normalization</em>, 2016.
 */
public class LayerNorm extends LayerModule {

    private final Axes axis;
    private final boolean createScale;
    private final boolean createOffset;
    private final Options options;

    /** Creates one that normalises over one axis; negative ones count from the end. */
    public LayerNorm(int axis, boolean createScale, boolean createOffset) {
        this(Axes.of(axis), createScale, createOffset, Options.DEFAULTS);
    }

    /** Creates one that normalises over one axis, with edited options, such as {@code o -> o.eps(1e-6)}. */
    public LayerNorm(int axis, boolean createScale, boolean createOffset, UnaryOperator<Options> edit) {
        this(Axes.of(axis), createScale, createOffset, edit.apply(Options.DEFAULTS));
    }

    /** Creates one that normalises over several axes. */
    public LayerNorm(Axes axis, boolean createScale, boolean createOffset) {
        this(axis, createScale, createOffset, Options.DEFAULTS);
    }

    /** Creates one that normalises over several axes, with edited options. */
    public LayerNorm(Axes axis, boolean createScale, boolean createOffset, UnaryOperator<Options> edit) {
        this(axis, createScale, createOffset, edit.apply(Options.DEFAULTS));
    }

    LayerNorm(Axes axis, boolean createScale, boolean createOffset, Options options) {
        super(options.name());
        this.axis = axis;
        this.createScale = createScale;
        this.createOffset = createOffset;
        this.options = options;
        affineInit().checkFor(this);
    }

    private AffineInit affineInit() {
        return new AffineInit(createScale, options.scaleInit(), createOffset, options.offsetInit());
    }

    /**
     * {@return the normalised input, scaled and shifted by tensors that broadcast to it}
     *
     * @throws IllegalArgumentException if this module creates the scale or offset that is given
     */
    public Tensor apply(Tensor x, Affine affine) {
        affineInit().checkCall(this, affine);
        return mainMethod(x, affine, this::normalise);
    }

    @Override
    protected Tensor call(Tensor x) {
        return normalise(x, Affine.NONE);
    }

    private Tensor normalise(Tensor x, Affine given) {
        var shape = options.paramAxis().parameterShape(x.shape());
        var affine = affineInit().resolve((name, init) -> getParameter(name, shape, x.dtype(), init), given);
        var scale = affine.scale();
        var offset = affine.offset();
        var axes = axis.in(x.shape());
        var mean = Ops.mean(x, axes, Dims.KEEP);
        var variance = options.useFastVariance()
                ? Ops.mean(Ops.square(x), axes, Dims.KEEP).sub(Ops.square(mean))
                : Ops.var(x, axes, Dims.KEEP);
        var factor = Ops.rsqrt(variance.add(options.eps()));
        var y = (scale == null ? factor : scale.broadcastTo(x.shape()).mul(factor)).mul(x.sub(mean));
        return offset == null ? y : y.add(offset.broadcastTo(x.shape()));
    }

    /**
     * What can be chosen about a {@link LayerNorm}.
     *
     * @param eps added to the variance; 1e-5 by default
     * @param scaleInit makes {@code scale}; ones by default
     * @param offsetInit makes {@code offset}; zeros by default
     * @param useFastVariance whether the variance is computed as {@code mean(x²) - mean(x)²}, which is faster and less
     *     accurate
     * @param paramAxis the axes along which the parameters vary; the last by default
     * @param name the module's name; {@code layer_norm} by default
     */
    public record Options(
            double eps,
            @Nullable Initializer scaleInit,
            @Nullable Initializer offsetInit,
            boolean useFastVariance,
            Axes paramAxis,
            @Nullable String name) {

        private static final Options DEFAULTS = new Options(1e-5, null, null, false, Axes.of(-1), null);

        /** {@return these options with another number added to the variance} */
        public Options eps(double eps) {
            return new Options(eps, scaleInit, offsetInit, useFastVariance, paramAxis, name);
        }

        /** {@return these options with another initialiser of {@code scale}} */
        public Options scaleInit(Initializer scaleInit) {
            return new Options(eps, scaleInit, offsetInit, useFastVariance, paramAxis, name);
        }

        /** {@return these options with another initialiser of {@code offset}} */
        public Options offsetInit(Initializer offsetInit) {
            return new Options(eps, scaleInit, offsetInit, useFastVariance, paramAxis, name);
        }

        /** {@return these options with the fast or the accurate variance} */
        public Options useFastVariance(boolean useFastVariance) {
            return new Options(eps, scaleInit, offsetInit, useFastVariance, paramAxis, name);
        }

        /** {@return these options with other axes along which the parameters vary} */
        public Options paramAxis(Axes paramAxis) {
            return new Options(eps, scaleInit, offsetInit, useFastVariance, paramAxis, name);
        }

        /** {@return these options with another module name} */
        public Options name(String name) {
            return new Options(eps, scaleInit, offsetInit, useFastVariance, paramAxis, name);
        }
    }
}
