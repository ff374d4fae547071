package dev.haiku.tensor;

import java.util.List;

/**
 * The settings of {@link Ops#reduceWindow(Tensor, dev.haiku.ir.Window.Combine, List,
 * java.util.function.UnaryOperator)}, edited in its last argument: {@code o -> o.strides(1, 2, 2,
 * 1).padding(Padding.SAME)}.
 *
 * <p>Lists have an entry for each axis, or one for all of them.
 *
 * @param strides how far the window moves from one result to the next, 1 by default
 * @param padding what is added around the tensor, nothing by default
 * @param baseDilation how far apart elements of the tensor lie, 1 by default
 * @param windowDilation how far apart elements of a window lie, 1 by default
 */
public record WindowOptions(
        List<Integer> strides, Padding padding, List<Integer> baseDilation, List<Integer> windowDilation) {

    private static final List<Integer> ONE = List.of(1);

    static final WindowOptions DEFAULTS = new WindowOptions(ONE, Padding.VALID, ONE, ONE);

    /** Copies the lists. */
    public WindowOptions {
        strides = List.copyOf(strides);
        baseDilation = List.copyOf(baseDilation);
        windowDilation = List.copyOf(windowDilation);
    }

    /** {@return these options with those strides} */
    public WindowOptions strides(int... steps) {
        return strides(Operands.list(steps));
    }

    /** {@return these options with those strides} */
    public WindowOptions strides(List<Integer> steps) {
        return new WindowOptions(steps, padding, baseDilation, windowDilation);
    }

    /** {@return these options with that padding} */
    public WindowOptions padding(Padding newPadding) {
        return new WindowOptions(strides, newPadding, baseDilation, windowDilation);
    }

    /** {@return these options with that dilation of the tensor} */
    public WindowOptions baseDilation(int... factors) {
        return baseDilation(Operands.list(factors));
    }

    /** {@return these options with that dilation of the tensor} */
    public WindowOptions baseDilation(List<Integer> factors) {
        return new WindowOptions(strides, padding, factors, windowDilation);
    }

    /** {@return these options with that dilation of windows} */
    public WindowOptions windowDilation(int... factors) {
        return windowDilation(Operands.list(factors));
    }

    /** {@return these options with that dilation of windows} */
    public WindowOptions windowDilation(List<Integer> factors) {
        return new WindowOptions(strides, padding, baseDilation, factors);
    }
}
