package dev.haiku.checkpoint;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

class MappedFileTest {

    @TempDir
    Path folder;

    @Test
    void readsBehindTheFirst2GiB() throws IOException {
        var path = folder.resolve("large.safetensors");
        var header = "{\"large\":{\"dtype\":\"I8\",\"shape\":[3,1000000000],\"data_offsets\":[0,3000000000]},"
                + "\"small\":{\"dtype\":\"F32\",\"shape\":[],\"data_offsets\":[3000000000,3000000004]}}";
        writeSparse(path, header, 3_000_000_000L, 7f);

        try (var file = Safetensors.open(path)) {
            assertThat(file.tensor("small").item()).isEqualTo(7);
            assertThatThrownBy(() -> file.read("large"))
                    .isInstanceOf(CheckpointException.class)
                    .hasMessage(
                            path + ": large: a tensor i8[3, 1000000000] takes more than the 2 GiB that fit one tensor."
                                    + " Split it along its first axis before saving.");
        }
    }

    private static void writeSparse(Path path, String header, long skipped, float last) throws IOException {
        var text = header.getBytes(StandardCharsets.US_ASCII);
        var options = new StandardOpenOption[] {
            StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE, StandardOpenOption.SPARSE
        };
        try (var channel = FileChannel.open(path, options)) {
            channel.write(littleEndian(Long.BYTES).putLong(text.length).flip());
            channel.write(ByteBuffer.wrap(text));
            channel.write(littleEndian(Float.BYTES).putFloat(last).flip(), channel.position() + skipped);
        }
    }

    private static ByteBuffer littleEndian(int bytes) {
        return ByteBuffer.allocate(bytes).order(ByteOrder.LITTLE_ENDIAN);
    }

    @Test
    @DisabledOnOs(value = OS.WINDOWS, disabledReason = "Windows does not cut files that are mapped")
    void survivesAFileThatIsCutWhileItIsRead() throws IOException {
        int size = 1 << 20;
        var path = Files.write(folder.resolve("x"), new byte[size]);

        try (var file = MappedFile.open(path, opened -> opened)) {
            assertThatThrownBy(() -> file.read(0, size, bytes -> {
                        cut(path);
                        return ByteBuffer.allocate(size).put(bytes);
                    }))
                    .isInstanceOf(CheckpointException.class)
                    .hasMessage(path
                            + ": the file has become shorter than the 1048576 bytes that it had when it was opened."
                            + " Replace files by moving new ones over them.");
        }
    }

    private static void cut(Path path) {
        try (var channel = FileChannel.open(path, StandardOpenOption.WRITE)) {
            channel.truncate(10);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
