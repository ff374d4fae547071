package dev.haiku.optim;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.haiku.array.Shape;
import dev.haiku.array.ShapeException;
import dev.haiku.func.Func;
import dev.haiku.random.Key;
import dev.haiku.random.Random;
import dev.haiku.tensor.Ops;
import dev.haiku.tensor.Tensor;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class MatricesTest {

    private static Tensor positive(int n) {
        var a = Random.normal(Key.of(1), Shape.of(n, n));
        return a.matmul(a.transpose(1, 0)).add(Ops.eye(n));
    }

    @Test
    void eigenvectorsKeepTheirDirection() {
        var matrix = positive(4);

        var pair = Matrices.powerIteration(matrix, o -> o.numIters(500));

        var image = matrix.matmul(pair.vector());
        assertThat(image.sub(pair.vector().mul(pair.value())).abs().max().item())
                .isCloseTo(0, within(1e-3));
    }

    @Test
    void linearMapsMayWorkOnTrees() {
        var start = java.util.List.of(Tensor.of(1f, 1f), Tensor.scalar(1.0));

        var pair = Matrices.powerIteration(
                tree -> java.util.List.of(
                        tree.get(0).mul(Tensor.of(3f, 1f)), tree.get(1).mul(-2)),
                start,
                o -> o);

        assertThat(pair.value().item()).isCloseTo(3, within(1e-4));
        assertThat(pair.vector().get(0).toFloatArray()).containsExactly(new float[] {1, 0}, within(1e-3f));
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 2, 4, 8})
    void powersOfRootsGiveTheInverse(int p) {
        var matrix = positive(3);

        var root = Func.jit((Tensor m) -> Matrices.matrixInversePthRoot(m, p)).apply(matrix);

        var product = matrix;
        for (int i = 0; i < p; i++) {
            product = product.matmul(root.root());
        }
        assertThat(product.sub(Ops.eye(3)).abs().max().item()).isCloseTo(0, within(2e-2));
        assertThat(root.error().item()).isLessThan(1e-3);
    }

    @Test
    void rootsOfNumbersAreRoots() {
        assertThat(Matrices.matrixInversePthRoot(Tensor.of(new float[][] {{4}}), 2)
                        .root()
                        .item())
                .isCloseTo(0.5, within(1e-4));
    }

    @Test
    void leastSquaresStayAboveZero() {
        var a = Tensor.of(new float[][] {{1, 0}, {0, 1}, {1, 1}});

        var inside = Matrices.nnls(a, Tensor.of(1f, 2f, 3f), 200);
        var atBound = Matrices.nnls(a, Tensor.of(-1f, 2f, 1f), 200);

        assertThat(inside.toFloatArray()).containsExactly(new float[] {1, 2}, within(1e-3f));
        assertThat(atBound.toFloatArray()).containsExactly(new float[] {0, 1.5f}, within(1e-3f));
    }

    @Test
    void rejectsGoalsOfAnotherNumber() {
        assertThatThrownBy(() -> Matrices.nnls(Ops.ones(3, 2), Ops.ones(2), 3))
                .isInstanceOf(ShapeException.class)
                .hasMessage("nnls needs a matrix [m, n] and goals [m] or [m, k], but got [3, 2] and [2].");
    }
}
