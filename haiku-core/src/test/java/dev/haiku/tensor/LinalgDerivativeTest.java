package dev.haiku.tensor;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.haiku.array.DType;
import dev.haiku.array.HostArray;
import dev.haiku.array.Shape;
import dev.haiku.func.Func;
import dev.haiku.ir.LinearAlgebra.Side;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.stream.Stream;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Derivatives of linear algebra against those of JAX, which {@code derivatives.py} has written down. */
class LinalgDerivativeTest {

    private static final double TOLERANCE = 1e-10;

    private static final Tensor SQUARE = Tensor.of(Shape.of(3, 3), 2, -1, 0.5, 0.25, 3, -2, 1, 0.75, -1.5);
    private static final Tensor SIDES = Tensor.of(Shape.of(3, 2), 1, 2, -1, 0.5, 3, 1);
    private static final Tensor VECTOR = Tensor.of(1.0, -2, 0.5);

    private static final Map<String, Function<Tensor, Tensor>> FUNCTIONS = new TreeMap<>();

    static {
        factorisations();
        solves();
        measures();
    }

    private static void factorisations() {
        FUNCTIONS.put("cholesky", a -> weighted(Linalg.cholesky(a)));
        FUNCTIONS.put("eigh", a -> {
            var eigh = Linalg.eigh(a);
            return weighted(eigh.eigenvalues(), eigh.eigenvectors().square());
        });
        FUNCTIONS.put("eigvalsh", a -> weighted(Linalg.eigvalsh(a)));
        FUNCTIONS.put("svd tall", a -> squaredVectors(Linalg.svd(a, false)));
        FUNCTIONS.put("svd wide", a -> squaredVectors(Linalg.svd(a, false)));
        FUNCTIONS.put("svd square", a -> squaredVectors(Linalg.svd(a)));
        FUNCTIONS.put("svdvals", a -> weighted(Linalg.svdvals(a)));
        for (var shape : List.of("tall", "wide")) {
            FUNCTIONS.put(
                    "qr " + shape, a -> weighted(Linalg.qr(a).q(), Linalg.qr(a).r()));
        }
        FUNCTIONS.put(
                "qr complete",
                a -> weighted(Linalg.qr(a, true).q(), Linalg.qr(a, true).r()));
        for (var shape : List.of("square", "tall", "wide")) {
            FUNCTIONS.put("luFactor " + shape, a -> weighted(Linalg.luFactor(a).lu()));
        }
        FUNCTIONS.put("lu", a -> weighted(Linalg.lu(a).l(), Linalg.lu(a).u()));
    }

    private static void solves() {
        FUNCTIONS.put("inv", a -> weighted(Linalg.inv(a)));
        FUNCTIONS.put("solve", a -> weighted(Linalg.solve(a, SIDES)));
        FUNCTIONS.put("solve by side", b -> weighted(Linalg.solve(SQUARE, b)));
        FUNCTIONS.put("solve vector", a -> weighted(Linalg.solve(a, VECTOR)));
        FUNCTIONS.put("luSolve", a -> weighted(Linalg.luSolve(Linalg.luFactor(a), SIDES)));
        FUNCTIONS.put("luSolve transposed", a -> weighted(Linalg.luSolve(Linalg.luFactor(a), SIDES, true)));
        FUNCTIONS.put("choSolve", a -> weighted(Linalg.choSolve(Linalg.choFactor(a), SIDES)));
        FUNCTIONS.put("solveTriangular", a -> weighted(Linalg.solveTriangular(a, SIDES, true)));
        FUNCTIONS.put(
                "solveTriangular unit",
                a -> weighted(
                        Linalg.solveTriangular(a, SIDES, o -> o.transposed(true).unitDiagonal(true))));
        FUNCTIONS.put(
                "solveTriangular right",
                a -> weighted(Linalg.solveTriangular(
                        a,
                        SIDES.transpose(),
                        o -> o.side(Side.RIGHT).lower(true).transposed(true))));
        for (var shape : List.of("tall", "wide", "of rank 3")) {
            FUNCTIONS.put("pinv " + shape, a -> weighted(Linalg.pinv(a)));
        }
        FUNCTIONS.put("lstsq", a -> {
            var solution = Linalg.lstsq(a, Tensor.of(1.0, 2, 3, -1));
            return weighted(solution.x(), solution.residuals());
        });
    }

