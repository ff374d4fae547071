package dev.haiku.nn.nets;

import dev.haiku.Module;
import dev.haiku.nn.BatchNorm;
import dev.haiku.nn.Conv2D;
import dev.haiku.nn.ConvNd;
import dev.haiku.nn.Linear;
import dev.haiku.nn.Pooling;
import dev.haiku.nn.init.Initializers;
import dev.haiku.tensor.Nn;
import dev.haiku.tensor.Ops;
import dev.haiku.tensor.Padding;
import dev.haiku.tensor.Tensor;
import java.util.ArrayList;
import java.util.List;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/**
 * A residual network for images: a convolution, four groups of residual blocks, a mean over the image and a linear layer;
 * {@code hk.nets.ResNet}.
 *
 * <p>Shapes: {@code [N, H, W, C] -> [N, classes]}. Its modules are named {@code initial_conv}, {@code initial_batchnorm},
 * {@code block_group_0} to {@code block_group_3} and {@code logits}, as Haiku's. The last scale of each block of version 1 starts at
 * zero.
 *
 * <p>Sources: He et al., <em>Deep residual learning for image recognition</em>, 2015 (version 1), and <em>Identity mappings in deep
 * residual networks</em>, 2016 (version 2).
 */
public class ResNet extends Module {

    private static final int GROUPS = 4;

    private final boolean isV2;
    private final Conv2D initialConv;
    private final @Nullable BatchNorm initialNorm;
    private final List<ResNetBlockGroup> groups = new ArrayList<>();
    private final @Nullable BatchNorm finalNorm;
    private final Linear logits;

    /**
     * The sizes that make up one of the published networks.
     *
     * @param blocks the number of blocks of each group
     * @param bottleneck whether a block narrows to a quarter of its channels between convolutions of size 1
     * @param channels the number of channels of each group
     * @param projection whether the first block of each group has a convolution in its shortcut
     */
    public record Sizes(List<Integer> blocks, boolean bottleneck, List<Integer> channels, List<Boolean> projection) {

        /** Copies the lists, which have four entries each. */
        public Sizes {
            blocks = four("blocks", blocks);
            channels = four("channels", channels);
            projection = four("projection", projection);
        }

        static Sizes plain(Integer... blocks) {
            return new Sizes(List.of(blocks), false, List.of(64, 128, 256, 512), List.of(false, true, true, true));
        }

        static Sizes bottleneck(Integer... blocks) {
            return new Sizes(List.of(blocks), true, List.of(256, 512, 1024, 2048), List.of(true, true, true, true));
        }
    }

    private static <T> List<T> four(String what, List<T> list) {
        if (list.size() != GROUPS) {
            throw new IllegalArgumentException("ResNet: " + what + " must be of length 4, but got " + list + ".");
        }
        return List.copyOf(list);
    }

    /** Creates one with {@code classes} outputs. */
    public ResNet(int classes, Sizes sizes) {
        this(classes, sizes, o -> o);
    }

    /** Creates one with edited options, such as {@code o -> o.v2(true)}. */
    public ResNet(int classes, Sizes sizes, UnaryOperator<Options> edit) {
        this(classes, sizes, edit.apply(Options.DEFAULTS));
    }

    private ResNet(int classes, Sizes sizes, Options options) {
        super(options.name());
        var strides = four("strides", options.strides());
        this.isV2 = options.v2();
        var first = options.initialConv();
        this.initialConv = new Conv2D(
                first.channels(),
                first.kernelShape(),
                o -> first.edit().apply(o.stride(2).withBias(false).name("initial_conv")));
        this.initialNorm = isV2 ? null : options.batchNorm().create("initial_batchnorm");
        for (int i = 0; i < GROUPS; i++) {
            groups.add(new ResNetBlockGroup(
                    sizes.blocks().get(i),
                    new ResNetBlock.Settings(
                            sizes.channels().get(i),
                            strides.get(i),
                            sizes.projection().get(i),
                            sizes.bottleneck(),
                            options.v2(),
                            options.batchNorm()),
                    "block_group_" + i));
        }
        this.finalNorm = isV2 ? options.batchNorm().create("final_batchnorm") : null;
        this.logits = new Linear(
                classes,
                o -> options.logits().apply(o.wInit(Initializers.zeros()).name("logits")));
    }

