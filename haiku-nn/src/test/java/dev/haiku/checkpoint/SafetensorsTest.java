package dev.haiku.checkpoint;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.haiku.array.DType;
import dev.haiku.array.HostArray;
import dev.haiku.array.Shape;
import dev.haiku.ir.TensorType;
import dev.haiku.tensor.Tensor;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

class SafetensorsTest {

    @TempDir
    Path folder;

    private Path path() {
        return folder.resolve("model.safetensors");
    }

    @Test
    void returnsEveryElementTypeAsItWasWritten() {
        var tensors = Fixtures.ofAllTypes();

        Safetensors.write(path(), tensors);

        assertThat(Fixtures.hosts(Safetensors.read(path()))).containsExactlyEntriesOf(Fixtures.hosts(tensors));
    }

    @Test
    void readsWhatPythonWrote() {
        try (var file = Safetensors.open(Fixtures.file("types.safetensors"))) {
            assertThat(file.metadata()).containsOnly(Map.entry("format", "np"), Map.entry("author", "Jürgen"));
            assertThat(file.names())
                    .containsExactlyInAnyOrder(
                            "bool", "u1", "u4", "i1", "i2", "i4", "i8", "f2", "f4", "f8", "empty", "scalar");
            FileTypes.NUMPY.forEach((name, dtype) -> {
                if (file.names().contains(name)) {
                    assertThat(file.read(name)).isEqualTo(Fixtures.ofType(dtype));
                }
            });
            assertThat(file.read("bool")).isEqualTo(Fixtures.ofType(DType.BOOL));
            assertThat(file.type("empty")).isEqualTo(new TensorType(DType.F32, Shape.of(0, 4)));
            assertThat(file.tensor("scalar").item()).isEqualTo(7);
        }
    }

    @Test
    void readsBrainFloatsOfPython() {
        var x = Safetensors.read(Fixtures.file("bf16.safetensors")).get("x").toHost();

        assertThat(x.dtype()).isEqualTo(DType.BF16);
        assertThat(IntStream.range(0, 3).mapToDouble(x::getDouble).toArray()).containsExactly(1.5, -2, 0x1.c4p127);
    }

    @Test
    void writesTheLayoutOfTheFormat() throws IOException {
        var tensors = new LinkedHashMap<String, Tensor>();
        tensors.put("b", Tensor.of(true));
        tensors.put("w", Tensor.of(1.0f, -2.0f));

        Safetensors.write(path(), tensors, Map.of("format", "haiku"));

        var bytes = ByteBuffer.wrap(Files.readAllBytes(path())).order(ByteOrder.LITTLE_ENDIAN);
        var json = "{\"__metadata__\":{\"format\":\"haiku\"},"
                + "\"b\":{\"dtype\":\"BOOL\",\"shape\":[1],\"data_offsets\":[8,9]},"
                + "\"w\":{\"dtype\":\"F32\",\"shape\":[2],\"data_offsets\":[0,8]}}";
        assertThat(bytes.getLong()).isEqualTo(144);
        var header = new byte[144];
        bytes.get(header);
        assertThat(new String(header, StandardCharsets.UTF_8).stripTrailing()).isEqualTo(json);
        assertThat(bytes.getFloat()).isEqualTo(1);
        assertThat(bytes.getFloat()).isEqualTo(-2);
        assertThat(bytes.get()).isEqualTo((byte) 1);
        assertThat(bytes.remaining()).isZero();
    }

    @Test
    void writesFromASourceOneTensorAtATime() {
        var read = new ArrayList<String>();
        var source = new TensorSource() {
            @Override
            public Set<String> names() {
                return new LinkedHashSet<>(List.of("small", "large"));
            }

            @Override
            public TensorType type(String name) {
                return new TensorType(name.equals("small") ? DType.I8 : DType.I64, Shape.of(2));
            }

            @Override
            public HostArray read(String name) {
                read.add(name);
                return HostArray.fromLongs(type(name).dtype(), Shape.of(2), i -> i);
            }
        };

        Safetensors.write(path(), source, Map.of());

        assertThat(read).containsExactly("large", "small");
        assertThat(Safetensors.read(path())).containsOnlyKeys("small", "large");
    }

    @Test
    void copiesAnotherFormat() {
        try (var source = Npz.open(Fixtures.file("haiku.npz"))) {
            Safetensors.write(path(), source, Map.of());
        }

        assertThat(Fixtures.hosts(Safetensors.read(path())))
                .isEqualTo(Fixtures.hosts(Npz.read(Fixtures.file("haiku.npz"))));
    }

