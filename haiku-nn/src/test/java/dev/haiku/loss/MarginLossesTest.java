package dev.haiku.loss;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.haiku.array.Shape;
import dev.haiku.array.ShapeException;
import dev.haiku.func.Func;
import dev.haiku.optim.Projections;
import dev.haiku.random.Key;
import dev.haiku.random.Random;
import dev.haiku.tensor.Nn;
import dev.haiku.tensor.Ops;
import dev.haiku.tensor.Tensor;
import org.junit.jupiter.api.Test;

/** What losses with margins are at, within and beyond their margins. */
class MarginLossesTest {

    private static final Tensor SCORES = Random.normal(Key.of(3), Shape.of(5, 4));
    private static final Tensor LABELS = Tensor.of(0, 1, 2, 3, 1);

    @Test
    void hingesVanishBeyondTheirMargins() {
        var scores = Tensor.of(2f, 0.5f, -1f);

        assertThat(Losses.hingeLoss(scores, Ops.onesLike(scores)).toFloatArray())
                .containsExactly(0, 0.5f, 2);
        assertThat(Losses.perceptronLoss(scores, Ops.onesLike(scores)).toFloatArray())
                .containsExactly(0, 0, 1);
        assertThat(Losses.sparsemaxLoss(scores, Ops.onesLike(scores)).toFloatArray())
                .containsExactly(0, 0.0625f, 1);
    }

    @Test
    void yesOrNoAreTwoClasses() {
        var scores = Tensor.of(1.5f, 0.3f, -0.4f);
        var labels = Tensor.of(1, 0, 1);
        var signs = labels.cast(scores.dtype()).mul(2).sub(1);
        var two = Ops.stack(1, Ops.zerosLike(scores), scores);

        assertClose(Losses.multiclassHingeLoss(two, labels), Losses.hingeLoss(scores, signs));
        assertClose(Losses.multiclassPerceptronLoss(two, labels), Losses.perceptronLoss(scores, signs));
        assertClose(Losses.multiclassSparsemaxLoss(two, labels), Losses.sparsemaxLoss(scores, labels));
    }

    @Test
    void gradientsOfTheSparsemaxLossAreProjections() {
        var gradient = Func.grad((Tensor scores) ->
                        Losses.multiclassSparsemaxLoss(scores, LABELS).sum())
                .apply(SCORES);

        var projected =
                Func.vmap((Tensor scores) -> Projections.simplex(scores)).apply(SCORES);
        assertClose(gradient, projected.sub(Nn.oneHot(LABELS, 4)));
    }

    @Test
    void theFenchelYoungLossOfLogSumExpIsTheCrossEntropy() {
        var loss = Losses.makeFenchelYoungLoss(scores -> Ops.logsumexp(scores, 0));
        var targets = Nn.oneHot(LABELS, 4);

        assertClose(loss.apply(SCORES, targets), Losses.softmaxCrossEntropy(SCORES, targets));
        assertClose(
                loss.apply(SCORES.reshape(5, 1, 4), targets.reshape(5, 1, 4)),
                Losses.softmaxCrossEntropy(SCORES, targets).reshape(5, 1));
    }

    @Test
    void theFenchelYoungLossOfTheMaximumIsThePerceptron() {
        var loss = Losses.makeFenchelYoungLoss(scores -> Ops.max(scores, 0));

        assertClose(loss.apply(SCORES, Nn.oneHot(LABELS, 4)), Losses.multiclassPerceptronLoss(SCORES, LABELS));
    }

    @Test
    void rejectsOperandsThatOnlyBroadcast() {
        assertThatThrownBy(() -> Losses.perceptronLoss(Ops.ones(2, 1), Ops.ones(2)))
                .isInstanceOf(ShapeException.class)
                .hasMessage("perceptronLoss needs operands of one shape, but got [2, 1] and [2].");
    }

    @Test
    void rejectsOneHotLabelsWhereClassesAreNeeded() {
        assertThatThrownBy(() -> Losses.multiclassHingeLoss(SCORES, SCORES))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage(
                        "multiclassHingeLoss needs labels of an integer type, but got f32[5, 4]. It takes classes, not"
                                + " one-hot labels.");
    }

    private static void assertClose(Tensor actual, Tensor expected) {
        assertThat(actual.shape()).isEqualTo(expected.shape());
        assertThat(actual.sub(expected).abs().max().item()).isCloseTo(0, within(1e-5));
    }
}
