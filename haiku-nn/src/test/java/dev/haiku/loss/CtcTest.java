package dev.haiku.loss;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.haiku.array.DType;
import dev.haiku.array.Shape;
import dev.haiku.array.ShapeException;
import dev.haiku.func.Func;
import dev.haiku.random.Key;
import dev.haiku.random.Random;
import dev.haiku.tensor.Nn;
import dev.haiku.tensor.Ops;
import dev.haiku.tensor.Tensor;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The loss of sequences must be what summing over all paths gives. */
class CtcTest {

    private static final int FRAMES = 4;
    private static final int CLASSES = 3;
    private static final Tensor LOGITS = Random.normal(Key.of(1), Shape.of(1, FRAMES, CLASSES));
    private static final Tensor NO_FRAME_PADDED = Ops.zeros(1, FRAMES);

    static List<List<Integer>> sequences() {
        return List.of(
                List.of(1), List.of(2), List.of(1, 2), List.of(1, 1), List.of(2, 1, 2), List.of(1, 2, 2), List.of());
    }

    @ParameterizedTest
    @MethodSource("sequences")
    void sumsOverAllPaths(List<Integer> labels) {
        assertThat(loss(LOGITS, labels).item()).isCloseTo(-Math.log(probability(labels)), within(1e-4));
    }

    @ParameterizedTest
    @MethodSource("sequences")
    void itsGradientIsWhatFramesPredictLessWhatPathsNeed(List<Integer> labels) {
        var gradient = Func.grad((Tensor logits) -> loss(logits, labels).sum()).apply(LOGITS);

        for (int frame = 0; frame < FRAMES; frame++) {
            for (int c = 0; c < CLASSES; c++) {
                double expected = probabilities()[frame][c] - probability(labels, frame, c) / probability(labels);
                assertThat(Ops.get(gradient, 0, frame, c).item()).isCloseTo(expected, within(1e-4));
            }
        }
    }

    @Test
    void paddingIsAsIfItWereNotThere() {
        var frames = Tensor.of(new float[][] {{0, 0, 0, 1}});
        var padded = Losses.ctcLoss(LOGITS, frames, labels(List.of(1, 2, 2)), Tensor.of(new float[][] {{0, 0, 1}}));
        var shorter = Losses.ctcLoss(
                Ops.slice(LOGITS, 1, 0, FRAMES - 1), Ops.zeros(1, FRAMES - 1), labels(List.of(1, 2)), Ops.zeros(1, 2));

        assertThat(padded.item()).isCloseTo(shorter.item(), within(1e-5));
    }

    @Test
    void batchesAreLossesOneByOne() {
        var logits = Random.normal(Key.of(2), Shape.of(2, FRAMES, CLASSES));
        var labels = Tensor.of(new int[][] {{1, 2}, {2, 2}});

        var both = Losses.ctcLoss(logits, Ops.zeros(2, FRAMES), labels, Ops.zeros(2, 2));

        for (int i = 0; i < 2; i++) {
            var one = Losses.ctcLoss(
                    Ops.slice(logits, 0, i, i + 1), NO_FRAME_PADDED, Ops.slice(labels, 0, i, i + 1), Ops.zeros(1, 2));
            assertThat(Ops.get(both, i).item()).isCloseTo(one.item(), within(1e-5));
        }
    }

    @Test
    void whatFramesCannotSayIsVeryUnlikely() {
        assertThat(loss(LOGITS, List.of(1, 1, 1, 1)).item()).isGreaterThan(1e4f).isFinite();
    }

    @Test
    void theBlankMayBeAnotherClass() {
        var moved = Ops.concatenate(List.of(Ops.slice(LOGITS, 2, 1, 3), Ops.slice(LOGITS, 2, 0, 1)), 2);

        var last = Losses.ctcLoss(
                moved, NO_FRAME_PADDED, labels(List.of(0, 1)), Ops.zeros(1, 2), o -> o.blankId(CLASSES - 1));

        assertThat(last.item()).isCloseTo(loss(LOGITS, List.of(1, 2)).item(), within(1e-5));
    }

