package dev.haiku.tensor;

import static dev.haiku.tensor.Expected.assertTensor;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.haiku.array.DType;
import dev.haiku.array.HostArray;
import dev.haiku.array.Shape;
import dev.haiku.array.ShapeException;
import dev.haiku.func.Func;
import dev.haiku.ir.ConvDimensions;
import dev.haiku.tensor.Padding.PadPair;
import java.util.Arrays;
import java.util.List;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

/** The figures are those of {@code jax.lax} for the same whole numbers. */
class ConvolutionOpsTest {

    private static Tensor numbers(DType dtype, int factor, int modulus, int shift, int... dims) {
        return Tensor.of(HostArray.fromLongs(dtype, Shape.of(dims), i -> (long) i * factor % modulus - shift));
    }

    private static Tensor lhs(int... dims) {
        return numbers(DType.F32, 7, 11, 5, dims);
    }

    private static Tensor rhs(int... dims) {
        return numbers(DType.F32, 5, 7, 3, dims);
    }

    private static double[] figures(String text) {
        return Arrays.stream(text.split(" ", -1))
                .mapToDouble(Double::parseDouble)
                .toArray();
    }

    @Test
    void convolvesWithChannelsFirst() {
        assertTensor(
                Ops.conv(lhs(1, 2, 3, 3), rhs(1, 2, 2, 2), List.of(1, 1), Padding.SAME),
                "f32[1, 1, 3, 3]",
                figures("29 -25 -14 -1 -11 20 -12 -13 24"));
        assertTensor(
                Ops.conv(lhs(1, 2, 4, 3), rhs(1, 2, 3, 2), List.of(2, 1), Padding.SAME),
                "f32[1, 1, 2, 3]",
                figures("23 -10 -9 0 -13 13"));
    }

    @Test
    void convolvesWithGeneralPadding() {
        assertTensor(
                Ops.convWithGeneralPadding(
                        lhs(1, 1, 4), rhs(2, 1, 2), List.of(2), Padding.of(1, 2), List.of(2), List.of(3)),
                "f32[1, 2, 4]",
                figures("4 -4 10 0 -4 4 -10 0"));
    }

    @Test
    void addsAnOddZeroBeforeTheInputForSameLower() {
        assertTensor(
                Ops.conv(lhs(1, 1, 4), rhs(1, 1, 2), List.of(1), Padding.SAME_LOWER),
                "f32[1, 1, 4]",
                figures("-10 19 -10 16"));
    }

    @Test
    void convolvesGroupsOfFeatures() {
        assertTensor(
                Ops.convGeneralDilated(
                        lhs(1, 2, 3, 4),
                        rhs(2, 2, 2, 2),
                        o -> o.padding(Padding.of(new PadPair(0, 1), new PadPair(1, 0)))
                                .dimensions("NHWC", "HWIO", "NHWC")
                                .featureGroups(2)),
                "f32[1, 2, 3, 2]",
                figures("-9 -20 14 -15 -26 19 8 2 -19 20 19 -3"));
    }

    @Test
    void convolvesGroupsOfTheBatch() {
        assertTensor(
                Ops.convGeneralDilated(
                        lhs(2, 3, 1),
                        rhs(2, 1, 4),
                        o -> o.dimensions("NWC", "WIO", "NWC").batchGroups(2)),
                "f32[1, 2, 4]",
                figures("21 -8 -1 -13 -12 2 3 7"));
    }

    @Test
    void readsSpatialAxesInTheOrderOfTheKernel() {
        assertTensor(
                Ops.convGeneralDilated(lhs(1, 2, 3, 1), rhs(1, 2, 1, 1), o -> o.dimensions("NHWC", "WHIO", "NCWH")),
                "f32[1, 1, 3, 1]",
                figures("25 -4 0"));
    }

    @Test
    void wrapsIntegers() {
        assertTensor(
                Ops.conv(
                        numbers(DType.I8, 7, 11, 5, 1, 1, 4).mul(9),
                        numbers(DType.I8, 5, 7, 3, 1, 1, 3).mul(9),
                        List.of(1),
                        Padding.VALID),
                "i8[1, 1, 2]",
                3,
                -42);
    }

    @Test
    void promotesElementTypes() {
        assertThat(Recording.type(() -> Ops.conv(
                        Recording.symbol(DType.BF16, 1, 1, 4),
                        Recording.symbol(DType.F32, 1, 1, 3),
                        List.of(1),
                        Padding.VALID)))
                .hasToString("f32[1, 1, 2]");
    }

