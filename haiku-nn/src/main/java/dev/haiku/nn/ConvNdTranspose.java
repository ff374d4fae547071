package dev.haiku.nn;

import dev.haiku.Initializer;
import dev.haiku.ir.ConvDimensions;
import dev.haiku.nn.init.Initializers;
import dev.haiku.tensor.Ops;
import dev.haiku.tensor.Padding;
import dev.haiku.tensor.Tensor;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/**
 * A transposed convolution over any number of spatial axes, which enlarges its input: {@code stride - 1} zeros are inserted between
 * its elements, and the result is convolved; {@code hk.ConvNDTranspose}.
 *
 * <p>The kernel is not mirrored, so it is the mirror image of that of other libraries, as in Haiku.
 *
 * <p>Shapes: {@code [N, spatial..., in] -> [N, spatial'..., out]}, or with the channels on axis 1; the batch axis may be missing. An
 * axis of {@code a} elements gets {@code a·stride} with {@link Padding#SAME} and {@code a·stride + max(kernel - stride, 0)} with
 * {@link Padding#VALID}; {@code outputShape} chooses among the sizes of which the convolution with that stride makes {@code a}. Numbers
 * as padding lie around the input with the zeros inserted. Parameters: {@code w [kernel..., out, in]} and, unless disabled, {@code b
 * [out]} (channels first: {@code [out, 1, ...]}), both of the input's element type.
 *
 * <p>{@link Conv1DTranspose}, {@link Conv2DTranspose} and {@link Conv3DTranspose} fix the number of spatial axes.
 */
public class ConvNdTranspose extends SpatialModule {

    private final int outputChannels;
    private final List<Integer> kernelShape;
    private final Options options;

    /**
     * Creates one.
     *
     * @param spatialAxes the number of spatial axes, at least 1
     * @param outputChannels the number of output channels
     * @param kernelShape the size of the window along each spatial axis, or one for all of them
     */
    public ConvNdTranspose(int spatialAxes, int outputChannels, List<Integer> kernelShape) {
        this(spatialAxes, outputChannels, kernelShape, Options.DEFAULTS);
    }

    /** Creates one with edited options, such as {@code o -> o.stride(2).padding(Padding.VALID)}. */
    public ConvNdTranspose(
            int spatialAxes, int outputChannels, List<Integer> kernelShape, UnaryOperator<Options> edit) {
        this(spatialAxes, outputChannels, kernelShape, edit.apply(Options.DEFAULTS));
    }

    private ConvNdTranspose(int spatialAxes, int outputChannels, List<Integer> kernelShape, Options options) {
        super(spatialAxes, options.name());
        this.outputChannels = positive("outputChannels", outputChannels);
        requirePerAxis("kernelShape", kernelShape);
        requirePerAxis("stride", options.stride());
        this.kernelShape = perAxis(kernelShape);
        this.options = options;
        var output = options.outputShape();
        if (output != null) {
            requirePerAxis("outputShape", output);
            require(
                    options.padding() == Padding.SAME || options.padding() == Padding.VALID,
                    "outputShape needs Padding.SAME or Padding.VALID, but the padding is " + options.padding() + ".");
        }
    }

    /** {@return the number of output channels} */
    public int outputChannels() {
        return outputChannels;
    }

    @Override
    final Tensor convolve(Tensor x) {
        int inputChannels = x.dim(options.dataFormat().channelAxis(x.shape()));
        var shape = kernelShape(kernelShape, outputChannels, inputChannels);
        var w = kernel(shape, x.dtype(), outputChannels, options.wInit());
        var y = Ops.convTranspose(
                x,
                masked(w, options.mask()),
                options.stride(),
                padding(sizes(x, options.dataFormat())),
                o -> o.dimensions(outputsFirst(dimensions(options.dataFormat()))));
        return options.withBias() ? biased(y, x.dtype(), options.dataFormat(), options.bInit()) : y;
    }

    /** The meanings of the axes with those of the kernel's features exchanged. */
    private static ConvDimensions outputsFirst(ConvDimensions usual) {
        var kernel = new ArrayList<>(usual.rhs());
        kernel.set(0, usual.rhs().get(1));
        kernel.set(1, usual.rhs().get(0));
        return new ConvDimensions(usual.lhs(), kernel, usual.out());
    }

    private Padding padding(List<Integer> inputSizes) {
        var chosen = options.outputShape();
        if (chosen == null) {
            return options.padding();
        }
        var output = perAxis(chosen);
        var stride = perAxis(options.stride());
        var pairs = new ArrayList<Padding.PadPair>();
        for (int i = 0; i < inputSizes.size(); i++) {
            pairs.add(padFor(inputSizes.get(i), output.get(i), kernelShape.get(i), stride.get(i)));
        }
        return Padding.of(pairs);
    }

