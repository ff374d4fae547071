package dev.haiku.checkpoint;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.Locale;
import java.util.concurrent.atomic.AtomicLong;

/**
 * Writes files that appear with all their bytes or not at all, whenever the process or the machine stops.
 *
 * <p>The bytes go to a temporary file beside the target and to the disk; then it is moved over the target, and the move
 * to the disk. What a stopped process leaves behind ends in {@link #TEMPORARY}.
 */
final class AtomicFile {

    /** The end of the names of temporary files. */
    static final String TEMPORARY = ".partial";

    private static final AtomicLong COUNT = new AtomicLong();
    private static final boolean SYNCHRONIZES_FOLDERS =
            !System.getProperty("os.name").toLowerCase(Locale.ROOT).startsWith("windows");

    /** Writes the content of a file. */
    @FunctionalInterface
    interface Content {

        /** Writes all of it. */
        void writeTo(FileChannel channel) throws IOException;
    }

    private AtomicFile() {}

    /**
     * Writes a file, or replaces it.
     *
     * @throws UncheckedIOException if that fails
     */
    static void write(Path target, Content content) {
        var temporary = temporary(target);
        try {
            try (var channel = FileChannel.open(temporary, StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE)) {
                content.writeTo(channel);
                channel.force(true);
            }
            Files.move(temporary, target, StandardCopyOption.ATOMIC_MOVE);
        } catch (IOException e) {
            delete(temporary, e);
            throw new UncheckedIOException(
                    target + " cannot be written: " + e.getMessage() + ". What was there before is unchanged.", e);
        } catch (RuntimeException | Error e) {
            delete(temporary, e);
            throw e;
        }
        synchronizeFolder(target);
    }

    /** Another name for each call, so that writers of one target do not mix their bytes. */
    private static Path temporary(Path target) {
        var name = "." + target.getFileName() + "." + ProcessHandle.current().pid() + "-" + COUNT.incrementAndGet();
        return target.resolveSibling(name + TEMPORARY);
    }

    /**
     * Brings the entry of a file or folder to the disk. Windows has no such call; its file systems keep the order of
     * moves.
     */
    static void synchronizeFolder(Path target) {
        if (!SYNCHRONIZES_FOLDERS) {
            return;
        }
        try (var folder = FileChannel.open(target.resolveSibling("."), StandardOpenOption.READ)) {
            folder.force(true);
        } catch (IOException e) {
            throw new UncheckedIOException(
                    target + " is written, but may be gone after a power failure: " + e.getMessage() + ".", e);
        }
    }

    private static void delete(Path temporary, Throwable failure) {
        try {
            Files.deleteIfExists(temporary);
        } catch (IOException e) {
            failure.addSuppressed(e);
        }
    }
}
