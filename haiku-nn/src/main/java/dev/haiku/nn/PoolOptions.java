package dev.haiku.nn;

import org.jspecify.annotations.Nullable;

/**
 * What can be chosen about a {@link MaxPool} or {@link AvgPool}.
 *
 * @param channelAxis the axis along which a {@link WindowSize#spatial} window has size 1; the last by default
 * @param name the module's name; {@code max_pool} or {@code avg_pool} by default
 */
public record PoolOptions(int channelAxis, @Nullable String name) {

    static final PoolOptions DEFAULTS = new PoolOptions(-1, null);

    /** {@return these options with another axis of the channels} */
    public PoolOptions channelAxis(int channelAxis) {
        return new PoolOptions(channelAxis, name);
    }

    /** {@return these options with another module name} */
    public PoolOptions name(String name) {
        return new PoolOptions(channelAxis, name);
    }
}
