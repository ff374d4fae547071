package dev.haiku.internal.autodiff;

import dev.haiku.ir.Call;
import dev.haiku.tensor.Ops;
import java.util.List;

/** Derivatives of calls: calls of derived programs. */
final class CallRules {

    private CallRules() {}

    /** Forward mode: one call that computes values and tangents. */
    static List<Dual> jvp(Call call, List<Dual> operands) {
        var derived = JvpProgram.of(call.program(), Dual.moving(operands));
        var results = Ops.bindAll(call.derived("jvp", derived.program()), Dual.flatten(operands));
        return Dual.pair(results, derived.moving());
    }

    /** Reverse mode: a call that computes values and residuals, and one that is linear in the tangents. */
    static List<Dual> linearize(Call call, List<Dual> operands) {
        if (call.rematerialisation().isPresent()) {
            return CheckpointRules.linearize(call, call.rematerialisation().get(), operands);
        }
        var primals = Dual.primals(operands);
        var derived = LinearizedProgram.of(call.program(), Dual.moving(operands));
        var results = Ops.bindAll(new Call(call.name(), derived.primal()), primals);
        var values = results.subList(0, derived.moving().size());
        if (!derived.moving().contains(true)) {
            return values.stream().map(Dual::constant).toList();
        }
        var residuals = derived.residuals(primals, results);
        var tangents = Ops.bindAll(
                new Call("linear(" + call.name() + ")", derived.linear()),
                Lists.concat(residuals, Dual.movingTangents(operands)));
        return Dual.pair(Lists.concat(values, tangents), derived.moving());
    }

    /** The transpose of a call that is linear in some operands: a call of the transposed program. */
    static void transpose(Call call, LinearStep step) {
        var linear = step.linear();
        var derived = TransposedProgram.of(call.program(), linear, step.given());
        var results = Ops.bindAll(
                new Call("transpose(" + call.name() + ")", derived.program()),
                Lists.concat(step.nonLinear(), step.givenCotangents()));
        step.giveAll(derived.present(), results);
    }
}
