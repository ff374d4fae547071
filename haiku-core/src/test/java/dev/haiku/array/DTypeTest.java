package dev.haiku.array;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

class DTypeTest {

    /** JAX's lattice for our types with 64-bit types enabled: {@code jnp.promote_types} of row and column. */
    private static final String PROMOTION = """
            -     bool  u8    u32   i8    i16   i32   i64   f16   bf16  f32   f64
            bool  bool  u8    u32   i8    i16   i32   i64   f16   bf16  f32   f64
            u8    u8    u8    u32   i16   i16   i32   i64   f16   bf16  f32   f64
            u32   u32   u32   u32   i64   i64   i64   i64   f16   bf16  f32   f64
            i8    i8    i16   i64   i8    i16   i32   i64   f16   bf16  f32   f64
            i16   i16   i16   i64   i16   i16   i32   i64   f16   bf16  f32   f64
            i32   i32   i32   i64   i32   i32   i32   i64   f16   bf16  f32   f64
            i64   i64   i64   i64   i64   i64   i64   i64   f16   bf16  f32   f64
            f16   f16   f16   f16   f16   f16   f16   f16   f16   f32   f32   f64
            bf16  bf16  bf16  bf16  bf16  bf16  bf16  bf16  f32   bf16  f32   f64
            f32   f32   f32   f32   f32   f32   f32   f32   f32   f32   f32   f64
            f64   f64   f64   f64   f64   f64   f64   f64   f64   f64   f64   f64
            """;

    @Test
    void promotesByTheLatticeOfJax() {
        List<List<String>> table = PROMOTION
                .lines()
                .map(line -> Arrays.asList(line.trim().split(" +")))
                .toList();

        for (int row = 1; row < table.size(); row++) {
            for (int column = 1; column < table.size(); column++) {
                var x = DType.of(table.get(row).get(0));
                var y = DType.of(table.get(0).get(column));
                assertThat(x.promote(y))
                        .as("%s and %s", x, y)
                        .hasToString(table.get(row).get(column));
            }
        }
    }

    @ParameterizedTest
    @CsvSource({
        "bool, 1, i32, f32",
        "u8, 1, u8, f32",
        "u32, 4, u32, f32",
        "i8, 1, i8, f32",
        "i16, 2, i16, f32",
        "i32, 4, i32, f32",
        "i64, 8, i64, f32",
        "f16, 2, f16, f16",
        "bf16, 2, bf16, bf16",
        "f32, 4, f32, f32",
        "f64, 8, f64, f64"
    })
    void knowsItsSizeAndMeetsJavaNumbersWeakly(String name, int bytes, String withInteger, String withFloat) {
        var dtype = DType.of(name);

        assertThat(dtype.bytes()).isEqualTo(bytes);
        assertThat(dtype.promoteWithInteger()).hasToString(withInteger);
        assertThat(dtype.promoteWithFloat()).hasToString(withFloat);
    }

    @ParameterizedTest
    @EnumSource
    void isOfExactlyOneKind(DType dtype) {
        int kinds = (dtype.isBool() ? 1 : 0) + (dtype.isInteger() ? 1 : 0) + (dtype.isFloating() ? 1 : 0);

        assertThat(kinds).isEqualTo(1);
        assertThat(dtype.isUnsigned()).isEqualTo(dtype == DType.U8 || dtype == DType.U32);
    }

    @ParameterizedTest
    @EnumSource
    void isFoundByItsName(DType dtype) {
        assertThat(DType.of(dtype.toString())).isEqualTo(dtype);
    }

    @Test
    void namesTheKnownTypesForAnUnknownOne() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> DType.of("float32"))
                .withMessage("Unknown dtype 'float32'. Known are f32 f64 f16 bf16 i8 i16 i32 i64 u8 u32 bool.");
    }

    @Test
    void knowsTheLimitsOfFloatingPointTypes() {
        assertThat(DType.F32.finfo())
                .isEqualTo(new FloatInfo(32, Math.ulp(1f), Float.MAX_VALUE, Float.MIN_NORMAL, Float.MIN_VALUE));
        assertThat(DType.F64.finfo())
                .isEqualTo(new FloatInfo(64, Math.ulp(1.0), Double.MAX_VALUE, Double.MIN_NORMAL, Double.MIN_VALUE));
        assertThat(DType.F16.finfo()).isEqualTo(new FloatInfo(16, 0x1p-10, 65504, 0x1p-14, 0x1p-24));
        assertThat(DType.BF16.finfo()).isEqualTo(new FloatInfo(16, 0x1p-7, 0x1.FEp127, 0x1p-126, 0x1p-133));
        assertThat(DType.F16.finfo().min()).isEqualTo(-65504);
    }

    @Test
    void knowsTheLimitsOfIntegerTypes() {
        assertThat(DType.I8.iinfo()).isEqualTo(new IntegerInfo(8, -128, 127));
        assertThat(DType.U8.iinfo()).isEqualTo(new IntegerInfo(8, 0, 255));
        assertThat(DType.I16.iinfo()).isEqualTo(new IntegerInfo(16, -32768, 32767));
        assertThat(DType.I32.iinfo()).isEqualTo(new IntegerInfo(32, Integer.MIN_VALUE, Integer.MAX_VALUE));
        assertThat(DType.U32.iinfo()).isEqualTo(new IntegerInfo(32, 0, 0xffffffffL));
        assertThat(DType.I64.iinfo()).isEqualTo(new IntegerInfo(64, Long.MIN_VALUE, Long.MAX_VALUE));
    }
}
