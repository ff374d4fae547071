package dev.haiku.tensor;

import static dev.haiku.array.DType.BF16;
import static dev.haiku.array.DType.BOOL;
import static dev.haiku.array.DType.F16;
import static dev.haiku.array.DType.F32;
import static dev.haiku.array.DType.F64;
import static dev.haiku.array.DType.I16;
import static dev.haiku.array.DType.I32;
import static dev.haiku.array.DType.I64;
import static dev.haiku.array.DType.I8;
import static dev.haiku.array.DType.U32;
import static dev.haiku.array.DType.U8;
import static dev.haiku.tensor.Recording.symbol;
import static org.assertj.core.api.Assertions.assertThat;

import dev.haiku.array.DType;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;

class PromotionTest {

    private static DType dtype(UnaryOperator<Tensor> function, DType operand) {
        var x = symbol(operand, 2);
        return Recording.type(() -> function.apply(x)).dtype();
    }

    static Stream<Arguments> pairs() {
        return Stream.of(
                Arguments.of(F32, I32, F32),
                Arguments.of(F32, F64, F64),
                Arguments.of(F16, BF16, F32),
                Arguments.of(F16, I64, F16),
                Arguments.of(BF16, F32, F32),
                Arguments.of(I8, U8, I16),
                Arguments.of(I8, U32, I64),
                Arguments.of(I32, U32, I64),
                Arguments.of(I16, U8, I16),
                Arguments.of(I32, I64, I64),
                Arguments.of(U8, U32, U32),
                Arguments.of(BOOL, I8, I8),
                Arguments.of(BOOL, F16, F16));
    }

    @ParameterizedTest(name = "{0} and {1} give {2}")
    @MethodSource("pairs")
    void combinesTwoTypesByTheLattice(DType first, DType second, DType joint) {
        var a = symbol(first, 2);
        var b = symbol(second, 2);

        assertThat(Recording.type(() -> a.mul(b)).dtype()).isEqualTo(joint);
        assertThat(Recording.type(() -> b.sub(a)).dtype()).isEqualTo(joint);
        assertThat(Recording.type(() -> Ops.where(a.lt(b), a, b)).dtype()).isEqualTo(joint);
        assertThat(Recording.type(() -> Ops.concatenate(0, a, b)).dtype()).isEqualTo(joint);
        assertThat(Recording.type(() -> a.dot(b)).dtype()).isEqualTo(joint);
        assertThat(Recording.type(() -> a.eq(b)).dtype()).isEqualTo(BOOL);
    }

    @ParameterizedTest
    @EnumSource
    void letsAJavaIntegerKeepEveryTypeButBool(DType dtype) {
        var expected = dtype == BOOL ? I32 : dtype;

        assertThat(dtype(x -> x.add(1), dtype)).isEqualTo(expected);
        assertThat(dtype(x -> x.maximum(1), dtype)).isEqualTo(expected);
        assertThat(dtype(x -> x.pow(2), dtype)).isEqualTo(expected);
        assertThat(dtype(x -> Ops.sub(1, x), dtype)).isEqualTo(expected);
        assertThat(dtype(x -> Ops.where(x.gt(0), x, 0), dtype)).isEqualTo(expected);
    }

    @ParameterizedTest
    @EnumSource
    void letsAJavaFractionKeepFloatingTypesOnly(DType dtype) {
        var expected = dtype.isFloating() ? dtype : F32;

        assertThat(dtype(x -> x.mul(0.5), dtype)).isEqualTo(expected);
        assertThat(dtype(x -> x.minimum(0.5), dtype)).isEqualTo(expected);
        assertThat(dtype(x -> x.pow(0.5), dtype)).isEqualTo(expected);
        assertThat(dtype(x -> Ops.sub(0.5, x), dtype)).isEqualTo(expected);
        assertThat(dtype(x -> Ops.where(x.gt(0), 0.5, x), dtype)).isEqualTo(expected);
    }

    @ParameterizedTest
    @EnumSource
    void dividesAndAveragesIntegersAsFloats(DType dtype) {
        var expected = dtype.isFloating() ? dtype : F32;

        assertThat(dtype(x -> x.div(x), dtype)).isEqualTo(expected);
        assertThat(dtype(x -> x.div(2), dtype)).isEqualTo(expected);
        assertThat(dtype(Tensor::mean, dtype)).isEqualTo(expected);
        assertThat(dtype(Tensor::var, dtype)).isEqualTo(expected);
        assertThat(dtype(Tensor::exp, dtype)).isEqualTo(expected);
        assertThat(dtype(Nn::sigmoid, dtype)).isEqualTo(expected);
        assertThat(dtype(Nn::softmax, dtype)).isEqualTo(expected);
        assertThat(dtype(x -> Ops.atan2(x, x), dtype)).isEqualTo(expected);
    }

    @ParameterizedTest
    @EnumSource
    void dividesWholeNumbersWithinTheirType(DType dtype) {
        var expected = dtype == BOOL ? I32 : dtype;

        assertThat(dtype(x -> x.floorDivide(x), dtype)).isEqualTo(expected);
        assertThat(dtype(x -> x.mod(x), dtype)).isEqualTo(expected);
        assertThat(dtype(x -> x.rem(x), dtype)).isEqualTo(expected);
        assertThat(dtype(x -> x.pow(x), dtype)).isEqualTo(expected);
    }

    static Stream<Arguments> sums() {
        return Stream.of(
                Arguments.of(BOOL, I32),
                Arguments.of(I8, I32),
                Arguments.of(I16, I32),
                Arguments.of(U8, U32),
                Arguments.of(I32, I32),
                Arguments.of(U32, U32),
                Arguments.of(I64, I64),
                Arguments.of(F16, F16),
                Arguments.of(BF16, BF16),
                Arguments.of(F64, F64));
    }

    @ParameterizedTest(name = "{0} sums to {1}")
    @MethodSource("sums")
    void widensSmallIntegersInSumsAndProducts(DType dtype, DType expected) {
        assertThat(dtype(Tensor::sum, dtype)).isEqualTo(expected);
        assertThat(dtype(Tensor::prod, dtype)).isEqualTo(expected);
    }

    @ParameterizedTest
    @EnumSource
    void keepsTheTypeOfExtremesAndCountsIni32(DType dtype) {
        assertThat(dtype(Tensor::max, dtype)).isEqualTo(dtype);
        assertThat(dtype(Tensor::min, dtype)).isEqualTo(dtype);
        assertThat(dtype(Tensor::argmax, dtype)).isEqualTo(I32);
        assertThat(dtype(Ops::countNonzero, dtype)).isEqualTo(I32);
        assertThat(dtype(x -> Ops.argsort(x, 0), dtype)).isEqualTo(I32);
        assertThat(dtype(x -> x.cumsum(0), dtype)).isEqualTo(dtype == BOOL ? I32 : dtype);
        assertThat(dtype(Tensor::any, dtype)).isEqualTo(BOOL);
    }

    @ParameterizedTest
    @EnumSource
    void makesConstantsOfEveryType(DType dtype) {
        assertThat(dtype(Ops::zerosLike, dtype)).isEqualTo(dtype);
        assertThat(dtype(Ops::onesLike, dtype)).isEqualTo(dtype);
        assertThat(dtype(x -> Ops.fullLike(x, 1), dtype)).isEqualTo(dtype);
        assertThat(dtype(x -> Nn.oneHot(x, 3, dtype), I32)).isEqualTo(dtype);
    }
}
