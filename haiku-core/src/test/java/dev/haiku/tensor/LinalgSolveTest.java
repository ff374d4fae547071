package dev.haiku.tensor;

import static dev.haiku.tensor.Expected.assertNumbers;
import static dev.haiku.tensor.Expected.assertTensor;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.haiku.array.DType;
import dev.haiku.array.HostArray;
import dev.haiku.array.Shape;
import dev.haiku.array.ShapeException;
import dev.haiku.func.Func;
import dev.haiku.ir.LinearAlgebra.Side;
import java.util.List;
import java.util.SplittableRandom;
import java.util.function.BinaryOperator;
import java.util.stream.Stream;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Figures are those of JAX. */
class LinalgSolveTest {

    private static final double INFINITY = Double.POSITIVE_INFINITY;
    private static final Tensor MATRIX = Tensor.of(Shape.of(3, 3), 4.0, 2, 0.6, 2, 3, 0.4, 0.6, 0.4, 2);
    private static final Tensor LOWER = Tensor.of(Shape.of(2, 2), 2.0, 99, 1, 4);
    private static final Tensor SINGULAR = Tensor.of(Shape.of(2, 2), 1.0, 2, 2, 4);

    private static Tensor random(long seed, Shape shape) {
        var random = new SplittableRandom(seed);
        return Tensor.of(HostArray.fromDoubles(DType.F64, shape, i -> random.nextDouble(-1, 1)));
    }

    private static void assertEqual(Tensor actual, Tensor expected) {
        assertThat(actual.type()).isEqualTo(expected.type());
        assertNumbers(actual, expected.toDoubleArray());
    }

    /** Batches of a matrix and of right-hand sides that broadcast. */
    static Stream<Arguments> batches() {
        return Stream.of(
                Arguments.of(Shape.SCALAR, Shape.SCALAR),
                Arguments.of(Shape.SCALAR, Shape.of(4)),
                Arguments.of(Shape.SCALAR, Shape.of(2, 3)),
                Arguments.of(Shape.of(4), Shape.SCALAR),
                Arguments.of(Shape.of(4), Shape.of(4)),
                Arguments.of(Shape.of(3, 1), Shape.of(4)),
                Arguments.of(Shape.of(1), Shape.of(2, 3)),
                Arguments.of(Shape.SCALAR, Shape.of(0)),
                Arguments.of(Shape.of(0), Shape.of(1)));
    }

    private static Tensor matrices(Shape batch) {
        return random(1, batch.concat(Shape.of(3, 3)))
                .add(Ops.eye(3, 3, 0, DType.F64).mul(3));
    }

    @Nested
    class Square {

        @Test
        void solvesForAVectorAndForColumns() {
            var b = Tensor.of(1.0, 2, 3);

            assertTensor(Linalg.solve(MATRIX, b), "f64[3]", -0.30708661, 0.67716535, 1.4566929);
            assertTensor(Linalg.solve(MATRIX, b.expandDims(1)), "f64[3, 1]", -0.30708661, 0.67716535, 1.4566929);
        }

        @ParameterizedTest
        @MethodSource("dev.haiku.tensor.LinalgSolveTest#batches")
        void broadcasts(Shape left, Shape right) {
            var a = matrices(left);
            var b = random(2, right.concat(Shape.of(3, 2)));

            var x = Linalg.solve(a, b);

            assertEqual(a.matmul(x), Ops.broadcastTo(b, x.shape()));
        }

        @Test
        void solvesForOneVectorWithEachMatrix() {
            var a = matrices(Shape.of(2));
            var b = Tensor.of(1.0, 2, 3);

            var x = Linalg.solve(a, b);

            assertEqual(x.get(1), Linalg.solve(a.get(1), b));
        }

        @Test
        void isInfiniteForSingularMatrices() {
            assertTensor(Linalg.solve(SINGULAR, Tensor.of(1.0, 1)), "f64[2]", -INFINITY, INFINITY);
            assertTensor(Linalg.inv(SINGULAR), "f64[2, 2]", -INFINITY, INFINITY, INFINITY, -INFINITY);
        }

        @Test
        void inverts() {
            assertTensor(Linalg.inv(Tensor.of(new int[][] {{1, 2}, {3, 4}})), "f32[2, 2]", -2, 1, 1.5, -0.5);
            assertEqual(
                    Linalg.inv(matrices(Shape.of(2))).get(1),
                    Linalg.inv(matrices(Shape.of(2)).get(1)));
            assertTensor(Linalg.inv(Ops.zeros(0, 0)), "f32[0, 0]");
        }

