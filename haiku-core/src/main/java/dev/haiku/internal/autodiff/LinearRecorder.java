package dev.haiku.internal.autodiff;

import dev.haiku.ir.Primitive;
import dev.haiku.ir.TensorType;
import dev.haiku.tensor.Interpreter;
import dev.haiku.tensor.Tensor;
import java.util.ArrayList;
import java.util.List;

/** Records what touches its variables and leaves everything else to the interpreter below. */
final class LinearRecorder implements Interpreter {

    private final Interpreter below;
    private final List<LinearTracer> inputs = new ArrayList<>();
    private final List<LinearEquation> equations = new ArrayList<>();
    private int variables;

    LinearRecorder(Interpreter below) {
        this.below = below;
    }

    LinearTracer input(TensorType type) {
        var variable = variable(type);
        inputs.add(variable);
        return variable;
    }

    private LinearTracer variable(TensorType type) {
        return new LinearTracer(this, variables++, type);
    }

    boolean owns(Tensor tensor) {
        return tensor instanceof LinearTracer tracer && tracer.owner() == this;
    }

    @Override
    public List<Tensor> bind(Primitive op, List<Tensor> operands) {
        if (operands.stream().noneMatch(this::owns)) {
            return below.bind(op, operands);
        }
        var types = op.outputTypes(operands.stream().map(Tensor::type).toList());
        var outputs = types.stream().map(this::variable).toList();
        equations.add(new LinearEquation(op, operands, outputs));
        return List.copyOf(outputs);
    }

    /** {@return what was recorded, as the map from the inputs to the outputs; those that are not its own are zero} */
    LinearMap finish(List<? extends Tensor> outputs) {
        return LinearMap.of(inputs, equations, outputs.stream().map(this::owned).toList(), variables);
    }

    private LinearMap.Output owned(Tensor tensor) {
        return new LinearMap.Output(tensor.type(), owns(tensor) ? ((LinearTracer) tensor).index() : LinearMap.ZERO);
    }
}
