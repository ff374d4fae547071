package dev.haiku.nn;

import static dev.haiku.nn.Errors.assertThatInit;
import static dev.haiku.testing.HaikuAssertions.assertThat;

import dev.haiku.Haiku;
import dev.haiku.Layer;
import dev.haiku.array.Shape;
import dev.haiku.array.ShapeException;
import dev.haiku.random.Key;
import dev.haiku.random.Random;
import dev.haiku.tensor.Ops;
import dev.haiku.tensor.Padding;
import dev.haiku.tensor.Tensor;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What convolutions, pooling and the normalisations of channels have in common, and what they refuse. */
class ConvolutionsTest {

    private static final Tensor IMAGES = Random.normal(Key.of(1), Shape.of(2, 5, 6, 4));

    private static final Map<String, Function<DataFormat, Layer>> LAYERS = Map.of(
            "convolution", f -> new Conv2D(3, 3, o -> o.stride(2).groups(1).dataFormat(f)),
            "grouped convolution",
                    f -> new Conv2D(4, List.of(3, 2), o -> o.rate(2).groups(2).dataFormat(f)),
            "transposed convolution",
                    f -> new Conv2DTranspose(
                            3, List.of(3, 2), o -> o.stride(2, 1).dataFormat(f)),
            "depthwise convolution",
                    f -> new DepthwiseConv2D(2, 3, o -> o.stride(1, 2).dataFormat(f)),
            "separable convolution", f -> new SeparableDepthwiseConv2D(2, 3, o -> o.dataFormat(f)),
            "maximum", f -> new MaxPool(3, 2, Padding.SAME, o -> o.channelAxis(f.channelIndex())),
            "mean", f -> new AvgPool(3, 2, Padding.SAME, o -> o.channelAxis(f.channelIndex())),
            "group normalisation", f -> new GroupNorm(2, o -> o.dataFormat(f)),
            "instance normalisation", f -> new InstanceNorm(true, true, o -> o.dataFormat(f)));

