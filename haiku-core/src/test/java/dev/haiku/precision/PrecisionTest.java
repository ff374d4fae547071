package dev.haiku.precision;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.haiku.array.DType;
import dev.haiku.tensor.Tensor;
import java.util.List;
import org.junit.jupiter.api.Test;

class PrecisionTest {

    private static final List<Tensor> TREE = List.of(Tensor.of(1f, 2f), Tensor.of(3, 4));

    @Test
    void castsToFullAndHalf() {
        assertThat(Precision.castToHalf(TREE)).extracting(Tensor::dtype).containsExactly(DType.F16, DType.I32);
        assertThat(Precision.castToFull(Precision.castToHalf(TREE)))
                .extracting(Tensor::dtype)
                .containsExactly(DType.F32, DType.I32);
    }

    @Test
    void knowsWhetherAllIsFinite() {
        assertThat(Precision.allFinite(TREE).itemBoolean()).isTrue();
        assertThat(Precision.allFinite(List.of()).itemBoolean()).isTrue();
        assertThat(Precision.allFinite(List.of(TREE, Tensor.of(1f, Float.NaN))).itemBoolean())
                .isFalse();
        assertThat(Precision.allFinite(List.of(Tensor.scalar(Double.NEGATIVE_INFINITY)))
                        .itemBoolean())
                .isFalse();
    }

    @Test
    void selectsATree() {
        var other = List.of(Tensor.of(5f, 6f), Tensor.of(7, 8));

        assertThat(Precision.selectTree(Tensor.scalar(true), TREE, other).get(0).toFloatArray())
                .containsExactly(1, 2);
        assertThat(Precision.selectTree(Tensor.scalar(false), TREE, other)
                        .get(1)
                        .toIntArray())
                .containsExactly(7, 8);
    }

    @Test
    void rejectsOtherThanAScalarCondition() {
        assertThatThrownBy(() -> Precision.selectTree(Tensor.scalar(1.0), TREE, TREE))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("selectTree needs a scalar bool[], but got f32[]. "
                        + "Reduce a comparison with all(), or use allFinite.");
        assertThatThrownBy(() -> Precision.selectTree(Tensor.scalar(true), TREE, List.of(TREE.get(0))))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("Trees.map needs trees of one structure, but trees differ at the root: a list of 2 in the "
                        + "first, a list of 1 in the second.");
    }
}
