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

/** Losses of embeddings and of segmentations. */
class SequenceLossesTest {

    private static final Tensor POINTS = Random.normal(Key.of(5), Shape.of(4, 3));

    @Nested
    class Embeddings {

        @Test
        void areBetterTheNearerTheyAreToTheirLikes() {
            var labels = Tensor.of(0, 0, 1, 1);
            var good = Tensor.of(new float[][] {{1, 0}, {1, 0}, {0, 1}, {0, 1}});
            var bad = Tensor.of(new float[][] {{1, 0}, {0, 1}, {1, 0}, {0, 1}});

            assertThat(Losses.ntxent(good, labels).item()).isCloseTo(0, within(1e-4));
            assertThat(Losses.ntxent(bad, labels).item()).isGreaterThan(10);
        }

        @Test
        void ofSimilarPairsTheLossIsTheLogarithmOfTheirNumber() {
            // all similarities are 1: each positive is one of three
            assertThat(Losses.ntxent(Ops.ones(4, 2), Tensor.of(0, 0, 1, 1), 0.5).item())
                    .isCloseTo(Math.log(3), within(1e-5));
        }

        @Test
        void tripletsWantAMargin() {
            var anchors = Tensor.of(new float[][] {{0, 0}});
            var near = Tensor.of(new float[][] {{0, 1}});
            var far = Tensor.of(new float[][] {{3, 4}});

            assertThat(Losses.tripletMarginLoss(anchors, near, far).item()).isZero();
            assertThat(Losses.tripletMarginLoss(anchors, far, near).item()).isCloseTo(5, within(1e-5));
            assertThat(Losses.tripletMarginLoss(anchors, near, near, o -> o.margin(0.3))
                            .item())
                    .isCloseTo(0.3, within(1e-5));
        }

        @Test
        void rejectLabelsOfOtherEmbeddings() {
            assertThatThrownBy(() -> Losses.ntxent(POINTS, Tensor.of(0, 1)))
                    .isInstanceOf(ShapeException.class)
                    .hasMessage(
                            "ntxent needs embeddings [batch, features] and labels [batch], but got [4, 3] and [2].");
        }
    }

    @Nested
    class Segments {

        private final Tensor targets = Nn.oneHot(Tensor.of(new int[][] {{0, 1, 2}, {1, 1, 2}}), 3);

        @Test
        void thatAreRightHaveNoLoss() {
            var loss = Losses.diceLoss(targets.mul(100), targets);

            assertThat(loss.shape()).isEqualTo(Shape.of(2));
            assertThat(loss.abs().max().item()).isCloseTo(0, within(1e-5));
        }

        @Test
        void haveALossForEachClass() {
            var all =
                    Losses.diceLoss(targets, targets, o -> o.applySoftmax(false).reduction(Reduction.NONE));
            var foreground = Losses.diceLoss(
                    targets,
                    targets,
                    o -> o.applySoftmax(false).reduction(Reduction.NONE).ignoreBackground(true));

            assertThat(all.shape()).isEqualTo(Shape.of(2, 3));
            assertThat(foreground.shape()).isEqualTo(Shape.of(2, 2));
        }

        @Test
        void withoutSpaceAreComparedElementByElement() {
            var predictions = Tensor.of(new float[][] {{0.5f, 0.5f}});
            var truth = Tensor.of(new float[][] {{1, 0}});

            var losses = Losses.diceLoss(
                    predictions,
                    truth,
                    o -> o.applySoftmax(false).reduction(Reduction.NONE).smooth(0));

            assertThat(losses.toFloatArray()).containsExactly(new float[] {1 / 3f, 1}, within(1e-6f));
        }

        @Test
        void ofTwoClassesMayLackTheAxisOfClasses() {
            var logits = Random.normal(Key.of(6), Shape.of(2, 5));
            var truth = Tensor.of(new float[][] {{1, 0, 1, 0, 0}, {0, 0, 1, 1, 1}});

            var loss = Losses.binaryDiceLoss(logits, truth);

            assertThat(loss.sub(Losses.diceLoss(logits.expandDims(-1), truth.expandDims(-1)))
                            .abs()
                            .max()
                            .item())
                    .isZero();
        }

        @Test
        void weighRareClassesAsMuchAsFrequentOnes() {
            assertThat(Losses.multiclassGeneralizedDiceLoss(targets.mul(100), targets)
                            .item())
                    .isCloseTo(0, within(1e-5));
        }

        @Test
        void rejectLogitsWhereProbabilitiesAreNeeded() {
            assertThatThrownBy(() -> Losses.diceLoss(targets.mul(2), targets, o -> o.applySoftmax(false)))
                    .isInstanceOf(IllegalArgumentException.class)
                    .hasMessage(
                            "diceLoss without softmax needs probabilities that sum to 1 along the last axis, but a sum"
                                    + " differs from it by 1.0. Pass logits and applySoftmax(true).");
        }

        @Test
        void doNotCheckNumbersWhileTheyAreCompiled() {
            var loss = Func.jit((Tensor x) -> Losses.diceLoss(x, targets, o -> o.applySoftmax(false)));

            assertThat(loss.apply(targets.mul(2)).shape()).isEqualTo(Shape.of(2));
        }

        @Test
        void rejectWeightsThatAreNotOneForEachClass() {
            assertThatThrownBy(() -> Losses.diceLoss(targets, targets, o -> o.classWeights(Ops.ones(1, 3))))
                    .isInstanceOf(ShapeException.class)
                    .hasMessage("diceLoss needs classWeights of shape [classes], but got [1, 3].");
        }

        @Test
        void rejectTargetsOfAnotherShape() {
            assertThatThrownBy(() -> Losses.diceLoss(targets, Ops.zeros(2, 3, 4)))
                    .isInstanceOf(ShapeException.class)
                    .hasMessage("diceLoss needs operands of one shape, but got [2, 3, 3] and [2, 3, 4].");
        }
    }

    @Test
    void axesOfSpaceMayBeChosen() {
        var targets = Ops.ones(2, 3, 4, 2);

        var losses = Losses.diceLoss(targets, targets, o -> o.axes(List.of(1)).reduction(Reduction.NONE));

        assertThat(losses.shape()).isEqualTo(Shape.of(2, 4, 2));
    }
}
