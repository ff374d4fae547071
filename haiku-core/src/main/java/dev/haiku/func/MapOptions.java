package dev.haiku.func;

/**
 * The settings of {@code Control.map}, edited in its last argument: {@code map(f, xs, o -> o.batchSize(32))}.
 *
 * @param batchSize how many indices are computed together, as {@code vmap} does, or 0 for one after another
 */
public record MapOptions(int batchSize) {

    static final MapOptions DEFAULTS = new MapOptions(0);

    /** Checks the number. */
    public MapOptions {
        if (batchSize < 0) {
            throw new IllegalArgumentException("map needs a batchSize >= 1, or 0 for none, but got " + batchSize + ".");
        }
    }

    /** {@return these options with that many indices computed together} */
    public MapOptions batchSize(int indices) {
        return new MapOptions(indices);
    }
}
