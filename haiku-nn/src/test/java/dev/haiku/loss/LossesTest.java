package dev.haiku.loss;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.haiku.array.DType;
import dev.haiku.array.Shape;
import dev.haiku.array.ShapeException;
import dev.haiku.func.Func;
import dev.haiku.tensor.Nn;
import dev.haiku.tensor.Ops;
import dev.haiku.tensor.Tensor;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;

/** Extreme numbers, shapes and errors; ordinary numbers are compared with optax by the golden tests. */
class LossesTest {

    private static final Tensor LOGITS = Tensor.of(new float[][] {{1, 2, 3}, {0, 0, 0}});

    @Test
    void integerLabelsMeanOneHotLabels() {
        var labels = Tensor.of(2, 0);

        var byClass = Losses.softmaxCrossEntropyWithIntegerLabels(LOGITS, labels);
        var byVector = Losses.softmaxCrossEntropy(LOGITS, Nn.oneHot(labels, 3));

        assertThat(byClass.shape()).isEqualTo(Shape.of(2));
        assertThat(byClass.sub(byVector).abs().max().item()).isCloseTo(0, within(1e-6));
    }

    @Test
    void crossEntropiesNeitherOverflowNorUnderflow() {
        var huge = Tensor.of(new float[][] {{1e30f, -1e30f}});
        var labels = Tensor.of(0);

        assertThat(Losses.softmaxCrossEntropyWithIntegerLabels(huge, labels).item())
                .isZero();
        assertThat(Losses.softmaxCrossEntropyWithIntegerLabels(huge, Tensor.of(1))
                        .item())
                .isEqualTo(2e30f);
        assertThat(Losses.sigmoidBinaryCrossEntropy(Tensor.of(1000f), Tensor.of(1f))
                        .item())
                .isZero();
        assertThat(Losses.sigmoidBinaryCrossEntropy(Tensor.of(-1000f), Tensor.of(1f))
                        .item())
                .isEqualTo(1000);
    }

    @Test
    void theGradientOfTheCrossEntropyIsSoftmaxMinusLabels() {
        var labels = Nn.oneHot(Tensor.of(2, 0), 3);

        var grad = Func.grad((Tensor logits) ->
                        Losses.softmaxCrossEntropy(logits, labels).sum())
                .apply(LOGITS);

        assertThat(grad.sub(Nn.softmax(LOGITS).sub(labels)).abs().max().item()).isCloseTo(0, within(1e-6));
    }

    @Test
    void aLabelOutOfRangeGivesNan() {
        assertThat(Losses.softmaxCrossEntropyWithIntegerLabels(LOGITS, Tensor.of(3, 0))
                        .toFloatArray())
                .containsExactly(Float.NaN, (float) Math.log(3));
    }

    @Test
    void keepsTheElementType() {
        var logits = LOGITS.cast(DType.BF16);

        assertThat(Losses.softmaxCrossEntropyWithIntegerLabels(logits, Tensor.of(1, 1))
                        .dtype())
                .isEqualTo(DType.BF16);
        assertThat(Losses.squaredError(logits).dtype()).isEqualTo(DType.BF16);
        assertThat(Losses.huberLoss(logits, logits).dtype()).isEqualTo(DType.BF16);
    }

    @Test
    void countsOnlyTheClassesThatAreAskedFor() {
        var where = Tensor.of(Shape.of(2, 3), true, true, false, true, true, false);

        var masked = Losses.softmaxCrossEntropy(LOGITS, Nn.oneHot(Tensor.of(1, 0), 3), o -> o.where(where));
        var smaller = Losses.softmaxCrossEntropy(Ops.slice(LOGITS, 1, 0, 2), Nn.oneHot(Tensor.of(1, 0), 2));

        assertThat(masked.sub(smaller).abs().max().item()).isCloseTo(0, within(1e-6));
    }

    @Test
    void klDivergenceIgnoresTargetsOfProbabilityZero() {
        var logPredictions = Tensor.of(0.5f, 0.5f).log();

        assertThat(Losses.klDivergence(logPredictions, Tensor.of(1f, 0f)).item())
                .isCloseTo(Math.log(2), within(1e-6));
    }

    @Nested
    class Rejects {

        @Test
        void operandsThatOnlyBroadcast() {
            assertThatThrownBy(() -> Losses.squaredError(Ops.ones(2, 1), Ops.ones(2)))
                    .isInstanceOf(ShapeException.class)
                    .hasMessage("squaredError needs operands of one shape, but got [2, 1] and [2].");
        }

        @Test
        void integersWhereFractionsAreNeeded() {
            assertThatThrownBy(() -> Losses.l2Loss(Tensor.of(1)))
                    .isInstanceOf(IllegalArgumentException.class)
                    .hasMessage("squaredError needs floating-point numbers, but got i32[1]. Convert them with"
                            + " cast(DType.F32).");
        }

        @Test
        void oneHotLabelsWhereClassesAreNeeded() {
            assertThatThrownBy(() -> Losses.softmaxCrossEntropyWithIntegerLabels(LOGITS, LOGITS))
                    .isInstanceOf(IllegalArgumentException.class)
                    .hasMessage(
                            "softmaxCrossEntropyWithIntegerLabels needs labels of an integer type, but got f32[2, 3]. "
                                    + "Use softmaxCrossEntropy for one-hot labels.");
        }

        @Test
        void labelsOfAnotherNumberOfExamples() {
            assertThatThrownBy(() -> Losses.softmaxCrossEntropyWithIntegerLabels(LOGITS, Tensor.of(1, 2, 0)))
                    .isInstanceOf(ShapeException.class)
                    .hasMessage("softmaxCrossEntropyWithIntegerLabels needs labels of shape [2] for logits of shape [2,"
                            + " 3], but got [3].");
        }
    }
}
