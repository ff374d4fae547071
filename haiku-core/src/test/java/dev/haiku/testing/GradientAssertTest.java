package dev.haiku.testing;

import static dev.haiku.testing.HaikuAssertions.assertGradients;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.haiku.array.DType;
import dev.haiku.array.Shape;
import dev.haiku.tensor.Tensor;
import java.util.List;
import org.junit.jupiter.api.Test;

class GradientAssertTest {

    record Pair(Tensor w, Tensor x) {}

    private static final Tensor X = Tensor.of(Shape.of(2, 2), 0.5, -1.0, 2.0, 3.0);

    @Test
    void acceptsRightDerivatives() {
        assertGradients((Tensor x) -> x.sin().sum()).at(X).match(within(1e-8));
        assertGradients((Pair p) -> List.of(p.w().matmul(p.x()), p.x().tanh()))
                .at(new Pair(X, X.mul(0.1)))
                .match(within(1e-8));
        assertGradients((Tensor x) -> x.exp()).at(X.cast(DType.F32)).match(within(2e-3));
    }

    @Test
    void findsWrongDerivatives() {
        assertThatThrownBy(() -> assertGradients(
                                (Tensor x) -> x.stopGradient().mul(x).sum())
                        .at(X)
                        .match(within(1e-5)))
                .isInstanceOf(AssertionError.class)
                .hasMessageMatching("(?s)Expected gradients to match central differences within 1.0E-5,\n"
                        + "but at \\[0, 0\\]:\n  difference: (1.0|0.99999).*\n  gradient:   0.5");
        assertThatThrownBy(() -> assertGradients(
                                (Pair p) -> p.x().stopGradient().mul(p.w()).sum())
                        .at(new Pair(X, X))
                        .match(within(1e-5)))
                .hasMessageContaining("but at [0, 0] of .x:\n");
    }

    @Test
    void looksAtSomeElementsOfMany() {
        var calls = new int[1];

        assertGradients((Tensor x) -> {
                    calls[0]++;
                    return x.square().sum();
                })
                .at(X)
                .elements(2)
                .match(within(1e-6));

        assertThat(calls[0]).isEqualTo(1 + 2 * 2);
    }
}
