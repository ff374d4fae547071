package dev.haiku.nn;

import dev.haiku.array.Shape;
import dev.haiku.array.ShapeException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;

/**
 * The size of a pooling window, or how far it moves: along each axis, or along all spatial ones.
 *
 * <p>{@code WindowSize.spatial(3)} is 3 along all axes but that of the batch, the first, and that of the channels; {@code
 * WindowSize.of(3, 3, 1)} gives the last axes one by one, with 1 for those before them, so it fits inputs with and without a batch.
 */
public sealed interface WindowSize {

    /** {@return that size along all axes but the first and that of the channels} */
    static WindowSize spatial(int size) {
        return new Spatial(size);
    }

    /** {@return that size along all axes but the first} */
    static WindowSize withChannels(int size) {
        return new WithChannels(size);
    }

    /** {@return those sizes along the last axes, and 1 along the others} */
    static WindowSize of(int... sizes) {
        return of(Arrays.stream(sizes).boxed().toList());
    }

    /** {@return those sizes along the last axes, and 1 along the others} */
    static WindowSize of(List<Integer> sizes) {
        return new LastAxes(sizes);
    }

    /**
     * {@return the size along each axis of an input of that shape}
     *
     * @param shape the input's shape
     * @param channelAxis the axis of the channels; negative ones count from the end
     * @throws ShapeException if the input has too few axes, or no such channel axis
     */
    List<Integer> in(Shape shape, int channelAxis);

    /**
     * One size for all spatial axes.
     *
     * @param size the size
     */
    record Spatial(int size) implements WindowSize {

        @Override
        public List<Integer> in(Shape shape, int channelAxis) {
            var sizes = new ArrayList<>(new WithChannels(size).in(shape, channelAxis));
            sizes.set(shape.axis(channelAxis), 1);
            return sizes;
        }

        @Override
        public String toString() {
            return String.valueOf(size);
        }
    }

    /**
     * One size for all axes but the first.
     *
     * @param size the size
     */
    record WithChannels(int size) implements WindowSize {

        @Override
        public List<Integer> in(Shape shape, int channelAxis) {
            if (shape.rank() < 2) {
                throw new ShapeException("pooling needs a batch and a channel axis, but the input has shape " + shape
                        + ".\nGive the window's size along each axis: WindowSize.of(size).");
            }
            var sizes = new ArrayList<>(Collections.nCopies(shape.rank(), size));
            sizes.set(0, 1);
            return sizes;
        }

        @Override
        public String toString() {
            return size + " with channels";
        }
    }

    /**
     * One size for each of the last axes.
     *
     * @param sizes the sizes
     */
    record LastAxes(List<Integer> sizes) implements WindowSize {

        /** Copies the list. */
        public LastAxes {
            sizes = List.copyOf(sizes);
        }

        @Override
        public List<Integer> in(Shape shape, int channelAxis) {
            if (sizes.size() > shape.rank()) {
                throw new ShapeException("pooling with a window or strides " + sizes
                        + " needs as many axes, but the input has shape " + shape + ".");
            }
            var all = new ArrayList<>(Collections.nCopies(shape.rank() - sizes.size(), 1));
            all.addAll(sizes);
            return all;
        }

        @Override
        public String toString() {
            return sizes.toString();
        }
    }
}
