package dev.haiku.ir;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ConvDimensionsTest {

    @Test
    void readsLayouts() {
        assertThat(ConvDimensions.of("NHWC", "HWIO", "NHWC"))
                .isEqualTo(new ConvDimensions(List.of(0, 3, 1, 2), List.of(3, 2, 0, 1), List.of(0, 3, 1, 2)));
    }

    @Test
    void ordersSpatialAxesAsTheKernelDoes() {
        var dimensions = ConvDimensions.of("NHWC", "WHIO", "NCWH");

        assertThat(dimensions.lhsSpatial()).containsExactly(2, 1);
        assertThat(dimensions.rhsSpatial()).containsExactly(0, 1);
        assertThat(dimensions.outSpatial()).containsExactly(2, 3);
    }

    @ParameterizedTest
    @CsvSource({"0, NC, IO, NC", "1, NWC, WIO, NWC", "2, NHWC, HWIO, NHWC", "3, NDHWC, DHWIO, NDHWC"})
    void hasChannelsLast(int spatialAxes, String lhs, String rhs, String out) {
        assertThat(ConvDimensions.channelsLast(spatialAxes)).isEqualTo(ConvDimensions.of(lhs, rhs, out));
    }

    @Test
    void hasChannelsFirst() {
        assertThat(ConvDimensions.channelsFirst(2)).isEqualTo(ConvDimensions.of("NCHW", "OIHW", "NCHW"));
        assertThat(ConvDimensions.channelsFirst(0)).isEqualTo(ConvDimensions.of("NC", "OI", "NC"));
    }

    @Test
    void namesTheRoleOfEachAxis() {
        var dimensions = ConvDimensions.of("HNCW", "OWIH", "WCHN");

        assertThat(List.of(dimensions.lhsBatch(), dimensions.lhsFeature())).containsExactly(1, 2);
        assertThat(List.of(dimensions.rhsOutput(), dimensions.rhsInput())).containsExactly(0, 2);
        assertThat(List.of(dimensions.outBatch(), dimensions.outFeature())).containsExactly(3, 1);
        assertThat(dimensions.rank()).isEqualTo(4);
        assertThat(dimensions.spatialRank()).isEqualTo(2);
    }

    @Test
    void printsAsXlaDoes() {
        assertThat(ConvDimensions.of("NHWC", "HWIO", "NCHW")).hasToString("b01f_01io->bf01");
    }

    @ParameterizedTest
    @CsvSource({
        "NHW, HWIO, NHWC, NHW, N, C",
        "NHHC, HWIO, NHWC, NHHC, N, C",
        "NHWC, HWIO, NHDC, NHDC, N, C",
        "NHWC, HWI, NHWC, HWI, O, I",
        "NWC, WIK, NWC, NWC, N, C"
    })
    void rejectsLayoutsThatDoNotFitTheKernel(
            String lhs, String rhs, String out, String wrong, String first, String second) {
        assertThatThrownBy(() -> ConvDimensions.of(lhs, rhs, out))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("The layout '" + wrong + "' must have the letters " + first + " and " + second
                        + " and the spatial letters of the kernel's layout '" + rhs + "', each once.");
    }

    @Test
    void rejectsListsThatAreNoPermutations() {
        assertThatThrownBy(() -> new ConvDimensions(List.of(0, 1), List.of(1, 0), List.of(0, 2)))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("Convolution dimensions [0, 1], [1, 0] and [0, 2] must each name all axes of one rank, at"
                        + " least 2, once.");
    }
}
