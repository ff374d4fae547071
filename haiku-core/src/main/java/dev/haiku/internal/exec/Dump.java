package dev.haiku.internal.exec;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Writes what a program becomes to files, for who wants to read it: {@code -Dhaiku.dump=DIR}.
 *
 * <p>Files are numbered in the order of compilation: {@code 0001.program} is a program as it runs, after simplification and with its
 * regions; {@code 0002.ll} the native code of a region.
 */
public final class Dump {

    private static final String PROPERTY = "haiku.dump";
    private static final @Nullable String FOLDER = System.getProperty(PROPERTY);
    private static final AtomicInteger COUNT = new AtomicInteger();

    private Dump() {}

    /**
     * Writes a text, if that is wanted.
     *
     * @param kind the ending of the file's name
     * @param text makes the text
     */
    public static void write(String kind, Supplier<String> text) {
        if (FOLDER != null) {
            write(Path.of(FOLDER), kind, text.get());
        }
    }

    static Path write(Path folder, String kind, String text) {
        try {
            Files.createDirectories(folder);
            var file = folder.resolve(String.format(Locale.ROOT, "%04d.%s", COUNT.incrementAndGet(), kind));
            return Files.writeString(file, text);
        } catch (IOException e) {
            throw new UncheckedIOException("-D" + PROPERTY + "=" + folder + " cannot be written to.", e);
        }
    }
}
