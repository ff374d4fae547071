package dev.haiku.array;

import java.util.Locale;

/**
 * A number of bytes that prints in decimal units: {@code 999 B}, {@code 1.23 kB}.
 *
 * @param bytes how many
 */
public record ByteSize(long bytes) {

    private static final String[] UNITS = {"B", "kB", "MB", "GB", "TB"};

    @Override
    public String toString() {
        if (bytes < 1000) {
            return bytes + " B";
        }
        double value = bytes;
        int unit = 0;
        while (value >= 1000 && unit < UNITS.length - 1) {
            value /= 1000;
            unit++;
        }
        return String.format(Locale.ROOT, "%.2f %s", value, UNITS[unit]);
    }
}
