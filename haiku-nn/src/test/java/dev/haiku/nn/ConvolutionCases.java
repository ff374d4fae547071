package dev.haiku.nn;

import dev.haiku.array.DType;
import dev.haiku.array.Shape;
import dev.haiku.tensor.Ops;
import dev.haiku.tensor.Padding;
import java.util.List;

/** Rows of the table of modules: convolutions and pooling. */
final class ConvolutionCases {

    private static final Shape SERIES = Shape.of(2, 3, 4);
    private static final Shape IMAGES = Shape.of(2, 4, 3, 2);
    private static final Shape CHANNELS_FIRST = Shape.of(2, 2, 4, 3);

    private ConvolutionCases() {}

    static List<ModuleCase> all() {
        return List.of(
                ModuleCase.of("ConvNd", () -> new ConvNd(1, 2, List.of(2)), SERIES, "conv_nd/w", "conv_nd/b"),
                ModuleCase.of("Conv1D", () -> new Conv1D(2, 3, o -> o.rate(2)), SERIES, "conv1_d/w", "conv1_d/b"),
                ModuleCase.of(
                        "Conv2D",
                        () -> new Conv2D(
                                4, 3, o -> o.stride(2).padding(Padding.VALID).groups(2)),
                        Shape.of(2, 5, 6, 2),
                        "conv2_d/w",
                        "conv2_d/b"),
                ModuleCase.of(
                        "Conv2D, channels first",
                        () -> new Conv2D(
                                3,
                                List.of(2, 3),
                                o -> o.dataFormat(DataFormat.CHANNELS_FIRST).padding(Pads.causal())),
                        Shape.of(2, 2, 4, 5),
                        "conv2_d/w",
                        "conv2_d/b"),
                ModuleCase.of(
                        "Conv3D", () -> new Conv3D(2, 2, o -> o.withBias(false)), Shape.of(1, 3, 2, 3, 2), "conv3_d/w"),
                ModuleCase.of(
                        "Conv2D with a mask",
                        () -> new Conv2D(
                                2,
                                2,
                                o -> o.mask(Ops.tril(Ops.ones(4, 4))
                                        .reshape(2, 2, 2, 2)
                                        .cast(DType.BOOL))),
                        IMAGES,
                        "conv2_d/w",
                        "conv2_d/b"),
                ModuleCase.of(
                        "ConvNdTranspose",
                        () -> new ConvNdTranspose(1, 2, List.of(3), o -> o.stride(2)),
                        SERIES,
                        "conv_nd_transpose/w",
                        "conv_nd_transpose/b"),
                ModuleCase.of(
                        "Conv1DTranspose",
                        () -> new Conv1DTranspose(2, 3, o -> o.padding(Padding.VALID)),
                        SERIES,
                        "conv1_d_transpose/w",
                        "conv1_d_transpose/b"),
                ModuleCase.of(
                        "Conv2DTranspose",
                        () -> new Conv2DTranspose(3, 3, o -> o.stride(2).outputShape(List.of(7, 5))),
                        IMAGES,
                        "conv2_d_transpose/w",
                        "conv2_d_transpose/b"),
                ModuleCase.of(
                        "Conv2DTranspose, channels first",
                        () -> new Conv2DTranspose(
                                3, List.of(2, 3), o -> o.stride(2).dataFormat(DataFormat.CHANNELS_FIRST)),
                        CHANNELS_FIRST,
                        "conv2_d_transpose/w",
                        "conv2_d_transpose/b"),
                ModuleCase.of(
                        "Conv3DTranspose",
                        () -> new Conv3DTranspose(2, 2, o -> o.withBias(false)),
                        Shape.of(1, 3, 2, 3, 2),
                        "conv3_d_transpose/w"),
                ModuleCase.of(
                        "DepthwiseConvNd",
                        () -> new DepthwiseConvNd(1, 2, List.of(2)),
                        SERIES,
                        "depthwise_conv_nd/w",
                        "depthwise_conv_nd/b"),
                ModuleCase.of(
                        "DepthwiseConv1D, channels first",
                        () -> new DepthwiseConv1D(2, 2, o -> o.dataFormat(DataFormat.CHANNELS_FIRST)),
                        SERIES,
                        "depthwise_conv1_d/w",
                        "depthwise_conv1_d/b"),
                ModuleCase.of(
                        "DepthwiseConv2D",
                        () -> new DepthwiseConv2D(2, 3, o -> o.stride(2).padding(Padding.of(1, 1))),
                        IMAGES,
                        "depthwise_conv2_d/w",
                        "depthwise_conv2_d/b"),
                ModuleCase.of(
                        "DepthwiseConv2D, channels first",
                        () -> new DepthwiseConv2D(1, 2, o -> o.rate(2).dataFormat(DataFormat.CHANNELS_FIRST)),
                        CHANNELS_FIRST,
                        "depthwise_conv2_d/w",
                        "depthwise_conv2_d/b"),
                ModuleCase.of(
                        "DepthwiseConv3D",
                        () -> new DepthwiseConv3D(1, 2, o -> o.withBias(false)),
                        Shape.of(1, 3, 2, 3, 2),
                        "depthwise_conv3_d/w"),
                ModuleCase.of(
                        "SeparableDepthwiseConv2D",
                        () -> new SeparableDepthwiseConv2D(2, 3, o -> o.stride(2)),
                        IMAGES,
                        "separable_depthwise_conv2_d/~/depthwise_conv2_d/w",
                        "separable_depthwise_conv2_d/~/depthwise_conv2_d_1/w",
                        "separable_depthwise_conv2_d/~/depthwise_conv2_d_1/b"),
                ModuleCase.of("MaxPool", () -> new MaxPool(2, 2, Padding.SAME), IMAGES),
                ModuleCase.of(
                        "MaxPool, channels first",
                        () -> new MaxPool(2, 1, Padding.VALID, o -> o.channelAxis(1)),
                        CHANNELS_FIRST),
                ModuleCase.of("AvgPool", () -> new AvgPool(3, 2, Padding.SAME), IMAGES),
                ModuleCase.of(
                        "AvgPool of a window along the last axes",
                        () -> new AvgPool(WindowSize.of(2, 2, 1), WindowSize.spatial(1), Padding.VALID),
                        IMAGES));
    }
}
