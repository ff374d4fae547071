package dev.haiku.golden;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.haiku.array.DType;
import dev.haiku.array.HostArray;
import dev.haiku.array.Shape;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.stream.IntStream;

/** Reads the safetensors format: the length of a JSON header, the header, the elements, all little-endian. */
public final class SafetensorsReader {

    private static final ObjectMapper JSON = new ObjectMapper();
    private static final Map<String, DType> DTYPES = Map.ofEntries(
            Map.entry("BOOL", DType.BOOL),
            Map.entry("U8", DType.U8),
            // there is no u16; the same bits as i16
            Map.entry("U16", DType.I16),
            Map.entry("U32", DType.U32),
            Map.entry("I8", DType.I8),
            Map.entry("I16", DType.I16),
            Map.entry("I32", DType.I32),
            Map.entry("I64", DType.I64),
            Map.entry("F16", DType.F16),
            Map.entry("BF16", DType.BF16),
            Map.entry("F32", DType.F32),
            Map.entry("F64", DType.F64));

    private SafetensorsReader() {}

    /** {@return the tensors of a file's bytes by name, in the order of its header} */
    public static Map<String, HostArray> read(byte[] bytes) {
        var file = ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN);
        int headerLength = Math.toIntExact(file.getLong(0));
        int dataStart = Long.BYTES + headerLength;
        var tensors = new LinkedHashMap<String, HostArray>();
        for (var entry : header(bytes, headerLength).properties()) {
            if (!entry.getKey().equals("__metadata__")) {
                tensors.put(entry.getKey(), tensor(file, dataStart, entry.getValue()));
            }
        }
        return Collections.unmodifiableMap(tensors);
    }

    private static JsonNode header(byte[] bytes, int length) {
        try {
            return JSON.readTree(bytes, Long.BYTES, length);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static HostArray tensor(ByteBuffer file, int dataStart, JsonNode entry) {
        var name = entry.get("dtype").asText();
        var dtype = DTYPES.get(name);
        if (dtype == null) {
            throw new IllegalArgumentException("There is no element type for '" + name + "'.");
        }
        var sizes = entry.get("shape");
        var shape = Shape.of(
                IntStream.range(0, sizes.size()).map(i -> sizes.get(i).asInt()).toArray());
        int start = dataStart + entry.get("data_offsets").get(0).asInt();
        int end = dataStart + entry.get("data_offsets").get(1).asInt();
        return HostArray.fromBytes(dtype, shape, file.slice(start, end - start));
    }
}