    @Test
    void takesOneEntryForAllSpatialAxes() {
        var x = Recording.symbol(DType.F32, 2, 9, 9, 3);
        var w = Recording.symbol(DType.F32, 3, 3, 3, 4);

        assertThat(Recording.type(() -> Ops.convGeneralDilated(
                        x,
                        w,
                        o -> o.strides(2)
                                .rhsDilation(2)
                                .padding(Padding.of(1, 1))
                                .dimensions(ConvDimensions.channelsLast(2)))))
                .hasToString("f32[2, 4, 4, 4]");
    }

    @ParameterizedTest
    @CsvSource({
        "3, 1, 1, SAME, -5 9 22",
        "3, 2, 1, SAME, -13 -4 18 -10 16 6",
        "2, 3, 1, SAME, -4 19 0 -10 16 0 6 -9 0",
        "4, 2, 1, SAME, -13 -17 18 -2 16 6",
        "1, 2, 1, SAME, 19 0 16 0 -9 0",
        "2, 2, 2, SAME, -4 0 9 0 22 0",
        "3, 1, 1, VALID, -13 -5 9 22 -9",
        "3, 2, 1, VALID, -13 -4 18 -10 16 6 -9",
        "2, 3, 1, VALID, -4 19 0 -10 16 0 6 -9 0",
        "4, 2, 1, VALID, -1 -13 -17 18 -2 16 6 -9",
        "1, 2, 1, VALID, 19 0 16 0 -9 0",
        "2, 2, 2, VALID, -4 0 9 0 22 0 -9"
    })
    void transposesAConvolution(int kernel, int stride, int dilation, String padding, String expected) {
        var y = Ops.convTranspose(
                lhs(1, 3, 2), rhs(kernel, 2, 1), List.of(stride), Padding.of(padding), o -> o.rhsDilation(dilation));

        Expected.assertNumbers(y, figures(expected));
    }

    @ParameterizedTest
    @CsvSource({
        "3, 1, 1, SAME, 3 -11 -20 9 -4 27",
        "3, 2, 1, SAME, 19 -4 -13 -1 6 6 -1 -13 -13 25 0 8",
        "4, 2, 1, SAME, -13 -1 6 6 -8 6 -13 25 -7 24 2 -11",
        "3, 2, 1, VALID, 19 -4 -13 -1 6 6 -1 -13 -13 25 0 8 2 -11",
        "2, 2, 2, VALID, 19 -4 0 0 3 -11 0 0 -10 -7 0 0 0 8"
    })
    void transposesAConvolutionWithItsOwnKernel(int kernel, int stride, int dilation, String padding, String expected) {
        var y = Ops.convTranspose(
                lhs(1, 3, 2),
                rhs(kernel, 2, 2),
                List.of(stride),
                Padding.of(padding),
                o -> o.rhsDilation(dilation).transposeKernel(true));

        Expected.assertNumbers(y, figures(expected));
    }

    @Test
    void padsTransposedConvolutionsByNumbers() {
        var x = lhs(1, 3, 2);
        var w = rhs(3, 2, 1);
        var expected = figures("-4 18 -10 16 6 -9");

        assertTensor(Ops.convTranspose(x, w, List.of(2), Padding.of(1, 2)), "f32[1, 6, 1]", expected);
        assertTensor(
                Ops.convTranspose(x, w, List.of(2), Padding.of(1, 0), o -> o.useConsistentPadding(true)),
                "f32[1, 6, 1]",
                expected);
        assertTensor(
                Ops.convTranspose(x, w, List.of(2), Padding.SAME, o -> o.useConsistentPadding(true)),
                "f32[1, 6, 1]",
                figures("-13 -4 18 -10 16 6"));
    }

    @Test
    void transposesConvolutionsOfImagesAndOfNoSpace() {
        assertTensor(
                Ops.convTranspose(lhs(1, 2, 3, 1), rhs(2, 3, 1, 1), List.of(2, 1), Padding.SAME),
                "f32[1, 4, 3, 1]",
                figures("-13 14 -10 -10 19 -10 16 -10 -11 10 -13 -9"));
        assertTensor(
                Ops.convTranspose(
                        lhs(1, 1, 2, 3),
                        rhs(1, 1, 2, 3),
                        List.of(1, 2),
                        Padding.VALID,
                        o -> o.dimensions("NCHW", "OIHW", "NCHW")),
                "f32[1, 1, 3, 7]",
                figures("-5 -15 12 6 -6 -6 4 5 5 6 7 -11 -13 12 0 10 -15 2 -3 -6 9"));
        assertTensor(
                Ops.convTranspose(lhs(2, 3), rhs(3, 2), List.of(), Padding.SAME), "f32[2, 2]", figures("9 -16 -24 5"));
        assertTensor(
                Ops.convTranspose(lhs(2, 3), rhs(2, 3), List.of(), Padding.VALID, o -> o.transposeKernel(true)),
                "f32[2, 2]",
                figures("19 14 -13 -10"));
    }

