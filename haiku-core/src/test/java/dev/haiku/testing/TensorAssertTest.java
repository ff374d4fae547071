package dev.haiku.testing;

import static dev.haiku.testing.HaikuAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.haiku.array.DType;
import dev.haiku.array.Shape;
import dev.haiku.tensor.Tensor;
import java.util.List;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class TensorAssertTest {

    private static final Tensor X = Tensor.of(Shape.of(2, 3), 1f, 2f, 3f, 4f, 5.5f, 6f);
    private static final Tensor Y = Tensor.of(Shape.of(2, 3), 1f, 2.25f, 3f, 4f, 5f, 6f);

    @Test
    void acceptsWhatIsSo() {
        assertThat(X)
                .hasShape(2, 3)
                .hasShape(Shape.of(2, 3))
                .hasDtype(DType.F32)
                .hasType("f32[2, 3]")
                .isCloseTo(Y, within(0.5))
                .isCloseTo(Y, 0.1, 0.05)
                .hasSameNumbersAs(X.mul(1))
                .containsExactly(1, 2, 3, 4, 5.5, 6)
                .isFinite()
                .isBetween(1, 6);
        assertThat(Tensor.scalar(Double.NaN)).isCloseTo(Tensor.scalar(Double.NaN), within(0.0));
        assertThat(Tensor.scalar(Double.POSITIVE_INFINITY)).containsExactly(Double.POSITIVE_INFINITY);
    }

    record Failing(Consumer<TensorAssert> assertion, String message) {
        @Override
        public String toString() {
            return message.lines().findFirst().orElseThrow();
        }
    }

    static List<Failing> failing() {
        return List.of(
                new Failing(a -> a.hasShape(3, 2), "Expected a tensor of shape [3, 2], but got f32[2, 3]."),
                new Failing(a -> a.hasDtype(DType.F64), "Expected a tensor of f64, but got f32[2, 3]."),
                new Failing(a -> a.hasType("f32[6]"), "Expected a tensor of type f32[6], but got f32[2, 3]."),
                new Failing(
                        a -> a.isCloseTo(Tensor.scalar(1.0), within(1.0)),
                        "Expected a tensor of shape [], but got f32[2, 3]."),
                new Failing(a -> a.isCloseTo(Y, within(1e-6)), """
                        Expected tensor of shape [2, 3] to be close to the expected one within 1.0E-6,
                        but 2 of 6 elements differ; the largest error is 0.5 at [1, 1]:
                          expected: 5.0
                          but was:  5.5"""),
                new Failing(a -> a.isCloseTo(Y, 0.1, 0.01), """
                        Expected tensor of shape [2, 3] to be close to the expected one within 0.01 (relative 0.1),
                        but 1 of 6 elements differs; the largest error is 0.25 at [0, 1]:
                          expected: 2.25
                          but was:  2.0"""),
                new Failing(
                        a -> a.hasSameNumbersAs(X.cast(DType.F64)),
                        "Expected a tensor of type f64[2, 3], but got f32[2, 3]."),
                new Failing(a -> a.containsExactly(1, 2), "Expected a tensor of 2 elements, but got f32[2, 3]."),
                new Failing(a -> a.containsExactly(1, 2, 3, 4, 5, Double.NaN), """
                        Expected tensor of shape [2, 3] to be close to the expected one within 0.0,
                        but 2 of 6 elements differ; the largest error is NaN at [1, 2]:
                          expected: NaN
                          but was:  6.0"""),
                new Failing(
                        a -> a.isBetween(2, 6),
                        "Expected all numbers of f32[2, 3] to be in [2.0, 6.0], but at [0, 0] there is 1.0."),
                new Failing(
                        a -> a.as("logits").hasShape(1),
                        "[logits] Expected a tensor of shape [1], but got f32[2, 3]."));
    }

    @ParameterizedTest
    @MethodSource("failing")
    void saysWhatIsNot(Failing failing) {
        assertThatThrownBy(() -> failing.assertion().accept(assertThat(X)))
                .isInstanceOf(AssertionError.class)
                .hasMessage(failing.message());
    }

    @Test
    void findsWhatIsNotFinite() {
        assertThatThrownBy(() -> assertThat(Tensor.of(1f, Float.NaN)).isFinite())
                .isInstanceOf(AssertionError.class)
                .hasMessage("Expected all numbers of f32[2] to be finite, but at [1] there is NaN.");
    }

    @Test
    void printsIntegersAndDoublesAsTheyAre() {
        assertThatThrownBy(() -> assertThat(Tensor.scalar(3)).containsExactly(4))
                .hasMessageEndingWith("but 1 of 1 element differs; the largest error is 1.0 at []:\n"
                        + "  expected: 4\n  but was:  3");
        assertThatThrownBy(() -> assertThat(Tensor.of(0.1)).containsExactly(0.3))
                .hasMessageEndingWith("  expected: 0.3\n  but was:  0.1");
    }

    @Test
    void rejectsNegativeTolerances() {
        assertThatThrownBy(() -> assertThat(X).isCloseTo(X, -1, 0))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("A tolerance must be 0 or more, but got -1.0 (relative) and 0.0 (absolute).");
    }
}