    /** {@return the logits of images; see {@link BatchNorm#apply} for {@code isTraining}} */
    public Tensor apply(Tensor images, boolean isTraining) {
        return apply(images, isTraining, false);
    }

    /**
     * {@return the logits of images}
     *
     * @param images a batch {@code [N, H, W, C]}
     * @param isTraining whether statistics of the batch are used and remembered
     * @param testLocalStats whether statistics of the batch are used outside training, too
     */
    public Tensor apply(Tensor images, boolean isTraining, boolean testLocalStats) {
        return mainMethod(
                images, isTraining, (x, training) -> compute(x, new ResNetBlock.Mode(training, testLocalStats)));
    }

    private Tensor compute(Tensor images, ResNetBlock.Mode mode) {
        var x = initialConv.apply(images);
        if (initialNorm != null) {
            x = Nn.relu(mode.normalise(initialNorm, x));
        }
        x = Pooling.maxPool(x, List.of(1, 3, 3, 1), List.of(1, 2, 2, 1), Padding.SAME);
        for (var group : groups) {
            x = group.apply(x, mode);
        }
        if (finalNorm != null) {
            x = Nn.relu(mode.normalise(finalNorm, x));
        }
        return logits.apply(Ops.mean(x, 1, 2));
    }

    /**
     * The first convolution.
     *
     * @param channels the number of its output channels; 64 by default
     * @param kernelShape the size of its window; 7 by default
     * @param edit edits its further options; by default it has stride 2 and no bias
     */
    public record InitialConv(int channels, List<Integer> kernelShape, UnaryOperator<ConvNd.Options> edit) {

        /** {@return this with so many output channels} */
        public InitialConv channels(int channels) {
            return new InitialConv(channels, kernelShape, edit);
        }

        /** {@return this with another window} */
        public InitialConv kernelShape(List<Integer> kernelShape) {
            return new InitialConv(channels, kernelShape, edit);
        }

        /** {@return this with edited options} */
        public InitialConv edit(UnaryOperator<ConvNd.Options> edit) {
            return new InitialConv(channels, kernelShape, edit);
        }
    }

    /**
     * What can be chosen about a {@link ResNet}.
     *
     * @param batchNorm how activations are normalised; by default with a scale, an offset and averages that decay by 0.9
     * @param v2 whether blocks are those of version 2, which normalise before they convolve; off by default
     * @param logits edits the options of the last layer, whose weights start at zero
     * @param initialConv the first convolution
     * @param strides the stride of the first block of each group; 1, 2, 2, 2 by default
     * @param name the module's name
     */
    public record Options(
            BatchNormConfig batchNorm,
            boolean v2,
            UnaryOperator<Linear.Options> logits,
            InitialConv initialConv,
            List<Integer> strides,
            @Nullable String name) {

        static final Options DEFAULTS = new Options(
                BatchNormConfig.DEFAULTS,
                false,
                UnaryOperator.identity(),
                new InitialConv(64, List.of(7), UnaryOperator.identity()),
                List.of(1, 2, 2, 2),
                null);

        /** Copies the list. */
        public Options {
            strides = List.copyOf(strides);
        }

        /** {@return these options with another normalisation} */
        public Options batchNorm(BatchNormConfig batchNorm) {
            return new Options(batchNorm, v2, logits, initialConv, strides, name);
        }

        /** {@return these options with an edited normalisation, such as {@code bn -> bn.decayRate(0.99)}} */
        public Options batchNorm(UnaryOperator<BatchNormConfig> edit) {
            return batchNorm(edit.apply(batchNorm));
        }

        /** {@return these options with blocks of version 2, or 1} */
        public Options v2(boolean v2) {
            return new Options(batchNorm, v2, logits, initialConv, strides, name);
        }

        /** {@return these options with a last layer of edited options} */
        public Options logits(UnaryOperator<Linear.Options> logits) {
            return new Options(batchNorm, v2, logits, initialConv, strides, name);
        }

        /** {@return these options with another first convolution} */
        public Options initialConv(InitialConv initialConv) {
            return new Options(batchNorm, v2, logits, initialConv, strides, name);
        }

        /** {@return these options with other strides} */
        public Options strides(List<Integer> strides) {
            return new Options(batchNorm, v2, logits, initialConv, strides, name);
        }

        /** {@return these options with another module name} */
        public Options name(String name) {
            return new Options(batchNorm, v2, logits, initialConv, strides, name);
        }
    }
}
