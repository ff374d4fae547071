package dev.haiku.internal.autodiff;

import dev.haiku.ir.TensorType;
import dev.haiku.tensor.Interpreters;
import dev.haiku.tensor.Ops;
import dev.haiku.tensor.Tensor;
import java.util.ArrayList;
import java.util.Collections;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * A recorded linear function: equations on variables whose constant factors, the residuals, are tensors.
 *
 * @param inputs the variables of its operands
 * @param equations the equations that the outputs need, in order
 * @param outputs the results
 * @param variables how many variables there are
 */
record LinearMap(List<LinearTracer> inputs, List<LinearEquation> equations, List<Output> outputs, int variables) {

    /** The variable of an output that is zero. */
    static final int ZERO = -1;

    /**
     * A result.
     *
     * @param type its type
     * @param variable the number of the variable that it is, or {@link #ZERO}
     */
    record Output(TensorType type, int variable) {

        boolean isZero() {
            return variable == ZERO;
        }
    }

    /** Copies the lists. */
    LinearMap {
        inputs = List.copyOf(inputs);
        equations = List.copyOf(equations);
        outputs = List.copyOf(outputs);
    }

    /** {@return the map without the equations that no output needs, so that their residuals can be freed} */
    static LinearMap of(
            List<LinearTracer> inputs, List<LinearEquation> equations, List<Output> outputs, int variables) {
        var needed = new boolean[variables];
        outputs.stream().filter(output -> !output.isZero()).forEach(output -> needed[output.variable()] = true);
        List<LinearEquation> kept = new ArrayList<>();
        for (int i = equations.size() - 1; i >= 0; i--) {
            var equation = equations.get(i);
            if (equation.op().hasEffects() || equation.outputs().stream().anyMatch(output -> needed[output.index()])) {
                kept.add(equation);
                equation.operands().forEach(operand -> markVariable(operand, needed));
            }
        }
        Collections.reverse(kept);
        return new LinearMap(inputs, kept, outputs, variables);
    }

    private static void markVariable(Tensor operand, boolean[] needed) {
        if (operand instanceof LinearTracer variable) {
            needed[variable.index()] = true;
        }
    }

    /** {@return the distinct residuals, in the order of their first use} */
    List<Tensor> residuals() {
        Set<Tensor> residuals = Collections.newSetFromMap(new IdentityHashMap<>());
        List<Tensor> ordered = new ArrayList<>();
        for (var equation : equations) {
            for (var operand : equation.operands()) {
                if (!(operand instanceof LinearTracer) && residuals.add(operand)) {
                    ordered.add(operand);
                }
            }
        }
        return ordered;
    }

    /** {@return the map with other residuals in place of those that are keys, by identity} */
    LinearMap withResiduals(Map<Tensor, Tensor> replacements) {
        var replaced = equations.stream()
                .map(equation -> new LinearEquation(
                        equation.op(),
                        equation.operands().stream()
                                .map(operand -> replacements.getOrDefault(operand, operand))
                                .toList(),
                        equation.outputs()))
                .toList();
        return new LinearMap(inputs, replaced, outputs, variables);
    }

    /** {@return its value, computed by the current interpreter} */
    List<Tensor> apply(List<Tensor> tangents) {
        var values = new Tensor[variables];
        for (int i = 0; i < inputs.size(); i++) {
            values[inputs.get(i).index()] = tangents.get(i);
        }
        var interpreter = Interpreters.current();
        for (var equation : equations) {
            var operands = equation.operands().stream()
                    .map(operand -> operand instanceof LinearTracer variable ? values[variable.index()] : operand)
                    .toList();
            var results = interpreter.bind(equation.op(), operands);
            for (int i = 0; i < results.size(); i++) {
                values[equation.outputs().get(i).index()] = results.get(i);
            }
        }
        return outputs.stream()
                .map(output -> output.isZero()
                        ? Ops.zeros(output.type().shape(), output.type().dtype())
                        : values[output.variable()])
                .toList();
    }
}
