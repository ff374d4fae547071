package dev.haiku.nn.nets;

import dev.haiku.TrainingLayerModule;
import dev.haiku.nn.BatchNorm;
import dev.haiku.nn.Conv2D;
import dev.haiku.nn.DepthwiseConv2D;
import dev.haiku.tensor.Nn;
import dev.haiku.tensor.Padding;
import dev.haiku.tensor.Tensor;

/** A depthwise convolution and one of size 1, each followed by normalisation, if there is one, and ReLU. */
final class MobileNetV1Block extends TrainingLayerModule {

    private final int channels;
    private final int stride;
    private final boolean isNormalised;

    MobileNetV1Block(int channels, int stride, boolean isNormalised) {
        this.channels = channels;
        this.stride = stride;
        this.isNormalised = isNormalised;
    }

    @Override
    protected Tensor call(Tensor x, boolean isTraining) {
        var depthwise = new DepthwiseConv2D(
                1,
                3,
                o -> o.stride(stride)
                        .padding(Padding.of(1, 1))
                        .withBias(!isNormalised)
                        .name("depthwise_conv"));
        var pointwise = new Conv2D(
                channels,
                1,
                o -> o.padding(Padding.VALID).withBias(!isNormalised).name("pointwise_conv"));
        var y = activated(depthwise.apply(x), isTraining);
        return activated(pointwise.apply(y), isTraining);
    }

    private Tensor activated(Tensor x, boolean isTraining) {
        return Nn.relu(isNormalised ? normalised(x, isTraining) : x);
    }

    /** {@return the output of a new normalisation with averages that decay by 0.999} */
    static Tensor normalised(Tensor x, boolean isTraining) {
        return new BatchNorm(true, true, 0.999).apply(x, isTraining);
    }
}
