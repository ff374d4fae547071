package dev.haiku.nn;

import java.util.List;
import java.util.function.UnaryOperator;

/**
 * A depthwise convolution over one spatial axis, such as that of a series; {@code hk.DepthwiseConv1D}.
 *
 * <p>Shapes: {@code [N, W, in]}, or {@code [N, in, W]} with {@link DataFormat#CHANNELS_FIRST}; see {@link DepthwiseConvNd} for the rest.
 */
public final class DepthwiseConv1D extends DepthwiseConvNd {

    /** Creates one with a window of {@code kernelSize} along each spatial axis. */
    public DepthwiseConv1D(int channelMultiplier, int kernelSize) {
        this(channelMultiplier, List.of(kernelSize));
    }

    /** Creates one with edited options, such as {@code o -> o.stride(2).padding(Padding.VALID)}. */
    public DepthwiseConv1D(int channelMultiplier, int kernelSize, UnaryOperator<Options> edit) {
        this(channelMultiplier, List.of(kernelSize), edit);
    }

    /** Creates one with a window of those sizes. */
    public DepthwiseConv1D(int channelMultiplier, List<Integer> kernelShape) {
        this(channelMultiplier, kernelShape, o -> o);
    }

    /** Creates one with a window of those sizes and with edited options. */
    public DepthwiseConv1D(int channelMultiplier, List<Integer> kernelShape, UnaryOperator<Options> edit) {
        super(1, channelMultiplier, kernelShape, edit);
    }
}
