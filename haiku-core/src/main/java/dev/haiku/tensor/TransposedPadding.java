package dev.haiku.tensor;

import static dev.haiku.tensor.Operands.range;

import dev.haiku.tensor.Padding.PadPair;
import java.util.List;

/**
 * The padding of transposed convolutions.
 *
 * @param spatialDims the sizes of the input
 * @param windowDims the sizes of the kernel
 * @param strides how far apart elements of the input lie
 * @param dilation how far apart elements of the kernel lie
 */
record TransposedPadding(
        List<Integer> spatialDims, List<Integer> windowDims, List<Integer> strides, List<Integer> dilation) {

    /**
     * {@return the padding around the dilated input}
     *
     * @param padding a name, which is the forward convolution's, or numbers
     * @param isForward whether numbers are the forward convolution's, too
     */
    List<PadPair> pads(Padding padding, boolean isForward) {
        Operands.check(
                padding != Padding.SAME_LOWER,
                "convTranspose",
                "cannot pad as SAME_LOWER. Use SAME, VALID or numbers with Padding.of.");
        int rank = Extents.rank(spatialDims, windowDims, strides, dilation);
        if (padding == Padding.SAME || padding == Padding.VALID) {
            return range(0, rank).stream()
                    .map(i -> padding == Padding.SAME
                            ? same(extent(i), strides.get(i))
                            : valid(extent(i), strides.get(i)))
                    .toList();
        }
        var pads = padding.pads(spatialDims, windowDims, strides, dilation);
        return isForward
                ? range(0, rank).stream()
                        .map(i -> new PadPair(
                                extent(i) - 1 - pads.get(i).low(),
                                extent(i) - 1 - pads.get(i).high()))
                        .toList()
                : pads;
    }

    private int extent(int axis) {
        return Extents.dilated(windowDims.get(axis), dilation.get(axis));
    }

    private static PadPair same(int extent, int stride) {
        int total = extent + stride - 2;
        int low = stride > extent - 1 ? extent - 1 : (total + 1) / 2;
        return new PadPair(low, total - low);
    }

    private static PadPair valid(int extent, int stride) {
        int total = extent + stride - 2 + Math.max(extent - stride, 0);
        return new PadPair(extent - 1, total - (extent - 1));
    }
}
