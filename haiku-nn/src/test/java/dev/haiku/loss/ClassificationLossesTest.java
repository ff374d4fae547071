package dev.haiku.loss;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.haiku.array.Shape;
import dev.haiku.array.ShapeException;
import dev.haiku.func.Func;
import dev.haiku.random.Key;
import dev.haiku.random.Random;
import dev.haiku.tensor.Nn;
import dev.haiku.tensor.Ops;
import dev.haiku.tensor.Tensor;
import java.util.List;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;

/** Relatives of the cross entropy: when they are equal to it, and where it would be infinite. */
class ClassificationLossesTest {

    private static final float INFINITY = Float.POSITIVE_INFINITY;
    private static final Tensor LOGITS = Random.normal(Key.of(4), Shape.of(3, 4));
    private static final Tensor LABELS = Nn.oneHot(Tensor.of(0, 3, 1), 4);

    @Test
    void safeCrossEntropiesIgnoreImpossibleClasses() {
        var logits = Tensor.of(new float[][] {{0, 0, -INFINITY}});
        var labels = Tensor.of(new float[][] {{0.5f, 0.5f, 0}});

        var loss = Losses.safeSoftmaxCrossEntropy(logits, labels);
        var gradient = Func.grad(
                        (Tensor x) -> Losses.safeSoftmaxCrossEntropy(x, labels).sum())
                .apply(logits);

        assertThat(loss.item()).isCloseTo(Math.log(2), within(1e-6));
        assertThat(gradient.toFloatArray()).containsExactly(0, 0, 0);
    }

    @Test
    void safeCrossEntropiesAreInfiniteIfAnImpossibleClassIsRight() {
        var logits = Tensor.of(new float[][] {{0, -INFINITY}});

        assertThat(Losses.safeSoftmaxCrossEntropy(logits, Tensor.of(new float[][] {{0, 1}}))
                        .item())
                .isEqualTo(INFINITY);
    }

    @Test
    void ofFiniteLogitsSafeCrossEntropiesAreCrossEntropies() {
        assertClose(Losses.safeSoftmaxCrossEntropy(LOGITS, LABELS), Losses.softmaxCrossEntropy(LOGITS, LABELS));
    }

    @Test
    void focalLossesWithoutFocusAreCrossEntropies() {
        var labels = Ops.slice(LABELS, 1, 0, 4);

        assertClose(
                Losses.sigmoidFocalLoss(LOGITS, labels, o -> o.gamma(0)),
                Losses.sigmoidBinaryCrossEntropy(LOGITS, labels));
    }

    @Test
    void focalLossesWeighYesAndNo() {
        var weighed = Losses.sigmoidFocalLoss(LOGITS, LABELS, o -> o.alpha(0.25));
        var weights = LABELS.mul(0.25).add(Ops.sub(1, LABELS).mul(0.75));

        assertClose(weighed, Losses.sigmoidFocalLoss(LOGITS, LABELS).mul(weights));
    }

    @Test
    void focalLossesStayFiniteAtTheEnds() {
        var logits = Tensor.of(500f, -500f);
        var gradient = Func.grad((Tensor x) ->
                        Losses.sigmoidFocalLoss(x, Tensor.of(1f, 1f)).sum())
                .apply(logits);

        assertThat(Losses.sigmoidFocalLoss(logits, Tensor.of(1f, 1f)).toFloatArray())
                .containsExactly(0, 500);
        assertThat(gradient.toFloatArray()).containsExactly(0, -1);
    }

    @Test
    void polynomialLossesAddTheMissingProbability() {
        var missing = Ops.sub(1, Ops.sum(LABELS.mul(Nn.softmax(LOGITS)), 1));

        assertClose(
                Losses.polyLossCrossEntropy(LOGITS, LABELS, 2),
                Losses.softmaxCrossEntropy(LOGITS, LABELS).add(missing.mul(2)));
        assertClose(Losses.polyLossCrossEntropy(LOGITS, LABELS, 0), Losses.softmaxCrossEntropy(LOGITS, LABELS));
    }

    @Test
    void smoothLabelsAreStillDistributions() {
        var smooth = Losses.smoothLabels(LABELS, 0.2);

        assertThat(Ops.get(smooth, 0).toFloatArray())
                .containsExactly(new float[] {0.85f, 0.05f, 0.05f, 0.05f}, within(1e-6f));
        assertClose(Ops.sum(smooth, 1), Ops.ones(3));
    }

