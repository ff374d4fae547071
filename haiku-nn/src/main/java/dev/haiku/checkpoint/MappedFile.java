package dev.haiku.checkpoint;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * The bytes of a file, mapped into memory when they are read.
 *
 * <p>A file below 2 GiB is mapped once, of a larger one each piece when it is read: one mapping cannot be larger.
 */
final class MappedFile implements AutoCloseable {

    private final Path path;
    private final FileChannel channel;
    private final long size;

    private @Nullable ByteBuffer whole;

    private MappedFile(Path path, FileChannel channel) throws IOException {
        this.path = path;
        this.channel = channel;
        this.size = channel.size();
    }

    /** {@return what {@code use} makes of an opened file, which stays open unless that fails} */
    static <T> T open(Path path, Function<MappedFile, T> use) {
        var file = open(path);
        try {
            return use.apply(file);
        } catch (RuntimeException | Error e) {
            file.close();
            throw e;
        }
    }

    private static MappedFile open(Path path) {
        try {
            return new MappedFile(path, FileChannel.open(path, StandardOpenOption.READ));
        } catch (IOException e) {
            throw unreadable(path, e);
        }
    }

    static UncheckedIOException unreadable(Path path, IOException cause) {
        return new UncheckedIOException(path + " cannot be read: " + cause.getMessage(), cause);
    }

    static IllegalStateException closed(Path path) {
        return new IllegalStateException(path + " is closed. Read from it inside its try block.");
    }

    /** {@return the size in bytes} */
    long size() {
        return size;
    }

    @Override
    public String toString() {
        return path.toString();
    }

    /**
     * {@return what {@code read} makes of some bytes of the file; it must not keep the buffer}
     *
     * @param offset where they begin; with {@code length} it must be inside the file
     * @param length how many, less than 2 GiB
     * @throws CheckpointException if the file has become shorter
     */
    <T> T read(long offset, long length, Function<ByteBuffer, T> read) {
        try {
            if (!channel.isOpen()) {
                throw closed(path);
            }
            requireLength(offset + length);
            var result = read.apply(bytes(offset, length));
            // The JVM may report a page that is gone only when native code returns, and until then go on with zeros.
            requireLength(offset + length);
            return result;
        } catch (IOException e) {
            throw unreadable(path, e);
        } catch (InternalError e) {
            // what the JVM makes of a page that is gone
            throw changed(e);
        }
    }

    private void requireLength(long wanted) throws IOException {
        if (channel.size() < wanted) {
            throw changed(null);
        }
    }

    private CheckpointException changed(@Nullable Throwable cause) {
        var message = path + ": the file has become shorter than the " + size
                + " bytes that it had when it was opened. Replace files by moving new ones over them.";
        return cause == null ? new CheckpointException(message) : new CheckpointException(message, cause);
    }

    private synchronized ByteBuffer bytes(long offset, long length) throws IOException {
        if (size > Integer.MAX_VALUE) {
            return channel.map(FileChannel.MapMode.READ_ONLY, offset, length);
        }
        if (whole == null) {
            whole = channel.map(FileChannel.MapMode.READ_ONLY, 0, size);
        }
        return whole.slice((int) offset, (int) length);
    }

    @Override
    public void close() {
        try {
            channel.close();
        } catch (IOException e) {
            throw new UncheckedIOException(path + " cannot be closed: " + e.getMessage(), e);
        }
    }
}
