package dev.haiku.nn;

import dev.haiku.Initializer;
import dev.haiku.Module;
import dev.haiku.array.DType;
import dev.haiku.array.Shape;
import dev.haiku.func.Collectives;
import dev.haiku.tensor.Dims;
import dev.haiku.tensor.Ops;
import dev.haiku.tensor.Tensor;
import java.util.List;
import java.util.function.UnaryOperator;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/**
 * Gives each channel mean 0 and variance 1 over the batch: {@code scale·(x - mean) / sqrt(variance + eps) + offset}.
 *
 * <p>In training the statistics are those of the batch, and moving averages of them are kept as state; else the averages are used.
 * Run {@code init} with {@code isTraining = true}, which creates them.
 *
 * <p>Shapes: any with a channel axis; the output has that of the input. Parameters, if created: {@code scale} (ones) and {@code
 * offset} (zeros), of the input's element type and shape, but with 1 for each axis that the statistics are taken over, such as {@code
 * [1, 1, 1, C]}. State: that of two {@link ExponentialMovingAverage}s named {@code mean_ema} and {@code var_ema} under {@code
 * batch_norm/~/}; the variance is the biased one, {@code mean(x²) - mean(x)²}.
 *
 * <p>Differs from Haiku: {@code crossReplicaAxis} is one axis and has no index groups.
 *
 * <p>Source: Ioffe and Szegedy, <em>Batch normalization</em>, 2015.
 */
public final class BatchNorm extends Module {

    private final boolean createScale;
    private final boolean createOffset;
    private final Options options;
    private final ExponentialMovingAverage meanEma;
    private final ExponentialMovingAverage varEma;

    /** Creates one whose averages multiply the past by {@code decayRate} at each batch. */
    public BatchNorm(boolean createScale, boolean createOffset, double decayRate) {
        this(createScale, createOffset, decayRate, Options.DEFAULTS);
    }

    /** Creates one with edited options, such as {@code o -> o.eps(1e-3)}. */
    public BatchNorm(boolean createScale, boolean createOffset, double decayRate, UnaryOperator<Options> edit) {
        this(createScale, createOffset, decayRate, edit.apply(Options.DEFAULTS));
    }

    private BatchNorm(boolean createScale, boolean createOffset, double decayRate, Options options) {
        super(options.name());
        this.createScale = createScale;
        this.createOffset = createOffset;
        this.options = options;
        affineInit().checkFor(this);
        this.meanEma = new ExponentialMovingAverage(decayRate, o -> o.name("mean_ema"));
        this.varEma = new ExponentialMovingAverage(decayRate, o -> o.name("var_ema"));
    }

    private AffineInit affineInit() {
        return new AffineInit(createScale, options.scaleInit(), createOffset, options.offsetInit());
    }

    /** {@return the moving average of the mean} */
    public ExponentialMovingAverage meanEma() {
        return meanEma;
    }

    /** {@return the moving average of the variance} */
    public ExponentialMovingAverage varEma() {
        return varEma;
    }

    /**
     * {@return the normalised input}
     *
     * @param x a batch
     * @param isTraining whether the statistics of the batch are used and remembered, else their averages are used
     * @throws IllegalStateException if the averages are used, but there are none
     */
    public Tensor apply(Tensor x, boolean isTraining) {
        return apply(x, isTraining, o -> o);
    }

    /**
     * {@return the normalised input, with edited options of the call, such as {@code o -> o.testLocalStats(true)}}
     *
     * @param x a batch
     * @param isTraining whether the statistics of the batch are used and remembered, else their averages are used
     * @param edit edits the options
     * @throws IllegalStateException if the averages are used, but there are none
     * @throws IllegalArgumentException if this module creates the scale or offset that is given
     */
    public Tensor apply(Tensor x, boolean isTraining, UnaryOperator<CallOptions> edit) {
        var call = edit.apply(CallOptions.DEFAULTS);
        affineInit().checkCall(this, call.affine());
        return mainMethod(x, isTraining, (input, training) -> normalise(input, training, call));
    }

    private record Moments(Tensor mean, Tensor variance) {}

    private Tensor normalise(Tensor x, boolean isTraining, CallOptions call) {
        var axes = reducedAxes(x.shape());
        var moments = isTraining || call.testLocalStats() ? moments(x, axes) : averages(x.dtype());
        if (isTraining) {
            meanEma.apply(moments.mean());
            varEma.apply(moments.variance());
        }
        var shape = parameterShape(x.shape(), axes);
        var affine = affineInit().resolve((name, init) -> getParameter(name, shape, x.dtype(), init), call.affine());
        var scale = affine.scale();
        var offset = affine.offset();
        var factor = Ops.rsqrt(moments.variance().add(options.eps()));
        var y = x.sub(moments.mean()).mul(scale == null ? factor : scale.mul(factor));
        return offset == null ? y : y.add(offset);
    }