    private static Tensor channelsFirst(Tensor x) {
        return Ops.moveAxis(x, -1, 1);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "convolution",
                "grouped convolution",
                "transposed convolution",
                "depthwise convolution",
                "separable convolution",
                "maximum",
                "mean",
                "group normalisation",
                "instance normalisation"
            })
    void placesOfTheChannelsGiveTheSameNumbers(String layer) {
        var last = Haiku.transform(
                (Tensor x) -> LAYERS.get(layer).apply(DataFormat.CHANNELS_LAST).apply(x));
        var first = Haiku.transform(
                (Tensor x) -> LAYERS.get(layer).apply(DataFormat.CHANNELS_FIRST).apply(x));

        var fromLast = last.withoutApplyRng().apply(last.init(Key.of(3), IMAGES), IMAGES);
        var x = channelsFirst(IMAGES);
        var fromFirst = first.withoutApplyRng().apply(first.init(Key.of(3), x), x);

        assertThat(fromFirst).isCloseTo(channelsFirst(fromLast), 1e-5, 1e-5);
    }

    @Test
    void aSingleExampleIsABatchOfOne() {
        var net = Haiku.transform((Tensor x) -> new Conv2DTranspose(2, 3, o -> o.stride(2)).apply(x))
                .withoutApplyRng();
        var params = net.init(Key.of(1), IMAGES);

        assertThat(net.apply(params, IMAGES.get(0)))
                .isCloseTo(net.apply(params, IMAGES).get(0), 1e-6, 1e-6);
    }

    @Test
    void aTransposedConvolutionGivesTheSizeAskedFor() {
        var net = Haiku.transform((Tensor x) ->
                        new Conv2DTranspose(2, 3, o -> o.stride(2).outputShape(List.of(9, 12))).apply(x))
                .withoutApplyRng();

        assertThat(net.apply(net.init(Key.of(1), IMAGES), IMAGES)).hasShape(2, 9, 12, 2);
    }

    @Nested
    class RejectionsOf {

        @Test
        void anOutputThatNoInputOfThatSizeGives() {
            assertThatInit(() -> new Conv1DTranspose(2, 3, o -> o.stride(2).outputShape(List.of(9)))
                            .apply(Ops.ones(1, 4, 1)))
                    .isInstanceOf(IllegalArgumentException.class)
                    .hasMessage("conv1_d_transpose: outputShape [9] asks for an input of size 5 along an axis,"
                            + " but it has 4.");
        }

        @Test
        void anOutputShapeWithNumbersAsPadding() {
            assertThatInit(() -> new Conv1DTranspose(
                            2, 3, o -> o.padding(Padding.of(1, 2)).outputShape(List.of(9))))
                    .isInstanceOf(IllegalArgumentException.class)
                    .hasMessage("conv1_d_transpose: outputShape needs Padding.SAME or Padding.VALID,"
                            + " but the padding is Explicit[pairs=[(1, 2)]].");
        }

        @Test
        void noSpatialAxes() {
            assertThatInit(() -> new ConvNd(0, 2, List.of(3)))
                    .isInstanceOf(IllegalArgumentException.class)
                    .hasMessage("conv_nd: a convolution needs at least 1 spatial axis, but got 0.");
        }

        @Test
        void aMultiplierBelowOne() {
            assertThatInit(() -> new DepthwiseConv2D(0, 3))
                    .isInstanceOf(IllegalArgumentException.class)
                    .hasMessage("depthwise_conv2_d: a convolution needs channelMultiplier >= 1, but got 0.");
        }

        @Test
        void aStrideForOtherAxes() {
            assertThatInit(() -> new Conv2D(2, 3, o -> o.stride(1, 2, 3)))
                    .isInstanceOf(IllegalArgumentException.class)
                    .hasMessage("conv2_d: stride needs one number, or one for each of the 2 spatial axes,"
                            + " but got [1, 2, 3].");
        }

        @Test
        void aMaskOfAnotherShape() {
            assertThatInit(() -> new Conv1DTranspose(2, 3, o -> o.mask(Ops.ones(3))).apply(Ops.ones(1, 4, 5)))
                    .isInstanceOf(IllegalArgumentException.class)
                    .hasMessage("conv1_d_transpose: the mask must have the shape of w, [3, 2, 5], but has [3].");
        }

        @Test
        void groupsThatDoNotDivideTheChannels() {
            assertThatInit(() -> new Conv1D(2, 3, o -> o.groups(2)).apply(Ops.ones(1, 4, 5)))
                    .isInstanceOf(IllegalArgumentException.class)
                    .hasMessage("conv1_d: the 5 input channels cannot be divided into 2 groups.");
        }

        @Test
        void anInputOfAnotherRank() {
            assertThatInit(() -> new DepthwiseConv2D(1, 3).apply(Ops.ones(4, 5)))
                    .isInstanceOf(ShapeException.class)
                    .hasMessage("depthwise_conv2_d: the input must have rank 3 or 4, but has shape [4, 5].\n"
                            + "A convolution over 2 axes takes [N, spatial..., channels], or the same without N.");
        }

        @Test
        void poolingWithNumbersAsPadding() {
            assertThatInit(() -> new MaxPool(2, 2, Padding.of(1, 1)).apply(IMAGES))
                    .isInstanceOf(IllegalArgumentException.class)
                    .hasMessageContaining("maxPool: the padding must be Padding.SAME or Padding.VALID, but got");
        }

        @Test
        void aWindowWithMoreAxesThanTheInput() {
            assertThatInit(() -> Pooling.avgPool(Ops.ones(3), List.of(1, 2), List.of(1, 2), Padding.SAME))
                    .isInstanceOf(ShapeException.class)
                    .hasMessage("pooling with a window or strides [1, 2] needs as many axes,"
                            + " but the input has shape [3].");
        }

        @Test
        void aSpatialWindowOnAVector() {
            assertThatInit(() -> Pooling.maxPool(Ops.ones(3), 2, 2, Padding.SAME))
                    .isInstanceOf(ShapeException.class)
                    .hasMessage("pooling needs a batch and a channel axis, but the input has shape [3].\n"
                            + "Give the window's size along each axis: WindowSize.of(size).");
        }
    }
}