    private static void measures() {
        for (var name : List.of("det", "det of 4 rows", "det of rank 3", "det of rank 2")) {
            FUNCTIONS.put(name, Linalg::det);
        }
        for (var name : List.of("slogdet", "slogdet of 2 rows")) {
            FUNCTIONS.put(name, a -> Linalg.slogdet(a).logAbsDet());
        }
        FUNCTIONS.put("expm", a -> weighted(Linalg.expm(a)));
        FUNCTIONS.put("expm of large", a -> weighted(Linalg.expm(a.mul(4))));
        FUNCTIONS.put("cond", Linalg::cond);
        FUNCTIONS.put("cond ONE", a -> Linalg.cond(a, MatrixNorm.ONE));
        FUNCTIONS.put("matrixPower 5", a -> weighted(Linalg.matrixPower(a, 5)));
        FUNCTIONS.put("matrixPower -2", a -> weighted(Linalg.matrixPower(a, -2)));
        for (var norm : MatrixNorm.values()) {
            FUNCTIONS.put("matrixNorm " + norm, a -> Linalg.matrixNorm(a, norm));
        }
    }

    /** The sum of all elements, with weights that grow along each result. */
    private static Tensor weighted(Tensor... results) {
        var sum = Tensor.scalar(DType.F64, 0.0);
        for (var result : results) {
            double size = result.size();
            var weights = HostArray.fromDoubles(DType.F64, result.shape(), i -> (i + 1) / size);
            sum = sum.add(result.mul(Tensor.of(weights)).sum());
        }
        return sum;
    }

    private static Tensor squaredVectors(Linalg.Svd svd) {
        return weighted(svd.u().square(), svd.s(), svd.vt().square());
    }

    record Case(String name, JsonNode figures) {

        Tensor operand() {
            List<Integer> dims = new ArrayList<>();
            figures.get("shape").forEach(dim -> dims.add(dim.intValue()));
            return Tensor.of(Shape.of(dims), numbers("operand"));
        }

        double[] numbers(String key) {
            var node = figures.get(key);
            var numbers = new double[node.size()];
            for (int i = 0; i < numbers.length; i++) {
                numbers[i] = node.get(i).doubleValue();
            }
            return numbers;
        }

        @Override
        public String toString() {
            return name;
        }
    }

    static Stream<Case> cases() throws IOException {
        try (var stream = LinalgDerivativeTest.class.getResourceAsStream("/golden/linalg/derivatives.json")) {
            List<Case> cases = new ArrayList<>();
            new ObjectMapper()
                    .readTree(stream)
                    .get("cases")
                    .properties()
                    .forEach(entry -> cases.add(new Case(entry.getKey(), entry.getValue())));
            return cases.stream();
        }
    }

    static Stream<Case> casesWithSecondDerivatives() throws IOException {
        return cases().filter(row -> row.figures().has("second"));
    }

    private static void assertClose(double[] actual, double[] expected) {
        assertThat(actual).hasSameSizeAs(expected);
        for (int i = 0; i < expected.length; i++) {
            assertThat(actual[i])
                    .as("element %d", i)
                    .isCloseTo(expected[i], within(TOLERANCE * (1 + Math.abs(expected[i]))));
        }
    }

    @ParameterizedTest
    @MethodSource("cases")
    void valuesAreThoseOfJax(Case row) {
        double value = FUNCTIONS.get(row.name()).apply(row.operand()).item();

        assertClose(
                new double[] {value}, new double[] {row.figures().get("value").doubleValue()});
    }

    @ParameterizedTest
    @MethodSource("cases")
    void gradientsAreThoseOfJax(Case row) {
        var f = FUNCTIONS.get(row.name());

        assertClose(Func.grad(f).apply(row.operand()).toDoubleArray(), row.numbers("gradient"));
    }

    @ParameterizedTest
    @MethodSource("cases")
    void gradientsAreTheSameWhenCompiled(Case row) {
        var f = FUNCTIONS.get(row.name());

        assertClose(Func.jit(Func.grad(f)).apply(row.operand()).toDoubleArray(), row.numbers("gradient"));
    }

    @ParameterizedTest
    @MethodSource("casesWithSecondDerivatives")
    void secondDerivativesAreThoseOfJax(Case row) {
        var f = FUNCTIONS.get(row.name());
        var direction = Tensor.of(HostArray.fromDoubles(DType.F64, row.operand().shape(), Math::cos));

        var forward = Func.jvp(Func.grad(f), row.operand(), direction).tangent();
        var reverse = Func.vjp(Func.grad(f), row.operand()).pullback().apply(direction);

        assertClose(forward.toDoubleArray(), row.numbers("second"));
        assertClose(reverse.toDoubleArray(), row.numbers("second"));
    }

    @ParameterizedTest
    @MethodSource("cases")
    void mappedGradientsAreThoseOfEachMatrix(Case row) {
        var gradient = Func.grad(FUNCTIONS.get(row.name()));
        var stacked = Ops.stack(0, row.operand(), row.operand().mul(1.25));

        var mapped = Func.vmap(gradient).apply(stacked);

        assertClose(mapped.get(0).toDoubleArray(), row.numbers("gradient"));
        assertClose(
                mapped.get(1).toDoubleArray(),
                gradient.apply(row.operand().mul(1.25)).toDoubleArray());
    }

