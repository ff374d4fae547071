package dev.haiku.tensor;

import static dev.haiku.tensor.Expected.assertNumbers;
import static dev.haiku.tensor.Expected.assertTensor;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.haiku.array.DType;
import dev.haiku.array.HostArray;
import dev.haiku.array.Shape;
import dev.haiku.array.ShapeException;
import dev.haiku.func.Func;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Figures are those of JAX. */
class LinalgMatrixTest {

    private static final double NAN = Double.NaN;

    private static Tensor wave(int... dims) {
        return Tensor.of(HostArray.fromDoubles(DType.F64, Shape.of(dims), i -> Math.sin(i * 1.7)));
    }

    private static void assertEqual(Tensor actual, Tensor expected) {
        assertThat(actual.type()).isEqualTo(expected.type());
        assertNumbers(actual, expected.toDoubleArray());
    }

    @Nested
    class Products {

        @Test
        void outer() {
            assertTensor(Linalg.outer(Tensor.of(1, 2), Tensor.of(3, 4, 5)), "i32[2, 3]", 3, 4, 5, 6, 8, 10);
        }

        @Test
        void innerAlongAnAxis() {
            var x = Tensor.of(Shape.of(2, 3), 1, 2, 3, 4, 5, 6);

            assertTensor(Linalg.vecdot(x, Tensor.of(Shape.of(1, 3), 2, 3, 4), -1), "i32[2]", 20, 47);
            assertTensor(Linalg.vecdot(x, x, 0), "i32[3]", 17, 29, 45);
        }

        @Test
        void cross() {
            assertTensor(Linalg.cross(Tensor.of(1f, 2, 3), Tensor.of(4f, 5, 6)), "f32[3]", -3, 6, -3);
            assertTensor(Linalg.cross(Tensor.of(1, 0, 0), Ops.eye(3)), "f32[3, 3]", 0, 0, 0, 0, 0, 1, 0, -1, 0);
            assertTensor(
                    Linalg.cross(Tensor.of(Shape.of(3, 1), 1, 2, 3), Tensor.of(Shape.of(3, 2), 4, 1, 5, 0, 6, 0), 0),
                    "i32[3, 2]",
                    -3,
                    0,
                    6,
                    3,
                    -3,
                    -2);
        }

        @Test
        void kronecker() {
            assertTensor(
                    Linalg.kron(Tensor.of(1, 2), Tensor.of(Shape.of(2, 2), 1, 2, 3, 4)),
                    "i32[2, 4]",
                    1,
                    2,
                    2,
                    4,
                    3,
                    4,
                    6,
                    8);
            assertTensor(
                    Linalg.kron(Ops.arange(4).reshape(2, 2), Ops.arange(3)),
                    "i32[2, 6]",
                    0,
                    0,
                    0,
                    0,
                    1,
                    2,
                    0,
                    2,
                    4,
                    0,
                    3,
                    6);
            assertTensor(Linalg.kron(Tensor.scalar(2), Tensor.of(1, 2)), "i32[2]", 2, 4);
        }

        @Test
        void transposes() {
            assertTensor(Linalg.matrixTranspose(Ops.arange(4).reshape(1, 2, 2)), "i32[1, 2, 2]", 0, 2, 1, 3);
        }
    }

    @Nested
    class Chains {

        @Test
        void multiplyInAnyOrder() {
            var a = wave(3, 4);
            var b = wave(4, 2);
            var c = wave(2, 5);
            var d = wave(5, 1);

            assertEqual(Linalg.multiDot(a, b), a.matmul(b));
            assertEqual(Linalg.multiDot(a, b, c, d), a.matmul(b).matmul(c).matmul(d));
            assertEqual(
                    Linalg.multiDot(wave(3), a, b, c, wave(5)),
                    wave(3).matmul(a).matmul(b).matmul(c).matmul(wave(5)));
        }

        @Test
        void takeTheOrderOfFewestMultiplications() {
            var program = Func.makeProgram((Tensor x) -> Linalg.multiDot(x, wave(5, 100), wave(100, 10)), wave(200, 5))
                    .toString();

            assertThat(program).contains("f64[5, 10]").doesNotContain("f64[200, 100]");
        }
    }

    @Nested
    class Powers {

        private final Tensor matrix = Tensor.of(Shape.of(2, 2), 1.0, 2, 3, -1);

        @ParameterizedTest
        @ValueSource(ints = {1, 2, 3, 4, 5, 6, 7, 11})
        void multiplyAsOften(int exponent) {
            var expected = matrix;
            for (int i = 1; i < exponent; i++) {
                expected = expected.matmul(matrix);
            }

            assertEqual(Linalg.matrixPower(matrix, exponent), expected);
            assertEqual(Linalg.matrixPower(matrix, -exponent).matmul(expected), Ops.eye(2, 2, 0, DType.F64));
        }

