package dev.haiku.internal.autodiff;

import dev.haiku.internal.exec.ProgramEvaluator;
import dev.haiku.internal.staging.DerivedPrograms;
import dev.haiku.internal.staging.Staging;
import dev.haiku.ir.ControlFlow.Cond;
import dev.haiku.ir.Program;
import dev.haiku.ir.TensorType;
import dev.haiku.ir.Var;
import dev.haiku.tensor.Ops;
import dev.haiku.tensor.Tensor;
import java.util.ArrayList;
import java.util.List;

/** Derivatives of branches: branches of derived programs, on the same index. */
final class CondRules {

    private CondRules() {}

    private record JvpKey(List<Program> others, List<Boolean> moving) {}

    private record LinearKey(List<Program> others, List<Boolean> moving) {}

    private record TransposeKey(List<Program> others, List<Boolean> linear, List<Boolean> given) {}

    private record CondJvp(Cond cond, List<Boolean> moving) {}

    private record CondTranspose(Cond cond, List<Boolean> present) {}

    /**
     * Linearised branches.
     *
     * @param primal gives the values, then the residuals of all branches, of which all but those of the taken one are
     *     zeros
     * @param linear takes the residuals of all branches, then tangents
     * @param sources where each residual comes from: a position in the operands followed by the results of {@code
     *     primal}
     * @param moving which values move
     */
    private record CondLinear(Cond primal, Cond linear, List<Integer> sources, List<Boolean> moving) {}

    static List<Dual> jvp(Cond op, List<Dual> operands) {
        var arguments = operands.subList(1, operands.size());
        var moving = Dual.moving(arguments);
        var derived = DerivedPrograms.of(first(op), new JvpKey(others(op), moving), () -> deriveJvp(op, moving));
        var results = Ops.bindAll(derived.cond(), withIndex(operands, Dual.flatten(arguments)));
        return Dual.pair(results, derived.moving());
    }

    private static CondJvp deriveJvp(Cond op, List<Boolean> moving) {
        List<Boolean> forced = Lists.all(false, first(op).outputs().size());
        for (var branch : op.branches()) {
            forced = Lists.or(forced, JvpProgram.of(branch, moving).moving());
        }
        List<Program> branches = new ArrayList<>();
        for (var branch : op.branches()) {
            branches.add(JvpProgram.of(branch, moving, forced).program());
        }
        return new CondJvp(new Cond(branches), forced);
    }

    static List<Dual> linearize(Cond op, List<Dual> operands) {
        var arguments = operands.subList(1, operands.size());
        var moving = Dual.moving(arguments);
        var derived = DerivedPrograms.of(first(op), new LinearKey(others(op), moving), () -> deriveLinear(op, moving));
        var primals = Dual.primals(arguments);
        var results = Ops.bindAll(derived.primal(), withIndex(operands, primals));
        var values = results.subList(0, derived.moving().size());
        if (!derived.moving().contains(true)) {
            return values.stream().map(Dual::constant).toList();
        }
        var residuals = Lists.pick(Lists.concat(primals, results), derived.sources());
        var tangents = Ops.bindAll(
                derived.linear(), withIndex(operands, Lists.concat(residuals, Dual.movingTangents(arguments))));
        return Dual.pair(Lists.concat(values, tangents), derived.moving());
    }

    private static CondLinear deriveLinear(Cond op, List<Boolean> moving) {
        List<Boolean> forced = Lists.all(false, first(op).outputs().size());
        for (var branch : op.branches()) {
            forced = Lists.or(forced, LinearizedProgram.of(branch, moving).moving());
        }
        List<LinearizedProgram> branches = new ArrayList<>();
        for (var branch : op.branches()) {
            branches.add(LinearizedProgram.of(branch, moving, forced));
        }
        int operands = first(op).inputs().size();
        int values = first(op).outputs().size();
        List<TensorType> extras = new ArrayList<>();
        List<Integer> starts = new ArrayList<>();
        List<Integer> sources = new ArrayList<>();
        List<Var> residuals = new ArrayList<>();
        for (var branch : branches) {
            int start = extras.size();
            starts.add(start);
            branch.sources().forEach(source -> sources.add(source < operands + values ? source : source + start));
            residuals.addAll(
                    branch.linear().inputs().subList(0, branch.sources().size()));
            extras.addAll(branch.primal()
                    .outputTypes()
                    .subList(values, branch.primal().outputs().size()));
        }
        List<Program> primal = new ArrayList<>();
        List<Program> linear = new ArrayList<>();
        for (int k = 0; k < branches.size(); k++) {
            primal.add(padded(branches.get(k).primal(), values, extras, starts.get(k)));
            linear.add(withAllResiduals(branches.get(k), residuals));
        }
        return new CondLinear(new Cond(primal), new Cond(linear), sources, forced);
    }

    /** {@return the program with zeros as those further results that belong to other branches} */
    private static Program padded(Program branch, int values, List<TensorType> extras, int start) {
        int end = start + branch.outputs().size() - values;
        return Staging.stage(branch.inputTypes(), inputs -> {
            var results = ProgramEvaluator.evaluate(branch, inputs);
            List<Tensor> all = new ArrayList<>(results.subList(0, values));
            for (int i = 0; i < extras.size(); i++) {
                var type = extras.get(i);
                boolean isOwn = i >= start && i < end;
                all.add(isOwn ? results.get(values + i - start) : Ops.zeros(type.shape(), type.dtype()));
            }
            return all;
        });
    }

    /** Inputs of a program are distinct variables, so those of other branches may stand for what this one ignores. */
    private static Program withAllResiduals(LinearizedProgram branch, List<Var> residuals) {
        var linear = branch.linear();
        var tangents =
                linear.inputs().subList(branch.sources().size(), linear.inputs().size());
        return new Program(Lists.concat(residuals, tangents), linear.equations(), linear.outputs());
    }

    static void transpose(Cond op, LinearStep step) {
        var linear = step.linear().subList(1, step.operandCount());
        var given = step.given();
        var derived = DerivedPrograms.of(
                first(op), new TransposeKey(others(op), linear, given), () -> deriveTranspose(op, linear, given));
        step.constant(0);
        var operands = Lists.concat(step.nonLinear(), step.givenCotangents());
        step.giveAll(derived.present(), Ops.bindAll(derived.cond(), operands));
    }

    private static CondTranspose deriveTranspose(Cond op, List<Boolean> linear, List<Boolean> given) {
        List<Boolean> forced = Lists.all(false, linear.size());
        for (var branch : op.branches()) {
            forced = Lists.or(
                    forced, spread(TransposedProgram.of(branch, linear, given).present(), linear));
        }
        List<Program> branches = new ArrayList<>();
        for (var branch : op.branches()) {
            branches.add(TransposedProgram.of(branch, linear, given, forced).program());
        }
        return new CondTranspose(new Cond(branches), Lists.select(forced, linear));
    }

    /** {@return what is said of the linear operands, as said of all} */
    private static List<Boolean> spread(List<Boolean> present, List<Boolean> linear) {
        List<Boolean> all = new ArrayList<>();
        int next = 0;
        for (boolean isLinear : linear) {
            all.add(isLinear && present.get(next++));
        }
        return all;
    }

    private static Program first(Cond op) {
        return op.branches().get(0);
    }

    private static List<Program> others(Cond op) {
        return op.branches().subList(1, op.branches().size());
    }

    private static List<Tensor> withIndex(List<Dual> operands, List<Tensor> others) {
        return Lists.concat(List.of(operands.get(0).primal()), others);
    }
}
