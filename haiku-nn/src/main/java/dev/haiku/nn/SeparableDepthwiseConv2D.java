package dev.haiku.nn;

import dev.haiku.Initializer;
import dev.haiku.nn.init.Initializers;
import dev.haiku.tensor.Padding;
import dev.haiku.tensor.Tensor;
import java.util.Arrays;
import java.util.List;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/**
 * A depthwise convolution of images by columns, then by rows: a {@link DepthwiseConv2D} with a window of {@code [height, 1]}, the
 * stride and the multiplier, and one with a window of {@code [1, width]} and the bias; {@code hk.SeparableDepthwiseConv2D}.
 *
 * <p>Shapes: {@code [N, H, W, in] -> [N, H', W', in·multiplier]}, or with the channels on axis 1. Parameters: those of the two
 * convolutions, named {@code depthwise_conv2_d} and {@code depthwise_conv2_d_1}.
 */
public final class SeparableDepthwiseConv2D extends SpatialModule {

    private final DepthwiseConv2D columns;
    private final DepthwiseConv2D rows;

    /** Creates one with a window of {@code kernelSize} along each spatial axis. */
    public SeparableDepthwiseConv2D(int channelMultiplier, int kernelSize) {
        this(channelMultiplier, List.of(kernelSize), Options.DEFAULTS);
    }

    /** Creates one with edited options, such as {@code o -> o.stride(2).padding(Padding.VALID)}. */
    public SeparableDepthwiseConv2D(int channelMultiplier, int kernelSize, UnaryOperator<Options> edit) {
        this(channelMultiplier, List.of(kernelSize), edit.apply(Options.DEFAULTS));
    }

    /** Creates one with a window of those sizes. */
    public SeparableDepthwiseConv2D(int channelMultiplier, List<Integer> kernelShape) {
        this(channelMultiplier, kernelShape, Options.DEFAULTS);
    }

    /** Creates one with a window of those sizes and with edited options. */
    public SeparableDepthwiseConv2D(int channelMultiplier, List<Integer> kernelShape, UnaryOperator<Options> edit) {
        this(channelMultiplier, kernelShape, edit.apply(Options.DEFAULTS));
    }

    private SeparableDepthwiseConv2D(int channelMultiplier, List<Integer> kernelShape, Options options) {
        super(2, options.name());
        requirePerAxis("kernelShape", kernelShape);
        var window = perAxis(kernelShape);
        this.columns = new DepthwiseConv2D(
                channelMultiplier,
                List.of(window.get(0), 1),
                o -> options.shared(o).stride(options.stride()).withBias(false));
        this.rows = new DepthwiseConv2D(
                1, List.of(1, window.get(1)), o -> options.shared(o).withBias(options.withBias()));
    }

    @Override
    Tensor convolve(Tensor x) {
        return rows.apply(columns.apply(x));
    }

    /**
     * What can be chosen about a {@link SeparableDepthwiseConv2D}.
     *
     * @param stride how far the window moves along each spatial axis, or along both; 1 by default
     * @param padding what is added around the input; {@link Padding#SAME} by default
     * @param withBias whether {@code b} is added; on by default
     * @param wInit makes each {@code w}; by default a truncated normal distribution of standard deviation {@code
     *     1/sqrt(n)} with the number {@code n} of elements of a window
     * @param bInit makes {@code b}; zeros by default
     * @param dataFormat where the channels are; on the last axis by default
     * @param name the module's name; {@code separable_depthwise_conv2_d} by default
     */
    public record Options(
            List<Integer> stride,
            Padding padding,
            boolean withBias,
            @Nullable Initializer wInit,
            Initializer bInit,
            DataFormat dataFormat,
            @Nullable String name) {

        private static final Options DEFAULTS =
                new Options(List.of(1), Padding.SAME, true, null, Initializers.zeros(), DataFormat.CHANNELS_LAST, null);

        /** {@return these options with that stride along all spatial axes, or along each} */
        public Options stride(int... stride) {
            return stride(Arrays.stream(stride).boxed().toList());
        }

        /** {@return these options with that stride} */
        public Options stride(List<Integer> stride) {
            return new Options(stride, padding, withBias, wInit, bInit, dataFormat, name);
        }

        /** {@return these options with that padding} */
        public Options padding(Padding padding) {
            return new Options(stride, padding, withBias, wInit, bInit, dataFormat, name);
        }

        /** {@return these options with or without a bias} */
        public Options withBias(boolean withBias) {
            return new Options(stride, padding, withBias, wInit, bInit, dataFormat, name);
        }

        /** {@return these options with another initialiser of {@code w}} */
        public Options wInit(Initializer wInit) {
            return new Options(stride, padding, withBias, wInit, bInit, dataFormat, name);
        }

        /** {@return these options with another initialiser of {@code b}} */
        public Options bInit(Initializer bInit) {
            return new Options(stride, padding, withBias, wInit, bInit, dataFormat, name);
        }

        /** {@return these options with another place of the channels} */
        public Options dataFormat(DataFormat dataFormat) {
            return new Options(stride, padding, withBias, wInit, bInit, dataFormat, name);
        }

        /** {@return these options with another module name} */
        public Options name(String name) {
            return new Options(stride, padding, withBias, wInit, bInit, dataFormat, name);
        }

        private DepthwiseConvNd.Options shared(DepthwiseConvNd.Options defaults) {
            var common = defaults.padding(padding).bInit(bInit).dataFormat(dataFormat);
            var init = wInit;
            return init == null ? common : common.wInit(init);
        }
    }
}
