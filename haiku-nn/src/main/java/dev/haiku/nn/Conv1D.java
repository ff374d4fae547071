package dev.haiku.nn;

import java.util.List;
import java.util.function.UnaryOperator;

/**
 * A convolution over one spatial axis, such as time; {@code hk.Conv1D}.
 *
 * <p>Shapes: {@code [N, W, in]}, or {@code [N, in, W]} with {@link DataFormat#CHANNELS_FIRST}; see {@link ConvNd} for the rest.
 */
public final class Conv1D extends ConvNd {

    /** Creates one with a window of {@code kernelSize} along each spatial axis. */
    public Conv1D(int outputChannels, int kernelSize) {
        this(outputChannels, List.of(kernelSize));
    }

    /** Creates one with edited options, such as {@code o -> o.stride(2).padding(Padding.VALID)}. */
    public Conv1D(int outputChannels, int kernelSize, UnaryOperator<Options> edit) {
        this(outputChannels, List.of(kernelSize), edit);
    }

    /** Creates one with a window of those sizes. */
    public Conv1D(int outputChannels, List<Integer> kernelShape) {
        this(outputChannels, kernelShape, o -> o);
    }

    /** Creates one with a window of those sizes and with edited options. */
    public Conv1D(int outputChannels, List<Integer> kernelShape, UnaryOperator<Options> edit) {
        super(1, outputChannels, kernelShape, edit);
    }
}
