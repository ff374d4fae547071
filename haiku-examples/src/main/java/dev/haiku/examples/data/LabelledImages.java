package dev.haiku.examples.data;

import dev.haiku.array.DType;
import dev.haiku.array.HostArray;
import dev.haiku.array.Shape;
import dev.haiku.tensor.Tensor;
import java.util.Arrays;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/**
 * Images in memory, one row of pixels each, with the class of each.
 *
 * @param pixels the images {@code f32[n, pixels]} in [0, 1]
 * @param labels the classes {@code i32[n]} in 0..9
 */
public record LabelledImages(HostArray pixels, HostArray labels) {

    /** Checks that there is one label for each image. */
    public LabelledImages {
        if (pixels.shape().rank() != 2
                || labels.shape().rank() != 1
                || pixels.shape().dim(0) != labels.shape().dim(0)) {
            throw new IllegalArgumentException("Images " + pixels.shape() + " and labels " + labels.shape()
                    + " do not belong together: [n, pixels] and [n] are needed.");
        }
    }

    /** {@return the number of images} */
    public int size() {
        return labels.size();
    }

    /** {@return the images at those positions, in that order} */
    public LabelledImages select(int[] positions) {
        int width = pixels.shape().last();
        var rows = HostArray.fromDoubles(
                DType.F32,
                Shape.of(positions.length, width),
                i -> pixels.getDouble(positions[i / width] * width + i % width));
        var classes = HostArray.fromLongs(DType.I32, Shape.of(positions.length), i -> labels.getLong(positions[i]));
        return new LabelledImages(rows, classes);
    }

    /** {@return how many batches of a size there are; the few images that do not fill one do not count} */
    public int batchCount(int batchSize) {
        return size() / Math.min(batchSize, size());
    }

    /** {@return that many batches in an order that the seed decides, each made when it is reached; fewer images are one batch} */
    public Stream<Batch> shuffledBatches(int batchSize, long seed) {
        int each = Math.min(batchSize, size());
        var order = ImageData.shuffled(size(), seed);
        return IntStream.range(0, batchCount(batchSize))
                .mapToObj(i -> select(Arrays.copyOfRange(order, i * each, (i + 1) * each))
                        .toBatch());
    }

    /** {@return all of them as one batch} */
    public Batch toBatch() {
        return new Batch(Tensor.of(pixels), Tensor.of(labels));
    }
}
