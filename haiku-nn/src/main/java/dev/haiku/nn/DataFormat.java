package dev.haiku.nn;

import dev.haiku.array.Shape;
import dev.haiku.array.ShapeException;

/** Which axis of a batch holds the channels: the last or the second. */
public enum DataFormat {
    /** {@code [N, ..., C]}. */
    CHANNELS_LAST(-1),
    /** {@code [N, C, ...]}. */
    CHANNELS_FIRST(1);

    private final int channelIndex;

    DataFormat(int channelIndex) {
        this.channelIndex = channelIndex;
    }

    /**
     * {@return the format of one of Haiku's names: {@code channels_last} and {@code channels_first}, {@code NHWC} or {@code NWC} and
     * {@code NCHW} or {@code NCW}, or {@code BTHWD} and {@code TBD}}
     *
     * @throws IllegalArgumentException if it is another text
     */
    public static DataFormat of(String name) {
        if (name.equals("channels_first") || name.matches("NC[^C]*")) {
            return CHANNELS_FIRST;
        }
        if (name.equals("channels_last") || name.matches("N[^C]+C|(BT|TB)[^D]*D")) {
            return CHANNELS_LAST;
        }
        throw new IllegalArgumentException("'" + name + "' does not tell which axis holds the channels. "
                + "Use channels_last, channels_first or letters such as NHWC and NCHW.");
    }

    /** {@return the axis of the channels: -1 or 1} */
    public int channelIndex() {
        return channelIndex;
    }

    /**
     * {@return the axis of the channels of a tensor of that shape, not negative}
     *
     * @throws ShapeException if it has too few axes
     */
    public int channelAxis(Shape shape) {
        if (shape.rank() < (channelIndex < 0 ? 1 : 2)) {
            throw new ShapeException(this + " data have the channels on axis " + channelIndex
                    + ", but the input has shape " + shape + ".\nAdd a batch axis, or choose another data format.");
        }
        return shape.axis(channelIndex);
    }
}
