package dev.haiku.nn.recurrent;

import dev.haiku.array.Shape;
import dev.haiku.nn.ConvNd;
import dev.haiku.tensor.Ops;
import dev.haiku.tensor.Tensor;
import java.util.List;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/**
 * A long short-term memory for each place of a grid, whose gates are convolutions of input and hidden state; {@code hk.ConvNDLSTM}.
 *
 * <p>The rest is as in {@link Lstm}, the gates in the order {@code i, g, f, o}.
 *
 * <p>Shapes: input {@code [spatial..., in]} or {@code [batch, spatial..., in]}, hidden state, cell and output alike with {@code
 * outputChannels}. Parameters: those of the convolutions {@code input_to_hidden} and {@code hidden_to_hidden}, of {@code
 * 4·outputChannels} outputs each.
 *
 * <p>{@link Conv1DLstm}, {@link Conv2DLstm} and {@link Conv3DLstm} fix the number of spatial axes. Source: Shi et al.,
 * <em>Convolutional LSTM network</em>, 2015.
 */
public class ConvNdLstm extends RnnModule<Tensor, LstmState, Tensor> {

    private final int spatialAxes;
    private final List<Integer> inputShape;
    private final int outputChannels;
    private final List<Integer> kernelShape;

    /**
     * Creates one.
     *
     * @param spatialAxes the number of spatial axes, at least 1
     * @param inputShape the sizes of the input along the spatial axes
     * @param outputChannels the number of output channels
     * @param kernelShape the size of the window along each spatial axis, or one for all of them
     */
    public ConvNdLstm(int spatialAxes, List<Integer> inputShape, int outputChannels, List<Integer> kernelShape) {
        this(spatialAxes, inputShape, outputChannels, kernelShape, Options.DEFAULTS);
    }

    /** Creates one with edited options, such as {@code o -> o.name("memory")}. */
    public ConvNdLstm(
            int spatialAxes,
            List<Integer> inputShape,
            int outputChannels,
            List<Integer> kernelShape,
            UnaryOperator<Options> edit) {
        this(spatialAxes, inputShape, outputChannels, kernelShape, edit.apply(Options.DEFAULTS));
    }

    private ConvNdLstm(
            int spatialAxes, List<Integer> inputShape, int outputChannels, List<Integer> kernelShape, Options options) {
        super(options.name());
        require(
                inputShape.size() == spatialAxes,
                "inputShape needs one number for each of the " + spatialAxes + " spatial axes, but got " + inputShape
                        + ".");
        require(outputChannels >= 1, "a core needs outputChannels >= 1, but got " + outputChannels + ".");
        this.spatialAxes = spatialAxes;
        this.inputShape = List.copyOf(inputShape);
        this.outputChannels = outputChannels;
        this.kernelShape = List.copyOf(kernelShape);
    }

    private void require(boolean condition, String message) {
        if (!condition) {
            throw new IllegalArgumentException(moduleName() + ": " + message);
        }
    }

    @Override
    protected RnnStep<Tensor, LstmState> call(Tensor input, LstmState state) {
        var ofInput = convolution("input_to_hidden");
        var ofHidden = convolution("hidden_to_hidden");
        return LstmGates.step(ofInput.apply(input).add(ofHidden.apply(state.hidden())), state);
    }

    private ConvNd convolution(String name) {
        return new ConvNd(spatialAxes, 4 * outputChannels, kernelShape, o -> o.name(name));
    }

    @Override
    protected LstmState initial(Shape batch) {
        var zeros = Ops.zeros(batch.concat(Shape.of(inputShape)).concat(Shape.of(outputChannels)));
        return new LstmState(zeros, zeros);
    }

    /**
     * What can be chosen about a {@link ConvNdLstm}.
     *
     * @param name the module's name; {@code conv_ndlstm}, {@code conv1_dlstm} and so on by default, as in Haiku
     */
    public record Options(@Nullable String name) {

        private static final Options DEFAULTS = new Options("conv_ndlstm");

        /** {@return these options with another module name} */
        public Options name(String name) {
            return new Options(name);
        }
    }
}
