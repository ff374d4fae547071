package dev.haiku.optim;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.haiku.array.DType;
import dev.haiku.tensor.Tensor;
import org.junit.jupiter.api.Test;

class HyperparameterTest {

    private static final Tensor X = Tensor.of(2f);

    @Test
    void fixedNumbersKeepTheElementTypeOfTheOtherOperand() {
        var half = Hyperparameter.of(0.5);

        assertThat(half.times(X.cast(DType.BF16)).dtype()).isEqualTo(DType.BF16);
        assertThat(half.plus(X).item()).isEqualTo(2.5);
        assertThat(half.under(X).item()).isEqualTo(4);
        assertThat(half.max(X).item()).isEqualTo(2);
        assertThat(half.min(X).item()).isEqualTo(0.5);
        assertThat(half.complement().doubleValue()).isEqualTo(0.5);
        assertThat(half.negated().doubleValue()).isEqualTo(-0.5);
    }

    @Test
    void tensorsCountAlike() {
        var half = Hyperparameter.of(Tensor.scalar(0.5));

        assertThat(half.times(X).item()).isEqualTo(1);
        assertThat(half.plus(X).item()).isEqualTo(2.5);
        assertThat(half.under(X).item()).isEqualTo(4);
        assertThat(half.max(X).item()).isEqualTo(2);
        assertThat(half.min(X).item()).isEqualTo(0.5);
        assertThat(half.fill(X).toFloatArray()).containsExactly(0.5f);
        assertThat(half.pow(Tensor.scalar(2)).item()).isEqualTo(0.25);
        assertThat(half.floatValue()).isEqualTo(0.5f);
    }

    @Test
    void differencesOfFixedNumbersAreExact() {
        assertThat(Hyperparameter.of(0.999).complement().times(Tensor.of(1f)).item())
                .isEqualTo((float) (1 - 0.999));
    }

    @Test
    void schedulesHaveAValueAtEachStep() {
        var rising =
                Hyperparameter.of((Schedule) count -> count.cast(DType.F32)).negated();

        assertThat(rising.isScheduled()).isTrue();
        assertThat(rising.at(Tensor.scalar(3)).doubleValue()).isEqualTo(-3);
        assertThat(rising).hasToString("schedule");
    }

    @Test
    void equalsByItsNumber() {
        assertThat(Hyperparameter.of(1)).isEqualTo(Hyperparameter.of(1.0)).hasSameHashCodeAs(Hyperparameter.of(1.0));
        assertThat(Hyperparameter.of(1)).isNotEqualTo(Hyperparameter.of(Tensor.scalar(1.0)));
        assertThat(Hyperparameter.of(0.5)).hasToString("0.5");
        assertThat(Hyperparameter.of(7).intValue()).isEqualTo(7);
        assertThat(Hyperparameter.of(7).longValue()).isEqualTo(7);
    }

    @Test
    void rejectsVectors() {
        assertThatThrownBy(() -> Hyperparameter.of(X))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("A hyper-parameter needs a scalar, but got f32[1].");
    }

    @Test
    void rejectsSchedulesWhereNothingCounts() {
        var b1 = Hyperparameter.of(Schedules.constant(0.9));

        assertThatThrownBy(() -> b1.times(X))
                .isInstanceOf(IllegalStateException.class)
                .hasMessage(
                        "This hyper-parameter cannot depend on the step by itself. Give it to injectHyperparams as a"
                                + " schedule.");
    }
}