    @Test
    void everyFunctionHasFigures() throws IOException {
        assertThat(cases().map(Case::name)).containsExactlyInAnyOrderElementsOf(FUNCTIONS.keySet());
    }

    /** Where derivatives jump or do not exist, JAX's conventions. */
    @Nested
    class Kinks {

        private static final double NAN = Double.NaN;
        private static final double INFINITY = Double.POSITIVE_INFINITY;
        private static final double THIRD = 1.0 / 3;

        private double[] gradientOfNorm(double order, double... at) {
            return Func.grad((Tensor x) -> Linalg.vectorNorm(x, order))
                    .apply(Tensor.of(at))
                    .toDoubleArray();
        }

        private double[] gradientAtZero(MatrixNorm order) {
            return Func.grad((Tensor x) -> Linalg.matrixNorm(x, order))
                    .apply(Ops.zeros(Shape.of(2, 2), DType.F64))
                    .toDoubleArray();
        }

        @Test
        void normsOfZeroVectors() {
            assertThat(gradientOfNorm(1, 0, 0, 0)).containsExactly(1, 1, 1);
            assertThat(gradientOfNorm(2, 0, 0, 0)).containsExactly(NAN, NAN, NAN);
            assertThat(gradientOfNorm(3, 0, 0, 0)).containsExactly(NAN, NAN, NAN);
            assertThat(gradientOfNorm(0, 0, 0, 0)).containsExactly(0, 0, 0);
            assertThat(gradientOfNorm(0.5, 0, 0, 0)).containsExactly(NAN, NAN, NAN);
            assertThat(gradientOfNorm(INFINITY, 0, 0, 0)).containsExactly(THIRD / 2, THIRD / 2, THIRD / 2);
            assertThat(gradientOfNorm(-INFINITY, 0, 0, 0)).containsExactly(THIRD, THIRD, THIRD);
        }

        @Test
        void normsOfVectorsWithTiesAndAZero() {
            assertThat(gradientOfNorm(1, 3, 0, -3)).containsExactly(1, 1, -1);
            assertThat(gradientOfNorm(INFINITY, 3, 0, -3)).containsExactly(0.5, 0, -0.5);
            assertThat(gradientOfNorm(-INFINITY, 3, 0, -3)).containsExactly(0, 1, 0);
            assertThat(gradientOfNorm(0.5, 3, 0, -3)[1]).isEqualTo(INFINITY);
            assertThat(gradientOfNorm(-1, 3, 0, -3)).containsExactly(0, NAN, 0);
        }

        @Test
        void normsOfZeroMatrices() {
            assertThat(gradientAtZero(MatrixNorm.FROBENIUS)).containsExactly(NAN, NAN, NAN, NAN);
            assertThat(gradientAtZero(MatrixNorm.ONE)).containsExactly(0.25, 0.25, 0.25, 0.25);
            assertThat(gradientAtZero(MatrixNorm.MINUS_ONE)).containsExactly(0.5, 0.5, 0.5, 0.5);
            assertThat(gradientAtZero(MatrixNorm.INFINITY)).containsExactly(0.25, 0.25, 0.25, 0.25);
            assertThat(gradientAtZero(MatrixNorm.MINUS_INFINITY)).containsExactly(0.5, 0.5, 0.5, 0.5);
            assertThat(gradientAtZero(MatrixNorm.NUCLEAR)).containsExactly(1, 0, 0, 1);
            assertThat(gradientAtZero(MatrixNorm.TWO)).containsExactly(0.25, 0, 0, 0.25);
            assertThat(gradientAtZero(MatrixNorm.MINUS_TWO)).containsExactly(0.5, 0, 0, 0.5);
        }

        @Test
        void vectorsOfEqualEigenvaluesHaveNoFiniteDerivative() {
            var identity = Ops.eye(2, 2, 0, DType.F64);

            var vectors = Func.jvp(
                    (Tensor a) -> Linalg.eigh(a).eigenvectors(), identity, Tensor.of(Shape.of(2, 2), 0.0, 1, 1, 0));
            var values = Func.grad((Tensor a) -> Linalg.eigvalsh(a).sum()).apply(identity);

            assertThat(vectors.tangent().toDoubleArray()).contains(INFINITY);
            assertThat(values.toDoubleArray()).containsExactly(1, 0, 0, 1);
        }

        @Test
        void logarithmsOfSingularDeterminants() {
            var singular = Tensor.of(Shape.of(2, 2), 1.0, 2, 2, 4);

            var gradient =
                    Func.grad((Tensor a) -> Linalg.slogdet(a).logAbsDet()).apply(singular);

            assertThat(gradient.toDoubleArray()).containsExactly(INFINITY, -INFINITY, -INFINITY, INFINITY);
        }
    }
}
