package dev.haiku.internal.nd4j;

import static org.assertj.core.api.Assertions.assertThat;

import dev.haiku.array.DType;
import dev.haiku.array.HostArray;
import dev.haiku.array.Shape;
import dev.haiku.internal.exec.Slot;
import dev.haiku.ir.Elementwise;
import dev.haiku.ir.Elementwise.Cast;
import dev.haiku.ir.Primitive;
import dev.haiku.ir.TensorType;
import java.util.List;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

class ElementwiseOpsTest {

    private static final double[] SPECIAL = {
        Double.NaN,
        Double.POSITIVE_INFINITY,
        Double.NEGATIVE_INFINITY,
        0,
        -0.0,
        1,
        -1,
        0.5,
        1.5,
        2.5,
        -2.5,
        1e-40,
        -1e-40,
        Float.MIN_NORMAL,
        Float.MAX_VALUE,
        -Float.MAX_VALUE,
        88,
        -103,
        3e9,
        1e-5
    };

    /** Special values first, in every combination of two operands, then normally distributed ones. */
    private static HostArray numbers(DType dtype, int size, int operand) {
        var random = new Random(operand);
        int n = SPECIAL.length;
        return HostArray.fromDoubles(
                dtype,
                Shape.of(size),
                i -> i < n * n ? SPECIAL[operand == 0 ? i / n : i % n] : random.nextGaussian() * 3);
    }

    private static Stream<Primitive> exact() {
        return Stream.of(
                new Elementwise.Neg(),
                new Elementwise.Abs(),
                new Elementwise.Square(),
                new Elementwise.Floor(),
                new Elementwise.Ceil(),
                new Elementwise.Round(),
                new Elementwise.Add(),
                new Elementwise.Sub(),
                new Elementwise.Mul(),
                new Elementwise.Div(),
                new Elementwise.Eq(),
                new Elementwise.Ne(),
                new Elementwise.Lt(),
                new Elementwise.Le(),
                new Elementwise.Gt(),
                new Elementwise.Ge());
    }

    private static Stream<Primitive> close() {
        return Stream.of(
                new Elementwise.Sin(),
                new Elementwise.Cos(),
                new Elementwise.Asin(),
                new Elementwise.Acos(),
                new Elementwise.Atan(),
                new Elementwise.Sinh(),
                new Elementwise.Cosh(),
                new Elementwise.Acosh(),
                new Elementwise.Atanh(),
                new Elementwise.Pow());
    }

    static Stream<Arguments> operations() {
        return Stream.concat(exact().map(op -> Arguments.of(op, 0)), close().map(op -> Arguments.of(op, 2)));
    }

    private static List<HostArray> operands(Primitive op, int size) {
        var x = numbers(DType.F32, size, 0);
        boolean isUnary = op instanceof Elementwise.FloatUnary || op instanceof Elementwise.NumericUnary;
        return isUnary ? List.of(x) : List.of(x, numbers(DType.F32, size, 1));
    }

    @ParameterizedTest
    @MethodSource("operations")
    void agreeWithJava(Primitive op, int ulps) {
        Providers.assertAgree(op, operands(op, 40_000), ulps);
    }

    @ParameterizedTest
    @MethodSource("operations")
    void agreeWithJavaOnSeveralCores(Primitive op, int ulps) {
        Providers.assertAgree(op, operands(op, (1 << 20) + 17), ulps);
    }

    static Stream<Arguments> casts() {
        return Stream.of(DType.values())
                .flatMap(from -> Stream.of(DType.values()).map(to -> Arguments.of(from, to)))
                .filter(pair -> isServed((DType) pair.get()[0], (DType) pair.get()[1]));
    }

    private static boolean isServed(DType from, DType to) {
        var slot = new Slot(new TensorType(from, Shape.of(1000)));
        var result = new Slot(new TensorType(to, Shape.of(1000)));
        return Providers.NATIVE
                .prepare(new Cast(to), List.of(slot), List.of(result))
                .isPresent();
    }

    @ParameterizedTest
    @MethodSource("casts")
    void castsAgreeWithJava(DType from, DType to) {
        var random = new Random(1);
        var value = from.isFloating()
                ? numbers(from, 40_000, 0)
                : HostArray.fromLongs(
                        from, Shape.of(40_000), i -> i % 3 == 0 ? random.nextLong() : random.nextInt(100) - 50);

        Providers.assertAgree(new Cast(to), List.of(value), 0);
    }

    @Test
    void everyCastToAnIntegerThatSaturatesIsLeftToJava() {
        assertThat(casts().map(Arguments::get)
                        .filter(pair -> ((DType) pair[0]).isFloating() && ((DType) pair[1]).isInteger()))
                .isEmpty();
    }

    @Test
    void smallOnesAreLeftToJava() {
        var slot = new Slot(new TensorType(DType.F32, Shape.of(16)));

        assertThat(Providers.NATIVE.prepare(new Elementwise.Sin(), List.of(slot), List.of(slot)))
                .isEmpty();
    }
}
