package dev.haiku.func;

/**
 * The settings of {@code associativeScan}, edited in its last argument: {@code associativeScan(f, elements, o ->
 * o.reverse(true))}.
 *
 * @param reverse whether each index gets the combination of all elements from it on, instead of up to it
 * @param axis the axis along which it runs; negative ones count from the end
 */
public record AssociativeScanOptions(boolean reverse, int axis) {

    static final AssociativeScanOptions DEFAULTS = new AssociativeScanOptions(false, 0);

    /** {@return these options with that direction} */
    public AssociativeScanOptions reverse(boolean isReverse) {
        return new AssociativeScanOptions(isReverse, axis);
    }

    /** {@return these options with that axis} */
    public AssociativeScanOptions axis(int position) {
        return new AssociativeScanOptions(reverse, position);
    }
}
