package dev.haiku.nn.nets;

import dev.haiku.TrainingLayerModule;
import dev.haiku.nn.Conv2D;
import dev.haiku.nn.Flatten;
import dev.haiku.nn.Linear;
import dev.haiku.tensor.Nn;
import dev.haiku.tensor.Ops;
import dev.haiku.tensor.Padding;
import dev.haiku.tensor.Tensor;
import java.util.List;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/**
 * A network for images that is small: a convolution, blocks of a depthwise convolution and one of size 1, a mean over the image and a
 * linear layer; {@code hk.nets.MobileNetV1}.
 *
 * <p>Shapes: {@code [N, H, W, C] -> [N, classes]}. Its modules are named {@code conv2_d}, {@code batch_norm}, {@code
 * mobile_net_v1_block} and so on, and {@code logits}, as Haiku's.
 *
 * <p>Source: Howard et al., <em>MobileNets: efficient convolutional neural networks for mobile vision applications</em>, 2017.
 */
public final class MobileNetV1 extends TrainingLayerModule {

    private static final int FIRST_CHANNELS = 32;

    private final int classes;
    private final Options options;

    /** Creates one with {@code classes} outputs and the 13 blocks of the publication. */
    public MobileNetV1(int classes) {
        this(classes, Options.DEFAULTS);
    }

    /** Creates one with edited options, such as {@code o -> o.useBatchNorm(false)}. */
    public MobileNetV1(int classes, UnaryOperator<Options> edit) {
        this(classes, edit.apply(Options.DEFAULTS));
    }

    private MobileNetV1(int classes, Options options) {
        super(options.name());
        if (options.strides().size() != options.channels().size()) {
            throw new IllegalArgumentException(
                    moduleName() + ": strides and channels must have the same length, but are " + options.strides()
                            + " and " + options.channels() + ".");
        }
        this.classes = classes;
        this.options = options;
    }

    @Override
    protected Tensor call(Tensor images, boolean isTraining) {
        boolean isNormalised = options.useBatchNorm();
        var first = new Conv2D(
                FIRST_CHANNELS, 3, o -> o.stride(2).padding(Padding.VALID).withBias(!isNormalised));
        var x = first.apply(images);
        x = Nn.relu(isNormalised ? MobileNetV1Block.normalised(x, isTraining) : x);
        for (int i = 0; i < options.strides().size(); i++) {
            var block = new MobileNetV1Block(
                    options.channels().get(i), options.strides().get(i), isNormalised);
            x = block.apply(x, isTraining);
        }
        var features = new Flatten().apply(Ops.mean(x, 1, 2));
        return new Linear(classes, o -> o.name("logits")).apply(features);
    }

    /**
     * What can be chosen about a {@link MobileNetV1}.
     *
     * @param strides the stride of the depthwise convolution of each block; those of the publication by default
     * @param channels the number of output channels of each block; those of the publication by default
     * @param useBatchNorm whether convolutions are followed by a normalisation, else they have a bias; on by default
     * @param name the module's name; {@code mobile_net_v1} by default
     */
    public record Options(
            List<Integer> strides,
            List<Integer> channels,
            boolean useBatchNorm,
            @Nullable String name) {

        private static final Options DEFAULTS = new Options(
                List.of(1, 2, 1, 2, 1, 2, 1, 1, 1, 1, 1, 2, 1),
                List.of(64, 128, 128, 256, 256, 512, 512, 512, 512, 512, 512, 1024, 1024),
                true,
                null);

        /** Copies the lists. */
        public Options {
            strides = List.copyOf(strides);
            channels = List.copyOf(channels);
        }

        /** {@return these options with other strides of the blocks} */
        public Options strides(List<Integer> strides) {
            return new Options(strides, channels, useBatchNorm, name);
        }

        /** {@return these options with other numbers of channels of the blocks} */
        public Options channels(List<Integer> channels) {
            return new Options(strides, channels, useBatchNorm, name);
        }

        /** {@return these options with normalisations, or biases} */
        public Options useBatchNorm(boolean useBatchNorm) {
            return new Options(strides, channels, useBatchNorm, name);
        }

        /** {@return these options with another module name} */
        public Options name(String name) {
            return new Options(strides, channels, useBatchNorm, name);
        }
    }
}
