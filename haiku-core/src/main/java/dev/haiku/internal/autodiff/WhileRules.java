package dev.haiku.internal.autodiff;

import dev.haiku.internal.staging.DerivedPrograms;
import dev.haiku.ir.ControlFlow.While;
import dev.haiku.ir.Program;
import dev.haiku.ir.Var;
import dev.haiku.tensor.Ops;
import dev.haiku.tensor.Tensor;
import java.util.ArrayList;
import java.util.List;

/** Derivatives of loops with a condition: a loop that also carries tangents; there is no reverse mode. */
final class WhileRules {

    private WhileRules() {}

    /** Names the parts of a loop without its body, under which it is kept. */
    private record Key(Program condition, int conditionConstants, int bodyConstants, List<Boolean> moving) {}

    /**
     * The derived loop.
     *
     * @param loop the loop
     * @param inputs where its operands after the condition's constants stand
     * @param outputs where its results stand
     */
    private record WhileJvp(While loop, Layout inputs, Layout outputs) {}

    static List<Dual> jvp(While op, List<Dual> operands) {
        var derived = of(op, operands);
        return derived.outputs().results(Ops.bindAll(derived.loop(), operands(op, derived, operands)));
    }

    /**
     * The loop with tangents is recorded whole, since the number of its runs is not known beforehand: it computes the
     * values again when the linear function is applied.
     */
    static List<Dual> linearize(While op, List<Dual> operands) {
        var derived = of(op, operands);
        var values = Ops.bindAll(op, Dual.primals(operands));
        if (!derived.outputs().moving().contains(true)) {
            return values.stream().map(Dual::constant).toList();
        }
        var duals = derived.outputs().results(Ops.bindAll(derived.loop(), operands(op, derived, operands)));
        List<Dual> results = new ArrayList<>();
        for (int i = 0; i < values.size(); i++) {
            results.add(
                    duals.get(i).moves() ? new Dual(values.get(i), duals.get(i).d()) : Dual.constant(values.get(i)));
        }
        return results;
    }

    private static List<Tensor> operands(While op, WhileJvp derived, List<Dual> operands) {
        int constants = op.conditionConstants();
        return Lists.concat(
                Dual.primals(operands.subList(0, constants)),
                derived.inputs().operands(operands.subList(constants, operands.size())));
    }

    private static WhileJvp of(While op, List<Dual> operands) {
        var moving = Dual.moving(operands.subList(op.conditionConstants(), operands.size()));
        var key = new Key(op.condition(), op.conditionConstants(), op.bodyConstants(), moving);
        return DerivedPrograms.of(op.body(), key, () -> derive(op, moving));
    }

    private static WhileJvp derive(While op, List<Boolean> moving) {
        var carries = new MovingCarries(moving, op.bodyConstants(), op.carries());
        var jvp = carries.settle(
                now -> JvpProgram.of(op.body(), now.operands(), now.forced(op.carries())), JvpProgram::moving);
        var inputs = Layout.of(carries.operands(), op.bodyConstants(), op.carries());
        var outputs = Layout.of(jvp.moving(), op.carries());
        var loop = new While(
                withTangents(op, carries.carries()),
                Layout.arrange(jvp.program(), inputs, outputs),
                op.conditionConstants(),
                op.bodyConstants() + carries.movingConstants());
        return new WhileJvp(loop, inputs, outputs);
    }

    /** The condition takes the tangents of carries, too, and ignores them. */
    private static Program withTangents(While op, List<Boolean> carries) {
        var condition = op.condition();
        List<Var> inputs = new ArrayList<>(condition.inputs());
        var carried = condition
                .inputs()
                .subList(op.conditionConstants(), condition.inputs().size());
        Lists.select(carried, carries).forEach(carry -> inputs.add(new Var(carry.type())));
        return new Program(inputs, condition.equations(), condition.outputs());
    }

    @SuppressWarnings("DoNotCallSuggester") // it is the row of a table, which wants a rule
    static void transpose(While op, LinearStep step) {
        throw new UnsupportedOperationException(
                "Reverse-mode differentiation does not work for whileLoop, nor for foriLoop with tensors as bounds, since the"
                        + " number of runs is not known before. Use scan, or foriLoop with int bounds, or forward mode (jvp).");
    }
}
