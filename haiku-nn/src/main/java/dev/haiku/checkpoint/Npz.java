package dev.haiku.checkpoint;

import dev.haiku.array.HostArray;
import dev.haiku.ir.TensorType;
import dev.haiku.tensor.Tensor;
import java.io.BufferedOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.Channels;
import java.nio.channels.WritableByteChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDateTime;
import java.util.Map;
import java.util.function.UnaryOperator;
import java.util.zip.CRC32;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;

/**
 * Reads and writes tensors by name as NumPy's {@code .npz} files, of {@code numpy.savez}, {@code
 * numpy.savez_compressed} and {@code numpy.load}: zip files with an {@link Npy .npy} member for each tensor.
 *
 * <p>The parameters of a dm-haiku model come from Python so:
 *
 * <pre>{@code
 * flat = {f"{module}/{name}": value for module, bundle in params.items() for name, value in bundle.items()}
 * numpy.savez("params.npz", **flat)
 * }</pre>
 *
 * <p>and {@link Checkpoint#params(TensorSource)} makes {@code Params} of them. Pickled dictionaries, which many
 * programs save, are not read: reading a pickle runs the code that it holds.
 *
 * <p>A file that would unpack to more than 100 times its size, and more than 64 MiB, is refused unless a limit is
 * given.
 */
public final class Npz {

    /** What a file may unpack to, for each of its bytes ... */
    private static final long EXPANSION = 100;
    /** ... and what it may unpack to in any case. */
    private static final long ALWAYS_AFFORDABLE = 64L << 20;

    private static final int BUFFER = 1 << 16;

    /**
     * Two files of the same tensors are the same, whenever they are written; it is the first date that zip files know.
     */
    private static final LocalDateTime TIME = LocalDateTime.of(1980, 1, 1, 0, 0);

    private Npz() {}

    /**
     * {@return an open file, which reads tensors one by one; use it in {@code try (...)}}
     *
     * @throws CheckpointException if it is no {@code .npz} file, is damaged, holds what is no tensor, or unpacks to too
     *     much
     * @throws java.io.UncheckedIOException if it cannot be accessed
     */
    public static NpzFile open(Path path) {
        return open(path, Math.max(ALWAYS_AFFORDABLE, EXPANSION * size(path)));
    }

    /**
     * {@return an open file, which reads tensors one by one; use it in {@code try (...)}}
     *
     * @param path the file
     * @param mostBytes how many bytes its members may take together when they are unpacked
     */
    public static NpzFile open(Path path, long mostBytes) {
        return NpzFile.open(path, mostBytes);
    }

    private static long size(Path path) {
        try {
            return Files.size(path);
        } catch (IOException e) {
            throw MappedFile.unreadable(path, e);
        }
    }

    /** {@return all tensors of a file, in the order of its members; see {@link #open(Path)}} */
    public static Map<String, Tensor> read(Path path) {
        try (var file = open(path)) {
            return file.tensors();
        }
    }

    /** Writes tensors to a file; see {@link #write(Path, TensorSource, UnaryOperator)}. */
    public static void write(Path path, Map<String, ? extends Tensor> tensors) {
        write(path, tensors, o -> o);
    }

    /** Writes tensors to a file with edited options; see {@link #write(Path, TensorSource, UnaryOperator)}. */
    public static void write(Path path, Map<String, ? extends Tensor> tensors, UnaryOperator<NpzOptions> edit) {
        write(path, TensorSource.of(tensors), edit);
    }

    /**
     * Writes tensors to a file with edited options, such as {@code o -> o.compressed(true)}.
     *
     * <p>Tensors are read from the source and written one after the other; one is in Java's memory at a time. The file
     * appears complete or not at all; one of that name is replaced.
     *
     * @throws java.io.UncheckedIOException if the file cannot be written
     */
    public static void write(Path path, TensorSource tensors, UnaryOperator<NpzOptions> edit) {
        var options = edit.apply(NpzOptions.DEFAULTS);
        AtomicFile.write(path, channel -> {
            var out = Channels.newOutputStream(new Unclosable(channel));
            try (var zip = new ZipOutputStream(new BufferedOutputStream(out, BUFFER))) {
                for (var name : tensors.names()) {
                    writeMember(zip, name, tensors.read(name), options);
                }
            }
        });
    }

    /** The end of the zip file is not yet that of the file, whose bytes are still to reach the disk. */
    private record Unclosable(WritableByteChannel channel) implements WritableByteChannel {

        @Override
        public int write(ByteBuffer bytes) throws IOException {
            return channel.write(bytes);
        }

        @Override
        public boolean isOpen() {
            return channel.isOpen();
        }

        @Override
        public void close() {}
    }

    private static void writeMember(ZipOutputStream zip, String name, HostArray array, NpzOptions options)
            throws IOException {
        var header = NpyHeader.print(new TensorType(array.dtype(), array.shape()), NpyOptions.DEFAULTS);
        var elements = NpyHeader.elements(array, NpyOptions.DEFAULTS);
        var entry = new ZipEntry(name + NpzFile.MEMBER);
        entry.setTimeLocal(TIME);
        if (!options.compressed()) {
            store(entry, header, elements);
        }
        zip.putNextEntry(entry);
        zip.write(header);
        ElementBytes.writeTo(Channels.newChannel(zip), elements);
        zip.closeEntry();
    }

    /** A stored member states its size and checksum before its bytes. */
    private static void store(ZipEntry entry, byte[] header, ByteBuffer elements) {
        var checksum = new CRC32();
        checksum.update(header);
        checksum.update(elements.duplicate());
        entry.setMethod(ZipEntry.STORED);
        entry.setCrc(checksum.getValue());
        entry.setSize(header.length + (long) elements.remaining());
    }
}
