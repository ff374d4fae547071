package dev.haiku.checkpoint;

/**
 * What can be chosen about an {@code .npz} file that is written.
 *
 * @param compressed whether the members are deflated, as {@code numpy.savez_compressed} does, or stored; stored by
 *     default, since parameters hardly get smaller
 */
public record NpzOptions(boolean compressed) {

    static final NpzOptions DEFAULTS = new NpzOptions(false);

    /** {@return these options with or without compression} */
    public NpzOptions compressed(boolean compressed) {
        return new NpzOptions(compressed);
    }
}
