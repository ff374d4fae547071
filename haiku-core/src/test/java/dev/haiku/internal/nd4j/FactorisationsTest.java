package dev.haiku.internal.nd4j;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.haiku.array.DType;
import dev.haiku.array.HostArray;
import dev.haiku.array.Shape;
import dev.haiku.internal.exec.KernelRun;
import dev.haiku.ir.LinearAlgebra.Cholesky;
import dev.haiku.ir.LinearAlgebra.Det;
import dev.haiku.ir.LinearAlgebra.Eigh;
import dev.haiku.ir.LinearAlgebra.Lu;
import dev.haiku.ir.LinearAlgebra.Pinv;
import dev.haiku.ir.LinearAlgebra.Qr;
import dev.haiku.ir.LinearAlgebra.Side;
import dev.haiku.ir.LinearAlgebra.Slogdet;
import dev.haiku.ir.LinearAlgebra.Solve;
import dev.haiku.ir.LinearAlgebra.Svd;
import dev.haiku.ir.LinearAlgebra.TriangularSolve;
import dev.haiku.ir.LinearAlgebra.Vectors;
import dev.haiku.ir.Primitive;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

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
            assertThat(KernelRun.type(actual.get(i))).isEqualTo(KernelRun.type(expected.get(i)));
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

    @ParameterizedTest
    @MethodSource("solves")
    void triangularSolveFromTheRightAgreesWithJava(DType dtype, Shape shape, TriangularSolve op) {
        var sides = HostArray.fromDoubles(dtype, shape.with(-2, 7), i -> i % 5 - 2);
        var right = new TriangularSolve(Side.RIGHT, op.lower(), op.transposed(), op.unitDiagonal());
        var matrix =
                op.unitDiagonal() ? HostArray.fromDoubles(dtype, shape, i -> 1.0 / (i + 5)) : matrices(dtype, shape);

        assertAgree(right, List.of(matrix, sides));
    }

    @ParameterizedTest
    @MethodSource("rectangles")
    void fullQrAgreesWithJava(DType dtype, Shape shape) {
        assertAgree(new Qr(true), List.of(matrices(dtype, shape)));
    }

    @ParameterizedTest
    @MethodSource("rectangles")
    void luAgreesWithJava(DType dtype, Shape shape) {
        assertAgree(new Lu(), List.of(unordered(dtype, shape)));
    }

    /** Without a strong diagonal, so that rows are exchanged. */
    private static HostArray unordered(DType dtype, Shape shape) {
        var random = new Random(2);
        return HostArray.fromDoubles(dtype, shape, i -> random.nextInt(1000) / 250.0 - 2);
    }

    @Test
    void luGoesOnAfterAZeroPivotAndKeepsNan() {
        for (var value : List.of(
                HostArray.of(Shape.of(2, 2), 0.0, 1, 0, 2),
                HostArray.of(Shape.of(2, 3), 0.0, 0, 3, 0, 0, 2),
                HostArray.of(Shape.of(2, 2), 1, 1, 1, Double.NaN))) {
            assertAgree(new Lu(), List.of(value));
        }
    }

    @ParameterizedTest
    @MethodSource("squares")
    void determinantsAgreeWithJava(DType dtype, Shape shape) {
        var small = HostArray.fromDoubles(
                dtype, shape, i -> unordered(dtype, shape).getDouble(i) / (shape.last() > 10 ? 4 : 1));

        assertAgree(new Slogdet(), List.of(small));
        assertAgree(new Det(), List.of(small));
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 1, 2, 3})
    void determinantsOfNanAreNan(int where) {
        var a = HostArray.fromDoubles(DType.F64, Shape.of(2, 2), i -> i == where ? Double.NaN : i + 1);

        for (var provider : List.of(Providers.NATIVE, Providers.JAVA)) {
            assertThat(Providers.run(provider, new Det(), List.of(a)).get(0).getDouble(0))
                    .isNaN();
            assertThat(Providers.run(provider, new Slogdet(), List.of(a)).get(1).getDouble(0))
                    .isNaN();
        }
    }

    @Test
    void determinantsOverflowOnlyIfTheyAreTooLarge() {
        var huge = HostArray.of(Shape.of(4, 4), 1e200, 0, 0, 0, 0, 1e200, 0, 0, 0, 0, 1e-200, 0, 0, 0, 0, 1e-200);

        assertThat(Providers.run(Providers.NATIVE, new Det(), List.of(huge))
                        .get(0)
                        .getDouble(0))
                .isCloseTo(1, within(1e-12));
    }

    static Stream<Arguments> solvesByFactors() {
        return squares()
                .flatMap(square -> Stream.of(true, false)
                        .map(transposed -> Arguments.of(square.get()[0], square.get()[1], new Solve(transposed))));
    }

    @ParameterizedTest
    @MethodSource("solvesByFactors")
    void solveAgreesWithJava(DType dtype, Shape shape, Solve op) {
        var a = unordered(dtype, shape);
        var lu = matrices(dtype, shape);
        int n = shape.last();
        var permutation = HostArray.fromLongs(DType.I32, shape.subShape(0, shape.rank() - 1), i -> (i % n + 1L) % n);
        var b = HostArray.fromDoubles(dtype, shape.with(-1, 7), i -> i % 5 - 2);

        assertAgree(op, List.of(a, lu, permutation, b));
    }

    @ParameterizedTest
    @MethodSource("rectangles")
    void singularValuesAgreeWithJava(DType dtype, Shape shape) {
        assertAgree(new Svd(Vectors.NONE), List.of(unordered(dtype, shape)));
    }

    @ParameterizedTest
    @MethodSource("rectangles")
    void singularVectorsAgreeWithJavaUpToSigns(DType dtype, Shape shape) {
        for (var vectors : List.of(Vectors.THIN, Vectors.FULL)) {
            var op = new Svd(vectors);
            var a = separated(dtype, shape);
            var actual = Providers.run(Providers.NATIVE, op, List.of(a));
            var expected = Providers.run(Providers.JAVA, op, List.of(a));

            assertThat(distance(actual.get(1), expected.get(1))).isLessThan(tolerance(dtype));
            int k = shape.dim(-1) < shape.dim(-2) ? shape.dim(-1) : shape.dim(-2);
            assertSameUpToSigns(columns(actual.get(0), k), columns(expected.get(0), k), dtype);
            assertSameUpToSigns(rows(actual.get(2), k), rows(expected.get(2), k), dtype);
        }
    }

    @ParameterizedTest
    @MethodSource("squares")
    void eigenvectorsAgreeWithJavaUpToSigns(DType dtype, Shape shape) {
        var a = separated(dtype, shape);
        var actual = Providers.run(Providers.NATIVE, new Eigh(true), List.of(a));
        var expected = Providers.run(Providers.JAVA, new Eigh(true), List.of(a));

        assertAgree(new Eigh(false), List.of(a));
        assertThat(distance(actual.get(0), expected.get(0))).isLessThan(tolerance(dtype));
        assertSameUpToSigns(columns(actual.get(1), shape.last()), columns(expected.get(1), shape.last()), dtype);
    }

    /** Figures are those of JAX. */
    @Test
    void vectorsHaveTheSignsOfLapack() {
        var tall = HostArray.of(Shape.of(3, 2), 1.0, 2, 3, 4, 5, 6);
        var symmetric = HostArray.of(Shape.of(2, 2), 2.0, 1, 1, 2);

        var svd = Providers.run(Providers.NATIVE, new Svd(Vectors.THIN), List.of(tall));
        var eigh = Providers.run(Providers.NATIVE, new Eigh(true), List.of(symmetric));

        assertClose(svd.get(0), -0.2298476964, 0.8834610177, -0.5247448188, 0.2407824921, -0.8196419411, -0.4018960334);
        assertClose(svd.get(2), -0.6196294838, -0.7848944533, -0.7848944533, 0.6196294838);
        assertClose(eigh.get(1), -0.7071067812, 0.7071067812, 0.7071067812, 0.7071067812);
    }

    private static void assertClose(HostArray actual, double... expected) {
        assertThat(actual.size()).isEqualTo(expected.length);
        for (int i = 0; i < expected.length; i++) {
            assertThat(actual.getDouble(i)).isCloseTo(expected[i], within(1e-9));
        }
    }

    @ParameterizedTest
    @MethodSource("rectangles")
    void pseudoInversesAgreeWithJava(DType dtype, Shape shape) {
        assertAgree(new Pinv(1e-5), List.of(matrices(dtype, shape)));
    }

    @Test
    void pseudoInversesLeaveOutNegligibleSingularValues() {
        var a = HostArray.of(Shape.of(2, 2), 2.0, 0, 0, 1e-9);

        assertThat(Providers.run(Providers.NATIVE, new Pinv(1e-8), List.of(a)))
                .isEqualTo(Providers.run(Providers.JAVA, new Pinv(1e-8), List.of(a)))
                .containsExactly(HostArray.of(Shape.of(2, 2), 0.5, 0, 0, 0));
    }

    static Stream<Primitive> spectra() {
        return Stream.of(
                new Svd(Vectors.NONE),
                new Svd(Vectors.THIN),
                new Svd(Vectors.FULL),
                new Eigh(true),
                new Eigh(false),
                new Pinv(0));
    }

    @ParameterizedTest
    @MethodSource("spectra")
    void spectraAreNanWhereAnElementIsNotFinite(Primitive op) {
        for (double wrong : new double[] {Double.NaN, Double.POSITIVE_INFINITY, Double.NEGATIVE_INFINITY}) {
            var a = HostArray.of(Shape.of(2, 2, 2), 2.0, 0, wrong, 1, 1, 0, 0, 1);
            for (var provider : List.of(Providers.NATIVE, Providers.JAVA)) {
                for (var result : Providers.run(provider, op, List.of(a))) {
                    assertThat(result.getDouble(0)).isNaN();
                    assertThat(result.getDouble(result.size() / 2 - 1)).isNaN();
                    assertThat(result.getDouble(result.size() - 1)).isFinite();
                }
            }
        }
    }

    @Test
    void eighDoesNotReadAboveTheDiagonal() {
        var a = HostArray.of(Shape.of(2, 2), 2.0, Double.NaN, 0, 1);

        for (var provider : List.of(Providers.NATIVE, Providers.JAVA)) {
            assertThat(Providers.run(provider, new Eigh(false), List.of(a)))
                    .containsExactly(HostArray.of(Shape.of(2), 1.0, 2));
        }
    }

    /** Numbers that grow along a diagonal, so that singular values differ and vectors are well defined. */
    private static HostArray separated(DType dtype, Shape shape) {
        var random = new Random(3);
        int n = shape.last();
        int m = shape.dim(-2);
        return HostArray.fromDoubles(
                dtype, shape, i -> i / n % m == i % n ? i % n + 1 : (random.nextDouble() - 0.5) / Math.max(m, n));
    }

    private static double tolerance(DType dtype) {
        return dtype == DType.F32 ? 2e-4 : 1e-11;
    }

    private static double distance(HostArray x, HostArray y) {
        double largest = 0;
        for (int i = 0; i < x.size(); i++) {
            largest = Math.max(largest, Math.abs(x.getDouble(i) - y.getDouble(i)));
        }
        return largest;
    }

    /** The first columns of each matrix, as vectors. */
    private static List<double[]> columns(HostArray x, int count) {
        int columns = x.shape().last();
        int rows = x.shape().dim(-2);
        List<double[]> all = new ArrayList<>();
        for (int start = 0; start < x.size(); start += rows * columns) {
            for (int j = 0; j < count; j++) {
                var column = new double[rows];
                for (int i = 0; i < rows; i++) {
                    column[i] = x.getDouble(start + i * columns + j);
                }
                all.add(column);
            }
        }
        return all;
    }

    /** The first rows of each matrix. */
    private static List<double[]> rows(HostArray x, int count) {
        int columns = x.shape().last();
        int rows = x.shape().dim(-2);
        List<double[]> all = new ArrayList<>();
        for (int start = 0; start < x.size(); start += rows * columns) {
            for (int i = 0; i < count; i++) {
                var row = new double[columns];
                for (int j = 0; j < columns; j++) {
                    row[j] = x.getDouble(start + i * columns + j);
                }
                all.add(row);
            }
        }
        return all;
    }

    private static void assertSameUpToSigns(List<double[]> actual, List<double[]> expected, DType dtype) {
        assertThat(actual).hasSameSizeAs(expected);
        for (int k = 0; k < actual.size(); k++) {
            double product = 0;
            for (int i = 0; i < actual.get(k).length; i++) {
                product += actual.get(k)[i] * expected.get(k)[i];
            }
            assertThat(Math.abs(product)).isCloseTo(1, within(tolerance(dtype)));
        }
    }
}
