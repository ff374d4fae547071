package dev.haiku.checkpoint;

import dev.haiku.array.HostArray;
import dev.haiku.ir.TensorType;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import java.util.zip.CRC32;
import java.util.zip.CheckedInputStream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipFile;

/**
 * An open {@code .npz} file; {@link Npz#open} opens one.
 *
 * <p>Only the headers of its members are in memory. A tensor is read, and its checksum compared, when it is asked for.
 */
public final class NpzFile implements TensorSource {

    /** The end of the names of members that are arrays. */
    static final String MEMBER = ".npy";

    /** Deflate makes at most this many bytes of one. */
    private static final long MOST_EXPANSION = 1032;

    private final Path path;
    private final ZipFile zip;
    private final Map<String, Member> members;

    private volatile boolean isClosed;

    private record Member(ZipEntry entry, NpyHeader header) {}

    private NpzFile(Path path, ZipFile zip, long mostBytes) {
        this.path = path;
        this.zip = zip;
        requireAffordable(mostBytes);
        this.members = Collections.unmodifiableMap(readMembers());
    }

    static NpzFile open(Path path, long mostBytes) {
        var zip = openZip(path);
        try {
            return new NpzFile(path, zip, mostBytes);
        } catch (RuntimeException | Error e) {
            close(path, zip);
            throw e;
        }
    }

    private static ZipFile openZip(Path path) {
        if (!Files.isReadable(path)) {
            throw MappedFile.unreadable(path, new IOException("there is no such file, or it may not be read"));
        }
        try {
            return new ZipFile(path.toFile());
        } catch (UnsupportedOperationException e) {
            throw new IllegalArgumentException(
                    path + " is not on the default file system, where .npz files are read. Copy it there.", e);
        } catch (IOException | IllegalArgumentException e) {
            throw notReadable(path.toString(), e);
        }
    }

    private static CheckpointException notReadable(String where, Exception cause) {
        return new CheckpointException(
                where + ": it cannot be read as a part of a zip file. The file is cut off, damaged or no .npz file.",
                cause);
    }

    /** What the directory of the zip file says is all that is ever read, so a lie there costs nothing. */
    private void requireAffordable(long mostBytes) {
        long left = mostBytes;
        for (var entries = zip.entries(); entries.hasMoreElements(); ) {
            var entry = entries.nextElement();
            if (entry.getSize() < 0 || entry.getSize() / MOST_EXPANSION > entry.getCompressedSize()) {
                throw new CheckpointException(where(entry) + ": " + entry.getCompressedSize()
                        + " compressed bytes cannot be the " + entry.getSize() + " that they are said to be"
                        + ". The file is damaged or made to do harm.");
            }
            if (entry.getSize() > left) {
                throw new CheckpointException(path + ": the members take more than " + mostBytes
                        + " bytes when they are read, which is the most for this file."
                        + " If it is trusted, open it with a higher limit.");
            }
            left -= entry.getSize();
        }
    }

    private Map<String, Member> readMembers() {
        var found = new LinkedHashMap<String, Member>();
        for (var entries = zip.entries(); entries.hasMoreElements(); ) {
            var entry = entries.nextElement();
            var name = entry.getName();
            if (name.endsWith(MEMBER)) {
                var before = found.put(name.substring(0, name.length() - MEMBER.length()), member(entry));
                if (before != null) {
                    throw new CheckpointException(path + ": there are two members '" + name
                            + "'. Remove one, or save again under different names.");
                }
            }
        }
        return found;
    }

    private String where(ZipEntry entry) {
        return path + ": " + entry.getName();
    }

    private Member member(ZipEntry entry) {
        var where = where(entry);
        try (var in = zip.getInputStream(entry)) {
            var header = header(where, in);
            long wanted = header.bytes() + (long) header.dataLength(where);
            if (entry.getSize() != wanted) {
                throw new CheckpointException(where + ": a tensor " + header.type() + " and its header take " + wanted
                        + " bytes, but the member has " + entry.getSize() + ". The file is damaged.");
            }
            return new Member(entry, header);
        } catch (IOException e) {
            throw notReadable(where, e);
        }
    }

    private static NpyHeader header(String where, InputStream in) throws IOException {
        var prefix = exactly(where, in, NpyHeader.PREFIX);
        int length = NpyHeader.length(where, ByteBuffer.wrap(prefix));
        var rest = exactly(where, in, length - NpyHeader.PREFIX);
        return NpyHeader.parse(
                where, ByteBuffer.allocate(length).put(prefix).put(rest).flip());
    }

    private static byte[] exactly(String where, InputStream in, int length) throws IOException {
        var bytes = new byte[length];
        int there = in.readNBytes(bytes, 0, length);
        if (there < length) {
            throw new CheckpointException(where + ": " + length + " bytes are wanted, but the member ends after "
                    + there + ". The file is damaged.");
        }
        return bytes;
    }

    @Override
    public Set<String> names() {
        return members.keySet();
    }

    @Override
    public TensorType type(String name) {
        return member(name).header().type();
    }

    @Override
    public HostArray read(String name) {
        var member = member(name);
        var where = where(member.entry());
        if (isClosed) {
            throw MappedFile.closed(path);
        }
        try (var in = new CheckedInputStream(zip.getInputStream(member.entry()), new CRC32())) {
            in.readNBytes(member.header().bytes());
            var elements = exactly(where, in, member.header().dataLength(where));
            if (in.getChecksum().getValue() != member.entry().getCrc()) {
                throw new CheckpointException(
                        where + ": the bytes do not have the checksum that was saved with them. The file is damaged.");
            }
            return member.header().array(where, ByteBuffer.wrap(elements));
        } catch (IOException e) {
            throw notReadable(where, e);
        }
    }

    private Member member(String name) {
        return Names.get(members, name, path.toString());
    }

    @Override
    public void close() {
        isClosed = true;
        close(path, zip);
    }

    private static void close(Path path, ZipFile zip) {
        try {
            zip.close();
        } catch (IOException e) {
            throw new UncheckedIOException(path + " cannot be closed: " + e.getMessage(), e);
        }
    }

    @Override
    public String toString() {
        return path + " with " + names().size() + " tensors";
    }
}
