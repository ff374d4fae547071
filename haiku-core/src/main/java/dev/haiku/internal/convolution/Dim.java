package dev.haiku.internal.convolution;

import java.util.List;

/**
 * One index of the product of matrices that a convolution is: a <i>free</i> one, over which results extend, or a
 * <i>summed</i> one.
 *
 * @param size how many values it has
 * @param lhsStep how far apart they are in the input, in elements
 * @param otherStep how far apart they are in the result (free) or in the kernel (summed)
 * @param axis the number of the spatial axis along which it moves, or {@link #NONE}
 * @param shift how far it moves there
 */
public record Dim(int size, int lhsStep, int otherStep, int axis, int shift) {

    /** No spatial axis: batch or features. */
    public static final int NONE = -1;

    /** {@return the number of values of all of them} */
    public static int count(List<Dim> dims) {
        int count = 1;
        for (var dim : dims) {
            count = Math.multiplyExact(count, dim.size());
        }
        return count;
    }
}
