package dev.haiku.checkpoint;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.haiku.array.DType;
import dev.haiku.array.HostArray;
import dev.haiku.array.Shape;
import dev.haiku.tensor.Tensor;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.zip.Deflater;
import java.util.zip.ZipEntry;
import java.util.zip.ZipFile;
import java.util.zip.ZipOutputStream;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class NpzTest {

    @TempDir
    Path folder;

    private Path path() {
        return folder.resolve("model.npz");
    }

    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void returnsEveryElementTypeAsItWasWritten(boolean compressed) {
        var tensors = Fixtures.ofAllTypes();

        Npz.write(path(), tensors, o -> o.compressed(compressed));

        assertThat(Fixtures.hosts(Npz.read(path()))).containsExactlyEntriesOf(Fixtures.hosts(tensors));
    }

    @Test
    void compressesOnlyWhenAsked() throws IOException {
        var zeros = Map.of("x", Tensor.of(HostArray.fromLongs(DType.F32, Shape.of(10_000), i -> 0)));

        Npz.write(path(), zeros);
        assertThat(Files.size(path())).isGreaterThan(40_000);

        Npz.write(path(), zeros, o -> o.compressed(true));
        assertThat(Files.size(path())).isLessThan(1_000);
        assertThat(Npz.read(path()).get("x").shape()).isEqualTo(Shape.of(10_000));
    }

    @Test
    void writesTheSameBytesWheneverItWrites() throws IOException {
        Npz.write(path(), Fixtures.ofAllTypes(), o -> o.compressed(true));
        var first = Files.readAllBytes(path());

        Npz.write(path(), Fixtures.ofAllTypes(), o -> o.compressed(true));

        assertThat(Files.readAllBytes(path())).isEqualTo(first);
        try (var zip = new ZipFile(path().toFile())) {
            assertThat(zip.getEntry("f32.npy").getTimeLocal()).hasToString("1980-01-01T00:00");
        }
    }

    @Test
    void readsEveryElementTypeOfNumpy() {
        try (var file = Npz.open(Fixtures.file("types.npz"))) {
            assertThat(file.names()).containsExactly("bool", "u1", "u4", "i1", "i2", "i4", "i8", "f2", "f4", "f8");
            assertThat(file.read("bool")).isEqualTo(Fixtures.ofType(DType.BOOL));
            file.names().stream()
                    .skip(1)
                    .forEach(name -> assertThat(file.read(name)).isEqualTo(Fixtures.ofType(FileTypes.NUMPY.get(name))));
        }
    }

    @Test
    void readsEveryLayoutOfNumpy() {
        var arrays = Fixtures.hosts(Npz.read(Fixtures.file("layouts.npz")));

        assertThat(arrays)
                .containsOnly(
                        Map.entry("fortran", HostArray.fromLongs(DType.F32, Shape.of(2, 3, 4), i -> i)),
                        Map.entry("big_endian", HostArray.fromLongs(DType.F64, Shape.of(2, 3), i -> i)),
                        Map.entry("both", HostArray.fromLongs(DType.I16, Shape.of(2, 3), i -> i)),
                        Map.entry("scalar", HostArray.scalar(DType.F32, 7L)),
                        Map.entry("vector", HostArray.fromLongs(DType.I32, Shape.of(3), i -> i)),
                        Map.entry("empty", HostArray.fromLongs(DType.F32, Shape.of(0, 4), i -> i)));
    }

    @Test
    void readsTheDirectoriesOfLargeZipFiles() {
        var arrays = Fixtures.hosts(Npz.read(Fixtures.file("zip64.npz")));

        assertThat(arrays)
                .containsOnly(
                        Map.entry("a", HostArray.fromLongs(DType.F32, Shape.of(3), i -> i)),
                        Map.entry("b", HostArray.fromLongs(DType.I32, Shape.of(2), i -> i)));
    }

    @Test
    void leavesOutWhatIsNoArray() throws IOException {
        zip(Map.of("readme.txt", "words".getBytes(StandardCharsets.UTF_8)));

        assertThat(Npz.read(path())).isEmpty();
    }

    private void zip(Map<String, byte[]> members) throws IOException {
        try (var zip = new ZipOutputStream(Files.newOutputStream(path()))) {
            zip.setLevel(Deflater.BEST_SPEED);
            for (var member : members.entrySet()) {
                zip.putNextEntry(new ZipEntry(member.getKey()));
                zip.write(member.getValue());
                zip.closeEntry();
            }
        }
    }

    private static byte[] vector(int claimed, int actual) {
        return NpyTest.file(
                1,
                0,
                "{'descr': '<f4', 'fortran_order': False, 'shape': (" + claimed + ",)}",
                new byte[actual * Float.BYTES]);
    }

    /** Replaces all occurrences of some bytes by others, as many. */
    private void patch(String from, String to) throws IOException {
        var text = Files.readString(path(), StandardCharsets.ISO_8859_1);
        assertThat(text).contains(from);
        Files.writeString(path(), text.replace(from, to), StandardCharsets.ISO_8859_1);
    }

    @Nested
    class Errors {

        private void assertRefused(String message) {
            assertThatThrownBy(() -> Npz.read(path()))
                    .isInstanceOf(CheckpointException.class)
                    .hasMessage(path() + ": " + message);
        }

        @Test
        void tellThatAFileIsNoZipFile() throws IOException {
            Files.writeString(path(), "no zip file");

            assertRefused("it cannot be read as a part of a zip file. The file is cut off, damaged or no .npz file.");
        }

        @Test
        void tellThatAFileIsCutOff() throws IOException {
            Npz.write(path(), Fixtures.ofAllTypes());
            var bytes = Files.readAllBytes(path());
            Files.write(path(), Arrays.copyOf(bytes, 500));

            assertRefused("it cannot be read as a part of a zip file. The file is cut off, damaged or no .npz file.");
        }

        @Test
        void tellThatAMemberIsTooShort() throws IOException {
            zip(Map.of("x.npy", vector(5, 4)));

            assertRefused("x.npy: a tensor f32[5] and its header take 85 bytes, but the member has 81."
                    + " The file is damaged.");
        }

        @Test
        void tellThatAMemberHasNoHeader() throws IOException {
            zip(Map.of("x.npy", new byte[5]));

            assertRefused("x.npy: 12 bytes are wanted, but the member ends after 5. The file is damaged.");
        }

        @Test
        void tellThatAHeaderIsEmpty() throws IOException {
            zip(Map.of("x.npy", NpyTest.file(1, 0, "", new byte[4])));

            assertRefused("x.npy: the header must be a dictionary of descr, fortran_order and shape, but is ''."
                    + " The file is damaged.");
        }

        @Test
        void refuseWhatUnpacksToTooMuch() throws IOException {
            zip(Map.of("x.npy", vector(17_000_000, 17_000_000)));

            assertRefused(
                    "the members take more than 67108864 bytes when they are read, which is the most for this file."
                            + " If it is trusted, open it with a higher limit.");
            try (var file = Npz.open(path(), 100_000_000)) {
                assertThat(file.type("x")).hasToString("f32[17000000]");
            }
        }

        @Test
        void refuseManyMembersThatUnpackToTooMuch() {
            var zeros = Tensor.of(HostArray.fromLongs(DType.F32, Shape.of(100), i -> 0));
            Npz.write(path(), Map.of("x", zeros, "y", zeros, "z", zeros));

            assertThatThrownBy(() -> Npz.open(path(), 1_500))
                    .isInstanceOf(CheckpointException.class)
                    .hasMessage(
                            path() + ": the members take more than 1500 bytes when they are read, which is the most for"
                                    + " this file. If it is trusted, open it with a higher limit.");
        }

        @Test
        void refuseASizeThatCompressionCannotReach() throws IOException {
            zip(Map.of("x.npy", vector(4, 4)));
            // the size in the directory, 81 bytes, becomes 1 GiB
            patch("Q\0\0\0\5\0", "\0\0\0\100\5\0");

            assertThatThrownBy(() -> Npz.read(path()))
                    .isInstanceOf(CheckpointException.class)
                    .hasMessageStartingWith(path() + ": x.npy: ")
                    .hasMessageEndingWith(" compressed bytes cannot be the 1073741824 that they are said to be."
                            + " The file is damaged or made to do harm.");
        }

        @Test
        void compareChecksums() throws IOException {
            Npz.write(path(), Map.of("x", Tensor.of(1.0f, 2.0f)));
            patch("\0\0\200\77", "\0\0\200\76");

            assertRefused("x.npy: the bytes do not have the checksum that was saved with them. The file is damaged.");
        }

        @Test
        void refuseTwoMembersOfOneName() throws IOException {
            var members = new LinkedHashMap<String, byte[]>();
            members.put("x.npy", vector(1, 1));
            members.put("y.npy", vector(1, 1));
            zip(members);
            patch("y.npy", "x.npy");

            assertRefused("there are two members 'x.npy'. Remove one, or save again under different names.");
        }

        @Test
        void refusePickledObjects() throws IOException {
            zip(Map.of("x.npy", Files.readAllBytes(Fixtures.file("object.npy"))));

            assertRefused("x.npy: the elements are pickled Python objects, which would run code when they are read."
                    + " Save each array under a name of its own with numpy.savez.");
        }

        @Test
        void listTheNamesThatThereAre() {
            var path = Fixtures.file("haiku.npz");
            try (var file = Npz.open(path)) {
                assertThatThrownBy(() -> file.read("w"))
                        .isInstanceOf(CheckpointException.class)
                        .hasMessage(path + ": there is no tensor 'w'. There are mlp/~/linear_0/w, mlp/~/linear_0/b,"
                                + " mlp/~/linear_1/w, mlp/~/linear_1/b.");
            }
        }

        @Test
        void tellThatThereIsNoFile() {
            assertThatThrownBy(() -> Npz.open(path()))
                    .isInstanceOf(UncheckedIOException.class)
                    .hasMessage(path() + " cannot be read: " + path());
        }

        @Test
        void tellThatTheFileIsOnAnotherFileSystem() throws IOException {
            zip(Map.of("inner.npz", new byte[1]));
            try (var files = FileSystems.newFileSystem(path())) {
                var inner = files.getPath("/inner.npz");

                assertThatThrownBy(() -> Npz.open(inner))
                        .isInstanceOf(IllegalArgumentException.class)
                        .hasMessage(
                                "/inner.npz is not on the default file system, where .npz files are read. Copy it there.");
            }
        }

        @Test
        void tellThatTheFileIsClosed() {
            var path = Fixtures.file("haiku.npz");
            var file = Npz.open(path);
            file.close();

            assertThatThrownBy(() -> file.read("mlp/~/linear_0/w"))
                    .isInstanceOf(IllegalStateException.class)
                    .hasMessage(path + " is closed. Read from it inside its try block.");
        }
    }
}
