package dev.haiku.nn.recurrent;

import java.util.List;
import java.util.function.UnaryOperator;

/**
 * A convolutional long short-term memory over two spatial axes, such as those of images; {@code hk.Conv2DLSTM}.
 *
 * <p>{@code inputShape} is {@code [height, width]}, without batch and channels; see {@link ConvNdLstm} for the rest.
 */
public final class Conv2DLstm extends ConvNdLstm {

    private static final String NAME = "conv2_dlstm";

    /** Creates one with a window of {@code kernelSize} along each spatial axis. */
    public Conv2DLstm(List<Integer> inputShape, int outputChannels, int kernelSize) {
        this(inputShape, outputChannels, List.of(kernelSize));
    }

    /** Creates one with edited options, such as {@code o -> o.name("memory")}. */
    public Conv2DLstm(List<Integer> inputShape, int outputChannels, int kernelSize, UnaryOperator<Options> edit) {
        this(inputShape, outputChannels, List.of(kernelSize), edit);
    }

    /** Creates one with a window of those sizes. */
    public Conv2DLstm(List<Integer> inputShape, int outputChannels, List<Integer> kernelShape) {
        this(inputShape, outputChannels, kernelShape, o -> o);
    }

    /** Creates one with a window of those sizes and with edited options. */
    public Conv2DLstm(
            List<Integer> inputShape, int outputChannels, List<Integer> kernelShape, UnaryOperator<Options> edit) {
        super(2, inputShape, outputChannels, kernelShape, o -> edit.apply(o.name(NAME)));
    }
}
