package dev.haiku.nn;

import dev.haiku.Initializer;
import dev.haiku.LayerModule;
import dev.haiku.nn.init.Initializers;
import dev.haiku.tensor.Dims;
import dev.haiku.tensor.Ops;
import dev.haiku.tensor.Tensor;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/**
 * Divides each example by its root mean square over some axes: {@code x·scale / sqrt(mean(x²) + eps)}; {@code
 * hk.RMSNorm}.
 *
 * <p>Shapes: any; the output has that of the input. Parameter, unless disabled: {@code scale} (ones) of the input's
 * element type, {@code [C]} for the size {@code C} of the last axis, whichever axis is normalised; option {@code
 * paramAxis} changes that.
 *
 * <p>Source: Zhang and Sennrich, <em>Root mean square layer normalization</em>, 2019.
 */
public final class RmsNorm extends LayerModule {

    private final Axes axis;
    private final Options options;

    /** Creates one that normalises over one axis; negative ones count from the end. */
    public RmsNorm(int axis) {
        this(Axes.of(axis), Options.DEFAULTS);
    }

    /** Creates one that normalises over one axis, with edited options, such as {@code o -> o.eps(1e-6)}. */
    public RmsNorm(int axis, UnaryOperator<Options> edit) {
        this(Axes.of(axis), edit.apply(Options.DEFAULTS));
    }

    /** Creates one that normalises over several axes. */
    public RmsNorm(Axes axis) {
        this(axis, Options.DEFAULTS);
    }

    /** Creates one that normalises over several axes, with edited options. */
    public RmsNorm(Axes axis, UnaryOperator<Options> edit) {
        this(axis, edit.apply(Options.DEFAULTS));
    }

    private RmsNorm(Axes axis, Options options) {
        super(options.name());
        if (!options.createScale() && options.scaleInit() != null) {
            throw new IllegalArgumentException(moduleName() + ": scaleInit has no effect with createScale=false.");
        }
        this.axis = axis;
        this.options = options;
    }

    @Override
    protected Tensor call(Tensor x) {
        var scaled = options.createScale() ? x.mul(scale(x).broadcastTo(x.shape())) : x;
        var meanSquares = Ops.mean(Ops.square(x), axis.in(x.shape()), Dims.KEEP);
        return scaled.mul(Ops.rsqrt(meanSquares.add(options.eps())));
    }

    private Tensor scale(Tensor x) {
        var init = options.scaleInit();
        var shape = options.paramAxis().parameterShape(x.shape());
        return getParameter("scale", shape, x.dtype(), init != null ? init : Initializers.ones());
    }

    /**
     * What can be chosen about an {@link RmsNorm}.
     *
     * @param eps added to the mean of the squares; 1e-5 by default
     * @param scaleInit makes {@code scale}; ones by default
     * @param createScale whether there is a {@code scale}; on by default
     * @param paramAxis the axes along which {@code scale} varies; the last by default
     * @param name the module's name; {@code rms_norm} by default
     */
    public record Options(
            double eps,
            @Nullable Initializer scaleInit,
            boolean createScale,
            Axes paramAxis,
            @Nullable String name) {

        private static final Options DEFAULTS = new Options(1e-5, null, true, Axes.of(-1), null);

        /** {@return these options with another number added to the mean of the squares} */
        public Options eps(double eps) {
            return new Options(eps, scaleInit, createScale, paramAxis, name);
        }

        /** {@return these options with another initialiser of {@code scale}} */
        public Options scaleInit(Initializer scaleInit) {
            return new Options(eps, scaleInit, createScale, paramAxis, name);
        }

        /** {@return these options with or without a {@code scale}} */
        public Options createScale(boolean createScale) {
            return new Options(eps, scaleInit, createScale, paramAxis, name);
        }

        /** {@return these options with other axes along which {@code scale} varies} */
        public Options paramAxis(Axes paramAxis) {
            return new Options(eps, scaleInit, createScale, paramAxis, name);
        }

        /** {@return these options with another module name} */
        public Options name(String name) {
            return new Options(eps, scaleInit, createScale, paramAxis, name);
        }
    }
}
