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
import dev.haiku.tree.Trees;
import java.util.SplittableRandom;
import java.util.function.Function;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Figures are those of JAX. */
class LinalgFactorisationTest {

    private static final double NAN = Double.NaN;
    private static final Tensor POSITIVE = Tensor.of(Shape.of(3, 3), 4.0, 2, 0.6, 2, 3, 0.4, 0.6, 0.4, 2);
    private static final Tensor TALL = Tensor.of(Shape.of(3, 2), 1.0, 2, 3, 4, 5, 6);

    /** Matrices of generated sizes and batches, {@code f64}. */
    static Stream<Tensor> generated() {
        return IntStream.range(0, 12).mapToObj(seed -> {
            var random = new SplittableRandom(seed);
            var matrix = Shape.of(random.nextInt(1, 9), random.nextInt(1, 9));
            var shape = random.nextBoolean()
                    ? matrix
                    : Shape.of(random.nextInt(0, 4)).concat(matrix);
            return Tensor.of(HostArray.fromDoubles(DType.F64, shape, i -> random.nextDouble(-2, 2)));
        });
    }

    private static void assertEqual(Tensor actual, Tensor expected) {
        assertThat(actual.type()).isEqualTo(expected.type());
        assertNumbers(actual, expected.toDoubleArray());
    }

    private static void assertOrthonormalColumns(Tensor q) {
        var identity = Ops.eye(q.dim(-1), q.dim(-1), 0, q.dtype());
        var products = Ops.matrixTranspose(q).matmul(q);
        assertEqual(products, Ops.broadcastTo(identity, products.shape()));
    }

    @Nested
    class Cholesky {

        @Test
        void givesTheLowerFactor() {
            assertTensor(Linalg.cholesky(POSITIVE), "f64[3, 3]", 2, 0, 0, 1, 1.4142136, 0, 0.3, 0.070710678, 1.3802174);
        }

        @Test
        void givesTheUpperFactorIfAsked() {
            assertTensor(
                    Linalg.cholesky(POSITIVE, true),
                    "f64[3, 3]",
                    2,
                    1,
                    0.3,
                    0,
                    1.4142136,
                    0.070710678,
                    0,
                    0,
                    1.3802174);
        }

        @Test
        void takesTheMeanOfBothTriangles() {
            var lopsided = Tensor.of(Shape.of(2, 2), 4f, 0, 4, 5);

            assertTensor(Linalg.cholesky(lopsided), "f32[2, 2]", 2, 0, 1, 2);
        }

        @Test
        void isNanIfTheMatrixIsNotPositiveDefinite() {
            var stack = Tensor.of(Shape.of(2, 2, 2), 1f, 2, 2, 1, 1, 0, 0, 1);

            assertTensor(Linalg.cholesky(stack), "f32[2, 2, 2]", NAN, 0, NAN, NAN, 1, 0, 0, 1);
        }

        @ParameterizedTest
        @MethodSource("dev.haiku.tensor.LinalgFactorisationTest#generated")
        void multipliesBack(Tensor x) {
            var positive = x.matmul(Ops.matrixTranspose(x)).add(Ops.eye(x.dim(-2), x.dim(-2), 0, DType.F64));

            var l = Linalg.cholesky(positive);

            assertEqual(l.matmul(Ops.matrixTranspose(l)), positive);
        }
    }

    @Nested
    class OrthogonalFactors {

        @Test
        void haveTheSignsOfLapack() {
            var factors = Linalg.qr(TALL);

            assertTensor(
                    factors.q(),
                    "f64[3, 2]",
                    -0.16903085,
                    0.89708523,
                    -0.50709255,
                    0.27602622,
                    -0.84515425,
                    -0.34503278);
            assertTensor(factors.r(), "f64[2, 2]", -5.9160798, -7.4373574, 0, 0.82807867);
        }

        @ParameterizedTest
        @MethodSource("dev.haiku.tensor.LinalgFactorisationTest#generated")
        void multiplyBack(Tensor a) {
            for (boolean complete : new boolean[] {true, false}) {
                var factors = Linalg.qr(a, complete);

                assertEqual(factors.q().matmul(factors.r()), a);
                assertEqual(factors.r(), Ops.triu(factors.r(), 0));
                assertOrthonormalColumns(factors.q());
                assertThat(factors.q().dim(-1)).isEqualTo(complete ? a.dim(-2) : Math.min(a.dim(-2), a.dim(-1)));
            }
        }

        @Test
        void ofEmptyMatricesAreIdentities() {
            var factors = Linalg.qr(Ops.zeros(3, 0), true);

            assertTensor(factors.q(), "f32[3, 3]", 1, 0, 0, 0, 1, 0, 0, 0, 1);
            assertTensor(factors.r(), "f32[3, 0]");
        }
    }

