package dev.haiku.tensor;

import static dev.haiku.tensor.Expected.assertTensor;
import static org.assertj.core.api.Assertions.assertThat;

import dev.haiku.array.DType;
import dev.haiku.array.Shape;
import java.util.function.BinaryOperator;
import java.util.function.Supplier;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Figures are NumPy's. */
class ElementwiseValuesTest {

    private static final double NAN = Double.NaN;
    private static final double INF = Double.POSITIVE_INFINITY;

    private static double[] list(double... values) {
        return values;
    }

    private static Arguments integers(String name, BinaryOperator<Tensor> function, double... expected) {
        return Arguments.of(name, function, expected);
    }

    static Stream<Arguments> integerDivisions() {
        return Stream.of(
                integers("floorDivide", Tensor::floorDivide, 3, -4, -4, 3, 0, -2),
                integers("mod", Tensor::mod, 1, 1, -1, -1, 0, 0),
                integers("rem", Tensor::rem, 1, -1, 1, -1, 0, 0));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("integerDivisions")
    void dividesIntegers(String name, BinaryOperator<Tensor> function, double[] expected) {
        var a = Tensor.of(7, -7, 7, -7, 0, 6);
        var b = Tensor.of(2, 2, -2, -2, 3, -3);

        assertTensor(function.apply(a, b), "i32[6]", expected);
        assertTensor(function.apply(a.cast(DType.F64), b.cast(DType.F64)), "f64[6]", expected);
    }

    static Stream<Arguments> floatDivisions() {
        return Stream.of(
                integers("floorDivide", Tensor::floorDivide, 3, -4, -4, 3, 0, NAN),
                integers("mod", Tensor::mod, 1.5, 0.5, -0.5, -1.5, 1, NAN),
                integers("rem", Tensor::rem, 1.5, -1.5, 1.5, -1.5, 1, NAN));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("floatDivisions")
    void dividesFloats(String name, BinaryOperator<Tensor> function, double[] expected) {
        var a = Tensor.of(7.5f, -7.5f, 7.5f, -7.5f, 1, Float.POSITIVE_INFINITY);
        var b = Tensor.of(2f, 2f, -2f, -2f, Float.POSITIVE_INFINITY, 2f);

        assertTensor(function.apply(a, b), "f32[6]", expected);
    }

    @Test
    void dividesUnsignedIntegers() {
        var a = Tensor.of(7, 250).cast(DType.U8);

        assertTensor(a.floorDivide(3), "u8[2]", 2, 83);
        assertTensor(a.mod(4), "u8[2]", 3, 2);
    }

    @Test
    void dividesTrulyWithSlash() {
        assertTensor(Tensor.of(1, 3).div(Tensor.of(2, 2)), "f32[2]", 0.5, 1.5);
        assertTensor(Ops.div(1.0, Tensor.of(2f, 0f)), "f32[2]", 0.5, INF);
        assertTensor(Ops.reciprocal(Tensor.of(4)), "f32[1]", 0.25);
    }

    private static Arguments unary(String name, UnaryOperator<Tensor> function, double[] operand, double... expected) {
        return Arguments.of(name, function, operand, expected);
    }

    static Stream<Arguments> unaries() {
        return Stream.of(
                unary("exp2", Ops::exp2, list(0, 3, -1, 0.5), 1, 8, 0.5, Math.sqrt(2)),
                unary("log2", Ops::log2, list(1, 8, 0.5, 0), 0, 3, -1, -INF),
                unary("log10", Ops::log10, list(1, 1000, 0.1), 0, 3, -1),
                unary("trunc", Ops::trunc, list(-1.7, -0.2, 0.2, 1.7, NAN), -1, -0.0, 0, 1, NAN),
                unary("round", Ops::round, list(0.5, 1.5, -2.5, 2.6), 0, 2, -2, 3),
                unary("sign", Ops::sign, list(-2, 0, 3, NAN), -1, 0, 1, NAN),
                unary("reciprocal", Ops::reciprocal, list(2, -4), 0.5, -0.25),
                unary("nanToNum", Ops::nanToNum, list(NAN, INF, -INF, 1), 0, Double.MAX_VALUE, -Double.MAX_VALUE, 1),
                unary("clip", x -> x.clip(-1.0, 1.0), list(-3, -1, 0, 2, NAN), -1, -1, 0, 1, NAN),
                unary("clamp", x -> Ops.clamp(-1, x, 1), list(-3, -1, 0, 2), -1, -1, 0, 1),
                unary("maximum", x -> x.maximum(0), list(-3, 2, NAN), 0, 2, NAN),
                unary("minimum", x -> x.minimum(0.5), list(-3, 2, NAN), -3, 0.5, NAN),
                unary("pow 3", x -> x.pow(3), list(-2, 0, 1.5), -8, 0, 3.375),
                unary("pow -2", x -> x.pow(-2), list(-2, 0.5), 0.25, 4),
                unary("pow 0", x -> x.pow(0), list(-2, 0), 1, 1),
                unary("pow 0.5", x -> x.pow(0.5), list(4, -1, 0), 2, NAN, 0),
                unary("base 3", x -> Ops.pow(3.0, x), list(2, -1), 9, 1 / 3.0),
                unary("difference", x -> Ops.sub(1, x), list(3, -1), -2, 2));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("unaries")
    void computesFunctionsOfOneVariable(
            String name, UnaryOperator<Tensor> function, double[] operand, double[] expected) {
        assertTensor(function.apply(Tensor.of(operand)), "f64[" + operand.length + "]", expected);
    }

    @Test
    void keepsWholeNumbersWhenRounding() {
        var x = Tensor.of(-3, 4);

        assertTensor(Ops.floor(x), "i32[2]", -3, 4);
        assertTensor(Ops.ceil(x), "i32[2]", -3, 4);
        assertTensor(Ops.round(x), "i32[2]", -3, 4);
        assertTensor(Ops.trunc(x), "i32[2]", -3, 4);
    }

    @Test
    void raisesIntegersToIntegers() {
        assertTensor(Tensor.of(2, -3, 0, 0, 5).pow(Tensor.of(10, 3, 0, 2, 1)), "i32[5]", 1024, -27, 1, 0, 5);
        assertTensor(Tensor.of(2L).pow(Tensor.of(62)), "i64[1]", 0x1p62);
        assertTensor(Tensor.of(3, -2).pow(2), "i32[2]", 9, 4);
    }

    @Test
    void measuresHypotenusesWithoutOverflow() {
        var a = Tensor.of(3f, 1e30f, 0f, Float.POSITIVE_INFINITY);
        var b = Tensor.of(4f, 1e30f, 0f, Float.NaN);

        assertTensor(Ops.hypot(a, b), "f32[4]", 5, (float) (1e30 * Math.sqrt(2)), 0, INF);
    }

    @Test
    void addsLogarithmsWithoutOverflow() {
        var a = Tensor.of(0.0, -20, 100, -INF, INF, NAN);
        var b = Tensor.of(0.0, 0, 100, -INF, 1, 0);

        assertTensor(
                Ops.logAddExp(a, b), "f64[6]", Math.log(2), 2.0611536181902037e-9, 100 + Math.log(2), -INF, INF, NAN);
    }

    @Test
    void keepsSmallTermsInLogarithmsOfSums() {
        double tail = Ops.logAddExp(Tensor.scalar(-20.0), Tensor.scalar(0.0)).item();

        assertThat(tail).isBetween(2.06e-9, 2.07e-9);
    }

    @Test
    void readsAndCopiesSigns() {
        assertTensor(Ops.signBit(Tensor.of(-0f, 0f, -2f, 3f)), "bool[4]", 1, 0, 1, 0);
        assertTensor(Ops.signBit(Tensor.of(-2, 3)), "bool[2]", 1, 0);
        assertTensor(Ops.copySign(Tensor.of(1f, -2f, 3f), Tensor.of(-0f, 1f, -5f)), "f32[3]", -1, 2, -3);
    }

    @Test
    void combinesTruthValues() {
        var a = Tensor.of(true, true, false, false);
        var b = Tensor.of(true, false, true, false);

        assertTensor(a.and(b), "bool[4]", 1, 0, 0, 0);
        assertTensor(a.or(b), "bool[4]", 1, 1, 1, 0);
        assertTensor(a.xor(b), "bool[4]", 0, 1, 1, 0);
        assertTensor(a.not(), "bool[4]", 0, 0, 1, 1);
        assertTensor(a.add(b), "bool[4]", 1, 1, 1, 0);
        assertTensor(a.mul(b), "bool[4]", 1, 0, 0, 0);
        assertTensor(a.maximum(b), "bool[4]", 1, 1, 1, 0);
        assertTensor(a.minimum(b), "bool[4]", 1, 0, 0, 0);
        assertTensor(Ops.logicalAnd(Tensor.of(2f, 0f), Tensor.of(3, 1)), "bool[2]", 1, 0);
        assertTensor(Ops.logicalOr(Tensor.of(2f, 0f), Tensor.of(0, 0)), "bool[2]", 1, 0);
        assertTensor(Ops.logicalXor(Tensor.of(2f, 0f), Tensor.of(5, 5)), "bool[2]", 0, 1);
        assertTensor(Ops.logicalNot(Tensor.of(2f, 0f)), "bool[2]", 0, 1);
    }

    @Test
    void combinesAndShiftsBits() {
        var x = Tensor.of(12, -8);

        assertTensor(x.and(Tensor.of(10, 15)), "i32[2]", 8, 8);
        assertTensor(x.or(Tensor.of(3, 1)), "i32[2]", 15, -7);
        assertTensor(x.xor(Tensor.of(10, -1)), "i32[2]", 6, 7);
        assertTensor(x.not(), "i32[2]", -13, 7);
        assertTensor(x.shiftLeft(2), "i32[2]", 48, -32);
        assertTensor(x.shiftLeft(40), "i32[2]", 0, 0);
        assertTensor(x.shiftRight(1), "i32[2]", 6, -4);
        assertTensor(x.cast(DType.U32).shiftRight(28), "u32[2]", 0, 15);
        assertTensor(Ops.shiftRightLogical(x, Tensor.of(28, 28)), "i32[2]", 0, 15);
    }

    @Test
    void comparesAlsoWithNaN() {
        var a = Tensor.of(1f, 2f, Float.NaN);
        var b = Tensor.of(2f, 2f, Float.NaN);

        assertTensor(a.eq(b), "bool[3]", 0, 1, 0);
        assertTensor(a.ne(b), "bool[3]", 1, 0, 1);
        assertTensor(a.lt(b), "bool[3]", 1, 0, 0);
        assertTensor(a.le(b), "bool[3]", 1, 1, 0);
        assertTensor(a.gt(b), "bool[3]", 0, 0, 0);
        assertTensor(a.ge(b), "bool[3]", 0, 1, 0);
        assertTensor(a.ge(1.5), "bool[3]", 0, 1, 0);
        assertTensor(a.eq(2), "bool[3]", 0, 1, 0);
    }

    @Test
    void tellsApartKindsOfNumbers() {
        var x = Tensor.of(1.0, NAN, INF, -INF);

        assertTensor(Ops.isNan(x), "bool[4]", 0, 1, 0, 0);
        assertTensor(Ops.isInf(x), "bool[4]", 0, 0, 1, 1);
        assertTensor(Ops.isPosInf(x), "bool[4]", 0, 0, 1, 0);
        assertTensor(Ops.isNegInf(x), "bool[4]", 0, 0, 0, 1);
        assertTensor(Ops.isFinite(x), "bool[4]", 1, 0, 0, 0);
        assertTensor(Ops.isInf(Tensor.of(1)), "bool[1]", 0);
        assertTensor(Ops.isFinite(Tensor.of(1)), "bool[1]", 1);
        assertTensor(Ops.nanToNum(Tensor.of(1)), "i32[1]", 1);
    }

    @Test
    void comparesWithTolerance() {
        var a = Tensor.of(1.0, 1.0, NAN, INF, INF, 1);
        var b = Tensor.of(1 + 1e-6, 1.1, NAN, INF, -INF, INF);

        assertTensor(Ops.isClose(a, b, 1e-5, 1e-8), "bool[6]", 1, 0, 0, 1, 0, 0);
        assertTensor(Ops.allClose(a, b, 1e-5, 1e-8), "bool[]", 0);
        assertTensor(Ops.allClose(b.get(1), a.get(1), 0, 0.2), "bool[]", 1);
    }

    @Test
    void choosesByACondition() {
        var mask = Tensor.of(Shape.of(2, 1), true, false);
        var x = Tensor.of(1f, 2f, 3f);

        assertTensor(Ops.where(mask, x, 0), "f32[2, 3]", 1, 2, 3, 0, 0, 0);
        assertTensor(Ops.where(mask, 0.5, x), "f32[2, 3]", 0.5, 0.5, 0.5, 1, 2, 3);
        assertTensor(Ops.where(Tensor.of(0, 2), 1.0, -1.0), "f32[2]", -1, 1);
        assertTensor(Ops.where(Tensor.scalar(true), x, Tensor.of(7)), "f32[3]", 1, 2, 3);
        assertTensor(Ops.select(Tensor.scalar(false), x, x.neg()), "f32[3]", -1, -2, -3);
    }

    private static Arguments made(String name, Supplier<Tensor> make, String type, double... expected) {
        return Arguments.of(name, make, type, expected);
    }

    static Stream<Arguments> creations() {
        return Stream.of(
                made("zeros", () -> Ops.zeros(2), "f32[2]", 0, 0),
                made("zeros of a type", () -> Ops.zeros(Shape.of(2), DType.I8), "i8[2]", 0, 0),
                made("ones", () -> Ops.ones(1, 2), "f32[1, 2]", 1, 1),
                made("full", () -> Ops.full(Shape.of(2), 0.5), "f32[2]", 0.5, 0.5),
                made("full of an integer", () -> Ops.full(Shape.of(2), 7), "i32[2]", 7, 7),
                made("full of a row", () -> Ops.full(Shape.of(2, 2), Tensor.of(1f, 2f)), "f32[2, 2]", 1, 2, 1, 2),
                made("fullLike", () -> Ops.fullLike(Tensor.of(1, 2), 3), "i32[2]", 3, 3),
                made("arange", () -> Ops.arange(4), "i32[4]", 0, 1, 2, 3),
                made("arange of nothing", () -> Ops.arange(-2), "i32[0]"),
                made("arange from", () -> Ops.arange(2, 5), "i32[3]", 2, 3, 4),
                made("arange down", () -> Ops.arange(5, 0, -2), "i32[3]", 5, 3, 1),
                made("arange in fractions", () -> Ops.arange(1, 2.2, 0.25), "f32[5]", 1, 1.25, 1.5, 1.75, 2),
                made("linspace", () -> Ops.linspace(1, 2, 5), "f32[5]", 1, 1.25, 1.5, 1.75, 2),
                made("linspace of one", () -> Ops.linspace(3, 9, 1), "f32[1]", 3),
                made("linspace of none", () -> Ops.linspace(3, 9, 0), "f32[0]"),
                made("iota", () -> Ops.iota(DType.F32, Shape.of(2, 2), -1), "f32[2, 2]", 0, 1, 0, 1),
                made("eye", () -> Ops.eye(2), "f32[2, 2]", 1, 0, 0, 1),
                made("eye above", () -> Ops.eye(2, 3, 1, DType.I32), "i32[2, 3]", 0, 1, 0, 0, 0, 1),
                made("tri", () -> Ops.tri(2, 3, 0, DType.F32), "f32[2, 3]", 1, 0, 0, 1, 1, 0));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("creations")
    void createsTensors(String name, Supplier<Tensor> make, String type, double[] expected) {
        assertTensor(make.get(), type, expected);
    }

    @Test
    void convertsAndReadsBits() {
        assertTensor(Tensor.of(1.9f, -1.9f, Float.NaN).cast(DType.I32), "i32[3]", 1, -1, 0);
        assertTensor(Tensor.of(0f, 0.5f).cast(DType.BOOL), "bool[2]", 0, 1);
        assertTensor(Ops.bitcast(Tensor.of(1f), DType.I32), "i32[1]", 0x3f800000);
        assertTensor(Tensor.of(1f).stopGradient(), "f32[1]", 1);
    }
}
