package dev.haiku.golden;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.haiku.array.HostArray;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * The reference values of the real libraries, by area.
 *
 * <p>Bundled ones are class path resources, {@code /golden/<area>/cases.jsonl} beside the area's safetensors files. The
 * system property {@code haiku.goldens} replaces them by a folder with {@code cases.jsonl} and {@code
 * <area>/*.safetensors}; an area of which that folder has no case is empty.
 */
public final class GoldenCases {

    /** The system property that names a folder of other cases. */
    public static final String FOLDER_PROPERTY = "haiku.goldens";

    /** The system property that names the folder from which a relative one is meant. */
    private static final String BASE_PROPERTY = "haiku.goldens.base";

    private static final ObjectMapper JSON = new ObjectMapper();

    private GoldenCases() {}

    /** {@return the cases of those areas, in the order of the files} */
    public static List<GoldenCase> load(String... areas) {
        return folder().map(folder -> loadFolder(folder, areas))
                .orElseGet(() -> Arrays.stream(areas)
                        .flatMap(area -> bundled(area).stream())
                        .toList());
    }

    /** {@return the cases of those areas that are of one of those kinds} */
    public static List<GoldenCase> loadKinds(List<String> kinds, String... areas) {
        return load(areas).stream().filter(c -> kinds.contains(c.kind())).toList();
    }

    /** {@return the folder of other cases, if the property is set} */
    public static Optional<Path> folder() {
        return Optional.ofNullable(System.getProperty(FOLDER_PROPERTY))
                .filter(text -> !text.isBlank())
                .map(Path.of(System.getProperty(BASE_PROPERTY, ""))::resolve);
    }

    /** {@return the cases of those areas in a folder of other cases} */
    static List<GoldenCase> loadFolder(Path folder, String... areas) {
        return Arrays.stream(areas)
                .flatMap(area -> fromFolder(folder, area).stream())
                .toList();
    }

    private static List<GoldenCase> fromFolder(Path folder, String area) {
        var cases = new ArrayList<GoldenCase>();
        for (var line : lines(read(folder.resolve("cases.jsonl")))) {
            var json = parse(line);
            if (json.path("area").asText().equals(area)) {
                cases.add(new GoldenCase(json, () -> tensors(json, file -> read(folder.resolve(file)))));
            }
        }
        return cases;
    }

    private static List<GoldenCase> bundled(String area) {
        return lines(readResource(area + "/cases.jsonl")).stream()
                .map(GoldenCases::parse)
                .map(json -> new GoldenCase(json, () -> tensors(json, GoldenCases::readResource)))
                .toList();
    }

    private static Map<String, HostArray> tensors(JsonNode json, java.util.function.Function<String, byte[]> read) {
        return json.path("file").isTextual()
                ? SafetensorsReader.read(read.apply(json.get("file").asText()))
                : Map.of();
    }

    private static List<String> lines(byte[] text) {
        return new String(text, StandardCharsets.UTF_8)
                .lines()
                .filter(line -> !line.isBlank())
                .toList();
    }

    private static JsonNode parse(String line) {
        try {
            return JSON.readTree(line);
        } catch (JsonProcessingException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static byte[] read(Path path) {
        try {
            return Files.readAllBytes(path);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static byte[] readResource(String name) {
        try (var stream = GoldenCases.class.getResourceAsStream("/golden/" + name)) {
            if (stream == null) {
                throw new IllegalArgumentException("There is no resource /golden/" + name + " on the class path.");
            }
            return stream.readAllBytes();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
