package dev.haiku.examples.data;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayOutputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class IdxFilesTest {

    private static final byte[] PIXELS = {0, (byte) 255, 51, 102, 0, 0, 0, 0};
    private static final byte[] LABELS = {7, 3};

    @TempDir
    private Path folder;

    @BeforeEach
    void writesBothHalves() throws IOException {
        for (var prefix : new String[] {"train", "t10k"}) {
            write(prefix + "-images-idx3-ubyte", idx(0x803, PIXELS, 2, 2, 2));
            write(prefix + "-labels-idx1-ubyte", idx(0x801, LABELS, 2));
        }
    }

    private void write(String name, byte[] content) throws IOException {
        Files.write(folder.resolve(name), content);
    }

    private static byte[] idx(int magic, byte[] data, int... dims) throws IOException {
        var bytes = new ByteArrayOutputStream();
        try (var out = new DataOutputStream(bytes)) {
            out.writeInt(magic);
            for (int dim : dims) {
                out.writeInt(dim);
            }
            out.write(data);
        }
        return bytes.toByteArray();
    }

    @Test
    void readsPixelsAsSharesOfWhite() throws IOException {
        var images = ImageData.idx(folder).train();

        assertThat(images.size()).isEqualTo(2);
        assertThat(images.pixels().shape()).hasToString("[2, 4]");
        assertThat(images.pixels().getDouble(1)).isEqualTo(1);
        assertThat(images.pixels().getDouble(2)).isEqualTo(0.2f);
        assertThat(images.labels().getLong(0)).isEqualTo(7);
    }

    @Test
    void readsGzippedFiles() throws IOException {
        var plain = folder.resolve("train-labels-idx1-ubyte");
        try (var out = new GZIPOutputStream(Files.newOutputStream(folder.resolve("train-labels-idx1-ubyte.gz")))) {
            Files.copy(plain, out);
        }
        Files.delete(plain);

        assertThat(ImageData.idx(folder).train().labels().getLong(1)).isEqualTo(3);
    }

    @Nested
    class Errors {

        private void assertFails(String message) {
            assertThatThrownBy(() -> ImageData.idx(folder))
                    .isInstanceOf(IOException.class)
                    .hasMessage(message);
        }

        @Test
        void nameAMissingFolder() {
            var missing = folder.resolve("nowhere");

            assertThatThrownBy(() -> ImageData.idx(missing))
                    .isInstanceOf(IOException.class)
                    .hasMessage("There is no folder " + missing
                            + ". Name one that holds the four files of MNIST or Fashion-MNIST, plain or gzipped.");
        }

        @Test
        void nameAMissingFile() throws IOException {
            Files.delete(folder.resolve("t10k-images-idx3-ubyte"));

            assertFails("There is neither t10k-images-idx3-ubyte nor t10k-images-idx3-ubyte.gz in " + folder
                    + ". Download it, or name another folder.");
        }

        @Test
        void nameATruncatedFile() throws IOException {
            var name = "train-images-idx3-ubyte";
            write(name, Arrays.copyOf(idx(0x803, PIXELS, 2, 2, 2), 21));

            assertFails(folder.resolve(name)
                    + " is truncated: its header promises 8 bytes of data, but 5 follow. Download it again.");
        }

        @Test
        void nameATruncatedHeader() throws IOException {
            var name = "train-labels-idx1-ubyte";
            write(name, new byte[] {0, 0, 8, 1, 0});

            assertFails(folder.resolve(name) + " ends within its header. Download it again.");
        }

        @Test
        void nameAFileOfAnotherKind() throws IOException {
            var name = "train-images-idx3-ubyte";
            write(name, idx(0x801, PIXELS, 8));

            assertFails(
                    folder.resolve(name)
                            + " starts with 0x00000801, but an IDX file of this kind starts with 0x00000803. Download it again.");
        }

        @Test
        void nameAHeaderThatCannotBe() throws IOException {
            var name = "train-images-idx3-ubyte";
            write(name, idx(0x803, PIXELS, 1 << 20, 1 << 20, 1 << 20));

            assertFails(
                    folder.resolve(name) + " claims to hold 1152921504606846976 bytes of data, which is not credible.");
        }

        @Test
        void nameALabelThatIsNoDigit() throws IOException {
            var name = "train-labels-idx1-ubyte";
            write(name, idx(0x801, new byte[] {1, 10}, 2));

            assertFails(folder.resolve(name)
                    + ": label 10 at position 1 is not one of 0 to 9. This is not a file of MNIST labels.");
        }

        @Test
        void nameFilesThatDoNotBelongTogether() throws IOException {
            write("train-labels-idx1-ubyte", idx(0x801, new byte[] {1}, 1));

            assertFails(folder + ": train-images-idx3-ubyte holds 2 images, but train-labels-idx1-ubyte holds 1 labels."
                    + " Download both files again.");
        }
    }
}
