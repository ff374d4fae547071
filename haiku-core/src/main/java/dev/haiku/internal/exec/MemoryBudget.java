package dev.haiku.internal.exec;

import com.sun.management.OperatingSystemMXBean;
import java.lang.management.ManagementFactory;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** How much native memory tensors may take; sizes as users write and read them. */
final class MemoryBudget {

    /** The system property with the budget in bytes, or with a suffix {@code k}, {@code m} or {@code g}. */
    static final String PROPERTY = "haiku.memory.budget";

    private static final String SUFFIXES = "kmg";

    private MemoryBudget() {}

    /** {@return the budget that the user set, else three quarters of the machine's or container's memory} */
    static long configured() {
        return parse(System.getProperty(PROPERTY));
    }

    static long parse(@Nullable String text) {
        if (text == null) {
            return physicalMemory() / 4 * 3;
        }
        var number = text.strip().toLowerCase(Locale.ROOT);
        int suffix = number.isEmpty() ? -1 : SUFFIXES.indexOf(number.charAt(number.length() - 1));
        try {
            long value = Long.parseLong(suffix < 0 ? number : number.substring(0, number.length() - 1));
            if (value > 0) {
                return Math.multiplyExact(value, 1L << (10 * (suffix + 1)));
            }
        } catch (NumberFormatException | ArithmeticException e) {
            throw malformed(text, e);
        }
        throw malformed(text, null);
    }

    private static IllegalArgumentException malformed(String text, @Nullable Exception cause) {
        return new IllegalArgumentException(
                "-D" + PROPERTY + " needs a number of bytes > 0 such as 2000000000, 512m or 8g, but got '" + text
                        + "'.",
                cause);
    }

    private static long physicalMemory() {
        return ManagementFactory.getOperatingSystemMXBean() instanceof OperatingSystemMXBean system
                ? system.getTotalMemorySize()
                : 4 * Runtime.getRuntime().maxMemory();
    }

    /** {@return a size for messages, such as {@code 3.5 MiB}} */
    static String text(long bytes) {
        if (bytes < 1 << 10) {
            return bytes + " B";
        }
        int unit = bytes < 1 << 20 ? 1 : bytes < 1 << 30 ? 2 : 3;
        return String.format(Locale.ROOT, "%.1f %siB", bytes / (double) (1L << (10 * unit)), " KMG".charAt(unit));
    }
}
