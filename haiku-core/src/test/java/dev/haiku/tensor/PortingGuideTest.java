package dev.haiku.tensor;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** Holds {@code docs/porting-from-jax.md} to what there is. {@code names.txt} has all functions of jax.numpy and jax.nn. */
class PortingGuideTest {

    private static final Path GUIDE = Path.of("..", "docs", "porting-from-jax.md");
    private static final Pattern QUOTED = Pattern.compile("`([\\w.]+)`");
    private static final List<String> PACKAGES = List.of("dev.haiku.tensor", "dev.haiku.func", "dev.haiku.array");

    @Test
    void saysWhereEachFunctionOfJaxIs() throws IOException {
        var here = Stream.of(Ops.class, Nn.class, Linalg.class)
                .flatMap(type -> Arrays.stream(type.getMethods()))
                .map(method -> method.getName().toLowerCase(Locale.ROOT))
                .collect(Collectors.toSet());
        var explained = columns(0);

        var missing = functionsOfJax().stream()
                .filter(name -> !here.contains(name.replace("_", "").toLowerCase(Locale.ROOT)))
                .filter(name -> !explained.contains(name))
                .toList();

        assertThat(missing).isEmpty();
    }

    @Test
    void namesMethodsThatExist() throws IOException {
        var unknown = columns(1).stream()
                .filter(name -> name.contains("."))
                .filter(name -> !exists(name))
                .toList();

        assertThat(unknown).isEmpty();
    }

    private static List<String> functionsOfJax() throws IOException {
        try (var in = PortingGuideTest.class.getResourceAsStream("/numpy/names.txt")) {
            var lines = new String(in.readAllBytes(), StandardCharsets.UTF_8).lines();
            return lines.flatMap(line ->
                            Arrays.stream(line.substring(line.indexOf(':') + 2).split(" ", -1)))
                    .toList();
        }
    }

    /** {@return what is quoted in a column of the guide's tables of names} */
    private static Set<String> columns(int column) throws IOException {
        var text = Files.readString(GUIDE);
        var names = new ArrayList<String>();
        text.substring(text.indexOf("## Other names"))
                .lines()
                .filter(line -> line.startsWith("| `"))
                .map(line -> line.split("\\|", -1)[column + 1])
                .forEach(cell -> QUOTED.matcher(cell).results().forEach(match -> names.add(match.group(1))));
        return Set.copyOf(names);
    }

    private static boolean exists(String qualified) {
        int dot = qualified.indexOf('.');
        var method = qualified.substring(dot + 1);
        return PACKAGES.stream()
                .map(name -> type(name + "." + qualified.substring(0, dot)))
                .flatMap(List::stream)
                .flatMap(type -> Arrays.stream(type.getMethods()))
                .anyMatch(found -> found.getName().equals(method));
    }

    private static List<Class<?>> type(String name) {
        try {
            return List.of(Class.forName(name));
        } catch (ClassNotFoundException e) {
            return List.of();
        }
    }
}
