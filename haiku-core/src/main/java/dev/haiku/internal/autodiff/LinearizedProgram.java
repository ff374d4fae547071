package dev.haiku.internal.autodiff;

import dev.haiku.internal.exec.ProgramEvaluator;
import dev.haiku.internal.staging.DerivedPrograms;
import dev.haiku.internal.staging.Staging;
import dev.haiku.ir.Atom;
import dev.haiku.ir.Equation;
import dev.haiku.ir.Literal;
import dev.haiku.ir.Program;
import dev.haiku.ir.Structural.BroadcastInDim;
import dev.haiku.ir.Structural.Iota;
import dev.haiku.ir.TensorType;
import dev.haiku.ir.Var;
import dev.haiku.tensor.Interpreters;
import dev.haiku.tensor.Tensor;
import dev.haiku.tensor.Tracer;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;

/**
 * A program split into one that computes values and residuals and one that maps residuals and tangents to tangents.
 *
 * @param primal gives the values, then those residuals that are neither operands nor values
 * @param linear takes the residuals, then the tangents of the operands that move; gives the tangents of the values
 *     that move
 * @param sources where each residual comes from: a position in the operands followed by the primal program's results
 * @param moving which values move
 */
record LinearizedProgram(Program primal, Program linear, List<Integer> sources, List<Boolean> moving) {

    private record Key(List<Boolean> moving, List<Boolean> forced) {}

    static LinearizedProgram of(Program program, List<Boolean> moving) {
        return of(program, moving, Lists.all(false, program.outputs().size()));
    }

    /** {@return the split of a program of which the forced values get a tangent, even if it is zero} */
    static LinearizedProgram of(Program program, List<Boolean> moving, List<Boolean> forced) {
        return DerivedPrograms.of(
                program, new Key(moving, forced), () -> new Derivation(program, moving, forced).derive());
    }

    /** {@return the residuals among the operands and results of the primal program} */
    List<Tensor> residuals(List<Tensor> operands, List<Tensor> results) {
        return Lists.pick(Lists.concat(operands, results), sources);
    }

    /** Derives one. */
    private static final class Derivation {

        private final Program program;
        private final List<Boolean> moving;
        private final List<Boolean> forced;
        private final List<Tensor> tracers = new ArrayList<>();
        private final List<LinearMap> maps = new ArrayList<>();
        private final List<Integer> sources = new ArrayList<>();
        private final List<Var> sourceVariables = new ArrayList<>();
        private final List<Atom> results = new ArrayList<>();
        private final Map<Tensor, Equation> rebuilt = new IdentityHashMap<>();
        private final Map<Tensor, Integer> arguments = new IdentityHashMap<>();
        private final Map<Tensor, Tensor> constants = new IdentityHashMap<>();

        Derivation(Program program, List<Boolean> moving, List<Boolean> forced) {
            this.program = program;
            this.moving = moving;
            this.forced = forced;
        }

        LinearizedProgram derive() {
            var types = Lists.types(program.inputs());
            var staged = Staging.stage(types, this::linearize);
            var cheap = cheapEquations(staged);
            int values = program.outputs().size();
            results.addAll(staged.outputs().subList(0, values));
            for (int i = 0; i < tracers.size(); i++) {
                locate(staged, cheap, tracers.get(i), staged.outputs().get(values + i));
            }
            var map = maps.get(0);
            var movingValues =
                    Lists.or(map.outputs().stream().map(o -> !o.isZero()).toList(), forced);
            var tangentTypes = Lists.select(types, moving);
            List<TensorType> residualTypes = Lists.types(sourceVariables);
            var linear = Staging.stage(
                    Lists.concat(residualTypes, tangentTypes),
                    inputs -> Lists.select(apply(map, inputs, residualTypes.size()), movingValues));
            return new LinearizedProgram(
                    new Program(staged.inputs(), staged.equations(), results),
                    linear,
                    List.copyOf(sources),
                    movingValues);
        }

        private List<Tensor> linearize(List<Tensor> inputs) {
            var recorded =
                    Autodiff.record("grad", values -> ProgramEvaluator.evaluate(program, values), inputs, moving);
            maps.add(recorded.map());
            recorded.map().residuals().stream().filter(Tracer.class::isInstance).forEach(tracers::add);
            return Lists.concat(recorded.values(), tracers);
        }

        /** Decides how the linear program gets a residual. */
        private void locate(Program staged, Map<Var, Equation> cheap, Tensor tracer, Atom atom) {
            if (atom instanceof Literal literal) {
                constants.put(tracer, Interpreters.backend().constant(literal.value()));
                return;
            }
            var variable = (Var) atom;
            var equation = cheap.get(variable);
            if (equation != null) {
                rebuilt.put(tracer, equation);
                return;
            }
            arguments.put(tracer, sources.size());
            sources.add(position(staged, variable));
            sourceVariables.add(variable);
        }

        private int position(Program staged, Var variable) {
            int input = staged.inputs().indexOf(variable);
            if (input >= 0) {
                return input;
            }
            if (!results.contains(variable)) {
                results.add(variable);
            }
            return staged.inputs().size() + results.indexOf(variable);
        }

        /** Constant fillings and counters are made again in the linear program instead of being kept in memory. */
        private static Map<Var, Equation> cheapEquations(Program staged) {
            Map<Var, Equation> cheap = new HashMap<>();
            staged.equations().stream()
                    .filter(equation -> equation.op() instanceof BroadcastInDim || equation.op() instanceof Iota)
                    .filter(equation -> equation.inputs().stream().allMatch(Literal.class::isInstance))
                    .forEach(equation -> cheap.put(equation.outputs().get(0), equation));
            return cheap;
        }

        private List<Tensor> apply(LinearMap map, List<Tensor> inputs, int residualCount) {
            Map<Tensor, Tensor> replacements = new IdentityHashMap<>(constants);
            arguments.forEach((tracer, index) -> replacements.put(tracer, inputs.get(index)));
            rebuilt.forEach((tracer, equation) -> replacements.put(tracer, rebuild(equation)));
            return map.withResiduals(replacements).apply(inputs.subList(residualCount, inputs.size()));
        }

        private static Tensor rebuild(Equation equation) {
            List<Var> none = List.of();
            return ProgramEvaluator.evaluate(new Program(none, List.of(equation), equation.outputs()), List.of())
                    .get(0);
        }
    }
}