    /** The padding around the input with zeros inserted that gives so many outputs along an axis. */
    private Padding.PadPair padFor(int input, int output, int kernel, int stride) {
        boolean isSame = options.padding() == Padding.SAME;
        int expected = isSame ? (output + stride - 1) / stride : (output - kernel + stride) / stride;
        require(
                input == expected,
                "outputShape " + options.outputShape() + " asks for an input of size " + expected
                        + " along an axis, but it has " + input + ".");
        int forward = isSame ? Math.max(0, (input - 1) * stride + kernel - output) / 2 : 0;
        int low = kernel - 1 - forward;
        return new Padding.PadPair(low, output + kernel - 1 - ((input - 1) * stride + 1) - low);
    }

    /**
     * What can be chosen about a transposed convolution.
     *
     * @param stride how many times as large the output is along each spatial axis, or along all of them; 1 by default
     * @param outputShape the sizes of the output along each spatial axis, or one for all of them, if the padding is
     *     {@link Padding#SAME} or {@link Padding#VALID}; by default they follow from the input
     * @param padding that of the convolution whose transposition this is, if it is {@link Padding#SAME}, the default,
     *     or {@link Padding#VALID}; numbers lie around the input with zeros inserted
     * @param withBias whether {@code b} is added; on by default
     * @param wInit makes {@code w}; by default a truncated normal distribution of standard deviation {@code 1/sqrt(n)}
     *     with the number {@code n} of inputs of an output
     * @param bInit makes {@code b}; zeros by default
     * @param dataFormat where the channels are; on the last axis by default
     * @param mask multiplies {@code w}, whose shape it has; none by default
     * @param name the module's name
     */
    public record Options(
            List<Integer> stride,
            @Nullable List<Integer> outputShape,
            Padding padding,
            boolean withBias,
            @Nullable Initializer wInit,
            Initializer bInit,
            DataFormat dataFormat,
            @Nullable Tensor mask,
            @Nullable String name) {

        private static final Options DEFAULTS = new Options(
                List.of(1), null, Padding.SAME, true, null, Initializers.zeros(), DataFormat.CHANNELS_LAST, null, null);

        /** Copies the lists. */
        public Options {
            stride = List.copyOf(stride);
            outputShape = outputShape == null ? null : List.copyOf(outputShape);
        }

        /** {@return these options with that stride along all spatial axes, or along each} */
        public Options stride(int... stride) {
            return stride(Arrays.stream(stride).boxed().toList());
        }

        /** {@return these options with that stride} */
        public Options stride(List<Integer> stride) {
            return new Options(stride, outputShape, padding, withBias, wInit, bInit, dataFormat, mask, name);
        }

        /** {@return these options with those sizes of the output} */
        public Options outputShape(List<Integer> outputShape) {
            return new Options(stride, outputShape, padding, withBias, wInit, bInit, dataFormat, mask, name);
        }

        /** {@return these options with that padding} */
        public Options padding(Padding padding) {
            return new Options(stride, outputShape, padding, withBias, wInit, bInit, dataFormat, mask, name);
        }

        /** {@return these options with or without a bias} */
        public Options withBias(boolean withBias) {
            return new Options(stride, outputShape, padding, withBias, wInit, bInit, dataFormat, mask, name);
        }

        /** {@return these options with another initialiser of {@code w}} */
        public Options wInit(Initializer wInit) {
            return new Options(stride, outputShape, padding, withBias, wInit, bInit, dataFormat, mask, name);
        }

        /** {@return these options with another initialiser of {@code b}} */
        public Options bInit(Initializer bInit) {
            return new Options(stride, outputShape, padding, withBias, wInit, bInit, dataFormat, mask, name);
        }

        /** {@return these options with another place of the channels} */
        public Options dataFormat(DataFormat dataFormat) {
            return new Options(stride, outputShape, padding, withBias, wInit, bInit, dataFormat, mask, name);
        }

        /** {@return these options with a mask of {@code w}} */
        public Options mask(Tensor mask) {
            return new Options(stride, outputShape, padding, withBias, wInit, bInit, dataFormat, mask, name);
        }

        /** {@return these options with another module name} */
        public Options name(String name) {
            return new Options(stride, outputShape, padding, withBias, wInit, bInit, dataFormat, mask, name);
        }
    }
}
