package dev.haiku.rl;

import dev.haiku.func.Collectives;
import dev.haiku.tensor.Tensor;
import java.util.List;

/**
 * Sums over axes of a tensor and over named axes of {@code vmap} around.
 *
 * @param axisNames the named axes, perhaps none
 */
public record AllSum(List<String> axisNames) {

    /** Copies the list. */
    public AllSum {
        axisNames = List.copyOf(axisNames);
    }

    /** Makes one of those named axes. */
    public AllSum(String... axisNames) {
        this(List.of(axisNames));
    }

    /** {@return the sum over some axes of a tensor, all if none is given, and over the named axes} */
    public Tensor apply(Tensor x, int... axes) {
        var sum = x.sum(axes);
        return axisNames.isEmpty() ? sum : Collectives.psum(sum, axisNames.toArray(String[]::new));
    }
}