    private Moments moments(Tensor x, List<Integer> axes) {
        var mean = overReplicas(Ops.mean(x, axes, Dims.KEEP));
        var meanOfSquares = overReplicas(Ops.mean(Ops.square(x), axes, Dims.KEEP));
        return new Moments(mean, meanOfSquares.sub(Ops.square(mean)));
    }

    private Tensor overReplicas(Tensor mean) {
        var axis = options.crossReplicaAxis();
        return axis == null ? mean : Collectives.pmean(mean, axis);
    }

    private Moments averages(DType dtype) {
        if (!meanEma.hasAverage() || !varEma.hasAverage()) {
            throw new IllegalStateException(moduleName() + ": there are no averages yet to use with isTraining=false.\n"
                    + "Run init with isTraining=true, which creates them, or set testLocalStats(true).");
        }
        return new Moments(meanEma.average().cast(dtype), varEma.average().cast(dtype));
    }

    private List<Integer> reducedAxes(Shape shape) {
        var chosen = options.axis();
        if (chosen != null) {
            return chosen.in(shape);
        }
        int channels = options.dataFormat().channelAxis(shape);
        return IntStream.range(0, shape.rank())
                .filter(axis -> axis != channels)
                .boxed()
                .toList();
    }

    private static Shape parameterShape(Shape shape, List<Integer> reduced) {
        var ones = shape;
        for (int axis : reduced) {
            ones = ones.with(axis, 1);
        }
        return ones;
    }

    /**
     * What can be chosen about a {@link BatchNorm}.
     *
     * @param eps added to the variance; 1e-5 by default
     * @param scaleInit makes {@code scale}; ones by default
     * @param offsetInit makes {@code offset}; zeros by default
     * @param axis the axes that the statistics are taken over; by default all but that of the channels
     * @param crossReplicaAxis the name of the axis that {@code vmap} maps over which the statistics are averaged, too; none by
     *     default
     * @param dataFormat which axis is that of the channels; the last by default
     * @param name the module's name; {@code batch_norm} by default
     */
    public record Options(
            double eps,
            @Nullable Initializer scaleInit,
            @Nullable Initializer offsetInit,
            @Nullable Axes axis,
            @Nullable String crossReplicaAxis,
            DataFormat dataFormat,
            @Nullable String name) {

        private static final Options DEFAULTS =
                new Options(1e-5, null, null, null, null, DataFormat.CHANNELS_LAST, null);

        /** {@return these options with another number added to the variance} */
        public Options eps(double eps) {
            return new Options(eps, scaleInit, offsetInit, axis, crossReplicaAxis, dataFormat, name);
        }

        /** {@return these options with another initialiser of {@code scale}} */
        public Options scaleInit(Initializer scaleInit) {
            return new Options(eps, scaleInit, offsetInit, axis, crossReplicaAxis, dataFormat, name);
        }

        /** {@return these options with another initialiser of {@code offset}} */
        public Options offsetInit(Initializer offsetInit) {
            return new Options(eps, scaleInit, offsetInit, axis, crossReplicaAxis, dataFormat, name);
        }

        /** {@return these options with those axes to take the statistics over} */
        public Options axis(Axes axis) {
            return new Options(eps, scaleInit, offsetInit, axis, crossReplicaAxis, dataFormat, name);
        }

        /** {@return these options with statistics that are averaged over the axis of that name, too} */
        public Options crossReplicaAxis(String crossReplicaAxis) {
            return new Options(eps, scaleInit, offsetInit, axis, crossReplicaAxis, dataFormat, name);
        }

        /** {@return these options with another place of the channels} */
        public Options dataFormat(DataFormat dataFormat) {
            return new Options(eps, scaleInit, offsetInit, axis, crossReplicaAxis, dataFormat, name);
        }

        /** {@return these options with another module name} */
        public Options name(String name) {
            return new Options(eps, scaleInit, offsetInit, axis, crossReplicaAxis, dataFormat, name);
        }
    }

    /**
     * What can be chosen about one call of a {@link BatchNorm}.
     *
     * @param testLocalStats whether the statistics of the batch are used outside training, too; off by default
     * @param scale the factor, if the module creates none; none by default
     * @param offset the summand, if the module creates none; none by default
     */
    public record CallOptions(
            boolean testLocalStats,
            @Nullable Tensor scale,
            @Nullable Tensor offset) {

        private static final CallOptions DEFAULTS = new CallOptions(false, null, null);

        /** {@return these options with or without statistics of the batch outside training} */
        public CallOptions testLocalStats(boolean testLocalStats) {
            return new CallOptions(testLocalStats, scale, offset);
        }

        /** {@return these options with a factor that broadcasts to the input} */
        public CallOptions scale(Tensor scale) {
            return new CallOptions(testLocalStats, scale, offset);
        }

        /** {@return these options with a summand that broadcasts to the input} */
        public CallOptions offset(Tensor offset) {
            return new CallOptions(testLocalStats, scale, offset);
        }

        private Affine affine() {
            return new Affine(scale, offset);
        }
    }
}
