package dev.haiku.examples.mnist;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.Test;

class ConfusionMatrixTest {

    private final ConfusionMatrix matrix = new ConfusionMatrix(3, new int[] {0, 1, 2, 2}, new int[] {0, 1, 2, 1});

    @Test
    void countsTheDiagonalAsRight() {
        assertThat(matrix.accuracy()).isEqualTo(0.75, within(1e-12));
    }

    @Test
    void printsARowForEachTrueClass() {
        assertThat(matrix.toString().lines())
                .containsExactly(
                        "true \\ predicted    0    1    2",
                        "               0    1    .    .",
                        "               1    .    1    .",
                        "               2    .    1    1");
    }
}
