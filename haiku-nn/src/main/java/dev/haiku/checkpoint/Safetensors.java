package dev.haiku.checkpoint;

import dev.haiku.tensor.Tensor;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Reads and writes safetensors files: tensors by name after a header in JSON, all little-endian.
 *
 * <p>The files are those of the Python package {@code safetensors}, which reads and writes them with {@code
 * safetensors.numpy}, {@code .torch} and {@code .flax}. All element types of tensors go in and out unchanged. Errors
 * are described at {@link CheckpointException}; no file makes them anything else, and no memory is taken for what a
 * header merely claims.
 *
 * <p>Source: <a href="https://huggingface.co/docs/safetensors">safetensors</a>.
 */
public final class Safetensors {

    /** The data begin at a multiple of it, for readers that use them where they lie. */
    private static final int ALIGNMENT = 8;

    private Safetensors() {}

    /**
     * {@return an open file, which reads tensors one by one; use it in {@code try (...)}}
     *
     * @throws CheckpointException if it is no safetensors file, or is damaged
     * @throws java.io.UncheckedIOException if it cannot be accessed
     */
    public static SafetensorsFile open(Path path) {
        return SafetensorsFile.open(path);
    }

    /** {@return all tensors of a file, in the order of its header; see {@link #open}} */
    public static Map<String, Tensor> read(Path path) {
        try (var file = open(path)) {
            return file.tensors();
        }
    }

    /** Writes tensors to a file; see {@link #write(Path, TensorSource, Map)}. */
    public static void write(Path path, Map<String, ? extends Tensor> tensors) {
        write(path, TensorSource.of(tensors), Map.of());
    }

    /** Writes tensors and what else is to be known of them to a file; see {@link #write(Path, TensorSource, Map)}. */
    public static void write(Path path, Map<String, ? extends Tensor> tensors, Map<String, String> metadata) {
        write(path, TensorSource.of(tensors), metadata);
    }

    /**
     * Writes tensors and what else is to be known of them to a file, which appears complete or not at all.
     *
     * <p>Tensors are read from the source and written one after the other; one is in Java's memory at a time. A file of
     * that name is replaced.
     *
     * @param path the file
     * @param tensors the tensors
     * @param metadata texts by name
     * @throws IllegalArgumentException if a tensor has the name {@code __metadata__}
     * @throws java.io.UncheckedIOException if the file cannot be written
     */
    public static void write(Path path, TensorSource tensors, Map<String, String> metadata) {
        var order = inOrderOfData(tensors);
        var header = paddedJson(path, header(path, tensors, order, metadata));
        AtomicFile.write(path, channel -> {
            var length = ByteBuffer.allocate(Long.BYTES).order(ByteOrder.LITTLE_ENDIAN);
            ElementBytes.writeTo(channel, length.putLong(header.length).flip());
            ElementBytes.writeTo(channel, ByteBuffer.wrap(header));
            for (var name : order) {
                ElementBytes.writeTo(channel, ElementBytes.inOrder(tensors.read(name), ByteOrder.LITTLE_ENDIAN));
            }
        });
    }

    /** Large elements first, so that each tensor is aligned to its own. */
    private static List<String> inOrderOfData(TensorSource tensors) {
        var names = new ArrayList<>(tensors.names());
        names.sort(Comparator.comparing(name -> -tensors.type(name).dtype().bytes()));
        return names;
    }

    private static SafetensorsHeader header(
            Path path, TensorSource tensors, List<String> order, Map<String, String> metadata) {
        var byName = new HashMap<String, SafetensorsEntry>();
        long start = 0;
        for (var name : order) {
            requireUsable(path, name);
            var type = tensors.type(name);
            long end = start + ElementBytes.length(path + ": " + name, type);
            byName.put(name, new SafetensorsEntry(FileTypes.safetensors(type.dtype()), type.shape(), start, end));
            start = end;
        }
        var entries = new LinkedHashMap<String, SafetensorsEntry>();
        tensors.names().forEach(name -> entries.put(name, Names.get(byName, name, path.toString())));
        return new SafetensorsHeader(entries, metadata);
    }

    private static void requireUsable(Path path, String name) {
        if (name.equals(SafetensorsHeader.METADATA)) {
            throw new IllegalArgumentException(path + ": a tensor cannot have the name '" + name
                    + "', under which the format keeps its metadata. Rename it.");
        }
    }

    private static byte[] paddedJson(Path path, SafetensorsHeader header) {
        var json = SafetensorsJson.print(header);
        var padded = Arrays.copyOf(json, (json.length + ALIGNMENT - 1) / ALIGNMENT * ALIGNMENT);
        Arrays.fill(padded, json.length, padded.length, (byte) ' ');
        if (padded.length > SafetensorsHeader.MOST_BYTES) {
            throw new IllegalArgumentException(path + ": the names and metadata take " + padded.length + " bytes, but "
                    + SafetensorsHeader.MOST_BYTES + " is the most. Use several files.");
        }
        return padded;
    }
}
