package dev.haiku.tensor;

import static dev.haiku.tensor.Expected.assertTensor;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.haiku.array.DType;
import dev.haiku.array.HostArray;
import dev.haiku.array.Shape;
import dev.haiku.array.ShapeException;
import dev.haiku.ir.Reduction.Sort;
import java.util.List;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;

class TensorTest {

    @Test
    void takesItsTypeFromTheJavaNumbers() {
        assertTensor(Tensor.of(1f, 2.5f), "f32[2]", 1, 2.5);
        assertTensor(Tensor.of(1.0, 2.5), "f64[2]", 1, 2.5);
        assertTensor(Tensor.of(1, 2), "i32[2]", 1, 2);
        assertTensor(Tensor.of(1L, 2L), "i64[2]", 1, 2);
        assertTensor(Tensor.of(true, false), "bool[2]", 1, 0);
    }

    @Test
    void takesAShape() {
        assertTensor(Tensor.of(Shape.of(2, 1), 1f, 2f), "f32[2, 1]", 1, 2);
        assertTensor(Tensor.of(Shape.of(2, 1), 1.0, 2), "f64[2, 1]", 1, 2);
        assertTensor(Tensor.of(Shape.of(2, 1), 1, 2), "i32[2, 1]", 1, 2);
        assertTensor(Tensor.of(Shape.of(2, 1), 1L, 2), "i64[2, 1]", 1, 2);
        assertTensor(Tensor.of(Shape.of(2, 1), true, false), "bool[2, 1]", 1, 0);
        assertTensor(Tensor.of(HostArray.scalar(DType.U8, 7)), "u8[]", 7);
    }

    @Test
    void takesRowsOfAMatrix() {
        assertTensor(Tensor.of(new float[][] {{1, 2}, {3, 4}}), "f32[2, 2]", 1, 2, 3, 4);
        assertTensor(Tensor.of(new int[][] {{1, 2}, {3, 4}}), "i32[2, 2]", 1, 2, 3, 4);
        assertTensor(Tensor.of(new float[0][]), "f32[0, 0]");
    }

    @Test
    void makesScalarsOfTheDefaultTypes() {
        assertTensor(Tensor.scalar(0.5), "f32[]", 0.5);
        assertTensor(Tensor.scalar(3), "i32[]", 3);
        assertTensor(Tensor.scalar(true), "bool[]", 1);
        assertTensor(Tensor.scalar(DType.F64, 0.1), "f64[]", 0.1);
        assertTensor(Tensor.scalar(DType.U8, 257), "u8[]", 1);
    }

    @Test
    void knowsItsTypeAndSizes() {
        var x = Recording.symbol(DType.F16, 2, 0, 5);

        assertThat(x.dtype()).isEqualTo(DType.F16);
        assertThat(x.shape()).isEqualTo(Shape.of(2, 0, 5));
        assertThat(x.rank()).isEqualTo(3);
        assertThat(x.size()).isZero();
        assertThat(x.dim(-1)).isEqualTo(5);
    }

    @Test
    void givesUpItsOnlyElement() {
        assertThat(Tensor.of(2.5f).item()).isEqualTo(2.5);
        assertThat(Tensor.scalar(DType.I64, Long.MAX_VALUE).itemLong()).isEqualTo(Long.MAX_VALUE);
        assertThat(Tensor.scalar(0.5).itemBoolean()).isTrue();
        assertThat(Tensor.scalar(0).itemBoolean()).isFalse();
    }

    @Test
    void givesUpItsElements() {
        var x = Tensor.of(Shape.of(2, 1), 0, -3);

        assertThat(x.toFloatArray()).containsExactly(0, -3);
        assertThat(x.toDoubleArray()).containsExactly(0, -3);
        assertThat(x.toIntArray()).containsExactly(0, -3);
        assertThat(x.toLongArray()).containsExactly(0, -3);
        assertThat(x.toBooleanArray()).containsExactly(false, true);
        assertThat(Tensor.of(0.5f, 2f).toFloatArray()).containsExactly(0.5f, 2);
        assertThat(Tensor.of(1.9f, -1.9f).toIntArray()).containsExactly(1, -1);
    }

    @Test
    void comparesByIdentity() {
        var x = Tensor.of(1f);

        assertThat(x).isNotEqualTo(Tensor.of(1f));
    }

    @Test
    void printsATracerAsItsType() {
        assertThat(Recording.symbol(DType.F32, 3)).hasToString("Tracer<f32[3]>");
    }

    @Test
    void closesATracerWithoutEffect() {
        var x = Recording.symbol(DType.F32, 3);

        x.close();

        assertThat(x.rank()).isEqualTo(1);
    }

    @Test
    void runsPrimitivesWithSeveralResults() {
        var sorted = Ops.bindAll(new Sort(0, 1), List.of(Tensor.of(2, 1), Tensor.of(5, 6)));

        assertTensor(sorted.get(1), "i32[2]", 6, 5);
    }

    @Nested
    class Errors {

        @Test
        void asksForOneElement() {
            assertThatThrownBy(() -> Tensor.of(1f, 2f).item())
                    .isInstanceOf(ShapeException.class)
                    .hasMessage(
                            "item: needs a tensor with one element, but got f32[2]. Index or reduce it first, or use"
                                    + " toFloatArray.");
            assertThatThrownBy(() -> Ops.zeros(0).itemLong())
                    .hasMessage(
                            "itemLong: needs a tensor with one element, but got f32[0]. Index or reduce it first, or"
                                    + " use toFloatArray.");
            assertThatThrownBy(() -> Tensor.of(true, true).itemBoolean())
                    .hasMessage(
                            "itemBoolean: needs a tensor with one element, but got bool[2]. Index or reduce it first,"
                                    + " or use toFloatArray.");
        }

        @Test
        void asksForAsManyElementsAsTheShapeHolds() {
            assertThatThrownBy(() -> Tensor.of(Shape.of(2, 2), 1f, 2f))
                    .isInstanceOf(ShapeException.class)
                    .hasMessage("Shape [2, 2] holds 4 elements, but got 2 values.");
            assertThatThrownBy(() -> Tensor.of(Shape.of(2), true))
                    .isInstanceOf(ShapeException.class)
                    .hasMessage("Shape [2] holds 2 elements, but got 1 values.");
        }

        @Test
        void asksForRowsOfOneLength() {
            assertThatThrownBy(() -> Tensor.of(new float[][] {{1, 2}, {3}}))
                    .isInstanceOf(ShapeException.class)
                    .hasMessage("Rows of a matrix must have one length, but row 0 has 2 elements and row 1 has 1.");
            assertThatThrownBy(() -> Tensor.of(new int[][] {{1}, {3, 4}}))
                    .hasMessage("Rows of a matrix must have one length, but row 0 has 1 elements and row 1 has 2.");
        }

        @Test
        void saysWhyATracerHasNoNumbers() {
            var x = Recording.symbol(DType.F32);

            assertThatThrownBy(x::item)
                    .isInstanceOf(ConcretizationException.class)
                    .hasMessage("A symbol f32[] has no numbers.");
            assertThatThrownBy(x::toFloatArray)
                    .isInstanceOf(ConcretizationException.class)
                    .hasMessage("A symbol f32[] has no numbers.");
        }
    }
}
