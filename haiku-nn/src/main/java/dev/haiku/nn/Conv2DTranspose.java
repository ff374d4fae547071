package dev.haiku.nn;

import java.util.List;
import java.util.function.UnaryOperator;

/**
 * A transposed convolution over two spatial axes, such as those of images; {@code hk.Conv2DTranspose}.
 *
 * <p>Shapes: {@code [N, H, W, in]}, or {@code [N, in, H, W]} with {@link DataFormat#CHANNELS_FIRST}; see {@link ConvNdTranspose} for the rest.
 */
public final class Conv2DTranspose extends ConvNdTranspose {

    /** Creates one with a window of {@code kernelSize} along each spatial axis. */
    public Conv2DTranspose(int outputChannels, int kernelSize) {
        this(outputChannels, List.of(kernelSize));
    }

    /** Creates one with edited options, such as {@code o -> o.stride(2).padding(Padding.VALID)}. */
    public Conv2DTranspose(int outputChannels, int kernelSize, UnaryOperator<Options> edit) {
        this(outputChannels, List.of(kernelSize), edit);
    }

    /** Creates one with a window of those sizes. */
    public Conv2DTranspose(int outputChannels, List<Integer> kernelShape) {
        this(outputChannels, kernelShape, o -> o);
    }

    /** Creates one with a window of those sizes and with edited options. */
    public Conv2DTranspose(int outputChannels, List<Integer> kernelShape, UnaryOperator<Options> edit) {
        super(2, outputChannels, kernelShape, edit);
    }
}
