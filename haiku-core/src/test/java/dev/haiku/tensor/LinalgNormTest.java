package dev.haiku.tensor;

import static dev.haiku.tensor.Expected.assertTensor;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.haiku.array.DType;
import dev.haiku.array.Shape;
import dev.haiku.array.ShapeException;
import java.util.List;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Figures are those of JAX. */
class LinalgNormTest {

    private static final double INFINITY = Double.POSITIVE_INFINITY;
    private static final double NAN = Double.NaN;
    private static final Tensor X = Tensor.of(Shape.of(2, 2), 3f, -4, 0, 2);
    private static final Tensor SINGULAR = Tensor.of(Shape.of(2, 2), 1.0, 2, 2, 4);
    private static final Tensor FOUR =
            Tensor.of(Shape.of(4, 4), 2.0, -1, 0.5, 1, 0.25, 3, -2, 0, 1, 0.75, -1.5, 2, -1, 2, 1, 0.5);

    @Nested
    class Norms {

        @Test
        void ofVectors() {
            assertTensor(Linalg.norm(X), "f32[]", Math.sqrt(29));
            assertTensor(Linalg.norm(X, 1), "f32[2]", 5, 2);
            assertTensor(Linalg.norm(X, List.of(1), Dims.KEEP), "f32[2, 1]", 5, 2);
            assertTensor(Linalg.norm(X, 1, 1, Dims.DROP), "f32[2]", 7, 2);
            assertTensor(Linalg.norm(X, 2, 1, Dims.DROP), "f32[2]", 5, 2);
            assertTensor(Linalg.norm(X, 3, 1, Dims.DROP), "f32[2]", Math.cbrt(91), 2);
            assertTensor(Linalg.norm(X, 0, 1, Dims.DROP), "f32[2]", 2, 1);
            assertTensor(Linalg.norm(X, INFINITY, 1, Dims.KEEP), "f32[2, 1]", 4, 2);
            assertTensor(Linalg.norm(X, -INFINITY, 1, Dims.DROP), "f32[2]", 3, 0);
            assertTensor(Linalg.norm(Tensor.of(3, 4)), "f32[]", 5);
        }

        @ParameterizedTest
        @CsvSource({"1, 6", "2, 4.2426407", "3, 3.7797631", "0, 2", "0.5, 12", "-1, 0", "Infinity, 3", "-Infinity, 0"})
        void ofVectorsOfAnyOrder(double order, double expected) {
            assertTensor(Linalg.vectorNorm(Tensor.of(3.0, 0, -3), order), "f64[]", expected);
        }

        @Test
        void ofSeveralAxesTakeThemAsOneVector() {
            assertTensor(Linalg.vectorNorm(X, 1), "f32[]", 9);
            assertTensor(Linalg.vectorNorm(X, INFINITY, 0, 1), "f32[]", 4);
            assertTensor(Linalg.vectorNorm(X, 1, List.of(-1, 0), Dims.KEEP), "f32[1, 1]", 9);
        }

        @ParameterizedTest
        @CsvSource({
            "FROBENIUS, 5.3851648",
            "NUCLEAR, 6.4031242",
            "ONE, 6",
            "MINUS_ONE, 3",
            "TWO, 5.2631149",
            "MINUS_TWO, 1.1400093",
            "INFINITY, 7",
            "MINUS_INFINITY, 2"
        })
        void ofMatrices(MatrixNorm order, double expected) {
            assertTensor(Linalg.matrixNorm(X, order), "f32[]", expected);
            assertTensor(Linalg.matrixNorm(X, order, Dims.KEEP), "f32[1, 1]", expected);
            assertTensor(Linalg.matrixNorm(Ops.stack(0, X, X.mul(2)), order), "f32[2]", expected, 2 * expected);
            assertTensor(Linalg.matrixNorm(X.transpose(), order, 1, 0, Dims.DROP), "f32[]", expected);
            assertTensor(
                    Linalg.matrixNorm(X.expandDims(1).transpose(2, 1, 0), order, 2, -3, Dims.KEEP),
                    "f32[1, 1, 1]",
                    expected);
        }

