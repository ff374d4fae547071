package dev.haiku.examples;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What the README shows is code that compiles. */
class ReadmeTest {

    @TempDir
    private Path classes;

    @Test
    void showsCodeThatCompiles() throws IOException {
        var blocks = Snippets.blocks(Path.of("..", "README.md")).stream()
                .filter(Snippets.Block::isJava)
                .toList();

        assertThat(blocks)
                .isNotEmpty()
                .allSatisfy(block -> assertThat(errorsIn(block.text())).isEmpty());
    }

    private String errorsIn(String block) {
        return Snippets.compile(
                List.of("Mnist"), List.of(Snippets.IMPORTS + "class Mnist {\n" + block + "\n}\n"), classes);
    }
}
