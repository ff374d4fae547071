package dev.haiku.nn;

import dev.haiku.Initializer;
import dev.haiku.LayerModule;
import dev.haiku.array.Shape;
import dev.haiku.array.ShapeException;
import dev.haiku.tensor.Dims;
import dev.haiku.tensor.Ops;
import dev.haiku.tensor.Tensor;
import java.util.ArrayList;
import java.util.List;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/**
 * Gives each group of channels of each example mean 0 and variance 1: {@code (x - mean) / sqrt(variance + eps)·scale + offset};
 * {@code hk.GroupNorm}.
 *
 * <p>Shapes: {@code [N, ..., C]} or {@code [N, C, ...]}, where the number of groups divides {@code C}; the output has that of the
 * input. Parameters, if created: {@code scale} (ones) and {@code offset} (zeros), {@code [C]} (channels first: {@code [C, 1, ...]}),
 * of the input's element type.
 *
 * <p>Differs from Haiku: inputs of one module may differ in rank, and negative axes count from the end for both data formats.
 *
 * <p>Source: Wu and He, <em>Group normalization</em>, 2018.
 */
public final class GroupNorm extends LayerModule {

    private final int groups;
    private final Options options;

    /** Creates one with so many groups of channels, which are normalised over the group and all axes but the first. */
    public GroupNorm(int groups) {
        this(groups, Options.DEFAULTS);
    }

    /** Creates one with edited options, such as {@code o -> o.eps(1e-6)}. */
    public GroupNorm(int groups, UnaryOperator<Options> edit) {
        this(groups, edit.apply(Options.DEFAULTS));
    }

    private GroupNorm(int groups, Options options) {
        super(options.name());
        require(groups >= 1, "GroupNorm needs groups >= 1, but got " + groups + ".");
        this.groups = groups;
        this.options = options;
        affineInit().checkFor(this);
    }

    private AffineInit affineInit() {
        return new AffineInit(options.createScale(), options.scaleInit(), options.createOffset(), options.offsetInit());
    }

    private void require(boolean condition, String message) {
        if (!condition) {
            throw new IllegalArgumentException(moduleName() + ": " + message);
        }
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
        if (x.rank() < 2) {
            throw new ShapeException("GroupNorm needs a batch and a channel axis, but the input has shape " + x.shape()
                    + ".\nAdd the missing axes of size 1.");
        }
        int channelAxis = options.dataFormat().channelAxis(x.shape());
        int channels = x.dim(channelAxis);
        require(channels % groups == 0, "the " + channels + " channels cannot be divided into " + groups + " groups.");
        var shape = parameterShape(channels, x.rank());
        var affine = affineInit().resolve((name, init) -> getParameter(name, shape, x.dtype(), init), given);
        var scale = affine.scale();
        var offset = affine.offset();
        var y = inGroups(x, channelAxis);
        var scaled = scale == null ? y : y.mul(scale.broadcastTo(x.shape()));
        return offset == null ? scaled : scaled.add(offset.broadcastTo(x.shape()));
    }

    /** Splits the channels into an axis of groups and one within a group, and normalises along the latter. */
    private Tensor inGroups(Tensor x, int channelAxis) {
        List<Integer> dims = new ArrayList<>(x.shape().toList());
        dims.set(channelAxis, x.dim(channelAxis) / groups);
        dims.add(channelAxis, groups);
        var axes = options.axis().in(x.shape()).stream()
                .map(axis -> axis < channelAxis ? axis : axis + 1)
                .toList();
        var grouped = x.reshape(Shape.of(dims));
        var mean = Ops.mean(grouped, axes, Dims.KEEP);
        var factor = Ops.rsqrt(Ops.var(grouped, axes, Dims.KEEP).add(options.eps()));
        return grouped.sub(mean).mul(factor).reshape(x.shape());
    }

    private Shape parameterShape(int channels, int rank) {
        var shape = Shape.of(channels);
        for (int i = 2; i < rank && options.dataFormat() == DataFormat.CHANNELS_FIRST; i++) {
            shape = shape.concat(Shape.of(1));
        }
        return shape;
    }

    /**
     * What can be chosen about a {@link GroupNorm}.
     *
     * @param axis the axes to normalise over, where that of the channels stands for those of a group; all but the first
     *     by default
     * @param createScale whether there is a parameter {@code scale}; on by default
     * @param createOffset whether there is a parameter {@code offset}; on by default
     * @param eps added to the variance; 1e-5 by default
     * @param scaleInit makes {@code scale}; ones by default
     * @param offsetInit makes {@code offset}; zeros by default
     * @param dataFormat where the channels are; on the last axis by default
     * @param name the module's name; {@code group_norm} by default
     */
    public record Options(
            Axes axis,
            boolean createScale,
            boolean createOffset,
            double eps,
            @Nullable Initializer scaleInit,
            @Nullable Initializer offsetInit,
            DataFormat dataFormat,
            @Nullable String name) {

        private static final Options DEFAULTS =
                new Options(Axes.from(1), true, true, 1e-5, null, null, DataFormat.CHANNELS_LAST, null);

        /** {@return these options with other axes to normalise over} */
        public Options axis(Axes axis) {
            return new Options(axis, createScale, createOffset, eps, scaleInit, offsetInit, dataFormat, name);
        }

        /** {@return these options with or without a parameter {@code scale}} */
        public Options createScale(boolean createScale) {
            return new Options(axis, createScale, createOffset, eps, scaleInit, offsetInit, dataFormat, name);
        }

        /** {@return these options with or without a parameter {@code offset}} */
        public Options createOffset(boolean createOffset) {
            return new Options(axis, createScale, createOffset, eps, scaleInit, offsetInit, dataFormat, name);
        }

        /** {@return these options with another number added to the variance} */
        public Options eps(double eps) {
            return new Options(axis, createScale, createOffset, eps, scaleInit, offsetInit, dataFormat, name);
        }

        /** {@return these options with another initialiser of {@code scale}} */
        public Options scaleInit(Initializer scaleInit) {
            return new Options(axis, createScale, createOffset, eps, scaleInit, offsetInit, dataFormat, name);
        }

        /** {@return these options with another initialiser of {@code offset}} */
        public Options offsetInit(Initializer offsetInit) {
            return new Options(axis, createScale, createOffset, eps, scaleInit, offsetInit, dataFormat, name);
        }

        /** {@return these options with another place of the channels} */
        public Options dataFormat(DataFormat dataFormat) {
            return new Options(axis, createScale, createOffset, eps, scaleInit, offsetInit, dataFormat, name);
        }

        /** {@return these options with another module name} */
        public Options name(String name) {
            return new Options(axis, createScale, createOffset, eps, scaleInit, offsetInit, dataFormat, name);
        }
    }
}
