package dev.haiku.nn.recurrent;

import java.util.List;
import java.util.function.UnaryOperator;

/**
 * A convolutional long short-term memory over one spatial axis, such as that of a series; {@code hk.Conv1DLSTM}.
 *
 * <p>{@code inputShape} is {@code [width]}, without batch and channels; see {@link ConvNdLstm} for the rest.
 */
public final class Conv1DLstm extends ConvNdLstm {

    private static final String NAME = "conv1_dlstm";

    /** Creates one with a window of {@code kernelSize} along each spatial axis. */
    public Conv1DLstm(List<Integer> inputShape, int outputChannels, int kernelSize) {
        this(inputShape, outputChannels, List.of(kernelSize));
    }

    /** Creates one with edited options, such as {@code o -> o.name("memory")}. */
    public Conv1DLstm(List<Integer> inputShape, int outputChannels, int kernelSize, UnaryOperator<Options> edit) {
        this(inputShape, outputChannels, List.of(kernelSize), edit);
    }

    /** Creates one with a window of those sizes. */
    public Conv1DLstm(List<Integer> inputShape, int outputChannels, List<Integer> kernelShape) {
        this(inputShape, outputChannels, kernelShape, o -> o);
    }

    /** Creates one with a window of those sizes and with edited options. */
    public Conv1DLstm(
            List<Integer> inputShape, int outputChannels, List<Integer> kernelShape, UnaryOperator<Options> edit) {
        super(1, inputShape, outputChannels, kernelShape, o -> edit.apply(o.name(NAME)));
    }
}
