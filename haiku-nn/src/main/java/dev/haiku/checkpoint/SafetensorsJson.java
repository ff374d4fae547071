package dev.haiku.checkpoint;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.core.exc.StreamConstraintsException;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;

/** The JSON of {@link SafetensorsHeader}. */
final class SafetensorsJson {

    private static final int DEEPEST = 8;

    /** Names of a file must not stay in tables that all parsers share. */
    private static final JsonFactory JSON = JsonFactory.builder()
            .disable(JsonFactory.Feature.INTERN_FIELD_NAMES)
            .disable(JsonFactory.Feature.CANONICALIZE_FIELD_NAMES)
            .streamReadConstraints(StreamReadConstraints.builder()
                    .maxNestingDepth(DEEPEST)
                    .maxNumberLength(20)
                    .maxNameLength(SafetensorsHeader.MOST_BYTES)
                    .maxStringLength(SafetensorsHeader.MOST_BYTES)
                    .maxDocumentLength(SafetensorsHeader.MOST_BYTES)
                    .build())
            .build();

    private final String file;
    private final JsonParser json;
    private final Map<String, SafetensorsEntry> entries = new LinkedHashMap<>();
    private final Map<String, String> metadata = new LinkedHashMap<>();

    private SafetensorsJson(String file, JsonParser json) {
        this.file = file;
        this.json = json;
    }

    // ------------------------------------------------------------------------------------------- writing

    /** {@return a header as JSON} */
    static byte[] print(SafetensorsHeader header) {
        var bytes = new ByteArrayOutputStream();
        try (var out = JSON.createGenerator(bytes)) {
            out.writeStartObject();
            if (!header.metadata().isEmpty()) {
                print(out, header.metadata());
            }
            for (var entry : header.entries().entrySet()) {
                print(out, entry.getKey(), entry.getValue());
            }
            out.writeEndObject();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return bytes.toByteArray();
    }

    private static void print(JsonGenerator out, Map<String, String> metadata) throws IOException {
        out.writeObjectFieldStart(SafetensorsHeader.METADATA);
        for (var entry : metadata.entrySet()) {
            out.writeStringField(entry.getKey(), entry.getValue());
        }
        out.writeEndObject();
    }

    private static void print(JsonGenerator out, String name, SafetensorsEntry entry) throws IOException {
        out.writeObjectFieldStart(name);
        out.writeStringField("dtype", entry.dtype());
        out.writeFieldName("shape");
        var dims = entry.shape().dims();
        out.writeArray(dims, 0, dims.length);
        out.writeFieldName("data_offsets");
        out.writeArray(new long[] {entry.start(), entry.end()}, 0, 2);
        out.writeEndObject();
    }

    // ------------------------------------------------------------------------------------------- reading

    /**
     * {@return the header that JSON says}
     *
     * @param file the beginning of messages
     * @throws CheckpointException if it is no JSON, or not that of a header
     */
    static SafetensorsHeader parse(String file, byte[] text) {
        var decoder = StandardCharsets.UTF_8.newDecoder();
        try (var json = JSON.createParser(new InputStreamReader(new ByteArrayInputStream(text), decoder))) {
            return new SafetensorsJson(file, json).header();
        } catch (CharacterCodingException e) {
            throw new CheckpointException(file + ": the header is not in UTF-8. The file is damaged.", e);
        } catch (StreamConstraintsException e) {
            throw new CheckpointException(
                    file + ": the header nests too deep, or has a number of too many digits. The file is damaged.", e);
        } catch (JsonProcessingException e) {
            var where = e.getLocation() == null
                    ? ""
                    : ", from character " + e.getLocation().getCharOffset() + " on";
            throw new CheckpointException(file + ": the header is no JSON" + where + ". The file is damaged.", e);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private SafetensorsHeader header() throws IOException {
        require(json.nextToken() == JsonToken.START_OBJECT, "the header is no JSON object");
        eachField("the header", name -> {
            if (name.equals(SafetensorsHeader.METADATA)) {
                metadata();
            } else {
                entries.put(name, entry(name));
            }
        });
        require(json.nextToken() == null, "something follows the header's JSON object");
        return new SafetensorsHeader(entries, metadata);
    }

    /** Reads the value of a field. */
    @FunctionalInterface
    private interface Field {
        void read(String name) throws IOException;
    }

    /** Reads the fields of an object, whose beginning was the last token, to its end. */
    private void eachField(String where, Field field) throws IOException {
        var seen = new HashSet<String>();
        while (json.nextToken() == JsonToken.FIELD_NAME) {
            var name = json.currentName();
            require(seen.add(name), where + " has two fields '" + name + "'");
            json.nextToken();
            field.read(name);
        }
    }

    private void metadata() throws IOException {
        require(json.currentToken() == JsonToken.START_OBJECT, "the metadata are no object");
        eachField("the object of the metadata", name -> {
            require(json.currentToken() == JsonToken.VALUE_STRING, "the metadata '" + name + "' are no string");
            metadata.put(name, json.getText());
        });
    }

    private SafetensorsEntry entry(String name) throws IOException {
        require(json.currentToken() == JsonToken.START_OBJECT, "'" + name + "' is no object");
        var dtypes = new ArrayList<String>(1);
        var shapes = new ArrayList<long[]>(1);
        var offsets = new ArrayList<long[]>(1);
        eachField("'" + name + "'", field -> {
            switch (field) {
                case "dtype" -> dtypes.add(text(name));
                case "shape" -> integers(name, field, shapes::add);
                case "data_offsets" -> integers(name, field, offsets::add);
                default -> json.skipChildren();
            }
        });
        require(
                !dtypes.isEmpty() && !shapes.isEmpty() && !offsets.isEmpty(),
                "'" + name + "' lacks one of the fields dtype, shape and data_offsets");
        var lies = offsets.get(0);
        require(lies.length == 2, "'" + name + "' has " + lies.length + " data_offsets, not 2");
        var shape = ElementBytes.shape(file + ": " + name, shapes.get(0));
        return new SafetensorsEntry(dtypes.get(0), shape, lies[0], lies[1]);
    }

    private String text(String name) throws IOException {
        require(json.currentToken() == JsonToken.VALUE_STRING, "the dtype of '" + name + "' is no string");
        return json.getText();
    }

    private void integers(String name, String field, Consumer<long[]> target) throws IOException {
        var problem = "the " + field + " of '" + name + "' is no list of integers";
        require(json.currentToken() == JsonToken.START_ARRAY, problem);
        List<Long> values = new ArrayList<>();
        while (json.nextToken() != JsonToken.END_ARRAY) {
            require(json.currentToken() == JsonToken.VALUE_NUMBER_INT, problem);
            values.add(json.getLongValue());
        }
        target.accept(values.stream().mapToLong(Long::longValue).toArray());
    }

    private void require(boolean condition, String problem) {
        if (!condition) {
            throw new CheckpointException(file + ": " + problem + ". The file is damaged or no safetensors file.");
        }
    }
}