    @Test
    void replacesAFileAndLeavesNothingElse() throws IOException {
        Safetensors.write(path(), Map.of("old", Tensor.of(1.0f)));
        Safetensors.write(path(), Map.of("new", Tensor.of(2.0f)));

        assertThat(Safetensors.read(path())).containsOnlyKeys("new");
        try (var files = Files.list(folder)) {
            assertThat(files).containsExactly(path());
        }
    }

    @Test
    void holdsNoTensorsToo() {
        Safetensors.write(path(), Map.of());

        assertThat(Safetensors.read(path())).isEmpty();
    }

    @Test
    void givesThePartUnderAFolder() {
        Safetensors.write(path(), Map.of("params/mlp/w", Tensor.of(1.0f), "step", Tensor.scalar(3)));

        try (var file = Safetensors.open(path())) {
            var params = file.under("params");

            assertThat(params.names()).containsExactly("mlp/w");
            assertThat(params.type("mlp/w")).hasToString("f32[1]");
            assertThat(params.tensor("mlp/w").item()).isEqualTo(1);
            assertThatThrownBy(() -> params.read("step"))
                    .isInstanceOf(CheckpointException.class)
                    .hasMessage("Under 'params': there is no tensor 'step'. There are mlp/w.");
        }
    }

    @Test
    void ignoresFieldsOfTensorsThatItDoesNotKnow() throws IOException {
        write("{\"x\":{\"note\":{\"a\":[1]},\"dtype\":\"I8\",\"shape\":[],\"data_offsets\":[0,1]}}", 1);

        assertThat(Safetensors.read(path()).get("x").itemLong()).isZero();
    }

    /** Writes a file with that header and that many zeros. */
    private void write(String header, int dataLength) throws IOException {
        var text = header.getBytes(StandardCharsets.UTF_8);
        var bytes = ByteBuffer.allocate(Long.BYTES + text.length + dataLength).order(ByteOrder.LITTLE_ENDIAN);
        Files.write(path(), bytes.putLong(text.length).put(text).array());
    }

    @Nested
    class Errors {

        private static final String F32_OF_2 = "{\"dtype\":\"F32\",\"shape\":[2],\"data_offsets\":[0,8]}";

