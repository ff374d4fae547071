package dev.haiku.examples.data;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.haiku.array.DType;
import dev.haiku.array.HostArray;
import dev.haiku.array.Shape;
import java.io.IOException;
import java.util.Arrays;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class ImageDataTest {

    @Test
    void holdsAFifthOfTheDigitsOut() throws IOException {
        var digits = ImageData.digits(1);

        assertThat(digits.train().size()).isEqualTo(1438);
        assertThat(digits.test().size()).isEqualTo(359);
        assertThat(digits.train().pixels().shape()).hasToString("[1438, 64]");
    }

    @Test
    void splitsByTheSeedAlone() throws IOException {
        assertThat(ImageData.digits(1)).isEqualTo(ImageData.digits(1));
        assertThat(ImageData.digits(1)).isNotEqualTo(ImageData.digits(2));
    }

    @Test
    void shufflesEveryPositionOnce() {
        var order = ImageData.shuffled(100, 7);
        Arrays.sort(order);

        assertThat(order).containsExactly(IntStream.range(0, 100).toArray());
    }

    @Test
    void selectsRowsInTheGivenOrder() {
        var images = new LabelledImages(
                HostArray.of(Shape.of(3, 2), 0f, 1f, 2f, 3f, 4f, 5f), HostArray.of(Shape.of(3), 7, 8, 9));

        var selected = images.select(new int[] {2, 0});

        assertThat(selected.pixels()).isEqualTo(HostArray.of(Shape.of(2, 2), 4f, 5f, 0f, 1f));
        assertThat(selected.labels()).isEqualTo(HostArray.of(Shape.of(2), 9, 7));
    }

    @Test
    void batchesLeaveOutTheFewThatDoNotFillOne() {
        var images = numbered(7);

        var labels = images.shuffledBatches(3, 1)
                .flatMapToInt(batch -> Arrays.stream(batch.labels().toIntArray()))
                .toArray();

        assertThat(images.batchCount(3)).isEqualTo(2);
        assertThat(labels).containsExactly(Arrays.copyOf(ImageData.shuffled(7, 1), 6));
    }

    @Test
    void fewImagesAreOneBatch() {
        var batches = numbered(3).shuffledBatches(5, 1).toList();

        assertThat(batches).hasSize(1);
        assertThat(batches.get(0).labels().toIntArray()).containsExactlyInAnyOrder(0, 1, 2);
    }

    /** {@return images whose labels are their places} */
    private static LabelledImages numbered(int count) {
        return new LabelledImages(
                HostArray.fromDoubles(DType.F32, Shape.of(count, 1), i -> i),
                HostArray.fromLongs(DType.I32, Shape.of(count), i -> i));
    }

    @Test
    void rejectsImagesWithoutLabels() {
        assertThatThrownBy(() -> new LabelledImages(HostArray.of(Shape.of(2, 1), 0f, 1f), HostArray.of(Shape.of(1), 7)))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("Images [2, 1] and labels [1] do not belong together: [n, pixels] and [n] are needed.");
    }
}