    @Test
    void theTransposedConvolutionWithConsistentPaddingIsTheGradient() {
        var w = rhs(3, 4, 2, 5);
        var padding = Padding.of(new PadPair(1, 0), new PadPair(2, 1));
        var x = lhs(2, 6, 7, 2);
        var vjp = Func.vjp(
                (Tensor in) -> Ops.convGeneralDilated(
                        in, w, o -> o.strides(1, 2).padding(padding).dimensions("NHWC", "HWIO", "NHWC")),
                x);
        var g = Ops.onesLike(vjp.value());

        var transposed = Ops.convTranspose(
                g, w, List.of(1, 2), padding, o -> o.transposeKernel(true).useConsistentPadding(true));

        assertThat(transposed.toFloatArray()).isEqualTo(vjp.pullback().apply(g).toFloatArray());
    }

    @Nested
    class Errors {

        private final Tensor image = Recording.symbol(DType.F32, 1, 8, 8, 3);
        private final Tensor kernel = Recording.symbol(DType.F32, 3, 3, 3, 4);

        private void rejects(Supplier<Tensor> body, String message) {
            assertThatThrownBy(() -> Recording.type(body))
                    .isInstanceOf(ShapeException.class)
                    .hasMessage(message);
        }

        static Stream<Arguments> ranks() {
            var advice = ". Add a batch axis to a single input with expandDims.";
            return Stream.of(
                    Arguments.of(
                            Recording.symbol(DType.F32, 3),
                            "needs an input and a kernel of rank 2 or more, the same for both, but got shapes [3] and"
                                    + " [3, 3, 3, 4]" + advice),
                    Arguments.of(
                            Recording.symbol(DType.F32, 8, 8, 3),
                            "needs an input and a kernel of rank 2 or more, the same for both, but got shapes [8, 8,"
                                    + " 3] and [3, 3, 3, 4]" + advice));
        }

        @ParameterizedTest
        @MethodSource("ranks")
        void rejectsOtherRanks(Tensor input, String message) {
            rejects(() -> Ops.convGeneralDilated(input, kernel, o -> o), "convGeneralDilated: " + message);
            rejects(() -> Ops.convTranspose(input, kernel, List.of(1, 1), Padding.SAME), "convTranspose: " + message);
        }

        @Test
        void rejectsRanksOtherThanThatOfTheDimensions() {
            rejects(
                    () -> Ops.convGeneralDilated(image, kernel, o -> o.dimensions("NWC", "WIO", "NWC")),
                    "convGeneralDilated: needs an input and a kernel of rank 3, but got shapes [1, 8, 8, 3] and"
                            + " [3, 3, 3, 4]. Add a batch axis to a single input with expandDims.");
        }

        @Test
        void rejectsSamePaddingOfADilatedInput() {
            rejects(
                    () -> Ops.convGeneralDilated(
                            image,
                            kernel,
                            o -> o.lhsDilation(2).padding(Padding.SAME).dimensions("NHWC", "HWIO", "NHWC")),
                    "convGeneralDilated: padding SAME does not say how to pad an input dilated by [2, 2]. Give numbers"
                            + " with Padding.of, or use convTranspose.");
        }

        @Test
        void rejectsSameLowerForTransposedConvolutions() {
            rejects(
                    () -> Ops.convTranspose(image, kernel, List.of(2), Padding.SAME_LOWER),
                    "convTranspose: cannot pad as SAME_LOWER. Use SAME, VALID or numbers with Padding.of.");
        }

        @Test
        void rejectsAnotherNumberOfStrides() {
            rejects(
                    () -> Ops.convGeneralDilated(
                            image, kernel, o -> o.strides(1, 2, 3).dimensions("NHWC", "HWIO", "NHWC")),
                    "Got 3 strides, [1, 2, 3], for 2 spatial axes. Give one for each, or one for all.");
        }
    }
}
