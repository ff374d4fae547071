package dev.haiku.tensor;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.haiku.array.ShapeException;
import dev.haiku.tensor.Padding.PadPair;
import java.util.List;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class PaddingTest {

    private static List<PadPair> pads(Padding padding, int size, int window, int stride, int dilation) {
        return padding.pads(List.of(size), List.of(window), List.of(stride), List.of(dilation));
    }

    @ParameterizedTest
    @CsvSource({
        "SAME, 5, 3, 1, 1, 1, 1",
        "SAME, 5, 2, 1, 1, 0, 1",
        "SAME_LOWER, 5, 2, 1, 1, 1, 0",
        "SAME, 6, 3, 2, 1, 0, 1",
        "SAME_LOWER, 6, 3, 2, 1, 1, 0",
        "SAME, 5, 3, 1, 3, 3, 3",
        "SAME, 4, 1, 2, 1, 0, 0",
        "SAME, 0, 3, 2, 1, 0, 1",
        "VALID, 5, 3, 2, 2, 0, 0"
    })
    void followsFromTheSizesAsInXla(String name, int size, int window, int stride, int dilation, int low, int high) {
        assertThat(pads(Padding.of(name), size, window, stride, dilation)).containsExactly(new PadPair(low, high));
    }

    @Test
    void isNamedInAnyCase() {
        assertThat(Padding.of("same")).isSameAs(Padding.SAME);
        assertThat(Padding.of("Same_Lower")).isSameAs(Padding.SAME_LOWER);
        assertThat(Padding.of("VALID")).isSameAs(Padding.VALID);
    }

    @Test
    void givesOnePairForEachAxis() {
        var padding = Padding.of(new PadPair(1, 2), new PadPair(-1, 0));

        assertThat(padding.pads(List.of(5, 5), List.of(3, 3), List.of(1, 1), List.of(1, 1)))
                .containsExactly(new PadPair(1, 2), new PadPair(-1, 0));
        assertThat(padding).isEqualTo(Padding.of(List.of(new PadPair(1, 2), new PadPair(-1, 0))));
    }

    @Test
    void givesOnePairForAllAxes() {
        assertThat(Padding.of(1, 2).pads(List.of(5, 6), List.of(3, 3), List.of(1, 1), List.of(1, 1)))
                .containsExactly(new PadPair(1, 2), new PadPair(1, 2));
        assertThat(Padding.of(1, 2).pads(List.of(), List.of(), List.of(), List.of()))
                .isEmpty();
    }

    @Test
    void isComputedFromTheExtentOfTheWindow() {
        var causal = Padding.by(extent -> new PadPair(extent - 1, 0));

        assertThat(causal.pads(List.of(9, 9), List.of(3, 2), List.of(1, 1), List.of(2, 1)))
                .containsExactly(new PadPair(4, 0), new PadPair(1, 0));
    }

    @Test
    void isComputedForEachAxisOnItsOwn() {
        var padding = Padding.by(extent -> new PadPair(extent, 0), extent -> new PadPair(0, extent));

        assertThat(padding.pads(List.of(9, 9), List.of(3, 2), List.of(1, 1), List.of(1, 1)))
                .containsExactly(new PadPair(3, 0), new PadPair(0, 2));
    }

    @Test
    void printsAPairAsItIsWritten() {
        assertThat(new PadPair(1, -2)).hasToString("(1, -2)");
    }

    @Nested
    class Errors {

        @Test
        void rejectsUnknownNames() {
            assertThatThrownBy(() -> Padding.of("FULL"))
                    .isInstanceOf(IllegalArgumentException.class)
                    .hasMessage("Unknown padding 'FULL'. Known are 'SAME', 'SAME_LOWER' and 'VALID'; give numbers with"
                            + " Padding.of(low, high).");
        }

        @Test
        void rejectsAnotherNumberOfPairs() {
            var padding = Padding.of(new PadPair(1, 1), new PadPair(1, 0));

            assertThatThrownBy(() -> pads(padding, 5, 3, 1, 1))
                    .isInstanceOf(ShapeException.class)
                    .hasMessage(
                            "Got 2 paddings, [(1, 1), (1, 0)], for 1 spatial axes. Give one for each, or one for all.");
        }

        @Test
        void rejectsListsOfDifferentLengths() {
            assertThatThrownBy(() -> Padding.SAME.pads(List.of(5, 5), List.of(3), List.of(1, 1), List.of(1, 1)))
                    .isInstanceOf(ShapeException.class)
                    .hasMessage("Padding of spatial sizes [5, 5] needs as many window sizes, strides and dilations,"
                            + " but got [3], [1, 1] and [1, 1].");
        }

        @Test
        void rejectsStridesBelowOne() {
            assertThatThrownBy(() -> pads(Padding.SAME, 5, 3, 0, 1))
                    .isInstanceOf(ShapeException.class)
                    .hasMessage("Padding needs strides and dilations >= 1, but got [0] and [1]. Use 1 for none.");
        }
    }
}