    @Test
    void forwardProbabilitiesEndAtTheLoss() {
        var result = Losses.ctcLossWithForwardProbs(LOGITS, NO_FRAME_PADDED, labels(List.of(1, 2)), Ops.zeros(1, 2));

        var blank = Ops.get(result.logAlphaPhi(), FRAMES - 1, 0, 2);
        assertThat(result.logAlphaPhi().shape()).isEqualTo(Shape.of(FRAMES, 1, 3));
        assertThat(result.logAlphaEmit().shape()).isEqualTo(Shape.of(FRAMES, 1, 2));
        assertThat(blank.item()).isCloseTo(-result.loss().item(), within(1e-5));
    }

    @Nested
    class Rejects {

        @Test
        void logitsWithoutABatch() {
            assertThatThrownBy(() -> Losses.ctcLoss(
                            Ops.zeros(FRAMES, CLASSES), NO_FRAME_PADDED, labels(List.of(1)), Ops.zeros(1, 1)))
                    .isInstanceOf(ShapeException.class)
                    .hasMessage(
                            "ctcLoss needs logits [batch, frames, classes] and labels [batch, labels], but got [4, 3]"
                                    + " and [1, 1].");
        }

        @Test
        void paddingsOfAnotherLength() {
            assertThatThrownBy(() -> Losses.ctcLoss(LOGITS, NO_FRAME_PADDED, labels(List.of(1, 2)), Ops.zeros(1, 1)))
                    .isInstanceOf(ShapeException.class)
                    .hasMessage("ctcLoss needs paddings of shape [1, 2] for labels of shape [1, 2], but got [1, 1].");
        }

        @Test
        void oneHotLabels() {
            assertThatThrownBy(() -> Losses.ctcLoss(LOGITS, NO_FRAME_PADDED, Ops.zeros(1, 1), Ops.zeros(1, 1)))
                    .isInstanceOf(IllegalArgumentException.class)
                    .hasMessage(
                            "ctcLoss needs labels of an integer type, but got f32[1, 1]. It takes classes, not one-hot"
                                    + " labels.");
        }
    }

    private static Tensor loss(Tensor logits, List<Integer> labels) {
        return Losses.ctcLoss(logits, NO_FRAME_PADDED, labels(labels), Ops.zeros(1, labels.size()));
    }

    private static Tensor labels(List<Integer> labels) {
        int[] values = labels.stream().mapToInt(Integer::intValue).toArray();
        return values.length == 0
                ? Ops.zeros(Shape.of(1, 0), DType.I32)
                : Tensor.of(values).reshape(1, -1);
    }

    private static double probability(List<Integer> labels) {
        return probability(labels, 0, 0) + probability(labels, 0, 1) + probability(labels, 0, 2);
    }

    /** {@return the probability of all paths that give the labels and are at a class in a frame} */
    private static double probability(List<Integer> labels, int frame, int ofClass) {
        double[][] probabilities = probabilities();
        double sum = 0;
        for (int code = 0; code < Math.pow(CLASSES, FRAMES); code++) {
            int[] path = path(code);
            if (path[frame] == ofClass && spoken(path).equals(labels)) {
                double product = 1;
                for (int i = 0; i < FRAMES; i++) {
                    product *= probabilities[i][path[i]];
                }
                sum += product;
            }
        }
        return sum;
    }

    private static int[] path(int code) {
        int[] path = new int[FRAMES];
        for (int i = 0, rest = code; i < FRAMES; i++, rest /= CLASSES) {
            path[i] = rest % CLASSES;
        }
        return path;
    }

    /** {@return what a path says: without repetitions, then without blanks} */
    private static List<Integer> spoken(int[] path) {
        var labels = new ArrayList<Integer>();
        for (int i = 0; i < path.length; i++) {
            if (path[i] != 0 && (i == 0 || path[i] != path[i - 1])) {
                labels.add(path[i]);
            }
        }
        return labels;
    }

    private static double[][] probabilities() {
        float[] flat = Nn.softmax(LOGITS).toFloatArray();
        double[][] rows = new double[FRAMES][CLASSES];
        for (int i = 0; i < flat.length; i++) {
            rows[i / CLASSES][i % CLASSES] = flat[i];
        }
        return rows;
    }
}
