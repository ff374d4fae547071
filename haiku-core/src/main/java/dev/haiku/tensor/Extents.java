package dev.haiku.tensor;

import dev.haiku.array.ShapeException;
import java.util.Collections;
import java.util.List;

/** The arithmetic of dilated axes, and the checks of lists that have an entry for each spatial axis. */
final class Extents {

    private Extents() {}

    /** {@return how many elements an axis spans whose elements are {@code dilation} apart} */
    static int dilated(int size, int dilation) {
        return size == 0 ? 0 : (size - 1) * dilation + 1;
    }

    /**
     * {@return the number of spatial axes}
     *
     * @throws ShapeException if the lists do not agree about it, or strides or dilations are not positive
     */
    static int rank(
            List<Integer> spatialDims, List<Integer> windowDims, List<Integer> strides, List<Integer> dilation) {
        int rank = spatialDims.size();
        if (windowDims.size() != rank || strides.size() != rank || dilation.size() != rank) {
            throw new ShapeException(
                    "Padding of spatial sizes " + spatialDims + " needs as many window sizes, strides and"
                            + " dilations, but got " + windowDims + ", " + strides + " and " + dilation + ".");
        }
        if (strides.stream().anyMatch(n -> n < 1) || dilation.stream().anyMatch(n -> n < 1)) {
            throw new ShapeException("Padding needs strides and dilations >= 1, but got " + strides + " and " + dilation
                    + ". Use 1 for none.");
        }
        return rank;
    }

    /**
     * {@return the list, which has an entry for each of {@code rank} axes, or its only entry repeated}
     *
     * @throws ShapeException if it has another number of entries
     */
    static <T> List<T> perAxis(String what, List<T> entries, int rank) {
        if (entries.size() == rank) {
            return entries;
        }
        if (entries.size() != 1) {
            throw new ShapeException("Got " + entries.size() + " " + what + ", " + entries + ", for " + rank
                    + " spatial axes. Give one for each, or one for all.");
        }
        return Collections.nCopies(rank, entries.get(0));
    }
}
