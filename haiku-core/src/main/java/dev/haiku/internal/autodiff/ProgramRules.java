package dev.haiku.internal.autodiff;

import dev.haiku.ir.Call;
import dev.haiku.ir.ControlFlow.Cond;
import dev.haiku.ir.ControlFlow.Scan;
import dev.haiku.ir.ControlFlow.While;
import dev.haiku.ir.Custom.CustomCall;
import dev.haiku.ir.Primitive;
import dev.haiku.tensor.CustomFunction;
import java.util.List;

/**
 * The derivative rules of primitives that run programs; each has one for either mode, made by deriving its programs.
 */
final class ProgramRules {

    private ProgramRules() {}

    static boolean has(Primitive op) {
        return !op.programs().isEmpty();
    }

    /** Forward mode. */
    static List<Dual> jvp(Primitive op, List<Dual> operands) {
        if (op instanceof Call call) {
            return CallRules.jvp(call, operands);
        }
        if (op instanceof Scan scan) {
            return ScanJvp.apply(scan, operands);
        }
        if (op instanceof While loop) {
            return WhileRules.jvp(loop, operands);
        }
        if (op instanceof CustomCall call) {
            return CustomRules.apply((CustomFunction) call.rule(), operands);
        }
        return CondRules.jvp((Cond) op, operands);
    }

    /** Linearisation: values are computed, and what tangents go through is recorded. */
    static List<Dual> linearize(Primitive op, List<Dual> operands) {
        if (op instanceof Call call) {
            return CallRules.linearize(call, operands);
        }
        if (op instanceof Scan scan) {
            return ScanLinear.apply(scan, operands);
        }
        if (op instanceof While loop) {
            return WhileRules.linearize(loop, operands);
        }
        if (op instanceof CustomCall call) {
            return CustomRules.apply((CustomFunction) call.rule(), operands);
        }
        return CondRules.linearize((Cond) op, operands);
    }
}
