package dev.haiku.checkpoint;

import dev.haiku.array.HostArray;
import dev.haiku.ir.TensorType;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Path;
import java.util.Map;
import java.util.Set;

/**
 * An open safetensors file; {@link Safetensors#open} opens one.
 *
 * <p>Only the header is in memory. A tensor is read from the mapped file when it is asked for, so that a few tensors of
 * a large file cost as much as they hold. Closing it does not wait: the mapping goes with the garbage.
 */
public final class SafetensorsFile implements TensorSource {

    private static final int LENGTH_BYTES = Long.BYTES;

    private final MappedFile file;
    private final SafetensorsHeader header;
    private final long dataStart;

    private SafetensorsFile(MappedFile file) {
        this.file = file;
        long length = headerLength();
        this.dataStart = LENGTH_BYTES + length;
        this.header = SafetensorsJson.parse(file.toString(), file.read(LENGTH_BYTES, length, this::text));
        header.requireCovered(file.toString(), file.size() - dataStart);
    }

    static SafetensorsFile open(Path path) {
        return MappedFile.open(path, SafetensorsFile::new);
    }

    private long headerLength() {
        if (file.size() < LENGTH_BYTES) {
            throw new CheckpointException(file + ": a safetensors file begins with 8 bytes for the length of its"
                    + " header, but "
                    + file.size() + " bytes are all there is. The file is cut off.");
        }
        long length = file.read(
                0, LENGTH_BYTES, bytes -> bytes.order(ByteOrder.LITTLE_ENDIAN).getLong(0));
        if (length < 0 || length > SafetensorsHeader.MOST_BYTES) {
            throw new CheckpointException(file + ": the header would have " + Long.toUnsignedString(length)
                    + " bytes, but " + SafetensorsHeader.MOST_BYTES
                    + " is the most. The file is damaged or no safetensors file.");
        }
        if (length > file.size() - LENGTH_BYTES) {
            throw new CheckpointException(file + ": the header has " + length + " bytes, but only "
                    + (file.size() - LENGTH_BYTES) + " follow. The file is cut off.");
        }
        return length;
    }

    private byte[] text(ByteBuffer bytes) {
        var text = new byte[bytes.remaining()];
        bytes.get(text);
        if (text.length == 0 || text[0] != '{') {
            throw new CheckpointException(
                    file + ": the header does not begin with '{'. The file is damaged or no safetensors file.");
        }
        return text;
    }

    /** {@return what the file says about itself, such as {@code format} to {@code pt}; in the order of the header} */
    public Map<String, String> metadata() {
        return header.metadata();
    }

    @Override
    public Set<String> names() {
        return header.entries().keySet();
    }

    @Override
    public TensorType type(String name) {
        return entry(name).type(file + ": " + name);
    }

    @Override
    public HostArray read(String name) {
        var where = file + ": " + name;
        var entry = entry(name);
        var type = entry.type(where);
        int length = ElementBytes.length(where, type);
        return file.read(
                dataStart + entry.start(),
                length,
                bytes -> ElementBytes.array(where, type, bytes, ByteOrder.LITTLE_ENDIAN));
    }

    private SafetensorsEntry entry(String name) {
        return Names.get(header.entries(), name, file.toString());
    }

    @Override
    public void close() {
        file.close();
    }

    @Override
    public String toString() {
        return file + " with " + names().size() + " tensors";
    }
}