        static List<Arguments> headers() {
            var damaged = " The file is damaged.";
            var noFile = " The file is damaged or no safetensors file.";
            return List.of(
                    Arguments.of("[]", 0, "the header does not begin with '{'." + noFile),
                    Arguments.of("", 0, "the header does not begin with '{'." + noFile),
                    Arguments.of("{\"x\":1", 0, "'x' is no object." + noFile),
                    Arguments.of("{\"x\":", 0, "the header is no JSON, from character 5 on." + damaged),
                    Arguments.of("{\"x\":" + "[".repeat(100_000), 0, "'x' is no object." + noFile),
                    Arguments.of(
                            "{\"x\":{\"deep\":" + "[".repeat(100_000),
                            0,
                            "the header nests too deep, or has a number of too many digits." + damaged),
                    Arguments.of("{}{}", 0, "something follows the header's JSON object." + noFile),
                    Arguments.of(
                            "{\"x\":" + F32_OF_2 + ",\"x\":" + F32_OF_2 + "}",
                            8,
                            "the header has two fields 'x'." + noFile),
                    Arguments.of(
                            "{\"x\":{\"dtype\":\"F32\",\"dtype\":\"F32\"}}", 0, "'x' has two fields 'dtype'." + noFile),
                    Arguments.of(
                            "{\"x\":{\"dtype\":\"F32\"}}",
                            0,
                            "'x' lacks one of the fields dtype, shape and data_offsets." + noFile),
                    Arguments.of(
                            "{\"x\":{\"dtype\":3,\"shape\":[],\"data_offsets\":[0,4]}}",
                            4,
                            "the dtype of 'x' is no string." + noFile),
                    Arguments.of(
                            "{\"x\":{\"dtype\":\"F32\",\"shape\":[1.5],\"data_offsets\":[0,4]}}",
                            4,
                            "the shape of 'x' is no list of integers." + noFile),
                    Arguments.of(
                            "{\"x\":{\"dtype\":\"F32\",\"shape\":4,\"data_offsets\":[0,4]}}",
                            4,
                            "the shape of 'x' is no list of integers." + noFile),
                    Arguments.of(
                            "{\"x\":{\"dtype\":\"F32\",\"shape\":[],\"data_offsets\":[4]}}",
                            4,
                            "'x' has 1 data_offsets, not 2." + noFile),
                    Arguments.of("{\"__metadata__\":[]}", 0, "the metadata are no object." + noFile),
                    Arguments.of("{\"__metadata__\":{\"a\":1}}", 0, "the metadata 'a' are no string." + noFile),
                    Arguments.of(
                            "{\"__metadata__\":{\"a\":\"1\",\"a\":\"2\"}}",
                            0,
                            "the object of the metadata has two fields 'a'." + noFile),
                    Arguments.of(
                            "{\"x\":{\"dtype\":\"F32\",\"shape\":[-1],\"data_offsets\":[0,4]}}",
                            4,
                            "x: the size of axis 0 is -1, which is not in [0, 2147483647]." + damaged),
                    Arguments.of(
                            "{\"x\":{\"dtype\":\"F32\",\"shape\":[1,4294967297],\"data_offsets\":[0,4]}}",
                            4,
                            "x: the size of axis 1 is 4294967297, which is not in [0, 2147483647]." + damaged),
                    Arguments.of(
                            "{\"x\":{\"dtype\":\"F32\",\"shape\":[2147483647,2147483647,2147483647],\"data_offsets\":[0,4]}}",
                            4,
                            "x: the product of the sizes of its axes overflows." + damaged),
                    Arguments.of(
                            "{\"x\":{\"dtype\":\"F32\",\"shape\":[2147483647,2147483647],\"data_offsets\":[0,4]}}",
                            4,
                            "x: the header gives 4 bytes to a tensor f32[2147483647, 2147483647]." + damaged),
                    Arguments.of(
                            "{\"x\":{\"dtype\":\"F32\",\"shape\":[" + "1,".repeat(64) + "1],\"data_offsets\":[0,4]}}",
                            4,
                            "x: the tensor has 65 axes, but 64 is the most." + damaged),
                    Arguments.of(
                            "{\"x\":{\"dtype\":\"F32\",\"shape\":[99999999999999999999999],\"data_offsets\":[0,4]}}",
                            4,
                            "the header nests too deep, or has a number of too many digits." + damaged),
                    Arguments.of(
                            "{\"x\":{\"dtype\":\"F32\",\"shape\":[2],\"data_offsets\":[0,7]}}",
                            7,
                            "x: the header gives 7 bytes to a tensor f32[2]." + damaged),
                    Arguments.of(
                            "{\"x\":" + F32_OF_2 + "}",
                            7,
                            "x: the tensor lies at [0, 8] of the 7 bytes after the header."
                                    + " The file is cut off or damaged."),
                    Arguments.of(
                            "{\"x\":{\"dtype\":\"F32\",\"shape\":[],\"data_offsets\":[4,0]}}",
                            4,
                            "x: the tensor lies at [4, 0] of the 4 bytes after the header."
                                    + " The file is cut off or damaged."),
                    Arguments.of(
                            "{\"x\":" + F32_OF_2 + "}",
                            9,
                            "the tensors take 8 bytes, but 9 bytes follow the header." + damaged),
                    Arguments.of(
                            "{\"x\":" + F32_OF_2 + ",\"y\":{\"dtype\":\"F32\",\"shape\":[],\"data_offsets\":[4,8]}}",
                            8,
                            "y: the tensor begins at byte 4, but the tensors before it end at byte 8." + damaged),
                    Arguments.of(
                            "{\"x\":{\"dtype\":\"I8\",\"shape\":[],\"data_offsets\":[1,2]}}",
                            2,
                            "x: the tensor begins at byte 1, but the tensors before it end at byte 0." + damaged),
                    Arguments.of(
                            "{\"x\":{\"dtype\":\"I8\",\"shape\":[],\"data_offsets\":[-1,0]}}",
                            0,
                            "x: the tensor begins at byte -1, but the tensors before it end at byte 0." + damaged));
        }

        @ParameterizedTest
        @MethodSource("headers")
        void tellWhatIsWrongWithAHeader(String header, int dataLength, String message) throws IOException {
            write(header, dataLength);

            assertThatThrownBy(() -> Safetensors.open(path()))
                    .isInstanceOf(CheckpointException.class)
                    .hasMessage(path() + ": " + message);
        }

        @Test
        void tellThatAHeaderIsNotInUtf8() throws IOException {
            Files.write(path(), new byte[] {4, 0, 0, 0, 0, 0, 0, 0, '{', '"', (byte) 0xff, '"'});

            assertThatThrownBy(() -> Safetensors.open(path()))
                    .isInstanceOf(CheckpointException.class)
                    .hasMessage(path() + ": the header is not in UTF-8. The file is damaged.");
        }

        @ParameterizedTest
        @MethodSource("lengths")
        void tellThatTheLengthOfTheHeaderIsWrong(byte[] bytes, String message) throws IOException {
            Files.write(path(), bytes);

            assertThatThrownBy(() -> Safetensors.open(path()))
                    .isInstanceOf(CheckpointException.class)
                    .hasMessage(path() + ": " + message);
        }

