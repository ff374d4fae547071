package dev.haiku.examples;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.io.UncheckedIOException;
import java.lang.reflect.InvocationTargetException;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.function.IntConsumer;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The pages of the guide: their code compiles and runs, and prints what they say. */
class GuideTest {

    private static final Path GUIDE = Path.of("..", "docs", "guide");
    private static final Pattern LINK = Pattern.compile("\\]\\(([^)#]+)(#[^)]*)?\\)");

    @TempDir
    private static Path classes;

    private static URLClassLoader loader = new URLClassLoader(new URL[0]);

    @BeforeAll
    static void compile() throws IOException {
        var names = pages().stream().map(GuideTest::className).toList();
        var sources = pages().stream().map(GuideTest::source).toList();

        assertThat(Snippets.compile(names, sources, classes)).isEmpty();
        loader = Snippets.loader(classes);
    }

    @AfterAll
    static void close() throws IOException {
        loader.close();
    }

    static List<Path> pages() throws IOException {
        try (var files = Files.list(GUIDE)) {
            return files.filter(file -> file.toString().endsWith(".md"))
                    .sorted()
                    .toList();
        }
    }

    private static String source(Path page) {
        return Snippets.source(className(page), blocks(page));
    }

    private static List<Snippets.Block> blocks(Path page) {
        try {
            return Snippets.blocks(page);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** {@return {@code TrainingLoop} for {@code training-loop.md}} */
    private static String className(Path page) {
        return Stream.of(page.getFileName().toString().replace(".md", "").split("-", -1))
                .map(word -> word.substring(0, 1).toUpperCase(Locale.ROOT) + word.substring(1))
                .collect(Collectors.joining("", "Guide", ""));
    }

    @ParameterizedTest
    @MethodSource("pages")
    void runsAndPrintsWhatItSays(Path page) throws ReflectiveOperationException {
        var blocks = blocks(page);
        var printed = new ByteArrayOutputStream();
        IntConsumer check = index -> {
            assertThat(printed.toString(StandardCharsets.UTF_8).strip())
                    .as("what the code before this block prints")
                    .isEqualTo(blocks.get(index).text().strip());
            printed.reset();
        };
        var outer = System.out;
        System.setOut(new PrintStream(printed, true, StandardCharsets.UTF_8));
        try {
            loader.loadClass(className(page))
                    .getMethod("run", IntConsumer.class)
                    .invoke(null, check);
        } catch (InvocationTargetException e) {
            throw new AssertionError(page + ": " + e.getCause().getMessage(), e.getCause());
        } finally {
            System.setOut(outer);
        }
        assertThat(printed.toString(StandardCharsets.UTF_8))
                .as("what is printed but not shown")
                .isEmpty();
    }

    @Test
    void isListedInItsTableOfContents() throws IOException {
        var contents = Files.readString(GUIDE.resolve("README.md"));

        assertThat(pages())
                .filteredOn(page -> !page.endsWith("README.md"))
                .allSatisfy(page -> assertThat(contents).contains("](" + page.getFileName() + ")"));
    }

    @ParameterizedTest
    @MethodSource("pages")
    void linksToFilesThatThereAre(Path page) throws IOException {
        var links = LINK.matcher(Files.readString(page))
                .results()
                .map(match -> match.group(1))
                .filter(link -> !link.startsWith("https://"))
                .toList();

        assertThat(links).allSatisfy(link -> assertThat(GUIDE.resolve(link)).exists());
    }
}
