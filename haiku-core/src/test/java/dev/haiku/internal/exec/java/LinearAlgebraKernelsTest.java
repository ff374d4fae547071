package dev.haiku.internal.exec.java;

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
import dev.haiku.ir.LinearAlgebra.Slogdet;
import dev.haiku.ir.LinearAlgebra.Svd;
import dev.haiku.ir.LinearAlgebra.Vectors;
import dev.haiku.ir.Primitive;
import java.util.List;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** The plain Java kernels on larger and on awkward matrices. */
class LinearAlgebraKernelsTest {

    private static List<HostArray> run(Primitive op, HostArray a) {
        return KernelRun.of(new JavaKernels(), op, List.of(a));
    }

    private static HostArray random(Shape shape) {
        var random = new Random(shape.hashCode());
        return HostArray.fromDoubles(DType.F64, shape, i -> random.nextDouble() - 0.5);
    }

    /** Of rank 2: each element is a sum of two products. */
    private static HostArray ofRank2(Shape shape) {
        int n = shape.last();
        return HostArray.fromDoubles(
                DType.F64,
                shape,
                i -> Math.sin(Math.floorDiv(i, n) + 1.0) * (i % n - 2)
                        + Math.cos(Math.floorDiv(i, n) * 2.0) * (i % n % 3));
    }

    static Stream<Arguments> generated() {
        var ops = List.<Primitive>of(
                new Qr(),
                new Qr(true),
                new Lu(),
                new Svd(Vectors.NONE),
                new Svd(Vectors.THIN),
                new Svd(Vectors.FULL),
                new Pinv(1e-10));
        var random = new Random(7);
        return ops.stream()
                .flatMap(op -> Stream.generate(
                                () -> Shape.of(random.nextInt(1, 3), random.nextInt(1, 13), random.nextInt(1, 13)))
                        .limit(8)
                        .map(shape -> Arguments.of(op, shape)));
    }

    @ParameterizedTest
    @MethodSource("generated")
    void factoriseMatricesOfAnyShape(Primitive op, Shape shape) {
        var a = random(shape);

        Factors.assertHold(op + " of " + shape, op, a, run(op, a));
    }

    @ParameterizedTest
    @MethodSource("generated")
    void factoriseMatricesOfLowRank(Primitive op, Shape shape) {
        var a = ofRank2(shape);

        Factors.assertHold(op + " of rank 2, " + shape, op, a, run(op, a));
    }

    @ParameterizedTest
    @MethodSource("generated")
    void factoriseZeros(Primitive op, Shape shape) {
        var a = HostArray.fromDoubles(DType.F64, shape, i -> 0);

        Factors.assertHold(op + " of zeros, " + shape, op, a, run(op, a));
    }

    @Test
    void decomposeSymmetricMatricesOfManyRows() {
        for (int n : new int[] {2, 7, 40}) {
            var a = random(Shape.of(n, n));

            Factors.assertHold("eigh of " + n, new Eigh(true), a, run(new Eigh(true), a));
        }
    }

    @Test
    void decomposeDiagonalMatricesInOrder() {
        var a = HostArray.of(Shape.of(3, 3), 2.0, 0, 0, 0, -1, 0, 0, 0, 2);

        assertThat(run(new Eigh(true), a))
                .containsExactly(
                        HostArray.of(Shape.of(3), -1.0, 2, 2),
                        HostArray.of(Shape.of(3, 3), 0.0, 1, 0, 1, 0, 0, 0, 0, 1));
        assertThat(run(new Svd(Vectors.NONE), a)).containsExactly(HostArray.of(Shape.of(3), 2.0, 2, 1));
    }

    @Test
    void choosePositiveSignsForTheLargestElements() {
        var a = HostArray.of(Shape.of(2, 2), -3.0, 0, 0, -2);

        assertThat(run(new Svd(Vectors.THIN), a))
                .containsExactly(
                        HostArray.of(Shape.of(2, 2), 1.0, -0.0, -0.0, 1),
                        HostArray.of(Shape.of(2), 3.0, 2),
                        HostArray.of(Shape.of(2, 2), -1.0, -0.0, -0.0, -1));
    }

    @Test
    void scaleNumbersThatAreFarFromOne() {
        for (double scale : new double[] {1e-300, 1e-160, 1e160, 1e300}) {
            var a = HostArray.of(Shape.of(2, 2), 3 * scale, 0, 4 * scale, 5 * scale);

            var s = run(new Svd(Vectors.NONE), a).get(0);

            assertThat(s.getDouble(0) / scale).isCloseTo(Math.sqrt(45), within(1e-13));
            assertThat(s.getDouble(1) / scale).isCloseTo(Math.sqrt(5), within(1e-13));
        }
    }

    @Test
    void findEigenvaluesOfNumbersThatAreFarFromOne() {
        for (double scale : new double[] {1e-300, 1e300}) {
            var a = HostArray.of(Shape.of(2, 2), 2 * scale, 0, scale, 2 * scale);

            var w = run(new Eigh(false), a).get(0);

            assertThat(w.getDouble(0) / scale).isCloseTo(1, within(1e-13));
            assertThat(w.getDouble(1) / scale).isCloseTo(3, within(1e-13));
        }
    }

    @Test
    void giveDeterminantsWhoseFactorsOverflow() {
        var a = HostArray.of(Shape.of(3, 3), 0.0, 1e200, 0, 1e200, 0, 0, 0, 0, 1e-200);

        assertThat(run(new Det(), a).get(0).getDouble(0)).isCloseTo(-1e200, within(1e187));
        assertThat(run(new Slogdet(), a).get(0).getDouble(0)).isEqualTo(-1);
        assertThat(run(new Slogdet(), a).get(1).getDouble(0)).isCloseTo(200 * Math.log(10), within(1e-12));
    }

    @Test
    void giveZeroAndMinusInfinityForSingularMatrices() {
        var a = HostArray.of(Shape.of(2, 2), 1.0, 2, 2, 4);

        assertThat(run(new Det(), a)).containsExactly(HostArray.scalar(DType.F64, 0.0));
        assertThat(run(new Slogdet(), a))
                .containsExactly(
                        HostArray.scalar(DType.F64, 0.0), HostArray.scalar(DType.F64, Double.NEGATIVE_INFINITY));
    }

    @Test
    void giveNanForMatricesThatAreNotPositiveDefinite() {
        var a = HostArray.of(Shape.of(2, 2), 1.0, 0, 2, 1);

        assertThat(run(new Cholesky(), a))
                .containsExactly(HostArray.of(Shape.of(2, 2), Double.NaN, 0, Double.NaN, Double.NaN));
    }
}
