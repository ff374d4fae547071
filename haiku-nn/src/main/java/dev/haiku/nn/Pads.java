package dev.haiku.nn;

import dev.haiku.tensor.Padding;
import dev.haiku.tensor.Padding.PadPair;

/**
 * Paddings of convolutions that depend only on the extent {@code e} of the window, {@code (kernel - 1)·rate + 1}; the functions of
 * {@code hk.pad}.
 *
 * <p>Unlike {@link Padding#SAME} they do not look at the stride.
 */
public final class Pads {

    private Pads() {}

    /** {@return no padding} */
    public static Padding valid() {
        return Padding.by(extent -> PadPair.NONE);
    }

    /** {@return padding of {@code (e - 1) / 2} before and {@code e / 2} behind: as many results as elements, if the stride is 1} */
    public static Padding same() {
        return Padding.by(extent -> new PadPair((extent - 1) / 2, extent / 2));
    }

    /** {@return padding of {@code e - 1} on both sides: every window that touches the input} */
    public static Padding full() {
        return Padding.by(extent -> new PadPair(extent - 1, extent - 1));
    }

    /** {@return padding of {@code e - 1} before: no result depends on later elements} */
    public static Padding causal() {
        return Padding.by(extent -> new PadPair(extent - 1, 0));
    }

    /** {@return padding of {@code e - 1} behind: no result depends on earlier elements} */
    public static Padding reverseCausal() {
        return Padding.by(extent -> new PadPair(0, extent - 1));
    }
}
