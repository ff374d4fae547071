package dev.haiku.internal.batching;

/**
 * The axis that a mapping runs over.
 *
 * @param name the name by which collectives know it, or an empty text
 * @param size its size
 */
public record BatchAxis(String name, int size) {

    /** {@return an axis that no collective can name} */
    static BatchAxis anonymous(int size) {
        return new BatchAxis("", size);
    }
}
