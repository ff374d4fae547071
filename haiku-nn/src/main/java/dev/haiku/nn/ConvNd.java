package dev.haiku.nn;

import dev.haiku.Initializer;
import dev.haiku.nn.init.Initializers;
import dev.haiku.tensor.Ops;
import dev.haiku.tensor.Padding;
import dev.haiku.tensor.Tensor;
import java.util.Arrays;
import java.util.List;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/**
 * A convolution over any number of spatial axes: each output channel is a sum over a window of all input channels of its group;
 * {@code hk.ConvND}.
 *
 * <p>As everywhere in the field the kernel is not mirrored, so this is a cross-correlation.
 *
 * <p>Shapes: {@code [N, spatial..., in] -> [N, spatial'..., out]}, or with the channels on axis 1; the batch axis may be missing.
 * Parameters: {@code w [kernel..., in / groups, out]} and, unless disabled, {@code b [out]} (channels first: {@code [out, 1, ...]}),
 * both of the input's element type.
 *
 * <p>{@link Conv1D}, {@link Conv2D} and {@link Conv3D} fix the number of spatial axes.
 */
public class ConvNd extends SpatialModule {

    private final int outputChannels;
    private final List<Integer> kernelShape;
    private final Options options;

    /**
     * Creates one.
     *
     * @param spatialAxes the number of spatial axes, at least 1
     * @param outputChannels the number of output channels
     * @param kernelShape the size of the window along each spatial axis, or one for all of them
     */
    public ConvNd(int spatialAxes, int outputChannels, List<Integer> kernelShape) {
        this(spatialAxes, outputChannels, kernelShape, Options.DEFAULTS);
    }

    /** Creates one with edited options, such as {@code o -> o.stride(2).padding(Padding.VALID)}. */
    public ConvNd(int spatialAxes, int outputChannels, List<Integer> kernelShape, UnaryOperator<Options> edit) {
        this(spatialAxes, outputChannels, kernelShape, edit.apply(Options.DEFAULTS));
    }

    ConvNd(int spatialAxes, int outputChannels, List<Integer> kernelShape, Options options) {
        super(spatialAxes, options.name());
        this.outputChannels = positive("outputChannels", outputChannels);
        positive("groups", options.groups());
        requirePerAxis("kernelShape", kernelShape);
        requirePerAxis("stride", options.stride());
        requirePerAxis("rate", options.rate());
        this.kernelShape = perAxis(kernelShape);
        this.options = options;
    }

    /** {@return the number of output channels} */
    public int outputChannels() {
        return outputChannels;
    }

    @Override
    final Tensor convolve(Tensor x) {
        int channels = x.dim(options.dataFormat().channelAxis(x.shape()));
        require(
                channels % options.groups() == 0,
                "the " + channels + " input channels cannot be divided into " + options.groups() + " groups.");
        var shape = kernelShape(kernelShape, channels / options.groups(), outputChannels);
        var w = kernel(shape, x.dtype(), outputChannels, options.wInit());
        var y = Ops.convGeneralDilated(
                x,
                masked(w, options.mask()),
                o -> o.strides(options.stride())
                        .padding(options.padding())
                        .rhsDilation(options.rate())
                        .featureGroups(options.groups())
                        .dimensions(dimensions(options.dataFormat())));
        return options.withBias() ? biased(y, x.dtype(), options.dataFormat(), options.bInit()) : y;
    }

    /**
     * What can be chosen about a convolution.
     *
     * @param stride how far the window moves along each spatial axis, or along all of them; 1 by default
     * @param rate how far apart the elements of a window lie (dilation), likewise; 1 by default
     * @param padding what is added around the input; {@link Padding#SAME} by default
     * @param withBias whether {@code b} is added; on by default
     * @param wInit makes {@code w}; by default a truncated normal distribution of standard deviation {@code 1/sqrt(n)} with the number
     *     {@code n} of inputs of an output
     * @param bInit makes {@code b}; zeros by default
     * @param dataFormat where the channels are; on the last axis by default
     * @param mask multiplies {@code w}, whose shape it has; none by default
     * @param groups into how many groups the channels are divided, each of which sees only its own inputs; 1 by default
     * @param name the module's name
     */
    public record Options(
            List<Integer> stride,
            List<Integer> rate,
            Padding padding,
            boolean withBias,
            @Nullable Initializer wInit,
            Initializer bInit,
            DataFormat dataFormat,
            @Nullable Tensor mask,
            int groups,
            @Nullable String name) {

        static final Options DEFAULTS = new Options(
                List.of(1),
                List.of(1),
                Padding.SAME,
                true,
                null,
                Initializers.zeros(),
                DataFormat.CHANNELS_LAST,
                null,
                1,
                null);

        /** Copies the lists. */
        public Options {
            stride = List.copyOf(stride);
            rate = List.copyOf(rate);
        }

        /** {@return these options with that stride along all spatial axes, or along each} */
        public Options stride(int... stride) {
            return stride(Arrays.stream(stride).boxed().toList());
        }

        /** {@return these options with that stride} */
        public Options stride(List<Integer> stride) {
            return new Options(stride, rate, padding, withBias, wInit, bInit, dataFormat, mask, groups, name);
        }

        /** {@return these options with that dilation along all spatial axes, or along each} */
        public Options rate(int... rate) {
            return rate(Arrays.stream(rate).boxed().toList());
        }

        /** {@return these options with that dilation} */
        public Options rate(List<Integer> rate) {
            return new Options(stride, rate, padding, withBias, wInit, bInit, dataFormat, mask, groups, name);
        }

        /** {@return these options with that padding} */
        public Options padding(Padding padding) {
            return new Options(stride, rate, padding, withBias, wInit, bInit, dataFormat, mask, groups, name);
        }

        /** {@return these options with or without a bias} */
        public Options withBias(boolean withBias) {
            return new Options(stride, rate, padding, withBias, wInit, bInit, dataFormat, mask, groups, name);
        }

        /** {@return these options with another initialiser of {@code w}} */
        public Options wInit(Initializer wInit) {
            return new Options(stride, rate, padding, withBias, wInit, bInit, dataFormat, mask, groups, name);
        }

        /** {@return these options with another initialiser of {@code b}} */
        public Options bInit(Initializer bInit) {
            return new Options(stride, rate, padding, withBias, wInit, bInit, dataFormat, mask, groups, name);
        }

        /** {@return these options with another place of the channels} */
        public Options dataFormat(DataFormat dataFormat) {
            return new Options(stride, rate, padding, withBias, wInit, bInit, dataFormat, mask, groups, name);
        }

        /** {@return these options with a mask of {@code w}} */
        public Options mask(Tensor mask) {
            return new Options(stride, rate, padding, withBias, wInit, bInit, dataFormat, mask, groups, name);
        }

        /** {@return these options with so many groups of channels} */
        public Options groups(int groups) {
            return new Options(stride, rate, padding, withBias, wInit, bInit, dataFormat, mask, groups, name);
        }

        /** {@return these options with another module name} */
        public Options name(String name) {
            return new Options(stride, rate, padding, withBias, wInit, bInit, dataFormat, mask, groups, name);
        }
    }
}