        @Test
        void ofZeroAreIdentities() {
            assertTensor(
                    Linalg.matrixPower(Ops.zeros(Shape.of(2, 2, 2), DType.I32), 0),
                    "i32[2, 2, 2]",
                    1,
                    0,
                    0,
                    1,
                    1,
                    0,
                    0,
                    1);
        }

        @Test
        void ofIntegersStayIntegers() {
            assertTensor(Linalg.matrixPower(Tensor.of(new int[][] {{1, 1}, {1, 0}}), 10), "i32[2, 2]", 89, 55, 55, 34);
        }
    }

    @Nested
    class Patterns {

        @Test
        void vandermonde() {
            assertTensor(Linalg.vander(Tensor.of(2f, 3)), "f32[2, 2]", 2, 1, 3, 1);
            assertTensor(Linalg.vander(Tensor.of(1, 2, 3), 4, false), "i32[3, 4]", 1, 1, 1, 1, 8, 4, 2, 1, 27, 9, 3, 1);
            assertTensor(Linalg.vander(Tensor.of(1, 2, 3), 2, true), "i32[3, 2]", 1, 1, 1, 2, 1, 3);
            assertTensor(Linalg.vander(Tensor.of(1, 2), 0, true), "i32[2, 0]");
        }

        @Test
        void toeplitz() {
            assertTensor(Linalg.toeplitz(Tensor.of(1, 2, 3)), "i32[3, 3]", 1, 2, 3, 2, 1, 2, 3, 2, 1);
            assertTensor(
                    Linalg.toeplitz(Tensor.of(1, 2, 3), Tensor.of(9f, 5, 6, 7)),
                    "f32[3, 4]",
                    1,
                    5,
                    6,
                    7,
                    2,
                    1,
                    5,
                    6,
                    3,
                    2,
                    1,
                    5);
            assertTensor(
                    Linalg.toeplitz(Tensor.of(new int[][] {{1, 2}, {3, 4}}), Tensor.of(0, 7)),
                    "i32[2, 2, 2]",
                    1,
                    7,
                    2,
                    1,
                    3,
                    7,
                    4,
                    3);
            assertTensor(Linalg.toeplitz(Ops.zeros(0), Ops.zeros(3)), "f32[0, 3]");
        }

        @Test
        void blocksAlongTheDiagonal() {
            assertTensor(
                    Linalg.blockDiag(Tensor.of(1, 2), Tensor.of(new float[][] {{3}, {4}}), Tensor.scalar(5)),
                    "f32[4, 4]",
                    1,
                    2,
                    0,
                    0,
                    0,
                    0,
                    3,
                    0,
                    0,
                    0,
                    4,
                    0,
                    0,
                    0,
                    0,
                    5);
            assertTensor(Linalg.blockDiag(Ops.zeros(0, 2), Ops.ones(1, 1)), "f32[1, 3]", 0, 0, 1);
        }
    }

    @Nested
    class Exponentials {

        @Test
        void ofMatrices() {
            assertTensor(
                    Linalg.expm(Tensor.of(Shape.of(2, 2), 1.0, 2, 3, 4)),
                    "f64[2, 2]",
                    51.968956,
                    74.736565,
                    112.10485,
                    164.07380);
            assertTensor(
                    Linalg.expm(Tensor.of(Shape.of(2, 2), 0, -Math.PI / 2, Math.PI / 2, 0)), "f64[2, 2]", 0, -1, 1, 0);
            assertTensor(Linalg.expm(Ops.zeros(2, 2)), "f32[2, 2]", 1, 0, 0, 1);
            assertTensor(Linalg.expm(Ops.zeros(2, 0, 0)), "f32[2, 0, 0]");
            assertTensor(Linalg.expm(Ops.zeros(Shape.of(1, 1), DType.BF16)), "bf16[1, 1]", 1);
        }

        @Test
        void agreeWithThoseOfEigenvaluesOverAllScales() {
            for (double scale : new double[] {1e-8, 0.01, 0.5, 3, 20, 60}) {
                var x = wave(5, 5);
                var symmetric = x.add(x.transpose()).mul(scale);
                var eigh = Linalg.eigh(symmetric);
                var v = eigh.eigenvectors();
                var expected = v.mul(eigh.eigenvalues().exp()).matmul(v.transpose());

                double norm = Linalg.norm(expected).item();
                assertThat(Linalg.norm(Linalg.expm(symmetric).sub(expected)).item() / norm)
                        .isCloseTo(0, within(1e-11));
            }
        }