        static List<Arguments> lengths() {
            return List.of(
                    Arguments.of(
                            new byte[7],
                            "a safetensors file begins with 8 bytes for the length of its header, but 7 bytes are all"
                                    + " there is. The file is cut off."),
                    Arguments.of(
                            new byte[] {-1, -1, -1, -1, -1, -1, -1, -1, '{'},
                            "the header would have 18446744073709551615 bytes, but 100000000 is the most."
                                    + " The file is damaged or no safetensors file."),
                    Arguments.of(
                            new byte[] {0, 0, 0, 7, 0, 0, 0, 0, '{'},
                            "the header would have 117440512 bytes, but 100000000 is the most."
                                    + " The file is damaged or no safetensors file."),
                    Arguments.of(
                            new byte[] {2, 0, 0, 0, 0, 0, 0, 0, '{'},
                            "the header has 2 bytes, but only 1 follow. The file is cut off."));
        }

        @Test
        void nameAnElementTypeThatTensorsLack() throws IOException {
            write(
                    "{\"x\":{\"dtype\":\"F8_E4M3\",\"shape\":[2],\"data_offsets\":[0,2]},"
                            + "\"y\":{\"dtype\":\"I8\",\"shape\":[],\"data_offsets\":[2,3]}}",
                    3);

            try (var file = Safetensors.open(path())) {
                assertThat(file.tensor("y").itemLong()).isZero();
                assertThatThrownBy(() -> file.read("x"))
                        .isInstanceOf(CheckpointException.class)
                        .hasMessage(
                                path() + ": x: there are no tensors of element type 'F8_E4M3', only of BOOL, U8, U32,"
                                        + " I8, I16, I32, I64, F16, BF16, F32 and F64. Convert it before saving.");
            }
        }

        @Test
        void nameATruthValueThatIsNone() throws IOException {
            Safetensors.write(path(), Map.of("x", Tensor.of(true, false, true)));
            var bytes = Files.readAllBytes(path());
            bytes[bytes.length - 1] = (byte) 200;
            Files.write(path(), bytes);

            assertThatThrownBy(() -> Safetensors.read(path()))
                    .isInstanceOf(CheckpointException.class)
                    .hasMessage(path() + ": x: element 2 is the byte 200, but a bool is 0 or 1. The file is damaged.");
        }

        @Test
        void listTheNamesThatThereAre() {
            try (var file = Safetensors.open(Fixtures.file("haiku.safetensors"))) {
                assertThatThrownBy(() -> file.type("mlp/w"))
                        .isInstanceOf(CheckpointException.class)
                        .hasMessageStartingWith(Fixtures.file("haiku.safetensors")
                                + ": there is no tensor 'mlp/w'. There are mlp/~/linear_");
            }
        }

        @Test
        void tellThatTheFileIsClosed() {
            var file = Safetensors.open(Fixtures.file("haiku.safetensors"));
            file.close();

            assertThatThrownBy(() -> file.read("mlp/~/linear_0/w"))
                    .isInstanceOf(IllegalStateException.class)
                    .hasMessage(Fixtures.file("haiku.safetensors") + " is closed. Read from it inside its try block.");
        }

        @Test
        void tellThatTheFileWasCutWhileItWasOpen() throws IOException {
            Safetensors.write(path(), Map.of("x", Tensor.of(1.0f, 2.0f)));
            long size = Files.size(path());

            try (var file = Safetensors.open(path())) {
                Files.write(path(), new byte[3]);

                assertThatThrownBy(() -> file.read("x"))
                        .isInstanceOf(CheckpointException.class)
                        .hasMessage(path() + ": the file has become shorter than the " + size
                                + " bytes that it had when it was opened. Replace files by moving new ones over them.");
            }
        }

        @Test
        void tellThatThereIsNoFile() {
            assertThatThrownBy(() -> Safetensors.open(path()))
                    .isInstanceOf(UncheckedIOException.class)
                    .hasMessage(path() + " cannot be read: " + path());
        }

        @Test
        void tellThatTheFolderIsMissing() {
            var path = folder.resolve("none").resolve("x.safetensors");

            assertThatThrownBy(() -> Safetensors.write(path, Map.of()))
                    .isInstanceOf(UncheckedIOException.class)
                    .hasMessageStartingWith(path + " cannot be written: ")
                    .hasMessageEndingWith(". What was there before is unchanged.");
        }

        @Test
        void refuseTheNameOfTheMetadata() {
            assertThatThrownBy(() -> Safetensors.write(path(), Map.of("__metadata__", Tensor.of(1.0f))))
                    .isInstanceOf(IllegalArgumentException.class)
                    .hasMessage(
                            path() + ": a tensor cannot have the name '__metadata__', under which the format keeps its"
                                    + " metadata. Rename it.");
        }
    }
}
