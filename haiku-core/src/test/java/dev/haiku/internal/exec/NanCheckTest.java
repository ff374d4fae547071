package dev.haiku.internal.exec;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.haiku.func.Func;
import dev.haiku.ir.Call;
import dev.haiku.ir.Elementwise.Log;
import dev.haiku.tensor.NanException;
import dev.haiku.tensor.Ops;
import dev.haiku.tensor.Tensor;
import java.util.List;
import org.junit.jupiter.api.Test;

/** The setting of the evaluator; {@code dev.haiku.func.NanCheckTest} tries the check itself. */
class NanCheckTest {

    private static final String MESSAGE = "NaN in a result of log of f32[] {-1.0}."
            + " Keep its operands where it is defined, or choose them with Ops.where before, not its results after.";

    @Test
    void looksForNansIfTheSettingSaysSo() {
        var backend = new EagerBackend();
        var operand = List.of(Tensor.scalar(-1f));
        var call = new Call("f", Func.makeProgram((Tensor x) -> Ops.log(x).add(1), Tensor.scalar(1f)));

        NanCheck.SETTING.set(true);
        try {
            assertThatThrownBy(() -> backend.bind(new Log(), operand))
                    .isInstanceOf(NanException.class)
                    .hasMessage(MESSAGE);
            assertThatThrownBy(() -> backend.bind(call, operand))
                    .isInstanceOf(NanException.class)
                    .hasMessage(MESSAGE);
            assertThat(NanCheck.SETTING.with(false, () -> isNanOfLog(backend, operand)))
                    .isTrue();
        } finally {
            NanCheck.SETTING.set(false);
        }
        assertThat(isNanOfLog(backend, operand)).isTrue();
    }

    private static boolean isNanOfLog(EagerBackend backend, List<Tensor> operand) {
        return Double.isNaN(backend.bind(new Log(), operand).get(0).item());
    }
}