        @Test
        void squareEachMatrixOfABatchAsOftenAsItNeeds() {
            var small = wave(3, 3);
            var large = wave(3, 3).mul(40);

            var both = Linalg.expm(Ops.stack(0, small, large));

            assertEqual(both.get(0), Linalg.expm(small));
            assertThat(both.get(1).div(Linalg.expm(large)).sub(1).abs().max().item())
                    .isCloseTo(0, within(1e-12));
        }

        @Test
        void areNanOfMatricesThatAreTooLargeOrNan() {
            assertTensor(Linalg.expm(Tensor.of(Shape.of(2, 2), 1e6, 2, 3, 4)), "f64[2, 2]", NAN, NAN, NAN, NAN);
            assertTensor(Linalg.expm(Tensor.of(Shape.of(1, 1), Float.NaN)), "f32[1, 1]", NAN);
            assertTensor(Linalg.expm(Tensor.of(Shape.of(1, 1), Float.POSITIVE_INFINITY)), "f32[1, 1]", NAN);
        }

        @Test
        void areTheSameCompiledAndMapped() {
            var stack = Ops.stack(0, wave(3, 3), wave(3, 3).mul(9));

            assertEqual(Func.jit((Tensor a) -> Linalg.expm(a)).apply(stack), Linalg.expm(stack));
            assertEqual(Func.vmap((Tensor a) -> Linalg.expm(a)).apply(stack), Linalg.expm(stack));
        }

        @Test
        void ofSinglesAreAccurate() {
            var a = wave(4, 4).mul(3);

            var error = Linalg.expm(a.cast(DType.F32)).cast(DType.F64).sub(Linalg.expm(a));

            assertThat(Linalg.norm(error).item() / Linalg.norm(Linalg.expm(a)).item())
                    .isCloseTo(0, within(1e-5));
        }
    }

    @Nested
    class Errors {

        private static final Tensor WIDE = Recording.symbol(DType.F32, 2, 3);
        private static final Tensor CUBE = Recording.symbol(DType.F32, 2, 3, 3);
        private static final Tensor FOUR = Recording.symbol(DType.F32, 4);

        private static void assertMessage(Runnable body, String message) {
            assertThatThrownBy(body::run).isInstanceOf(ShapeException.class).hasMessage(message);
        }

        @Test
        void products() {
            assertMessage(
                    () -> Linalg.outer(WIDE, FOUR),
                    "outer: needs vectors, but got shapes [2, 3] and [4]. Use Ops.outer for others.");
            assertMessage(
                    () -> Linalg.vecdot(WIDE, FOUR, -1), "vecdot: axis -1 of shapes [2, 3] and [4] differs in size.");
            assertMessage(
                    () -> Linalg.cross(WIDE, FOUR),
                    "cross: needs vectors of 3 elements, but axis -1 of shapes [2, 3] and [4] has 3 and 4.");
            assertMessage(() -> Linalg.multiDot(WIDE), "multiDot: needs at least 2 factors, but got 1.");
            assertMessage(
                    () -> Linalg.multiDot(FOUR, WIDE),
                    "multiDot: factors [[4], [2, 3]] do not fit. All are matrices, but for vectors at the ends, and"
                            + " each has as many rows as the one before has columns.");
            assertMessage(
                    () -> Linalg.multiDot(WIDE, CUBE),
                    "multiDot: factors [[2, 3], [2, 3, 3]] do not fit. All are matrices, but for vectors at the ends,"
                            + " and each has as many rows as the one before has columns.");
        }

        @Test
        void functions() {
            assertMessage(() -> Linalg.matrixPower(WIDE, 2), "matrixPower: needs a square matrix, but got f32[2, 3].");
            assertMessage(() -> Linalg.expm(WIDE), "expm: needs a square matrix, but got f32[2, 3].");
        }

        @Test
        void patterns() {
            assertMessage(() -> Linalg.vander(WIDE), "vander: needs a vector, but got shape [2, 3].");
            assertMessage(
                    () -> Linalg.vander(FOUR, -1, true),
                    "vander: needs a vector and a number of columns, but got shape [4] and -1.");
            assertMessage(
                    () -> Linalg.toeplitz(Recording.symbol(DType.F32), FOUR),
                    "toeplitz: needs vectors, but got shapes [] and [4].");
            assertMessage(() -> Linalg.blockDiag(), "blockDiag: needs at least one block.");
            assertMessage(() -> Linalg.blockDiag(FOUR, CUBE), "blockDiag: needs matrices, but got shape [2, 3, 3].");
        }
    }
}
