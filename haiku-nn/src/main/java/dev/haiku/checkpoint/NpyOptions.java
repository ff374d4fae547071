package dev.haiku.checkpoint;

import java.nio.ByteOrder;

/**
 * What can be chosen about an {@code .npy} file that is written.
 *
 * @param fortranOrder whether the elements come columns first; off by default
 * @param byteOrder the byte order of the elements; little-endian by default
 * @param version the version of the format, 1, 2 or 3; 1 by default. All hold the same here: 2 allows longer headers, 3
 *     Unicode in them
 */
public record NpyOptions(boolean fortranOrder, ByteOrder byteOrder, int version) {

    static final NpyOptions DEFAULTS = new NpyOptions(false, ByteOrder.LITTLE_ENDIAN, 1);

    /** Checks the version. */
    public NpyOptions {
        if (version < 1 || version > 3) {
            throw new IllegalArgumentException(
                    "An .npy file is of version 1, 2 or 3, but got " + version + ". All programs read version 1.");
        }
    }

    /** {@return these options with the elements columns or rows first} */
    public NpyOptions fortranOrder(boolean fortranOrder) {
        return new NpyOptions(fortranOrder, byteOrder, version);
    }

    /** {@return these options with another byte order} */
    public NpyOptions byteOrder(ByteOrder byteOrder) {
        return new NpyOptions(fortranOrder, byteOrder, version);
    }

    /** {@return these options with another version} */
    public NpyOptions version(int version) {
        return new NpyOptions(fortranOrder, byteOrder, version);
    }
}
