package dev.haiku.internal.autodiff;

import dev.haiku.internal.exec.ProgramEvaluator;
import dev.haiku.internal.staging.DerivedPrograms;
import dev.haiku.internal.staging.Staging;
import dev.haiku.ir.Call;
import dev.haiku.ir.Program;
import dev.haiku.ir.TensorType;
import dev.haiku.ir.Var;
import dev.haiku.tensor.Interpreters;
import dev.haiku.tensor.Ops;
import dev.haiku.tensor.Tensor;
import java.util.ArrayList;
import java.util.List;

/** Derivatives of calls: calls of derived programs. */
final class CallRules {

    private CallRules() {}

    private record JvpKey(List<Boolean> moving) {}

    private record TransposeKey(List<Boolean> linear, List<Boolean> given) {}

    /** A program of values and the tangents of those that move. */
    private record JvpProgram(Program program, List<Boolean> moving) {}

    /** A program from constants and cotangents to the cotangents of those linear operands that get one. */
    private record TransposedProgram(Program program, List<Boolean> present) {}

    /** Forward mode: one call that computes values and tangents. */
    static List<Dual> jvp(Call call, List<Dual> operands) {
        var program = call.program();
        var moving = Dual.moving(operands);
        var derived = DerivedPrograms.of(program, new JvpKey(moving), () -> deriveJvp(program, moving));
        var results = Ops.bindAll(
                new Call("jvp(" + call.name() + ")", derived.program()),
                concat(Dual.primals(operands), Dual.movingTangents(operands)));
        return pair(results, derived.moving());
    }

    private static JvpProgram deriveJvp(Program program, List<Boolean> moving) {
        List<List<Boolean>> moved = new ArrayList<>();
        var types = types(program.inputs());
        var derived = Staging.stage(concat(types, select(types, moving)), inputs -> {
            var tangents = inputs.subList(types.size(), inputs.size());
            var duals = pair(concat(inputs.subList(0, types.size()), tangents), moving);
            var outputs = Autodiff.push("jvp", values -> ProgramEvaluator.evaluate(program, values), duals);
            moved.add(Dual.moving(outputs));
            return concat(Dual.primals(outputs), Dual.movingTangents(outputs));
        });
        return new JvpProgram(derived, moved.get(0));
    }

    /** Reverse mode: a call that computes values and residuals, and one that is linear in the tangents. */
    static List<Dual> linearize(Call call, List<Dual> operands) {
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
                concat(residuals, Dual.movingTangents(operands)));
        return pair(concat(values, tangents), derived.moving());
    }

    /** The transpose of a call that is linear in some operands: a call of the transposed program. */
    static void transpose(Call call, LinearStep step) {
        var program = call.program();
        List<Boolean> linear = new ArrayList<>();
        List<Tensor> operands = new ArrayList<>();
        for (int i = 0; i < step.operandCount(); i++) {
            linear.add(step.isLinear(i));
            if (!step.isLinear(i)) {
                operands.add(step.constant(i));
            }
        }
        List<Boolean> given = new ArrayList<>();
        for (int k = 0; k < program.outputs().size(); k++) {
            given.add(step.hasG(k));
            if (step.hasG(k)) {
                operands.add(step.g(k));
            }
        }
        var derived = DerivedPrograms.of(
                program, new TransposeKey(linear, given), () -> deriveTranspose(program, linear, given));
        var results = Ops.bindAll(new Call("transpose(" + call.name() + ")", derived.program()), operands);
        giveAll(step, linear, derived.present(), results);
    }

    private static void giveAll(LinearStep step, List<Boolean> linear, List<Boolean> present, List<Tensor> results) {
        int nextLinear = 0;
        int nextResult = 0;
        for (int i = 0; i < linear.size(); i++) {
            if (linear.get(i) && present.get(nextLinear++)) {
                step.give(i, results.get(nextResult++));
            }
        }
    }

    private static TransposedProgram deriveTranspose(Program program, List<Boolean> linear, List<Boolean> given) {
        var constantTypes = select(types(program.inputs()), not(linear));
        var cotangentTypes = select(program.outputTypes(), given);
        List<List<Boolean>> present = new ArrayList<>();
        var derived = Staging.stage(concat(constantTypes, cotangentTypes), inputs -> {
            var map = recordLinear(program, linear, inputs.subList(0, constantTypes.size()));
            var outputs = new Cotangents(given.size());
            int next = constantTypes.size();
            for (int k = 0; k < given.size(); k++) {
                if (given.get(k)) {
                    outputs.add(k, inputs.get(next++));
                }
            }
            var results = Backward.transpose(map, outputs);
            present.add(results.present());
            return results.nonZero();
        });
        return new TransposedProgram(derived, present.get(0));
    }

    /** Runs a program with its linear inputs as variables: what does not depend on them is computed on the way. */
    private static LinearMap recordLinear(Program program, List<Boolean> linear, List<Tensor> constants) {
        var recorder = new LinearRecorder(Interpreters.current());
        List<Tensor> inputs = new ArrayList<>();
        int next = 0;
        for (int i = 0; i < linear.size(); i++) {
            inputs.add(linear.get(i) ? recorder.input(program.inputs().get(i).type()) : constants.get(next++));
        }
        return recorder.finish(Interpreters.with(recorder, () -> ProgramEvaluator.evaluate(program, inputs)));
    }

    /** {@return the values, which come first, each with its tangent if it moves} */
    private static List<Dual> pair(List<Tensor> valuesThenTangents, List<Boolean> moving) {
        List<Dual> duals = new ArrayList<>();
        int next = moving.size();
        for (int i = 0; i < moving.size(); i++) {
            var value = valuesThenTangents.get(i);
            duals.add(moving.get(i) ? new Dual(value, valuesThenTangents.get(next++)) : Dual.constant(value));
        }
        return duals;
    }

    static List<TensorType> types(List<Var> variables) {
        return variables.stream().map(Var::type).toList();
    }

    static <T> List<T> concat(List<? extends T> first, List<? extends T> second) {
        List<T> all = new ArrayList<>(first);
        all.addAll(second);
        return all;
    }

    static <T> List<T> select(List<T> list, List<Boolean> mask) {
        List<T> selected = new ArrayList<>();
        for (int i = 0; i < mask.size(); i++) {
            if (mask.get(i)) {
                selected.add(list.get(i));
            }
        }
        return selected;
    }

    private static List<Boolean> not(List<Boolean> mask) {
        return mask.stream().map(b -> !b).toList();
    }
}
