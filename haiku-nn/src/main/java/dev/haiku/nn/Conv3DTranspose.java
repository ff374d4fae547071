package dev.haiku.nn;

import java.util.List;
import java.util.function.UnaryOperator;

/**
 * A transposed convolution over three spatial axes, such as those of films; {@code hk.Conv3DTranspose}.
 *
 * <p>Shapes: {@code [N, D, H, W, in]}, or {@code [N, in, D, H, W]} with {@link DataFormat#CHANNELS_FIRST}; see {@link ConvNdTranspose} for the rest.
 */
public final class Conv3DTranspose extends ConvNdTranspose {

    /** Creates one with a window of {@code kernelSize} along each spatial axis. */
    public Conv3DTranspose(int outputChannels, int kernelSize) {
        this(outputChannels, List.of(kernelSize));
    }

    /** Creates one with edited options, such as {@code o -> o.stride(2).padding(Padding.VALID)}. */
    public Conv3DTranspose(int outputChannels, int kernelSize, UnaryOperator<Options> edit) {
        this(outputChannels, List.of(kernelSize), edit);
    }

    /** Creates one with a window of those sizes. */
    public Conv3DTranspose(int outputChannels, List<Integer> kernelShape) {
        this(outputChannels, kernelShape, o -> o);
    }

    /** Creates one with a window of those sizes and with edited options. */
    public Conv3DTranspose(int outputChannels, List<Integer> kernelShape, UnaryOperator<Options> edit) {
        super(3, outputChannels, kernelShape, edit);
    }
}