        @Test
        void roundsHalves() {
            var a = Tensor.of(Shape.of(2, 2), 2f, 0, 0, 4).cast(DType.BF16);

            assertTensor(Linalg.solve(a, Tensor.of(1f, 1).cast(DType.BF16)), "bf16[2]", 0.5, 0.25);
            assertTensor(Linalg.solve(a, Tensor.of(1.0, 1)), "f64[2]", 0.5, 0.25);
        }
    }

    @Nested
    class Triangular {

        @Test
        void readsOneTriangle() {
            var b = Tensor.of(Shape.of(2, 1), 2.0, 9);

            assertTensor(Linalg.solveTriangular(LOWER, b, true), "f64[2, 1]", 1, 2);
            assertTensor(Linalg.solveTriangular(LOWER.transpose(), b, false), "f64[2, 1]", -0.125, 2.25);
            assertTensor(
                    Linalg.solveTriangular(LOWER, b, o -> o.lower(true).transposed(true)), "f64[2, 1]", -0.125, 2.25);
            assertTensor(Linalg.solveTriangular(LOWER, b, o -> o.lower(true).unitDiagonal(true)), "f64[2, 1]", 2, 7);
            assertTensor(Linalg.solveTriangular(LOWER, Tensor.of(2.0, 9), true), "f64[2]", 1, 2);
        }

        @Test
        void solvesWithTheMatrixOnTheRight() {
            var rows = Tensor.of(Shape.of(1, 2), 2.0, 8);

            assertTensor(Linalg.solveTriangular(LOWER, rows, o -> o.lower(true).side(Side.RIGHT)), "f64[1, 2]", 0, 2);
            assertTensor(
                    Linalg.solveTriangular(
                            LOWER, Tensor.of(2.0, 8), o -> o.lower(true).side(Side.RIGHT)),
                    "f64[2]",
                    0,
                    2);
        }

        @Test
        void solvesStacksOfSystems() {
            var lower = Tensor.of(Shape.of(2, 2), 2.0, 0, 1, 4);
            var b = Tensor.of(Shape.of(2, 2, 1), 2.0, 9, 4, 2);

            assertTensor(Linalg.solveTriangular(lower, b, true), "f64[2, 2, 1]", 1, 2, 2, 0);
        }

        @ParameterizedTest
        @MethodSource("dev.haiku.tensor.LinalgSolveTest#batches")
        void broadcastsOnBothSides(Shape left, Shape right) {
            var a = Ops.tril(matrices(left), 0);
            var columns = random(2, right.concat(Shape.of(3, 2)));
            var rows = random(3, right.concat(Shape.of(2, 3)));

            var x = Linalg.solveTriangular(a, columns, true);
            var y = Linalg.solveTriangular(a, rows, o -> o.lower(true).side(Side.RIGHT));

            assertEqual(a.matmul(x), Ops.broadcastTo(columns, x.shape()));
            assertEqual(y.matmul(a), Ops.broadcastTo(rows, y.shape()));
        }
    }

    @Nested
    class Factorised {

        @ParameterizedTest
        @MethodSource("dev.haiku.tensor.LinalgSolveTest#batches")
        void solvesByEliminationFactors(Shape left, Shape right) {
            var a = matrices(left);
            var b = random(2, right.concat(Shape.of(3, 2)));
            var factor = Linalg.luFactor(a);

            var x = Linalg.luSolve(factor, b);
            var y = Linalg.luSolve(factor, b, true);

            assertEqual(a.matmul(x), Ops.broadcastTo(b, x.shape()));
            assertEqual(Ops.matrixTranspose(a).matmul(y), Ops.broadcastTo(b, y.shape()));
        }

        @ParameterizedTest
        @MethodSource("dev.haiku.tensor.LinalgSolveTest#batches")
        void solvesByCholeskyFactors(Shape left, Shape right) {
            var x = matrices(left);
            var a = x.matmul(Ops.matrixTranspose(x));
            var b = random(2, right.concat(Shape.of(3, 2)));
            var upper = new Linalg.ChoFactor(Linalg.cholesky(a, true), false);

            var solution = Linalg.choSolve(Linalg.choFactor(a), b);

            assertEqual(a.matmul(solution), Ops.broadcastTo(b, solution.shape()));
            assertEqual(Linalg.choSolve(upper, b), solution);
        }

        @Test
        void solvesForVectors() {
            var b = Tensor.of(1.0, 2, 3);

            assertEqual(Linalg.luSolve(Linalg.luFactor(MATRIX), b), Linalg.solve(MATRIX, b));
            assertEqual(Linalg.choSolve(Linalg.choFactor(MATRIX), b), Linalg.solve(MATRIX, b));
        }
    }

    @Nested
    class LeastSquares {

        private final Tensor tall = Tensor.of(Shape.of(3, 2), 1.0, 2, 3, 4, 5, 6);

