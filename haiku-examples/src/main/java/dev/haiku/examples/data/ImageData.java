package dev.haiku.examples.data;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Random;
import java.util.stream.IntStream;

/**
 * A data set to learn from and one to be judged by.
 *
 * @param train what is learned from
 * @param test what is held out
 */
public record ImageData(LabelledImages train, LabelledImages test) {

    private static final int HELD_OUT = 5;

    /** {@return the bundled 8x8 digits, a fifth of them held out, split at random by the seed} */
    public static ImageData digits(long seed) throws IOException {
        var all = Digits.load();
        var order = shuffled(all.size(), seed);
        int held = all.size() / HELD_OUT;
        return new ImageData(
                all.select(Arrays.copyOfRange(order, held, order.length)), all.select(Arrays.copyOf(order, held)));
    }

    /**
     * {@return the MNIST or Fashion-MNIST files of a folder, plain or gzipped}
     *
     * @throws IOException if the folder or a file is missing or malformed; the message says which and why
     */
    public static ImageData idx(Path folder) throws IOException {
        return new ImageData(
                IdxFiles.read(folder, "train-images-idx3-ubyte", "train-labels-idx1-ubyte"),
                IdxFiles.read(folder, "t10k-images-idx3-ubyte", "t10k-labels-idx1-ubyte"));
    }

    /** {@return the numbers below {@code n} in an order that the seed decides} */
    public static int[] shuffled(int n, long seed) {
        var order = IntStream.range(0, n).toArray();
        var random = new Random(seed);
        for (int i = n - 1; i > 0; i--) {
            int j = random.nextInt(i + 1);
            int moved = order[i];
            order[i] = order[j];
            order[j] = moved;
        }
        return order;
    }
}
