package dev.haiku.precision;

import static dev.haiku.func.Func.jit;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.haiku.array.DType;
import dev.haiku.tensor.Tensor;
import dev.haiku.tree.Trees;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class LossScaleTest {

    private static final Tensor FINITE = Tensor.scalar(true);
    private static final Tensor INFINITE = Tensor.scalar(false);

    private static List<Double> factorsAfter(DynamicLossScale start, Tensor... finite) {
        var factors = new ArrayList<Double>();
        var scale = start;
        for (var step : finite) {
            scale = scale.adjust(step);
            factors.add(scale.lossScale().item());
        }
        return factors;
    }

    @Test
    void changesNothing() {
        var none = new NoOpLossScale();
        var tree = List.of(Tensor.scalar(2.0));

        assertThat(none.scale(tree)).isSameAs(tree);
        assertThat(none.unscale(tree)).isSameAs(tree);
        assertThat(none.adjust(INFINITE)).isSameAs(none);
    }

    @Test
    void staysTheSame() {
        var scale = StaticLossScale.of(8);
        var tree = List.of(Tensor.scalar(2.0), Tensor.of(1f, 3f));

        assertThat(scale.scale(tree).get(1).toFloatArray()).containsExactly(8, 24);
        assertThat(scale.unscale(scale.scale(tree)).get(0).item()).isEqualTo(2);
        assertThat(scale.adjust(INFINITE)).isSameAs(scale);
    }

    @Test
    void growsAfterAPeriodOfFiniteGradients() {
        assertThat(factorsAfter(DynamicLossScale.of(8, 2, 4), FINITE, FINITE, FINITE, FINITE, FINITE))
                .containsExactly(8.0, 32.0, 32.0, 128.0, 128.0);
        assertThat(factorsAfter(DynamicLossScale.of(8, 1, 2), FINITE, FINITE)).containsExactly(16.0, 32.0);
    }

    @Test
    void shrinksAtOnceAndCountsAfresh() {
        assertThat(factorsAfter(DynamicLossScale.of(8, 2, 2), FINITE, INFINITE, FINITE, FINITE))
                .containsExactly(8.0, 4.0, 4.0, 8.0);
    }

    @Test
    void doesNotShrinkBelowItsMinimum() {
        assertThat(factorsAfter(DynamicLossScale.of(2), INFINITE, INFINITE, INFINITE))
                .containsExactly(1.0, 1.0, 1.0);
        assertThat(factorsAfter(DynamicLossScale.of(2).minLossScale(0.5), INFINITE, INFINITE, INFINITE))
                .containsExactly(1.0, 0.5, 0.5);
    }

    @Test
    void doesNotGrowBeyondWhatIsFinite() {
        assertThat(factorsAfter(DynamicLossScale.of(Math.pow(2, 127), 1, 2), FINITE))
                .containsExactly(Math.pow(2, 127));
    }

    @Test
    void hasTheDefaultsOfJmp() {
        var scale = DynamicLossScale.of(32768);

        assertThat(scale.period()).isEqualTo(2000);
        assertThat(scale.factor()).isEqualTo(2);
        assertThat(scale.minLossScale().item()).isEqualTo(1);
        assertThat(scale.counter().type()).hasToString("i32[]");
    }

    @Test
    void isATreeThatAStagedStepCarries() {
        record Step(LossScale scale, Tensor loss) {}
        var step = jit((Step s) -> new Step(
                s.scale().adjust(Precision.allFinite(s.loss())), s.scale().scale(s.loss())));

        var first = step.apply(new Step(DynamicLossScale.of(8, 1, 2), Tensor.scalar(3.0)));
        var second = step.apply(new Step(first.scale(), Tensor.scalar(Double.POSITIVE_INFINITY)));

        assertThat(first.loss().item()).isEqualTo(24);
        assertThat(((DynamicLossScale) second.scale()).lossScale().item()).isEqualTo(8);
        assertThat(Trees.leaves(new NoOpLossScale())).isEmpty();
    }

    @Test
    void rejectsOtherSettings() {
        assertThatThrownBy(() -> DynamicLossScale.of(8, 0, 2))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("DynamicLossScale needs period >= 1, but got 0.");
        assertThatThrownBy(() -> DynamicLossScale.of(8, 1, 1))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("DynamicLossScale needs factor >= 2, but got 1.");
        assertThatThrownBy(() ->
                        new DynamicLossScale(Tensor.scalar(8), Tensor.scalar(DType.I32, 0L), 1, 2, Tensor.scalar(1.0)))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("DynamicLossScale needs a floating-point lossScale, but got i32[]. "
                        + "Give Tensor.scalar(32768.0), for example.");
    }

    @Test
    void rejectsOtherThanAScalarCondition() {
        assertThatThrownBy(() -> DynamicLossScale.of(8).adjust(Tensor.of(true, false)))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("adjust needs a scalar bool[], but got bool[2]. "
                        + "Reduce a comparison with all(), or use allFinite.");
    }
}
