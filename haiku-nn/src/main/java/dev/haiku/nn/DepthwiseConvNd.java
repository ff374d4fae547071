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
 * A convolution of each channel by itself, over any number of spatial axes.
 *
 * <p>Shapes: {@code [N, spatial..., in] -> [N, spatial'..., in·multiplier]}, or with the channels on axis 1; the batch axis may be
 * missing. The {@code multiplier} results of an input channel lie side by side. Parameters: {@code w [kernel..., 1,
 * in·multiplier]} and, unless disabled, {@code b [in·multiplier]} (channels first: {@code [in·multiplier, 1, ...]}), both of the
 * input's element type.
 *
 * <p>{@link DepthwiseConv1D}, {@link DepthwiseConv2D} and {@link DepthwiseConv3D} fix the number of spatial axes. Differs from Haiku:
 * a bias goes with channels first for any number of axes, not only for two.
 */
public class DepthwiseConvNd extends SpatialModule {

    private final int channelMultiplier;
    private final List<Integer> kernelShape;
    private final Options options;

    /**
     * Creates one.
     *
     * @param spatialAxes the number of spatial axes, at least 1
     * @param channelMultiplier the number of outputs of each input channel
     * @param kernelShape the size of the window along each spatial axis, or one for all of them
     */
    public DepthwiseConvNd(int spatialAxes, int channelMultiplier, List<Integer> kernelShape) {
        this(spatialAxes, channelMultiplier, kernelShape, Options.DEFAULTS);
    }

    /** Creates one with edited options, such as {@code o -> o.stride(2).padding(Padding.VALID)}. */
    public DepthwiseConvNd(
            int spatialAxes, int channelMultiplier, List<Integer> kernelShape, UnaryOperator<Options> edit) {
        this(spatialAxes, channelMultiplier, kernelShape, edit.apply(Options.DEFAULTS));
    }

    private DepthwiseConvNd(int spatialAxes, int channelMultiplier, List<Integer> kernelShape, Options options) {
        super(spatialAxes, options.name());
        this.channelMultiplier = positive("channelMultiplier", channelMultiplier);
        requirePerAxis("kernelShape", kernelShape);
        requirePerAxis("stride", options.stride());
        requirePerAxis("rate", options.rate());
        this.kernelShape = perAxis(kernelShape);
        this.options = options;
    }

    @Override
    final Tensor convolve(Tensor x) {
        int inputs = x.dim(options.dataFormat().channelAxis(x.shape()));
        int outputs = channelMultiplier * inputs;
        var w = kernel(kernelShape(kernelShape, 1, outputs), x.dtype(), outputs, options.wInit());
        var y = Ops.convGeneralDilated(
                x,
                w,
                o -> o.strides(options.stride())
                        .padding(options.padding())
                        .rhsDilation(options.rate())
                        .featureGroups(inputs)
                        .dimensions(dimensions(options.dataFormat())));
        return options.withBias() ? biased(y, x.dtype(), options.dataFormat(), options.bInit()) : y;
    }

    /**
     * What can be chosen about a depthwise convolution.
     *
     * @param stride how far the window moves along each spatial axis, or along all of them; 1 by default
     * @param rate how far apart the elements of a window lie (dilation), likewise; 1 by default
     * @param padding what is added around the input; {@link Padding#SAME} by default
     * @param withBias whether {@code b} is added; on by default
     * @param wInit makes {@code w}; by default a truncated normal distribution of standard deviation {@code 1/sqrt(n)}
     *     with the number {@code n} of elements of a window
     * @param bInit makes {@code b}; zeros by default
     * @param dataFormat where the channels are; on the last axis by default
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
            @Nullable String name) {

        private static final Options DEFAULTS = new Options(
                List.of(1), List.of(1), Padding.SAME, true, null, Initializers.zeros(), DataFormat.CHANNELS_LAST, null);

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
            return new Options(stride, rate, padding, withBias, wInit, bInit, dataFormat, name);
        }

        /** {@return these options with that dilation along all spatial axes, or along each} */
        public Options rate(int... rate) {
            return rate(Arrays.stream(rate).boxed().toList());
        }

        /** {@return these options with that dilation} */
        public Options rate(List<Integer> rate) {
            return new Options(stride, rate, padding, withBias, wInit, bInit, dataFormat, name);
        }

        /** {@return these options with that padding} */
        public Options padding(Padding padding) {
            return new Options(stride, rate, padding, withBias, wInit, bInit, dataFormat, name);
        }

        /** {@return these options with or without a bias} */
        public Options withBias(boolean withBias) {
            return new Options(stride, rate, padding, withBias, wInit, bInit, dataFormat, name);
        }

        /** {@return these options with another initialiser of {@code w}} */
        public Options wInit(Initializer wInit) {
            return new Options(stride, rate, padding, withBias, wInit, bInit, dataFormat, name);
        }

        /** {@return these options with another initialiser of {@code b}} */
        public Options bInit(Initializer bInit) {
            return new Options(stride, rate, padding, withBias, wInit, bInit, dataFormat, name);
        }

        /** {@return these options with another place of the channels} */
        public Options dataFormat(DataFormat dataFormat) {
            return new Options(stride, rate, padding, withBias, wInit, bInit, dataFormat, name);
        }

        /** {@return these options with another module name} */
        public Options name(String name) {
            return new Options(stride, rate, padding, withBias, wInit, bInit, dataFormat, name);
        }
    }
}