    @Nested
    class SingularValues {

        @Test
        void areInDescendingOrder() {
            assertTensor(Linalg.svd(TALL, false).s(), "f64[2]", 9.5255181, 0.51430058);
            assertTensor(Linalg.svdvals(TALL), "f64[2]", 9.5255181, 0.51430058);
        }

        @ParameterizedTest
        @MethodSource("dev.haiku.tensor.LinalgFactorisationTest#generated")
        void multiplyBack(Tensor a) {
            for (boolean full : new boolean[] {true, false}) {
                var svd = Linalg.svd(a, full);
                int k = Math.min(a.dim(-2), a.dim(-1));
                var thin = svd.u()
                        .slice(-1, 0, k)
                        .mul(svd.s().expandDims(-2))
                        .matmul(svd.vt().slice(-2, 0, k));

                assertEqual(thin, a);
                assertOrthonormalColumns(svd.u());
                assertOrthonormalColumns(Ops.matrixTranspose(svd.vt()));
                assertEqual(Linalg.svdvals(a), svd.s());
                assertThat(svd.u().dim(-1)).isEqualTo(full ? a.dim(-2) : k);
            }
        }

        @Test
        void areNanIfAnElementIsNotFinite() {
            var stack = Tensor.of(Shape.of(2, 1, 2), 3f, 4, Float.NaN, 1);

            var svd = Linalg.svd(stack, false);

            assertTensor(svd.s(), "f32[2, 1]", 5, NAN);
            assertThat(svd.vt().toDoubleArray()[3]).isNaN();
        }

        @Test
        void ofEmptyMatricesAreNone() {
            var tall = Linalg.svd(Ops.zeros(3, 0));
            var wide = Linalg.svd(Ops.zeros(0, 2));

            assertTensor(tall.u(), "f32[3, 3]", 1, 0, 0, 0, 1, 0, 0, 0, 1);
            assertTensor(tall.s(), "f32[0]");
            assertTensor(tall.vt(), "f32[0, 0]");
            assertTensor(wide.vt(), "f32[2, 2]", 1, 0, 0, 1);
        }
    }

    @Nested
    class Eigenvalues {

        private final Tensor matrix = Tensor.of(Shape.of(2, 2), 2.0, 1, 1, 2);

        @Test
        void areInAscendingOrder() {
            assertTensor(Linalg.eigh(matrix).eigenvalues(), "f64[2]", 1, 3);
            assertTensor(Linalg.eigvalsh(matrix), "f64[2]", 1, 3);
        }

        @Test
        void areThoseOfTheMeanOfBothTriangles() {
            assertTensor(Linalg.eigvalsh(Tensor.of(Shape.of(2, 2), 2f, 2, 0, 2)), "f32[2]", 1, 3);
        }

        @ParameterizedTest
        @MethodSource("dev.haiku.tensor.LinalgFactorisationTest#generated")
        void multiplyBack(Tensor x) {
            var symmetric = x.matmul(Ops.matrixTranspose(x)).sub(Ops.eye(x.dim(-2), x.dim(-2), 0, DType.F64));

            var eigh = Linalg.eigh(symmetric);

            var v = eigh.eigenvectors();
            assertEqual(v.mul(eigh.eigenvalues().expandDims(-2)).matmul(Ops.matrixTranspose(v)), symmetric);
            assertOrthonormalColumns(v);
        }

        @Test
        void areNanIfAnElementIsNotFinite() {
            var eigh = Linalg.eigh(Tensor.of(Shape.of(2, 2), Double.POSITIVE_INFINITY, 1, 1, 2));

            assertTensor(eigh.eigenvalues(), "f64[2]", NAN, NAN);
        }
    }

    @Nested
    class Elimination {

        @Test
        void givesPermutationAndTriangles() {
            var lu = Linalg.lu(TALL);

            assertTensor(lu.p(), "f64[3, 3]", 0, 1, 0, 0, 0, 1, 1, 0, 0);
            assertTensor(lu.l(), "f64[3, 2]", 1, 0, 0.2, 1, 0.6, 0.5);
            assertTensor(lu.u(), "f64[2, 2]", 5, 6, 0, 0.8);
        }

        @Test
        void givesPivotsAsLapackDoes() {
            var factor = Linalg.luFactor(TALL);

            assertTensor(factor.lu(), "f64[3, 2]", 5, 6, 0.2, 0.8, 0.6, 0.5);
            assertTensor(factor.pivots(), "i32[2]", 2, 2);
            assertTensor(factor.permutation(), "i32[3]", 2, 0, 1);
        }

