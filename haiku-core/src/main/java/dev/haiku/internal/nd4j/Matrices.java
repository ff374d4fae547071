package dev.haiku.internal.nd4j;

import dev.haiku.internal.exec.Slot;
import dev.haiku.internal.exec.Storage;
import dev.haiku.ir.TensorType;
import java.util.List;

/**
 * A batch of matrices in native memory, one after the other, and the routines for their element type.
 *
 * @param lapack the routines
 * @param elementBytes the size of an element
 * @param count how many matrices there are
 * @param rows the rows of each
 * @param columns the columns of each
 */
record Matrices(Lapack lapack, int elementBytes, int count, int rows, int columns) {

    static Matrices of(TensorType type) {
        var shape = type.shape();
        return new Matrices(
                Lapack.of(type.dtype()),
                type.dtype().bytes(),
                (int) shape.subShape(0, shape.rank() - 2).size(),
                shape.dim(-2),
                shape.last());
    }

    /** {@return working memory for so many elements} */
    Storage allocate(int elements) {
        return Storage.allocate((long) elements * elementBytes);
    }

    /** {@return the place of what an operand or result holds for one matrix of the batch} */
    Place place(Slot slot, int index) {
        return Place.of(slot, index, count);
    }

    /** Copies elements. */
    void copy(Place from, Place to, int elements) {
        to.buffer()
                .bytes()
                .put(
                        to.start() * elementBytes,
                        from.buffer().bytes(),
                        from.start() * elementBytes,
                        elements * elementBytes);
    }

    /** Sets elements from a place on. */
    void fill(Place place, int elements, double value) {
        for (int i = place.start(); i < place.start() + elements; i++) {
            lapack.put(place.buffer(), i, value);
        }
    }

    /** Makes all that results hold for one matrix of the batch NaN. */
    void fillWithNan(List<Slot> results, int index) {
        for (var result : results) {
            fill(place(result, index), result.size() / count, Double.NaN);
        }
    }

    /** {@return an element behind a place} */
    double get(Place place, int offset) {
        return lapack.get(place.buffer(), place.start() + offset);
    }

    /** Writes an element behind a place. */
    void put(Place place, int offset, double value) {
        lapack.put(place.buffer(), place.start() + offset, value);
    }

    /** {@return whether elements from a place on are finite; LAPACK's iterations need not end otherwise} */
    boolean isFinite(Place place, int elements) {
        for (int i = 0; i < elements; i++) {
            if (!Double.isFinite(get(place, i))) {
                return false;
            }
        }
        return true;
    }
}
