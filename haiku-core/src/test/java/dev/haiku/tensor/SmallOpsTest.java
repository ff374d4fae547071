package dev.haiku.tensor;

import static dev.haiku.tensor.Expected.assertTensor;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.haiku.array.DType;
import dev.haiku.array.Shape;
import dev.haiku.array.ShapeException;
import org.junit.jupiter.api.Test;

/** Rounding, bits, running logarithms of sums, the largest elements. Figures are those of JAX. */
class SmallOpsTest {

    private static final double NAN = Double.NaN;
    private static final double INF = Double.POSITIVE_INFINITY;

    @Test
    void roundsHalvesWhereItIsTold() {
        var x = Tensor.of(0.5f, 1.5f, 2.5f, -0.5f, -1.5f, 0.49999997f, 2.6f, Float.POSITIVE_INFINITY);

        assertTensor(Ops.round(x, Rounding.HALF_TO_EVEN), "f32[8]", 0, 2, 2, -0.0, -2, 0, 3, INF);
        assertTensor(Ops.round(x, Rounding.HALF_AWAY_FROM_ZERO), "f32[8]", 1, 2, 3, -1, -2, 0, 3, INF);
        assertTensor(Ops.round(Tensor.of(3), Rounding.HALF_AWAY_FROM_ZERO), "i32[1]", 3);
    }

    @Test
    void shortensNumbers() {
        var x = Tensor.of(1.06f, 1.1875f, 240f, 248f, 0.0078125f, Float.NaN);

        assertTensor(Ops.reducePrecision(x, 4, 3), "f32[6]", 1, 1.25, 240, INF, 0, NAN);
        assertTensor(Ops.reducePrecision(x, 8, 23), "f32[6]", 1.06, 1.1875, 240, 248, 0.0078125, NAN);
        assertTensor(Ops.reducePrecision(Tensor.of(257), 5, 7), "f32[1]", 256);
        assertThatThrownBy(() -> Ops.reducePrecision(x, 0, 3))
                .isInstanceOf(ShapeException.class)
                .hasMessage("reduce_precision: needs exponentBits >= 1 and mantissaBits >= 0, but got 0 and 3.");
    }

    @Test
    void countsBits() {
        assertTensor(Ops.populationCount(Tensor.of(0, 1, -1, 255)), "i32[4]", 0, 1, 32, 8);
        assertTensor(Ops.clz(Tensor.of(0, 1, -1, 255)), "i32[4]", 32, 31, 0, 24);
        assertTensor(Ops.clz(Tensor.of(0, 1, 255).cast(DType.U8)), "u8[3]", 8, 7, 0);
        assertTensor(Ops.populationCount(Tensor.of(-1L)), "i64[1]", 64);
        assertThatThrownBy(() -> Ops.clz(Tensor.of(1f)))
                .isInstanceOf(ShapeException.class)
                .hasMessage("clz: needs integer elements, but got f32[1].");
    }

    @Test
    void findsNeighbouringNumbers() {
        assertTensor(
                Ops.nextAfter(Tensor.of(1.0, 0.0, 1.0), Tensor.of(2.0, -1.0, 1.0)),
                "f64[3]",
                Math.nextUp(1.0),
                -Double.MIN_VALUE,
                1);
    }

    @Test
    void addsUpExponentialsAsItGoes() {
        var x = Tensor.of(Shape.of(2, 3), 1f, 2, 3, 4, 5, 6);

        assertTensor(Ops.cumlogsumexp(x, 1), "f32[2, 3]", 1, 2.313262, 3.407606, 4, 5.313262, 6.407606);
        assertTensor(Ops.cumlogsumexp(x, -1, true), "f32[2, 3]", 3.407606, 3.313262, 3, 6.407606, 6.313262, 6);
        assertTensor(Ops.cumlogsumexp(Tensor.of(0, 0), 0), "f32[2]", 0, 0.6931472);
        assertTensor(Ops.cumlogsumexp(Tensor.of(-INF, -INF, 1.0, INF, 2.0), 0), "f64[5]", -INF, -INF, 1, INF, INF);
        assertTensor(Ops.cumlogsumexp(Tensor.of(1.0, NAN, 2.0), 0), "f64[3]", 1, NAN, NAN);
    }

    @Test
    void findsTheLargestInTheOrderOfJax() {
        var top = Ops.topK(Tensor.of(3.0, NAN, 1.0, 3.0, INF, NAN), 5);
        var zeros = Ops.topK(Tensor.of(-0.0, 0.0, -0.0, 0.0, -1.0), 5);

        assertTensor(top.values(), "f64[5]", NAN, NAN, INF, 3, 3);
        assertTensor(top.indices(), "i32[5]", 1, 5, 4, 0, 3);
        assertTensor(zeros.indices(), "i32[5]", 1, 3, 0, 2, 4);
    }

    @Test
    void findsTheLargestAlongAnyAxis() {
        var x = Tensor.of(Shape.of(3, 2), 1, 9, 5, 7, 5, 8);

        assertTensor(Ops.topK(x, 2, 0).values(), "i32[2, 2]", 5, 9, 5, 8);
        assertTensor(Ops.topK(x, 2, -2).indices(), "i32[2, 2]", 1, 0, 2, 2);
        assertTensor(Ops.topK(x.gt(5), 1).indices(), "i32[3, 1]", 1, 1, 1);
        assertThatThrownBy(() -> Ops.topK(Tensor.scalar(1), 1))
                .isInstanceOf(ShapeException.class)
                .hasMessage("topK: axis -1 is out of range for shape [].");
    }

    @Test
    void sortsValuesByKeys() {
        var sorted = Ops.sortWithKey(Tensor.of(3, 1, 3, 2), Tensor.of(10f, 20, 30, 40), 0);

        assertTensor(sorted.keys(), "i32[4]", 1, 2, 3, 3);
        assertTensor(sorted.values(), "f32[4]", 20, 40, 10, 30);
        assertThatThrownBy(() -> Ops.sortWithKey(Tensor.of(3, 1), Tensor.of(1, 2, 3), 0))
                .isInstanceOf(ShapeException.class)
                .hasMessage("sort: operands must have the same shape, but got [i32[2], i32[3]].");
    }
}
