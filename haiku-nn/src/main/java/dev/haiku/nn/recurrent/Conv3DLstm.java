package dev.haiku.nn.recurrent;

import java.util.List;
import java.util.function.UnaryOperator;

/**
 * A convolutional long short-term memory over three spatial axes, such as those of films; {@code hk.Conv3DLSTM}.
 *
 * <p>{@code inputShape} is {@code [depth, height, width]}, without batch and channels; see {@link ConvNdLstm} for the rest.
 */
public final class Conv3DLstm extends ConvNdLstm {

    private static final String NAME = "conv3_dlstm";

    /** Creates one with a window of {@code kernelSize} along each spatial axis. */
    public Conv3DLstm(List<Integer> inputShape, int outputChannels, int kernelSize) {
        this(inputShape, outputChannels, List.of(kernelSize));
    }

    /** Creates one with edited options, such as {@code o -> o.name("memory")}. */
    public Conv3DLstm(List<Integer> inputShape, int outputChannels, int kernelSize, UnaryOperator<Options> edit) {
        this(inputShape, outputChannels, List.of(kernelSize), edit);
    }

    /** Creates one with a window of those sizes. */
    public Conv3DLstm(List<Integer> inputShape, int outputChannels, List<Integer> kernelShape) {
        this(inputShape, outputChannels, kernelShape, o -> o);
    }

    /** Creates one with a window of those sizes and with edited options. */
    public Conv3DLstm(
            List<Integer> inputShape, int outputChannels, List<Integer> kernelShape, UnaryOperator<Options> edit) {
        super(3, inputShape, outputChannels, kernelShape, o -> edit.apply(o.name(NAME)));
    }
}