        @Test
        void givesTheSolutionAndWhatIsLeft() {
            var result = Linalg.lstsq(tall, Tensor.of(1.0, 2, 4));

            assertTensor(result.x(), "f64[2]", 0.66666667, 0.083333333);
            assertTensor(result.residuals(), "f64[1]", 0.16666667);
            assertTensor(result.rank(), "i32[]", 2);
            assertTensor(result.singularValues(), "f64[2]", 9.5255181, 0.51430058);
        }

        @Test
        void givesTheSolutionOfLeastNormIfThereAreSeveral() {
            var dependent = Tensor.of(Shape.of(3, 2), 1.0, 2, 2, 4, 3, 6);

            var result = Linalg.lstsq(dependent, Tensor.of(1.0, 2, 4));

            assertTensor(result.x(), "f64[2]", 0.24285714, 0.48571429);
            assertTensor(result.residuals(), "f64[1]", 0.35714286);
            assertTensor(result.rank(), "i32[]", 1);
        }

        @Test
        void solvesForColumns() {
            var b = random(1, Shape.of(3, 2));

            var result = Linalg.lstsq(tall, b);

            assertEqual(result.x(), Linalg.pinv(tall).matmul(b));
            assertThat(result.residuals().shape()).isEqualTo(Shape.of(2));
        }

        @Test
        void leavesOutSmallSingularValuesIfAsked() {
            assertThat(Linalg.lstsq(tall, Tensor.of(1.0, 2, 4), 0.1).rank().item())
                    .isEqualTo(1);
        }

        @Test
        void ofNothingIsZero() {
            var result = Linalg.lstsq(Ops.zeros(3, 0), Ops.ones(3));

            assertTensor(result.x(), "f32[0]");
            assertTensor(result.rank(), "i32[]", 0);
        }

        @Test
        void pseudoInverts() {
            assertTensor(
                    Linalg.pinv(tall),
                    "f64[2, 3]",
                    -1.3333333,
                    -0.33333333,
                    0.66666667,
                    1.0833333,
                    0.33333333,
                    -0.41666667);
            assertTensor(Linalg.pinv(SINGULAR), "f64[2, 2]", 0.04, 0.08, 0.08, 0.16);
            assertTensor(Linalg.pinv(Tensor.of(Shape.of(2, 2), 4f, 0, 0, 1), 0.3), "f32[2, 2]", 0.25, 0, 0, 0);
            assertTensor(Linalg.pinv(Ops.zeros(0, 3)), "f32[3, 0]");
        }
    }

    @Nested
    class Tensors {

        private final Tensor coefficients = Tensor.of(
                HostArray.fromDoubles(DType.F64, Shape.of(2, 2, 4), i -> i * i % 7 + (i / 4 == i % 4 ? 3 : 0)));

        @Test
        void solveForSeveralAxes() {
            var b = Tensor.of(Shape.of(2, 2), 1.0, 2, 3, 4);

            assertTensor(
                    Linalg.tensorsolve(coefficients, b), "f64[4]", -0.43902439, 0.43902439, -0.19512195, 1.3292683);
        }

        @Test
        void solveForAxesThatAreMovedToTheEnd() {
            var b = Tensor.of(Shape.of(2, 2), 1.0, 2, 3, 4);

            assertEqual(
                    Linalg.tensorsolve(Ops.moveAxis(coefficients, 2, 1), b, 1), Linalg.tensorsolve(coefficients, b));
        }

        @Test
        void invert() {
            var inverse = Linalg.tensorinv(coefficients, 2);

            assertThat(inverse.shape()).isEqualTo(Shape.of(4, 2, 2));
            assertEqual(Ops.tensordot(inverse, coefficients, 2), Ops.eye(4, 4, 0, DType.F64));
        }
    }

    /** What solves with matrices, for vmap over either or both. */
    static Stream<BinaryOperator<Tensor>> solvers() {
        return Stream.of(
                Linalg::solve,
                (a, b) -> Linalg.solveTriangular(a, b, true),
                (a, b) -> Linalg.solveTriangular(a, Ops.matrixTranspose(b), o -> o.side(Side.RIGHT)),
                (a, b) -> Linalg.luSolve(Linalg.luFactor(a), b),
                (a, b) -> Linalg.choSolve(Linalg.choFactor(a.matmul(Ops.matrixTranspose(a))), b));
    }

    @ParameterizedTest
    @MethodSource("solvers")
    void mapOverEitherOperand(BinaryOperator<Tensor> solve) {
        var a = matrices(Shape.of(4, 2));
        var b = random(5, Shape.of(4, 2, 3, 2));

        var both = Func.vmap((List<Tensor> in) -> solve.apply(in.get(0), in.get(1)))
                .apply(List.of(a, b));
        var left = Func.vmap((Tensor x) -> solve.apply(x, b.get(0))).apply(a);
        var right = Func.vmap((Tensor x) -> solve.apply(a.get(0), x)).apply(b);

        for (int i = 0; i < 4; i++) {
            assertEqual(both.get(i), solve.apply(a.get(i), b.get(i)));
            assertEqual(left.get(i), solve.apply(a.get(i), b.get(0)));
            assertEqual(right.get(i), solve.apply(a.get(0), b.get(i)));
        }
    }