    @Test
    void smoothingSharesAmongTheClassesOfSeveralAxes() {
        var joint = Losses.smoothLabels(LABELS, 0.6, o -> o.axes(List.of()));

        assertClose(joint, LABELS.mul(0.4f).add(0.05f));
    }

    @Test
    void smoothingCountsOnlySomeClasses() {
        var where = Tensor.of(Shape.of(4), true, true, false, false);

        var smooth = Losses.smoothLabels(Nn.oneHot(Tensor.of(0), 4), 0.2, o -> o.where(where.expandDims(0)));

        assertThat(smooth.toFloatArray()).containsExactly(new float[] {0.9f, 0.1f, 0.1f, 0.1f}, within(1e-6f));
    }

    @Test
    void axesMayBeSeveral() {
        var joint = Losses.softmaxCrossEntropy(LOGITS, LABELS, o -> o.axes(List.of(0, 1)));
        var flat = Losses.softmaxCrossEntropy(LOGITS.reshape(-1), LABELS.reshape(-1));

        assertThat(joint.shape()).isEqualTo(Shape.of());
        assertThat(joint.item()).isCloseTo(flat.item(), within(1e-5));
    }

    @Test
    void classesMayComeFirst() {
        var labels = Tensor.of(0, 3, 1);

        assertClose(
                Losses.softmaxCrossEntropyWithIntegerLabels(LOGITS.transpose(1, 0), labels, 0),
                Losses.softmaxCrossEntropyWithIntegerLabels(LOGITS, labels));
    }

    @Test
    void rankingsAreCrossEntropiesOfLists() {
        assertThat(Losses.rankingSoftmaxLoss(LOGITS, LABELS).item())
                .isCloseTo(Losses.softmaxCrossEntropy(LOGITS, LABELS).mean().item(), within(1e-6));
        assertClose(
                Losses.rankingSoftmaxLoss(LOGITS, LABELS, o -> o.reduction(Reduction.NONE)),
                Losses.softmaxCrossEntropy(LOGITS, LABELS));
    }

    @Test
    void rankingsWithoutItemsDoNotCount() {
        var where = Tensor.of(new float[][] {{1, 1, 1, 1}, {0, 0, 0, 0}, {0, 0, 0, 0}})
                .ne(0);

        assertThat(Losses.rankingSoftmaxLoss(LOGITS, LABELS, o -> o.where(where))
                        .item())
                .isCloseTo(
                        Ops.get(Losses.softmaxCrossEntropy(LOGITS, LABELS), 0).item(), within(1e-6));
        assertThat(Losses.rankingSoftmaxLoss(
                                LOGITS, LABELS, o -> o.where(Ops.zeros(3, 4).ne(0)))
                        .item())
                .isZero();
    }

    @Test
    void divergencesOfEqualDistributionsVanish() {
        var logProbs = Nn.logSoftmax(LOGITS);
        var probs = Nn.softmax(LOGITS);
        var zeros = Ops.zeros(3);

        assertClose(Losses.klDivergence(logProbs, probs), zeros);
        assertClose(Losses.klDivergenceWithLogTargets(logProbs, logProbs), zeros);
        assertClose(Losses.generalizedKlDivergence(logProbs, probs), zeros);
        assertClose(Losses.convexKlDivergence(logProbs, probs), zeros);
    }

    @Nested
    class Rejects {

        @Test
        void integerLabelsThatKeepAnAxisOfClasses() {
            assertThatThrownBy(() -> Losses.softmaxCrossEntropyWithIntegerLabels(
                            LOGITS.reshape(3, 2, 2), Tensor.of(0, 1, 1), o -> o.axes(List.of())))
                    .isInstanceOf(ShapeException.class)
                    .hasMessage("softmaxCrossEntropyWithIntegerLabels needs labels of shape [] for logits of shape"
                            + " [3, 2, 2], but got [3].");
        }

        @Test
        void integerLogits() {
            assertThatThrownBy(() -> Losses.sigmoidFocalLoss(Tensor.of(1), Tensor.of(1)))
                    .isInstanceOf(IllegalArgumentException.class)
                    .hasMessage("sigmoidFocalLoss needs floating-point numbers, but got i32[1]. Convert them with"
                            + " cast(DType.F32).");
        }
    }

    private static void assertClose(Tensor actual, Tensor expected) {
        assertThat(actual.shape()).isEqualTo(expected.shape());
        assertThat(actual.sub(expected).abs().max().item()).isCloseTo(0, within(1e-5));
    }
}
