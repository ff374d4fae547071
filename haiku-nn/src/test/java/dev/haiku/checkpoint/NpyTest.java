package dev.haiku.checkpoint;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.haiku.array.DType;
import dev.haiku.array.HostArray;
import dev.haiku.array.Shape;
import dev.haiku.tensor.Tensor;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class NpyTest {

    @TempDir
    Path folder;

    private Path path() {
        return folder.resolve("x.npy");
    }

    @ParameterizedTest
    @EnumSource(DType.class)
    void returnsWhatItWroteInEveryLayout(DType dtype) {
        var array = HostArray.fromLongs(dtype, Shape.of(2, 3, 4), i -> i % (dtype.isBool() ? 2 : 100));

        for (var options : layouts()) {
            Npy.write(path(), Tensor.of(array), o -> options);

            assertThat(Npy.read(path()).toHost()).as(options.toString()).isEqualTo(array);
        }
    }

    private static List<NpyOptions> layouts() {
        var layouts = new ArrayList<NpyOptions>();
        for (int version = 1; version <= 3; version++) {
            for (var order : List.of(ByteOrder.LITTLE_ENDIAN, ByteOrder.BIG_ENDIAN)) {
                layouts.add(NpyOptions.DEFAULTS.version(version).byteOrder(order));
                layouts.add(
                        NpyOptions.DEFAULTS.version(version).byteOrder(order).fortranOrder(true));
            }
        }
        return layouts;
    }

    @Test
    void keepsScalarsVectorsAndEmptyTensors() {
        for (var shape : List.of(Shape.of(), Shape.of(1), Shape.of(0), Shape.of(3, 0, 2))) {
            var array = HostArray.fromLongs(DType.F32, shape, i -> 5);
            for (var options : layouts()) {
                Npy.write(path(), Tensor.of(array), o -> options);

                assertThat(Npy.read(path()).toHost()).isEqualTo(array);
            }
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 2, 3})
    void writesTheSameBytesAsNumpy(int version) throws IOException {
        Npy.write(path(), Tensor.of(0f, 1f, 2f), o -> o.version(version));

        var python = Fixtures.file("version" + version + ".npy");
        assertThat(Npy.read(python).toFloatArray()).containsExactly(0, 1, 2);
        // NumPy leaves room for longer arrays in its header
        assertThat(Files.readString(path(), StandardCharsets.ISO_8859_1).strip())
                .startsWith(
                        Files.readString(python, StandardCharsets.ISO_8859_1).substring(0, 8))
                .contains("{'descr': '<f4', 'fortran_order': False, 'shape': (3,), }");
        assertThat(Files.size(path()) % 64).isEqualTo(12);
    }

    @Test
    void readsBrainFloatsOfPython() {
        var x = Npy.read(Fixtures.file("bf16.npy")).toHost();

        assertThat(x.dtype()).isEqualTo(DType.BF16);
        assertThat(x.getDouble(0)).isEqualTo(1.5);
        assertThat(x.getDouble(1)).isEqualTo(-2);
    }

    @Test
    void readsHeadersOfOtherWriters() throws IOException {
        Files.write(
                path(), file(1, 0, "{\"shape\":(2L,),\"fortran_order\":False,\"descr\":\"|i1\"}", new byte[] {7, 8}));

        assertThat(Npy.read(path()).toIntArray()).containsExactly(7, 8);
    }

    @Test
    void hasOptionsThatChangeOneThingEach() {
        var defaults = NpyOptions.DEFAULTS;

        assertThat(defaults).isEqualTo(new NpyOptions(false, ByteOrder.LITTLE_ENDIAN, 1));
        assertThat(defaults.fortranOrder(true)).isEqualTo(new NpyOptions(true, ByteOrder.LITTLE_ENDIAN, 1));
        assertThat(defaults.byteOrder(ByteOrder.BIG_ENDIAN)).isEqualTo(new NpyOptions(false, ByteOrder.BIG_ENDIAN, 1));
        assertThat(defaults.version(3)).isEqualTo(new NpyOptions(false, ByteOrder.LITTLE_ENDIAN, 3));
    }

    /** {@return the bytes of a file} */
    static byte[] file(int major, int minor, String header, byte[] elements) {
        var text = header.getBytes(StandardCharsets.ISO_8859_1);
        var length = ByteBuffer.allocate(major == 1 ? 2 : 4).order(ByteOrder.LITTLE_ENDIAN);
        length.put(0, (byte) text.length).put(1, (byte) (text.length >> 8));
        var bytes = new ByteArrayOutputStream();
        bytes.writeBytes(new byte[] {(byte) 0x93, 'N', 'U', 'M', 'P', 'Y', (byte) major, (byte) minor});
        bytes.writeBytes(length.array());
        bytes.writeBytes(text);
        bytes.writeBytes(elements);
        return bytes.toByteArray();
    }

    @Nested
    class Errors {

        static List<Arguments> headers() {
            return List.of(
                    Arguments.of("{'descr': '<f4', 'fortran_order': False}", malformed()),
                    Arguments.of("{'descr': '<f4', 'fortran_order': 0, 'shape': ()}", malformed()),
                    Arguments.of("{'descr': '<f4', 'fortran_order': False, 'shape': (2.5,)}", malformed()),
                    Arguments.of("{'descr': '<f4', 'fortran_order': False, 'shape': ('a',)}", malformed()),
                    Arguments.of("{'descr': '<f4', 'descr': '<f4', 'shape': ()}", malformed()),
                    Arguments.of("{'descr': '\\x3cf4', 'fortran_order': False, 'shape': ()}", malformed()),
                    Arguments.of("{'descr': '<f4', 'fortran_order': False, 'shape': ()} + 1", malformed()),
                    Arguments.of("{'descr': __import__('os'), 'fortran_order': False, 'shape': ()}", malformed()),
                    Arguments.of("{'descr", malformed()),
                    Arguments.of("{'descr': '<f4' 'shape': ()}", malformed()),
                    Arguments.of("", malformed()),
                    Arguments.of(
                            "(".repeat(9_000),
                            "the header must be a dictionary of descr, fortran_order and shape, but is '"
                                    + "(".repeat(80) + "...'. The file is damaged."),
                    Arguments.of(
                            "{'descr': '<u8', 'fortran_order': False, 'shape': ()}",
                            "there are no tensors of element type '<u8', only of b1, u1, u4, i1, i2, i4, i8, f2, f4, f8"
                                    + " and, for bf16, V2. Convert it with astype before saving."),
                    Arguments.of(
                            "{'descr': '|f4', 'fortran_order': False, 'shape': ()}",
                            "there are no tensors of element type '|f4', only of b1, u1, u4, i1, i2, i4, i8, f2, f4, f8"
                                    + " and, for bf16, V2. Convert it with astype before saving."),
                    Arguments.of(
                            "{'descr': '<f4', 'fortran_order': False, 'shape': (99999999999,)}",
                            "the size of axis 0 is 99999999999, which is not in [0, 2147483647]. The file is damaged."),
                    Arguments.of(
                            "{'descr': '<f4', 'fortran_order': False, 'shape': (-1,)}",
                            "the size of axis 0 is -1, which is not in [0, 2147483647]. The file is damaged."),
                    Arguments.of(
                            "{'descr': '<f4', 'fortran_order': False, 'shape': (2147483647, 2147483647, 2147483647)}",
                            "the product of the sizes of its axes overflows. The file is damaged."),
                    Arguments.of(
                            "{'descr': '<f4', 'fortran_order': False, 'shape': (2147483647,)}",
                            "a tensor f32[2147483647] takes more than the 2 GiB that fit one tensor."
                                    + " Split it along its first axis before saving."),
                    Arguments.of(
                            "{'descr': '<f4', 'fortran_order': False, 'shape': (3,)}",
                            "a tensor f32[3] takes 12 bytes, but 4 follow the header. The file is cut off or damaged."),
                    Arguments.of(
                            "{'descr': '<i2', 'fortran_order': False, 'shape': ()}",
                            "a tensor i16[] takes 2 bytes, but 4 follow the header. The file is cut off or damaged."));
        }

        private static String malformed() {
            return "the header must be a dictionary of descr, fortran_order and shape, but is '%s'. The file is damaged.";
        }

        @ParameterizedTest
        @MethodSource("headers")
        void tellWhatIsWrongWithAHeader(String header, String message) throws IOException {
            Files.write(path(), file(1, 0, header, new byte[4]));

            assertThatThrownBy(() -> Npy.read(path()))
                    .isInstanceOf(CheckpointException.class)
                    .hasMessage(path() + ": " + message.replace("%s", header));
        }

        static List<Arguments> files() {
            return List.of(
                    Arguments.of(new byte[11], "an .npy file has more than 11 bytes. The file is cut off."),
                    Arguments.of(
                            new byte[12],
                            "an .npy file begins with \\x93NUMPY, but this does not. Save it with numpy.save."),
                    Arguments.of(
                            file(4, 0, "", new byte[4]),
                            "there are .npy files of the versions 1.0, 2.0 and 3.0, but this has 4.0."
                                    + " The file is damaged."),
                    Arguments.of(
                            file(1, 1, "", new byte[4]),
                            "there are .npy files of the versions 1.0, 2.0 and 3.0, but this has 1.1."
                                    + " The file is damaged."),
                    Arguments.of(
                            new byte[] {(byte) 0x93, 'N', 'U', 'M', 'P', 'Y', 2, 0, -1, -1, -1, -1},
                            "the header would have 4294967295 bytes, but 10000 is the most. The file is damaged."),
                    Arguments.of(
                            new byte[] {(byte) 0x93, 'N', 'U', 'M', 'P', 'Y', 1, 0, 9, 0, '{', '}'},
                            "the header ends at byte 19, but 12 bytes are all there is. The file is cut off."),
                    Arguments.of(
                            file(3, 0, "\u00ff\u00ff", new byte[4]),
                            "the header is not in UTF-8. The file is damaged."));
        }

        @ParameterizedTest
        @MethodSource("files")
        void tellWhatIsWrongWithAFile(byte[] bytes, String message) throws IOException {
            Files.write(path(), bytes);

            assertThatThrownBy(() -> Npy.read(path()))
                    .isInstanceOf(CheckpointException.class)
                    .hasMessage(path() + ": " + message);
        }

        static List<Arguments> pythons() {
            return List.of(
                    Arguments.of(
                            "object.npy",
                            "the elements are pickled Python objects, which would run code when they are read."
                                    + " Save each array under a name of its own with numpy.savez."),
                    Arguments.of(
                            "record.npy",
                            "the elements are records of several fields, but a tensor has one number in each."
                                    + " Save each field by itself."),
                    Arguments.of(
                            "text.npy",
                            "there are no tensors of element type '<U2', only of b1, u1, u4, i1, i2, i4, i8, f2, f4, f8"
                                    + " and, for bf16, V2. Convert it with astype before saving."));
        }

        @ParameterizedTest
        @MethodSource("pythons")
        void refuseWhatIsNoTensor(String name, String message) {
            assertThatThrownBy(() -> Npy.read(Fixtures.file(name)))
                    .isInstanceOf(CheckpointException.class)
                    .hasMessage(Fixtures.file(name) + ": " + message);
        }

        @Test
        void nameTheVersionsThatThereAre() {
            assertThatThrownBy(() -> NpyOptions.DEFAULTS.version(4))
                    .isInstanceOf(IllegalArgumentException.class)
                    .hasMessage("An .npy file is of version 1, 2 or 3, but got 4. All programs read version 1.");
        }
    }
}