        @Test
        void ofNothingAreZero() {
            assertTensor(Linalg.vectorNorm(Ops.zeros(3, 0), INFINITY, 1), "f32[3]", 0, 0, 0);
            for (var order : List.of(
                    MatrixNorm.FROBENIUS, MatrixNorm.NUCLEAR, MatrixNorm.ONE, MatrixNorm.TWO, MatrixNorm.INFINITY)) {
                assertTensor(Linalg.matrixNorm(Ops.zeros(2, 0, 3), order), "f32[2]", 0, 0);
                assertTensor(Linalg.matrixNorm(Ops.zeros(3, 0), order), "f32[]", 0);
            }
        }

        @Test
        void keepHalves() {
            assertTensor(Linalg.matrixNorm(X.cast(DType.F16), MatrixNorm.ONE), "f16[]", 6);
            assertTensor(Linalg.matrixNorm(X.cast(DType.BF16), MatrixNorm.TWO), "bf16[]", 5.25);
        }
    }

    @Nested
    class Determinants {

        @Test
        void ofSmallMatricesArePolynomials() {
            var three = Tensor.of(Shape.of(3, 3), 2.0, -1, 0.5, 0.25, 3, -2, 1, 0.75, -1.5);

            assertTensor(Linalg.det(X), "f32[]", 6);
            assertTensor(Linalg.det(Tensor.of(new int[][] {{1, 2}, {3, 4}})), "f32[]", -2);
            assertTensor(Linalg.det(three), "f64[]", -5.78125);
            assertTensor(Linalg.det(Ops.stack(0, three, three.mul(2))), "f64[2]", -5.78125, -46.25);
        }

        @Test
        void ofLargerMatricesComeFromElimination() {
            assertTensor(Linalg.det(FOUR), "f64[]", -27.828125);
            assertTensor(Linalg.det(Tensor.of(Shape.of(1, 1), 7f)), "f32[]", 7);
            assertTensor(Linalg.det(Ops.zeros(2, 0, 0)), "f32[2]", 1, 1);
            assertTensor(Linalg.det(FOUR.cast(DType.F16)), "f16[]", -27.828125);
        }

        @Test
        void haveSignAndLogarithm() {
            var result = Linalg.slogdet(FOUR);

            assertTensor(result.sign(), "f64[]", -1);
            assertTensor(result.logAbsDet(), "f64[]", Math.log(27.828125));
            assertTensor(Linalg.slogdet(X).logAbsDet(), "f32[]", Math.log(6));
            assertTensor(Linalg.slogdet(Tensor.of(Shape.of(1, 1), -2f)).sign(), "f32[]", -1);
            assertTensor(Linalg.slogdet(Ops.zeros(0, 0)).sign(), "f32[]", 1);
            assertTensor(Linalg.slogdet(Ops.zeros(0, 0)).logAbsDet(), "f32[]", 0);
        }

        @Test
        void ofSingularMatricesAreZero() {
            var four = Linalg.kron(SINGULAR, SINGULAR);

            assertTensor(Linalg.det(four), "f64[]", 0);
            for (var singular : List.of(SINGULAR, four)) {
                assertTensor(Linalg.slogdet(singular).sign(), "f64[]", 0);
                assertTensor(Linalg.slogdet(singular).logAbsDet(), "f64[]", -INFINITY);
            }
        }

        @Test
        void doNotOverflowOnTheWay() {
            var diagonal = Ops.diag(Tensor.of(1e30f, 1e30f, 1e-30f, 1e-30f), 0);

            assertTensor(Linalg.det(diagonal), "f32[]", 1);
            assertTensor(Linalg.slogdet(diagonal.mul(1e3)).logAbsDet(), "f32[]", 4 * Math.log(1e3));
        }
    }

    @Nested
    class Conditions {

        @ParameterizedTest
        @CsvSource({
            "FROBENIUS, 4.8333333",
            "NUCLEAR, 6.8333333",
            "ONE, 7",
            "MINUS_ONE, 1",
            "TWO, 4.6167298",
            "MINUS_TWO, 0.21660354",
            "INFINITY, 7"
        })
        void areProductsOfNorms(MatrixNorm order, double expected) {
            assertTensor(Linalg.cond(X, order), "f32[]", expected);
        }

