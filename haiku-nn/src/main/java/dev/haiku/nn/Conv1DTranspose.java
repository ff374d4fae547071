package dev.haiku.nn;

import java.util.List;
import java.util.function.UnaryOperator;

/**
 * A transposed convolution over one spatial axis, such as that of a series; {@code hk.Conv1DTranspose}.
 *
 * <p>Shapes: {@code [N, W, in]}, or {@code [N, in, W]} with {@link DataFormat#CHANNELS_FIRST}; see {@link ConvNdTranspose} for the rest.
 */
public final class Conv1DTranspose extends ConvNdTranspose {

    /** Creates one with a window of {@code kernelSize} along each spatial axis. */
    public Conv1DTranspose(int outputChannels, int kernelSize) {
        this(outputChannels, List.of(kernelSize));
    }

    /** Creates one with edited options, such as {@code o -> o.stride(2).padding(Padding.VALID)}. */
    public Conv1DTranspose(int outputChannels, int kernelSize, UnaryOperator<Options> edit) {
        this(outputChannels, List.of(kernelSize), edit);
    }

    /** Creates one with a window of those sizes. */
    public Conv1DTranspose(int outputChannels, List<Integer> kernelShape) {
        this(outputChannels, kernelShape, o -> o);
    }

    /** Creates one with a window of those sizes and with edited options. */
    public Conv1DTranspose(int outputChannels, List<Integer> kernelShape, UnaryOperator<Options> edit) {
        super(1, outputChannels, kernelShape, edit);
    }
}