    @Test
    void mappingOverRightHandSidesKeepsOneSystem() {
        var program = Func.makeProgram(Func.vmap((Tensor x) -> Linalg.solve(MATRIX, x)), random(5, Shape.of(7, 3, 2)))
                .toString();

        assertThat(program).contains("f64[3, 14] = solve");
    }

    @Nested
    class Errors {

        private static final Tensor WIDE = Recording.symbol(DType.F32, 2, 3);
        private static final Tensor TWO = Recording.symbol(DType.F32, 2, 2);
        private static final Tensor FOUR = Recording.symbol(DType.F32, 4);

        private static void assertMessage(Runnable body, String message) {
            assertThatThrownBy(body::run).isInstanceOf(ShapeException.class).hasMessage(message);
        }

        @Test
        void systemsThatDoNotFit() {
            assertMessage(() -> Linalg.solve(WIDE, FOUR), "solve: matrix [2, 3] and right-hand side [4] do not fit.");
            assertMessage(() -> Linalg.solve(FOUR, FOUR), "solve: matrix [4] and right-hand side [4] do not fit.");
            assertMessage(
                    () -> Linalg.solve(TWO, Recording.symbol(DType.F32)),
                    "solve: matrix [2, 2] and right-hand side [] do not fit.");
            assertMessage(
                    () -> Linalg.solveTriangular(TWO, WIDE, o -> o.side(Side.RIGHT)),
                    "solveTriangular: matrix [2, 2] and right-hand side [2, 3] do not fit.");
            assertMessage(
                    () -> Linalg.luSolve(new Linalg.LuFactor(TWO, FOUR, FOUR), FOUR),
                    "luSolve: matrix [2, 2] and right-hand side [4] do not fit.");
            assertMessage(
                    () -> Linalg.choSolve(new Linalg.ChoFactor(TWO, true), FOUR),
                    "choSolve: matrix [2, 2] and right-hand side [4] do not fit.");
            assertMessage(
                    () -> Linalg.solve(Recording.symbol(DType.F32, 3, 2, 2), Recording.symbol(DType.F32, 4, 2, 1)),
                    "solve: shapes [3] and [4] do not broadcast together. Reshape or expandDims one of them.");
        }

        @Test
        void inverses() {
            assertMessage(() -> Linalg.inv(WIDE), "inv: needs a square matrix, but got f32[2, 3].");
            assertMessage(() -> Linalg.pinv(FOUR), "pinv: needs a matrix, but got f32[4].");
            assertMessage(() -> Linalg.pinv(FOUR, 0.1), "pinv: needs a matrix, but got f32[4].");
        }

        @Test
        void leastSquares() {
            assertMessage(
                    () -> Linalg.lstsq(WIDE, FOUR),
                    "lstsq: matrix [2, 3] and right-hand side [4] do not fit. "
                            + "Use one matrix [m, n] and a vector [m] or matrix [m, k]; vmap does stacks.");
        }

        @Test
        void tensors() {
            var cube = Recording.symbol(DType.F32, 2, 3, 4);

            assertMessage(
                    () -> Linalg.tensorinv(cube, 4),
                    "tensorinv: needs a number of axes from 1 to 3 for shape [2, 3, 4], but got 4.");
            assertMessage(
                    () -> Linalg.tensorinv(cube, 1),
                    "tensorinv: needs axes [2] and [3, 4] of the same size, but they have 2 and 12 elements.");
            assertMessage(
                    () -> Linalg.tensorsolve(cube, WIDE),
                    "tensorsolve: coefficients [2, 3, 4] and right-hand side [2, 3] do not fit. The first axes of the"
                            + " coefficients are those of the right-hand side, and the others have as many elements.");
        }
    }

    @Test
    void optionsChangeWhatTheyName() {
        var options = TriangularOptions.DEFAULTS;

        assertThat(options).isEqualTo(new TriangularOptions(false, false, false, Side.LEFT));
        assertThat(options.lower(true)).isEqualTo(new TriangularOptions(true, false, false, Side.LEFT));
        assertThat(options.transposed(true)).isEqualTo(new TriangularOptions(false, true, false, Side.LEFT));
        assertThat(options.unitDiagonal(true)).isEqualTo(new TriangularOptions(false, false, true, Side.LEFT));
        assertThat(options.side(Side.RIGHT)).isEqualTo(new TriangularOptions(false, false, false, Side.RIGHT));
    }
}