        @Test
        void ofSingularMatricesAreInfinite() {
            assertTensor(Linalg.cond(SINGULAR, MatrixNorm.ONE), "f64[]", INFINITY);
            assertTensor(Linalg.cond(Ops.zeros(2, 2), MatrixNorm.MINUS_TWO), "f32[]", INFINITY);
            assertTensor(Linalg.cond(Ops.zeros(2, 2)), "f32[]", NAN);
            assertTensor(Linalg.cond(X.mul(NAN), MatrixNorm.ONE), "f32[]", NAN);
        }

        @Test
        void ofRectanglesAreRatiosOfSingularValues() {
            assertTensor(Linalg.cond(Tensor.of(Shape.of(1, 2, 1), 3.0, 4)), "f64[1]", 1);
        }

        @Test
        void ranksCountSingularValues() {
            assertTensor(Linalg.matrixRank(SINGULAR), "i32[]", 1);
            assertTensor(Linalg.matrixRank(Ops.stack(0, SINGULAR, Ops.zerosLike(SINGULAR))), "i32[2]", 1, 0);
            assertTensor(Linalg.matrixRank(Tensor.of(new int[][] {{1, 2}, {3, 4}})), "i32[]", 2);
            assertTensor(Linalg.matrixRank(Tensor.of(Shape.of(2, 2), 4f, 0, 0, 1), 0.3), "i32[]", 1);
            assertTensor(Linalg.matrixRank(Ops.zeros(3, 0)), "i32[]", 0);
        }
    }

    @Test
    void sumsDiagonals() {
        var x = Ops.arange(12).reshape(2, 2, 3);

        assertTensor(Linalg.trace(x), "i32[2]", 4, 16);
        assertTensor(Linalg.trace(x, 1), "i32[2]", 6, 18);
        assertTensor(Linalg.diagonal(x, -1), "i32[2, 1]", 3, 9);
    }

    @Nested
    class Errors {

        private static final Tensor WIDE = Recording.symbol(DType.F32, 2, 3);
        private static final Tensor ROW = Recording.symbol(DType.F32, 3);
        private static final Tensor EMPTY = Recording.symbol(DType.F32, 0, 3);

        private static void assertMessage(Runnable body, String message) {
            assertThatThrownBy(body::run).isInstanceOf(ShapeException.class).hasMessage(message);
        }

        @Test
        void needMatrices() {
            assertMessage(() -> Linalg.det(WIDE), "det: needs a square matrix, but got f32[2, 3].");
            assertMessage(() -> Linalg.slogdet(WIDE), "slogdet: needs a square matrix, but got f32[2, 3].");
            assertMessage(() -> Linalg.matrixRank(ROW), "matrixRank: needs a matrix, but got f32[3].");
            assertMessage(() -> Linalg.matrixRank(ROW, 0.1), "matrixRank: needs a matrix, but got f32[3].");
            assertMessage(() -> Linalg.cond(ROW), "cond: needs a matrix, but got f32[3].");
            assertMessage(() -> Linalg.cond(WIDE, MatrixNorm.ONE), "cond: needs a square matrix, but got f32[2, 3].");
            assertMessage(() -> Linalg.cond(EMPTY), "cond: needs a matrix that is not empty, but got f32[0, 3].");
            assertMessage(() -> Linalg.trace(ROW), "diagonal: needs a matrix, but got f32[3].");
        }

        @Test
        void needAxes() {
            assertMessage(
                    () -> Linalg.matrixNorm(ROW, MatrixNorm.ONE), "matrixNorm: axis -2 is out of range for shape [3].");
            assertMessage(
                    () -> Linalg.matrixNorm(WIDE, MatrixNorm.ONE, 0, -2, Dims.DROP),
                    "matrixNorm: axes [0, -2] of shape [2, 3] repeat one.");
            assertMessage(
                    () -> Linalg.vectorNorm(WIDE, Double.POSITIVE_INFINITY, 2),
                    "vectorNorm: axis 2 is out of range for shape [2, 3].");
        }
    }
}
