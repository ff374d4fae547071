package dev.haiku.optim;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.haiku.array.DType;
import dev.haiku.array.Shape;
import dev.haiku.func.Func;
import dev.haiku.random.Key;
import dev.haiku.tensor.Dims;
import dev.haiku.tensor.Ops;
import dev.haiku.tensor.Tensor;
import dev.haiku.tree.Trees;
import java.util.List;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;

class TreeMathTest {

    private static final List<Tensor> A = List.of(Tensor.of(3f, -4f), Tensor.scalar(0.0));
    private static final List<Tensor> B = List.of(Tensor.of(1f, 2f), Tensor.scalar(5.0));

    private static List<Float> elements(List<Tensor> tree) {
        return Trees.leaves(tree).stream()
                .flatMap(leaf -> Ops.unstack(leaf.reshape(-1), 0).stream())
                .map(x -> (float) x.item())
                .toList();
    }

    @Test
    void addsSubtractsMultipliesAndDivides() {
        assertThat(elements(TreeMath.add(A, B))).containsExactly(4f, -2f, 5f);
        assertThat(elements(TreeMath.add(A, B, B, B))).containsExactly(6f, 2f, 15f);
        assertThat(elements(TreeMath.sub(A, B))).containsExactly(2f, -6f, -5f);
        assertThat(elements(TreeMath.mul(A, B))).containsExactly(3f, -8f, 0f);
        assertThat(elements(TreeMath.div(A, B))).containsExactly(3f, -2f, 0f);
        assertThat(elements(TreeMath.scale(2, A))).containsExactly(6f, -8f, 0f);
        assertThat(elements(TreeMath.scale(Tensor.scalar(2.0), A))).containsExactly(6f, -8f, 0f);
        assertThat(elements(TreeMath.addScale(A, 2, B))).containsExactly(5f, 0f, 10f);
        assertThat(elements(TreeMath.addScale(A, Tensor.scalar(2.0), B))).containsExactly(5f, 0f, 10f);
    }

    @Test
    void reducesWholeTrees() {
        assertThat(TreeMath.vdot(A, B).item()).isEqualTo(-5);
        assertThat(TreeMath.sum(A).item()).isEqualTo(-1);
        assertThat(TreeMath.max(A).item()).isEqualTo(3);
        assertThat(TreeMath.min(A).item()).isEqualTo(-4);
        assertThat(TreeMath.size(A)).isEqualTo(3);
        assertThat(TreeMath.norm(A).item()).isEqualTo(5);
        assertThat(TreeMath.squaredNorm(A).item()).isEqualTo(25);
        assertThat(TreeMath.norm(A, 1).item()).isEqualTo(7);
        assertThat(TreeMath.norm(A, 2).item()).isEqualTo(5);
        assertThat(TreeMath.norm(A, Double.POSITIVE_INFINITY).item()).isEqualTo(4);
    }

    @Test
    void emptyTreesAndTensorsHaveNoExtremes() {
        var withNothing = List.of(Ops.zeros(0), Tensor.of(1f));

        assertThat(TreeMath.max(withNothing).item()).isEqualTo(1);
        assertThat(TreeMath.max(List.of()).item()).isEqualTo(Double.NEGATIVE_INFINITY);
        assertThat(TreeMath.min(List.of()).item()).isEqualTo(Double.POSITIVE_INFINITY);
        assertThat(TreeMath.sum(List.of()).item()).isZero();
        assertThat(TreeMath.norm(List.of()).item()).isZero();
        assertThat(TreeMath.allClose(List.of(), List.of(), 0, 0).itemBoolean()).isTrue();
    }

    @Test
    void choosesClipsAndCasts() {
        assertThat(elements(TreeMath.where(Tensor.scalar(false), A, B))).containsExactly(1f, 2f, 5f);
        assertThat(elements(TreeMath.clip(A, -1, 2))).containsExactly(2f, -1f, 0f);
        assertThat(TreeMath.cast(A, DType.F64).get(0).dtype()).isEqualTo(DType.F64);
        assertThat(TreeMath.castLike(A, TreeMath.cast(B, DType.BF16)).get(1).dtype())
                .isEqualTo(DType.BF16);
        assertThat(TreeMath.allClose(A, TreeMath.addScale(A, 1e-7, B), 1e-5, 1e-6)
                        .itemBoolean())
                .isTrue();
        assertThat(TreeMath.allClose(A, B, 1e-5, 1e-8).itemBoolean()).isFalse();
    }

