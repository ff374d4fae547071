package dev.haiku.nn;

import java.util.List;
import java.util.function.UnaryOperator;

/**
 * A depthwise convolution over three spatial axes, such as those of films; {@code hk.DepthwiseConv3D}.
 *
 * <p>Shapes: {@code [N, D, H, W, in]}, or {@code [N, in, D, H, W]} with {@link DataFormat#CHANNELS_FIRST}; see {@link DepthwiseConvNd} for the rest.
 */
public final class DepthwiseConv3D extends DepthwiseConvNd {

    /** Creates one with a window of {@code kernelSize} along each spatial axis. */
    public DepthwiseConv3D(int channelMultiplier, int kernelSize) {
        this(channelMultiplier, List.of(kernelSize));
    }

    /** Creates one with edited options, such as {@code o -> o.stride(2).padding(Padding.VALID)}. */
    public DepthwiseConv3D(int channelMultiplier, int kernelSize, UnaryOperator<Options> edit) {
        this(channelMultiplier, List.of(kernelSize), edit);
    }

    /** Creates one with a window of those sizes. */
    public DepthwiseConv3D(int channelMultiplier, List<Integer> kernelShape) {
        this(channelMultiplier, kernelShape, o -> o);
    }

    /** Creates one with a window of those sizes and with edited options. */
    public DepthwiseConv3D(int channelMultiplier, List<Integer> kernelShape, UnaryOperator<Options> edit) {
        super(3, channelMultiplier, kernelShape, edit);
    }
}
