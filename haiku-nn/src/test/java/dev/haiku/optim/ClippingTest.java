package dev.haiku.optim;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.haiku.array.ShapeException;
import dev.haiku.tensor.Linalg;
import dev.haiku.tensor.Ops;
import dev.haiku.tensor.Tensor;
import java.util.List;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;

class ClippingTest {

    private static final Tensor SMALL = Ops.full(dev.haiku.array.Shape.of(3, 4), 1e-3);
    private static final Tensor PARAMS = Ops.ones(3, 4);

    private static Tensor clipped(GradientTransformation<EmptyState> clip, Tensor gradient) {
        return clip.update(gradient, new EmptyState(), PARAMS).updates();
    }

    @Test
    void blocksAreClippedByThemselves() {
        var clip = Optimizers.clipByBlockRms(2);
        var blocks = List.of(Tensor.of(4f, -4f), Tensor.of(1f));

        var result = clip.update(blocks, new EmptyState()).updates();

        assertThat(result.get(0).toFloatArray()).containsExactly(2, -2);
        assertThat(result.get(1).toFloatArray()).containsExactly(1);
    }

    @Test
    void anInfiniteNormMakesNan() {
        var clip = Optimizers.clipByGlobalNorm(1);

        var result = clip.update(Tensor.of(Float.POSITIVE_INFINITY, 1f), new EmptyState())
                .updates();

        assertThat(result.toFloatArray()).containsExactly(Float.NaN, 0f);
    }

    @Test
    void unitsAreClippedRelativeToTheirParameters() {
        var clip = Optimizers.adaptiveGradClip(0.1);

        var result = clipped(clip, PARAMS);

        assertThat(Linalg.norm(result, 0).toFloatArray())
                .containsExactly(new float[] {0.173205f, 0.173205f, 0.173205f, 0.173205f}, within(1e-5f));
        assertThat(clipped(clip, SMALL).toFloatArray()).containsExactly(SMALL.toFloatArray());
        assertThat(Linalg.norm(clipped(Optimizers.adaptiveGradClip(0.1, 1e-3, List.of(1)), PARAMS), 1)
                        .toFloatArray())
                .containsExactly(new float[] {0.2f, 0.2f, 0.2f}, within(1e-5f));
    }

    @Test
    void unitsDependOnTheRank() {
        assertThat(Optimizers.unitwiseNorm(Ops.ones(4)).toFloatArray()).containsOnly(2);
        assertThat(Optimizers.unitwiseNorm(Ops.ones(1, 4, 1)).toFloatArray()).containsOnly(2);
        assertThat(Optimizers.unitwiseNorm(Ops.ones(4, 3)).toFloatArray()).containsOnly(2);
        assertThat(Optimizers.unitwiseNorm(Ops.ones(4, 3, 2)).toFloatArray()).containsOnly(2);
        assertThat(Optimizers.unitwiseNorm(Ops.ones(2, 2, 4, 5)).toFloatArray()).containsOnly(4);
        assertThat(Optimizers.unitwiseNorm(Ops.ones(1, 2, 2, 4, 5)).toFloatArray())
                .containsOnly(4);
    }

    @Test
    void examplesAreClippedOneByOne() {
        var gradients = List.of(Tensor.of(new float[][] {{3, 4}, {0, 1}}), Tensor.of(0f, 0f));

        var clipped = Optimizers.perExampleGlobalNormClip(gradients, 1);

        assertThat(clipped.sum().get(0).toFloatArray()).containsExactly(new float[] {0.6f, 1.8f}, within(1e-6f));
        assertThat(clipped.clipped().itemLong()).isEqualTo(1);
    }

    @Test
    void layersShareTheNormAlikeOrBySize() {
        var gradients = List.of(Tensor.of(new float[][] {{30, 40, 0}}), Tensor.of(100f));

        var alike = Optimizers.perExampleLayerNormClip(gradients, 2, true);
        var bySize = Optimizers.perExampleLayerNormClip(gradients, 2, false);

        assertThat(Linalg.norm(alike.sum().get(0)).item()).isCloseTo(Math.sqrt(2), within(1e-5));
        assertThat(bySize.sum().get(1).item()).isCloseTo(1, within(1e-6));
        assertThat(Linalg.norm(bySize.sum().get(0)).item()).isCloseTo(Math.sqrt(3), within(1e-5));
        assertThat(bySize.clipped().get(1).itemLong()).isEqualTo(1);
    }

    @Test
    void replacesNanAndTellsWhere() {
        var zeroNans = Optimizers.zeroNans();
        var gradients = List.of(Tensor.of(Float.NaN, 1f), Tensor.of(2f));

        var step = zeroNans.update(gradients, zeroNans.init(gradients));

        assertThat(step.updates().get(0).toFloatArray()).containsExactly(0, 1);
        var found = (List<?>) step.state().foundNan();
        assertThat(((Tensor) found.get(0)).itemBoolean()).isTrue();
        assertThat(((Tensor) found.get(1)).itemBoolean()).isFalse();
    }

    @Test
    void parametersStayAboveZero() {
        var step =
                Optimizers.keepParamsNonnegative().update(Tensor.of(-2f, -0.5f), new EmptyState(), Tensor.of(1f, 1f));

        assertThat(step.updates().toFloatArray()).containsExactly(-1f, -0.5f);
    }

    @Nested
    class Rejects {

        @Test
        void unitsOfHighRank() {
            assertThatThrownBy(() -> Optimizers.unitwiseNorm(Ops.ones(2, 2, 2, 2, 2, 2)))
                    .isInstanceOf(ShapeException.class)
                    .hasMessage("unitwiseNorm knows the units of tensors of up to 5 axes, but got [2, 2, 2, 2, 2, 2]."
                            + " Pass the axes over which the norm is taken.");
        }

        @Test
        void gradientsWithoutExamples() {
            var gradients = List.of(Ops.ones(2, 3), Ops.ones(3));

            assertThatThrownBy(() -> Optimizers.perExampleGlobalNormClip(gradients, 1))
                    .isInstanceOf(ShapeException.class)
                    .hasMessage(
                            "perExampleGlobalNormClip needs gradients with the examples along the first axis, but got"
                                    + " [[2, 3], [3]]. Compute them with vmap(grad(loss)).");
        }
    }
}