    @Test
    void makesTreesAlike() {
        assertThat(elements(TreeMath.zerosLike(A))).containsExactly(0f, 0f, 0f);
        assertThat(elements(TreeMath.onesLike(A))).containsExactly(1f, 1f, 1f);
        assertThat(elements(TreeMath.fullLike(A, 7))).containsExactly(7f, 7f, 7f);
        assertThat(TreeMath.zerosLike(A, DType.F64).get(0).dtype()).isEqualTo(DType.F64);
        assertThat(TreeMath.onesLike(A, DType.I32).get(0).dtype()).isEqualTo(DType.I32);
        assertThat(TreeMath.fullLike(A, 1.5, DType.BF16).get(1).dtype()).isEqualTo(DType.BF16);
        assertThat(TreeMath.batchShape(A, Shape.of(4, 1)).get(0).shape()).isEqualTo(Shape.of(4, 1, 2));
    }

    @Test
    void tellsElementTypesOfTrees() {
        var mixed = List.of(Tensor.of(1f), Tensor.of(1f).cast(DType.BF16));

        assertThat(TreeMath.dtype(A)).isEqualTo(DType.F32);
        assertThat(TreeMath.highestDtype(mixed)).isEqualTo(DType.F32);
        assertThat(TreeMath.lowestDtype(mixed)).isEqualTo(DType.BF16);
        assertThat(TreeMath.promotedDtype(
                        List.of(Tensor.of(1f).cast(DType.BF16), Tensor.of(1f).cast(DType.F16))))
                .isEqualTo(DType.F32);
    }

    @Test
    void averagesOverSteps() {
        assertThat(elements(TreeMath.updateMoment(A, B, 0.5, 1))).containsExactly(2f, -1f, 2.5f);
        assertThat(elements(TreeMath.updateMoment(A, B, 0.5, 2))).containsExactly(5f, 9f, 2.5f);
        assertThat(elements(TreeMath.updateMoment(A, B, 0.5, 3))).containsExactly(14f, -31f, 2.5f);
        assertThat(elements(TreeMath.updateMomentPerElemNorm(A, B, 0.5, 2))).containsExactly(5f, 9f, 2.5f);
        assertThat(elements(TreeMath.updateInfinityMoment(A, B, 0.5, 1))).containsExactly(4f, 5f, 2.5f);
        assertThat(elements(TreeMath.biasCorrection(B, 0.5, Tensor.scalar(2))))
                .containsExactly(1 / 0.75f, 2 / 0.75f, 5 / 0.75f);
    }

    @Test
    void correctionsOfSmallTypesAreComputedInLargeOnes() {
        var moments = List.of(Tensor.of(1e-3f).cast(DType.BF16));

        var corrected =
                TreeMath.biasCorrection(moments, 0.999, Tensor.scalar(1)).get(0);

        assertThat(corrected.dtype()).isEqualTo(DType.BF16);
        assertThat(corrected.item()).isCloseTo(1, within(0.01));
    }

    @Test
    void drawsEveryTensorWithAKeyOfItsOwn() {
        var like = List.of(Ops.zeros(3), Ops.zeros(3));

        var drawn = TreeMath.randomLike(Key.of(1), like);
        var keys = TreeMath.splitKeyLike(Key.of(1), like);

        assertThat(drawn.get(0).toFloatArray()).isNotEqualTo(drawn.get(1).toFloatArray());
        assertThat(keys.get(0).dtype()).isEqualTo(DType.U32);
        assertThat(TreeMath.randomLike(Key.of(1), like, (key, shape, dtype) -> Ops.full(shape, 2.0, dtype))
                        .get(1)
                        .toFloatArray())
                .containsExactly(2, 2, 2);
    }

    @Test
    void mapsWithNamesAndMoreThanThreeTrees() {
        assertThat(elements(TreeMath.mapWithName(A, (name, x) -> name.equals("0") ? x.neg() : x)))
                .containsExactly(-3f, 4f, 0f);
        assertThat(elements(TreeMath.mapAll(x -> x.get(0).add(x.get(3)), A, B, B, B)))
                .containsExactly(4f, -2f, 5f);
    }

    @Nested
    class AroundSteps {

        @Test
        void slowParametersFollow() {
            assertThat(elements(Optimizers.incrementalUpdate(A, B, 0.25))).containsExactly(1.5f, 0.5f, 3.75f);
        }

        @Test
        void periodicUpdatesHappenInStepZeroToo() {
            assertThat(elements(Optimizers.periodicUpdate(A, B, Tensor.scalar(0), 3)))
                    .containsExactly(3f, -4f, 0f);
            assertThat(elements(Optimizers.periodicUpdate(A, B, Tensor.scalar(4), 3)))
                    .containsExactly(1f, 2f, 5f);
        }

