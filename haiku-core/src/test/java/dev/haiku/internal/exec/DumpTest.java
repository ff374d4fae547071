package dev.haiku.internal.exec;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DumpTest {

    @TempDir
    Path folder;

    @Test
    void writesNumberedFiles() throws IOException {
        var first = Dump.write(folder.resolve("new"), "program", "one");
        var second = Dump.write(folder.resolve("new"), "ll", "two");

        assertThat(first.getFileName().toString()).matches("\\d{4}\\.program");
        assertThat(second.getFileName().toString()).matches("\\d{4}\\.ll");
        assertThat(Files.readString(first)).isEqualTo("one");
        assertThat(Files.readString(second)).isEqualTo("two");
        assertThat(second.getFileName().toString())
                .isGreaterThan(first.getFileName().toString());
    }

    @Test
    void saysWhichFolderCannotBeWrittenTo() throws IOException {
        var file = Files.createFile(folder.resolve("file"));

        assertThatThrownBy(() -> Dump.write(file, "ll", "text"))
                .isInstanceOf(UncheckedIOException.class)
                .hasMessage("-Dhaiku.dump=" + file + " cannot be written to.");
    }
}
