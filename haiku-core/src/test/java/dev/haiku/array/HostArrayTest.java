package dev.haiku.array;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

class HostArrayTest {

    @Test
    void holdsElementsInRowMajorOrder() {
        var array = HostArray.of(Shape.of(2, 2), 1f, 2, 3, 4);

        assertThat(array.dtype()).isEqualTo(DType.F32);
        assertThat(array.shape()).isEqualTo(Shape.of(2, 2));
        assertThat(array.size()).isEqualTo(4);
        assertThat(array.getDouble(2)).isEqualTo(3);
        assertThat(array.getLong(3)).isEqualTo(4);
    }

    @Test
    void isMadeFromEachKindOfJavaNumbers() {
        assertThat(HostArray.of(Shape.of(1), 1.5).dtype()).isEqualTo(DType.F64);
        assertThat(HostArray.of(Shape.of(1), 7).dtype()).isEqualTo(DType.I32);
        assertThat(HostArray.of(Shape.of(1), 1L << 40).getLong(0)).isEqualTo(1L << 40);
        assertThat(HostArray.scalar(DType.F32, 2.5)).hasToString("2.5");
        assertThat(HostArray.scalar(DType.I64, 9_007_199_254_740_993L).getLong(0))
                .isEqualTo(9_007_199_254_740_993L);
    }

    @ParameterizedTest
    @CsvSource({
        "bool, 0.5, 1",
        "bool, -0.0, 0",
        "u8, 300, 255",
        "u8, -5, 0",
        "u8, 2.9, 2",
        "i8, -300, -128",
        "i8, 127.9, 127",
        "i16, 1e9, 32767",
        "i16, -1e9, -32768",
        "i32, 1e12, 2147483647",
        "i32, -2.9, -2",
        "i64, 1e30, 9223372036854775807",
        "u32, 4e9, 4000000000",
        "u32, 1e12, 4294967295",
        "u32, -1, 0",
        "i8, NaN, 0",
        "u32, NaN, 0",
        "i64, NaN, 0"
    })
    void saturatesDoublesToIntegerTypes(String dtype, double value, long expected) {
        assertThat(HostArray.scalar(DType.of(dtype), value).getLong(0)).isEqualTo(expected);
    }

    @ParameterizedTest
    @CsvSource({
        "bool, 256, 1",
        "bool, 0, 0",
        "u8, 257, 1",
        "u8, -1, 255",
        "i8, 128, -128",
        "i16, 65535, -1",
        "i32, 4294967296, 0",
        "u32, -1, 4294967295",
        "i64, -9223372036854775808, -9223372036854775808",
        "f16, 2049, 2048",
        "bf16, 257, 256"
    })
    void wrapsLongsIntoIntegerTypesAndRoundsThemToFloats(String dtype, long value, long expected) {
        assertThat(HostArray.scalar(DType.of(dtype), value).getLong(0)).isEqualTo(expected);
    }

    @ParameterizedTest
    @EnumSource
    void givesItsBytesAndIsMadeFromThem(DType dtype) {
        var array = HostArray.fromLongs(dtype, Shape.of(3), i -> i);

        var copy = HostArray.fromBytes(dtype, Shape.of(3), array.bytes());

        assertThat(array.bytes().remaining()).isEqualTo(3 * dtype.bytes());
        assertThat(array.bytes().order()).isEqualTo(ByteOrder.nativeOrder());
        assertThat(array.bytes().isReadOnly()).isTrue();
        assertThat(copy).isEqualTo(array).hasSameHashCodeAs(array);
    }

    @Test
    void copiesTheBytesThatItIsMadeFrom() {
        var bytes = ByteBuffer.allocate(4).order(ByteOrder.nativeOrder()).putInt(0, 5);
        var array = HostArray.fromBytes(DType.I32, Shape.of(1), bytes);

        bytes.putInt(0, 6);

        assertThat(array.getLong(0)).isEqualTo(5);
        assertThat(bytes.position()).isZero();
    }

    @Test
    void readsAnotherShapeOfTheSameSize() {
        var array = HostArray.of(Shape.of(2, 3), 1, 2, 3, 4, 5, 6);

        assertThat(array.reshape(Shape.of(3, 2))).isEqualTo(HostArray.of(Shape.of(3, 2), 1, 2, 3, 4, 5, 6));
        assertThat(array.reshape(Shape.of(3, 2))).isNotEqualTo(array);
    }

    @Test
    void differsByTypeAndBits() {
        assertThat(HostArray.scalar(DType.I32, 0)).isNotEqualTo(HostArray.scalar(DType.U32, 0));
        assertThat(HostArray.scalar(DType.F32, 0.0)).isNotEqualTo(HostArray.scalar(DType.F32, -0.0));
        assertThat(HostArray.scalar(DType.F32, Double.NaN)).isEqualTo(HostArray.scalar(DType.F32, Double.NaN));
    }

    @Test
    void printsTypeShapeAndTheFirstElements() {
        assertThat(HostArray.of(Shape.of(3), 1f, 2, 3)).hasToString("f32[3] {1.0, 2.0, 3.0}");
        assertThat(HostArray.fromLongs(DType.BOOL, Shape.of(1, 2), i -> i)).hasToString("bool[1, 2] {false, true}");
        assertThat(HostArray.fromLongs(DType.I32, Shape.of(10), i -> i))
                .hasToString("i32[10] {0, 1, 2, 3, 4, 5, 6, 7, ...}");
        assertThat(HostArray.of(Shape.of(0), new float[0])).hasToString("f32[0] {}");
        assertThat(HostArray.scalar(DType.F64, 0.1)).hasToString("0.1");
    }

    @Nested
    class Errors {

        @Test
        void rejectsTheWrongNumberOfValues() {
            assertThatExceptionOfType(ShapeException.class)
                    .isThrownBy(() -> HostArray.of(Shape.of(2, 2), 1f, 2))
                    .withMessage("Shape [2, 2] holds 4 elements, but got 2 values.");
        }

        @Test
        void rejectsTheWrongNumberOfBytes() {
            assertThatExceptionOfType(ShapeException.class)
                    .isThrownBy(() -> HostArray.fromBytes(DType.F32, Shape.of(2), ByteBuffer.allocate(7)))
                    .withMessage("An array of f32[2] needs 8 bytes, but got 7.");
        }

        @Test
        void rejectsArraysBeyondTwoGibibytes() {
            assertThatExceptionOfType(ShapeException.class)
                    .isThrownBy(() -> HostArray.fromDoubles(DType.F64, Shape.of(1 << 14, 1 << 14), i -> 0))
                    .withMessage("An array of f64[16384, 16384] takes 2147483648 bytes, but at most 2 GiB fit."
                            + " Split it along its first axis.");
        }
    }
}
