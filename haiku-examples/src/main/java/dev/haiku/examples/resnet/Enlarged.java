package dev.haiku.examples.resnet;

import dev.haiku.array.Shape;
import dev.haiku.tensor.Tensor;

/** Makes square images larger, each pixel a square of pixels. */
final class Enlarged {

    private Enlarged() {}

    /**
     * {@return the images {@code [n, side·factor, side·factor, 1]} of rows of pixels {@code [n, side·side]}}
     *
     * @throws IllegalArgumentException if they are not square
     */
    static Tensor images(Tensor rows, int factor) {
        int n = rows.dim(0);
        int side = (int) Math.round(Math.sqrt(rows.dim(1)));
        if (side * side != rows.dim(1)) {
            throw new IllegalArgumentException("Images of " + rows.dim(1) + " pixels are not square.");
        }
        return rows.reshape(n, side, 1, side, 1)
                .broadcastTo(Shape.of(n, side, factor, side, factor))
                .reshape(n, side * factor, side * factor, 1);
    }
}
