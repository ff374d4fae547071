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

/** The evaluator under {@code -Dhaiku.debug.nans=true}; {@code dev.haiku.func.NanCheckTest} tries the check itself. */
class NanCheckTest {

    private static final String MESSAGE = "NaN in a result of log of f32[] {-1.0}."
            + " Keep its operands where it is defined, or choose them with Ops.where before, not its results after.";

    private static EagerBackend backend(boolean looksForNans) {
        System.setProperty(NanCheck.PROPERTY, String.valueOf(looksForNans));
        try {
            return new EagerBackend();
        } finally {
            System.clearProperty(NanCheck.PROPERTY);
        }
    }

    @Test
    void looksForNansIfThePropertySaysSo() {
        var operand = List.of(Tensor.scalar(-1f));
        var call = new Call("f", Func.makeProgram((Tensor x) -> Ops.log(x).add(1), Tensor.scalar(1f)));

        assertThatThrownBy(() -> backend(true).bind(new Log(), operand))
                .isInstanceOf(NanException.class)
                .hasMessage(MESSAGE);
        assertThatThrownBy(() -> backend(true).bind(call, operand))
                .isInstanceOf(NanException.class)
                .hasMessage(MESSAGE);
        assertThat(backend(false).bind(new Log(), operand).get(0).item()).isNaN();
    }
}