        @ParameterizedTest
        @MethodSource("dev.haiku.tensor.LinalgFactorisationTest#generated")
        void multipliesBack(Tensor a) {
            var lu = Linalg.lu(a);

            assertEqual(lu.p().matmul(lu.l()).matmul(lu.u()), a);
            assertThat(Ops.abs(lu.l()).le(1).toBooleanArray()).doesNotContain(false);
        }

        @Test
        void ofEmptyMatricesKeepsTheOrder() {
            var factor = Linalg.luFactor(Ops.zeros(3, 0));

            assertTensor(factor.lu(), "f32[3, 0]");
            assertTensor(factor.pivots(), "i32[0]");
            assertTensor(factor.permutation(), "i32[3]", 0, 1, 2);
        }
    }

    @Nested
    class Types {

        @Test
        void integersBecomeSingles() {
            assertTensor(Linalg.svdvals(Tensor.of(new int[][] {{3, 4}})), "f32[1]", 5);
        }

        @Test
        void halvesAreComputedAsSinglesAndRounded() {
            for (var dtype : new DType[] {DType.F16, DType.BF16}) {
                var matrix = Tensor.of(Shape.of(2, 2), 4f, 2, 2, 5).cast(dtype);

                assertTensor(Linalg.cholesky(matrix), dtype + "[2, 2]", 2, 0, 1, 2);
                assertTensor(Linalg.luFactor(matrix).pivots(), "i32[2]", 0, 1);
                assertThat(Linalg.qr(matrix).q().dtype()).isEqualTo(dtype);
                assertThat(Linalg.eigh(matrix).eigenvalues().dtype()).isEqualTo(dtype);
            }
        }
    }

    static Stream<Arguments> factorisations() {
        return Stream.<Function<Tensor, Object>>of(
                        Linalg::cholesky,
                        Linalg::choFactor,
                        a -> Linalg.qr(a, true),
                        Linalg::svd,
                        Linalg::svdvals,
                        Linalg::eigh,
                        Linalg::eigvalsh,
                        Linalg::lu,
                        Linalg::luFactor)
                .map(Arguments::of);
    }

    @ParameterizedTest
    @MethodSource("factorisations")
    void mapAndCompile(Function<Tensor, Object> factorise) {
        var stack = Ops.stack(0, POSITIVE, POSITIVE.mul(2), POSITIVE.square());

        var alone = factorise.apply(POSITIVE);
        var mapped = Func.vmap(factorise).apply(stack);
        var compiled = Func.jit(factorise).apply(POSITIVE);

        var expected = Trees.leaves(alone);
        for (int i = 0; i < expected.size(); i++) {
            assertEqual(Trees.leaves(mapped).get(i).get(0), expected.get(i));
            assertEqual(Trees.leaves(compiled).get(i), expected.get(i));
        }
    }

    @Nested
    class Errors {

        private static final Tensor WIDE = Recording.symbol(DType.F32, 2, 3);
        private static final Tensor ROW = Recording.symbol(DType.F64, 3);

        private static void assertMessage(Runnable body, String message) {
            assertThatThrownBy(body::run).isInstanceOf(ShapeException.class).hasMessage(message);
        }

        @Test
        void needSquareMatrices() {
            assertMessage(() -> Linalg.cholesky(WIDE), "cholesky: needs a square matrix, but got f32[2, 3].");
            assertMessage(() -> Linalg.choFactor(WIDE), "choFactor: needs a square matrix, but got f32[2, 3].");
            assertMessage(() -> Linalg.eigh(WIDE), "eigh: needs a square matrix, but got f32[2, 3].");
            assertMessage(() -> Linalg.eigvalsh(WIDE), "eigvalsh: needs a square matrix, but got f32[2, 3].");
        }

        @Test
        void needMatrices() {
            assertMessage(() -> Linalg.cholesky(ROW), "cholesky: needs a matrix, but got f64[3].");
            assertMessage(() -> Linalg.qr(ROW), "qr: needs a matrix, but got f64[3].");
            assertMessage(() -> Linalg.svd(ROW), "svd: needs a matrix, but got f64[3].");
            assertMessage(() -> Linalg.svdvals(ROW), "svdvals: needs a matrix, but got f64[3].");
            assertMessage(() -> Linalg.eigh(ROW), "eigh: needs a matrix, but got f64[3].");
            assertMessage(() -> Linalg.lu(ROW), "lu: needs a matrix, but got f64[3].");
            assertMessage(() -> Linalg.luFactor(ROW), "luFactor: needs a matrix, but got f64[3].");
        }
    }
}
