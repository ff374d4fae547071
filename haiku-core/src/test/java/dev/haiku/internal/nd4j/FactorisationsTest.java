package dev.haiku.internal.nd4j;

import static org.assertj.core.api.Assertions.assertThat;

import dev.haiku.array.DType;
import dev.haiku.array.HostArray;
import dev.haiku.array.Shape;
import dev.haiku.ir.LinearAlgebra.Cholesky;
import dev.haiku.ir.LinearAlgebra.Qr;
import dev.haiku.ir.LinearAlgebra.TriangularSolve;
import dev.haiku.ir.Primitive;
import java.util.List;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;

class FactorisationsTest {

    /** Well conditioned: small numbers off a diagonal of {@code n}. */
    private static HostArray matrices(DType dtype, Shape shape) {
        var random = new Random(1);
        int n = shape.last();
        int m = shape.dim(-2);
        return HostArray.fromDoubles(dtype, shape, i -> i / n % m == i % n ? n + 1 : random.nextDouble() - 0.5);
    }

    /** Asserts that results differ by little, measured against numbers of size one. */
    private static void assertAgree(Primitive op, List<HostArray> inputs) {
        var actual = Providers.run(Providers.NATIVE, op, inputs);
        var expected = Providers.run(Providers.JAVA, op, inputs);
        double tolerance = inputs.get(0).dtype() == DType.F32 ? 3e-5 : 1e-12;
        for (int i = 0; i < expected.size(); i++) {
            assertThat(Providers.type(actual.get(i))).isEqualTo(Providers.type(expected.get(i)));
            for (int j = 0; j < expected.get(i).size(); j++) {
                double a = actual.get(i).getDouble(j);
                double e = expected.get(i).getDouble(j);
                assertThat(Double.compare(a, e) == 0 || Math.abs(a - e) <= tolerance)
                        .as(
                                "%s of %s: element %s of result %s: %s, but Java computes %s",
                                op, inputs.get(0), j, i, a, e)
                        .isTrue();
            }
        }
    }

    static Stream<Arguments> squares() {
        return Stream.of(DType.F32, DType.F64)
                .flatMap(dtype -> Stream.of(Shape.of(1, 1), Shape.of(3, 3), Shape.of(40, 40), Shape.of(2, 3, 5, 5))
                        .map(shape -> Arguments.of(dtype, shape)));
    }

    @ParameterizedTest
    @MethodSource("squares")
    void choleskyAgreesWithJava(DType dtype, Shape shape) {
        assertAgree(new Cholesky(), List.of(matrices(dtype, shape)));
    }

    @ParameterizedTest
    @EnumSource(names = {"F32", "F64"})
    void choleskyOfAnIndefiniteMatrixIsNan(DType dtype) {
        var good = new double[] {4, 9, 2, 5};
        var value = HostArray.fromDoubles(dtype, Shape.of(2, 2, 2), i -> i < 4 ? good[i] : -1);

        assertThat(Providers.run(Providers.NATIVE, new Cholesky(), List.of(value)))
                .isEqualTo(Providers.run(Providers.JAVA, new Cholesky(), List.of(value)))
                .containsExactly(HostArray.fromDoubles(
                        dtype,
                        Shape.of(2, 2, 2),
                        i -> new double[] {2, 0, 1, 2, Double.NaN, 0, Double.NaN, Double.NaN}[i]));
    }

    @Test
    void choleskyOfNanIsNan() {
        var value = HostArray.of(Shape.of(2, 2), Double.NaN, 0, 0, 1);

        assertThat(Providers.run(Providers.NATIVE, new Cholesky(), List.of(value)))
                .containsExactly(HostArray.of(Shape.of(2, 2), Double.NaN, 0, Double.NaN, Double.NaN));
    }

    static Stream<Arguments> rectangles() {
        return Stream.of(DType.F32, DType.F64)
                .flatMap(dtype -> Stream.of(
                                Shape.of(1, 1),
                                Shape.of(4, 4),
                                Shape.of(5, 3),
                                Shape.of(3, 5),
                                Shape.of(50, 30),
                                Shape.of(2, 2, 4, 3))
                        .map(shape -> Arguments.of(dtype, shape)));
    }

    @ParameterizedTest
    @MethodSource("rectangles")
    void qrAgreesWithJava(DType dtype, Shape shape) {
        assertAgree(new Qr(), List.of(matrices(dtype, shape)));
    }

    @Test
    void qrOfNanIsNan() {
        var value = HostArray.of(Shape.of(2, 1), Double.NaN, 1.0);

        assertThat(Providers.run(Providers.NATIVE, new Qr(), List.of(value)))
                .containsExactly(
                        HostArray.of(Shape.of(2, 1), Double.NaN, Double.NaN), HostArray.of(Shape.of(1, 1), Double.NaN));
    }

    static Stream<Arguments> solves() {
        return squares()
                .flatMap(square -> Stream.of(
                                new TriangularSolve(true, false, false),
                                new TriangularSolve(true, true, false),
                                new TriangularSolve(false, false, false),
                                new TriangularSolve(false, true, true))
                        .map(op -> Arguments.of(square.get()[0], square.get()[1], op)));
    }

    @ParameterizedTest
    @MethodSource("solves")
    void triangularSolveAgreesWithJava(DType dtype, Shape shape, TriangularSolve op) {
        var right = HostArray.fromDoubles(dtype, shape.with(-1, 7), i -> i % 5 - 2);
        var left = op.unitDiagonal() ? HostArray.fromDoubles(dtype, shape, i -> 1.0 / (i + 5)) : matrices(dtype, shape);

        assertAgree(op, List.of(left, right));
    }
}