        @Test
        void countsOfAnyTypeStopAtTheLargestNumber() {
            assertThat(Optimizers.safeIncrement(Tensor.scalar(DType.I8, 127L)).itemLong())
                    .isEqualTo(127);
            assertThat(Optimizers.safeIncrement(Tensor.scalar(DType.U8, 254L)).itemLong())
                    .isEqualTo(255);
            assertThat(Optimizers.safeIncrement(Tensor.scalar(DType.U8, 255L)).itemLong())
                    .isEqualTo(255);
            assertThat(Optimizers.safeIncrement(Tensor.scalar(DType.I64, Long.MAX_VALUE))
                            .itemLong())
                    .isEqualTo(Long.MAX_VALUE);
            assertThat(Optimizers.safeIncrement(Tensor.scalar(2.5)).item()).isEqualTo(3.5);
            assertThat(Optimizers.safeIncrement(Tensor.scalar(Double.POSITIVE_INFINITY))
                            .item())
                    .isEqualTo(Float.MAX_VALUE);
        }

        @Test
        void safeNormsHaveADerivativeAtZero() {
            var zero = Ops.zeros(3);

            assertThat(Optimizers.safeNorm(zero, 0.5).item()).isEqualTo(0.5);
            assertThat(Func.grad((Tensor x) -> Optimizers.safeNorm(x, 0))
                            .apply(zero)
                            .toFloatArray())
                    .containsExactly(0, 0, 0);
            assertThat(Func.grad((Tensor x) -> Optimizers.safeRootMeanSquares(x, 0))
                            .apply(zero)
                            .toFloatArray())
                    .containsExactly(0, 0, 0);
            assertThat(Optimizers.safeNorm(Ops.ones(2, 4), 0, List.of(1), Dims.KEEP)
                            .shape())
                    .isEqualTo(Shape.of(2, 1));
            assertThat(Optimizers.safeNorm(Ops.ones(2, 4), 0, 1, 1, Dims.DROP).toFloatArray())
                    .containsExactly(4, 4);
        }

        @Test
        void gradientsScaleBackwardsOnly() {
            var x = Tensor.of(3f, Float.POSITIVE_INFINITY);

            assertThat(Optimizers.scaleGradient(x, 0.5).toFloatArray()).containsExactly(3, Float.POSITIVE_INFINITY);
            assertThat(Func.grad((Tensor y) -> Optimizers.scaleGradient(y, 0.5).sum())
                            .apply(x)
                            .toFloatArray())
                    .containsExactly(0.5f, 0.5f);
            assertThat(Func.grad((Tensor y) -> Optimizers.scaleGradient(y, 0).sum())
                            .apply(x)
                            .toFloatArray())
                    .containsExactly(0, 0);
        }
    }

    @Nested
    class Rejects {

        @Test
        void ordersOfNormsThatTreesDoNotHave() {
            assertThatThrownBy(() -> TreeMath.norm(A, 3))
                    .isInstanceOf(IllegalArgumentException.class)
                    .hasMessage("The norm of a tree needs the order 1, 2 or infinity, but got 3.0.");
        }

        @Test
        void typesThatCannotBeOrdered() {
            var mixed = List.of(Tensor.of(1f).cast(DType.F16), Tensor.of(1f).cast(DType.BF16));

            assertThatThrownBy(() -> TreeMath.lowestDtype(mixed))
                    .isInstanceOf(IllegalArgumentException.class)
                    .hasMessage("The element types f16 and bf16 cannot be ordered: both promote to f32.");
        }

        @Test
        void differentTypesWhereOneIsAskedFor() {
            var mixed = List.of(Tensor.of(1f), Tensor.of(1));

            assertThatThrownBy(() -> TreeMath.dtype(mixed))
                    .isInstanceOf(IllegalArgumentException.class)
                    .hasMessage("The tensors of this tree have different element types, f32 and i32. Use promotedDtype,"
                            + " highestDtype or lowestDtype.");
        }

        @Test
        void typesOfNothing() {
            assertThatThrownBy(() -> TreeMath.dtype(List.of()))
                    .isInstanceOf(IllegalArgumentException.class)
                    .hasMessage("An empty tree has no element type.");
        }

        @Test
        void treesOfAnotherStructure() {
            assertThatThrownBy(() -> TreeMath.mapAll(x -> x.get(0), A, List.of()))
                    .isInstanceOf(IllegalArgumentException.class)
                    .hasMessageStartingWith("mapAll needs trees of one structure, but ");
        }
    }
}
