package dev.haiku.tensor;

import static dev.haiku.tensor.Expected.assertTensor;

import dev.haiku.array.Shape;
import dev.haiku.ir.LinearAlgebra.TriangularSolve;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Figures are NumPy's. */
class LinalgTest {

    private static final Tensor MATRIX = Tensor.of(Shape.of(3, 3), 4.0, 2, 0.6, 2, 3, 0.4, 0.6, 0.4, 2);

    @Test
    void measuresVectors() {
        var x = Tensor.of(Shape.of(2, 2), 3f, -4, 0, 2);

        assertTensor(Linalg.norm(x), "f32[]", Math.sqrt(29));
        assertTensor(Linalg.norm(x, 1), "f32[2]", 5, 2);
        assertTensor(Linalg.norm(x, List.of(1), Dims.KEEP), "f32[2, 1]", 5, 2);
        assertTensor(Linalg.norm(x, 1, 1, Dims.DROP), "f32[2]", 7, 2);
        assertTensor(Linalg.norm(x, 2, 1, Dims.DROP), "f32[2]", 5, 2);
        assertTensor(Linalg.norm(x, 3, 1, Dims.DROP), "f32[2]", Math.cbrt(91), 2);
        assertTensor(Linalg.norm(x, 0, 1, Dims.DROP), "f32[2]", 2, 1);
        assertTensor(Linalg.norm(x, Double.POSITIVE_INFINITY, 1, Dims.KEEP), "f32[2, 1]", 4, 2);
        assertTensor(Linalg.norm(x, Double.NEGATIVE_INFINITY, 1, Dims.DROP), "f32[2]", 3, 0);
        assertTensor(Linalg.norm(Tensor.of(3, 4)), "f32[]", 5);
    }

    @Test
    void factorsPositiveDefiniteMatrices() {
        assertTensor(Linalg.cholesky(MATRIX), "f64[3, 3]", 2, 0, 0, 1, 1.4142136, 0, 0.3, 0.070710678, 1.3802174);
    }

    @Test
    void factorsIntoOrthogonalAndTriangular() {
        var a = Tensor.of(Shape.of(3, 2), 1.0, 2, 3, 4, 5, 6);

        var factors = Linalg.qr(a);

        assertTensor(factors.q().matmul(factors.r()), "f64[3, 2]", 1, 2, 3, 4, 5, 6);
        assertTensor(factors.q().transpose().matmul(factors.q()), "f64[2, 2]", 1, 0, 0, 1);
        assertTensor(factors.r().get(1, 0), "f64[]", 0);
    }

    @Test
    void solvesTriangularSystems() {
        var lower = Tensor.of(Shape.of(2, 2), 2.0, 99, 1, 4);
        var b = Tensor.of(Shape.of(2, 1), 2.0, 9);

        assertTensor(Linalg.triangularSolve(lower, b, true), "f64[2, 1]", 1, 2);
        assertTensor(Linalg.triangularSolve(lower.transpose(), b, false), "f64[2, 1]", -0.125, 2.25);
        assertTensor(
                Linalg.triangularSolve(lower, b, new TriangularSolve(true, true, false)), "f64[2, 1]", -0.125, 2.25);
    }

    @Test
    void solvesStacksOfSystems() {
        var lower = Tensor.of(Shape.of(2, 2), 2.0, 0, 1, 4);
        var b = Tensor.of(Shape.of(2, 2, 1), 2.0, 9, 4, 2);

        assertTensor(Linalg.triangularSolve(lower, b, true), "f64[2, 2, 1]", 1, 2, 2, 0);
    }

    @Test
    void solvesSquareSystems() {
        var b = Tensor.of(1.0, 2, 3);

        assertTensor(Linalg.solve(MATRIX, b), "f64[3]", -0.30708661, 0.67716535, 1.4566929);
        assertTensor(Linalg.solve(MATRIX, b.expandDims(1)), "f64[3, 1]", -0.30708661, 0.67716535, 1.4566929);
    }
}
