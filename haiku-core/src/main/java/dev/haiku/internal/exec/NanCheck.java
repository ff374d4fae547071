package dev.haiku.internal.exec;

import dev.haiku.array.HostArray;
import dev.haiku.ir.Callback;
import dev.haiku.ir.Callback.DebugCallback;
import dev.haiku.ir.Primitive;
import dev.haiku.tensor.Interpreter;
import dev.haiku.tensor.Interpreters;
import dev.haiku.tensor.NanException;
import dev.haiku.tensor.Setting;
import dev.haiku.tensor.Tensor;
import java.util.List;
import java.util.stream.Collectors;

/**
 * Looks for NaNs in the results of the interpreter below and throws at the first one.
 *
 * <p>What runs programs is run as it is; if a NaN comes out, it is run once more, one primitive at a time, to find the
 * one that gave it.
 */
public final class NanCheck implements Interpreter {

    /** Whether the evaluator looks for NaNs; the system property {@code haiku.debug.nans} says so from the start. */
    public static final Setting SETTING = new Setting(Boolean.getBoolean("haiku.debug.nans"));

    private final Interpreter below;
    private final boolean isRepeating;

    /** Creates one that looks at what an interpreter gives. */
    NanCheck(Interpreter below) {
        this(below, false);
    }

    private NanCheck(Interpreter below, boolean isRepeating) {
        this.below = below;
        this.isRepeating = isRepeating;
    }

    /**
     * {@return the results of the interpreter below}
     *
     * @throws NanException if one of them holds a NaN
     */
    @Override
    public List<Tensor> bind(Primitive op, List<Tensor> inputs) {
        if (isRepeating && op instanceof DebugCallback) {
            return List.of();
        }
        var results = below.bind(op, inputs);
        if (results.stream().anyMatch(NanCheck::hasNan)) {
            repeat(op, inputs);
            throw found(op, inputs);
        }
        return results;
    }

    /** Runs what runs programs step by step, which throws if one of the steps gives a NaN. */
    private void repeat(Primitive op, List<Tensor> inputs) {
        if (!op.programs().isEmpty() && op.programs().stream().noneMatch(Callback::isIoIn)) {
            Interpreters.with(new NanCheck(below, true), () -> StepByStep.run(op, inputs));
        }
    }

    private static boolean hasNan(Tensor result) {
        if (!(result instanceof ArrayTensor) || !result.dtype().isFloating()) {
            return false;
        }
        var numbers = result.toHost();
        for (int i = 0; i < numbers.size(); i++) {
            if (Double.isNaN(numbers.getDouble(i))) {
                return true;
            }
        }
        return false;
    }

    private static NanException found(Primitive op, List<Tensor> inputs) {
        var parameters = op.parameters();
        var operands = inputs.stream().map(NanCheck::text).collect(Collectors.joining(", "));
        return new NanException(
                "NaN in a result of " + op.opName() + (parameters.isEmpty() ? "" : "[" + parameters + "]")
                        + (operands.isEmpty() ? "" : " of " + operands)
                        + ". Keep its operands where it is defined, or choose them with Ops.where before, not its results after.");
    }

    private static String text(Tensor input) {
        HostArray numbers = input.toHost();
        return input.rank() == 0 ? input.type() + " {" + numbers + "}" : numbers.toString();
    }
}
