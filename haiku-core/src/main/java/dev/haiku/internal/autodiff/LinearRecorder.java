package dev.haiku.internal.autodiff;

import dev.haiku.internal.exec.ProgramEvaluator;
import dev.haiku.internal.staging.Replacement;
import dev.haiku.ir.Custom.CustomCall;
import dev.haiku.ir.Elementwise.Add;
import dev.haiku.ir.Elementwise.Neg;
import dev.haiku.ir.Elementwise.Sub;
import dev.haiku.ir.Primitive;
import dev.haiku.ir.TensorType;
import dev.haiku.tensor.CustomFunction;
import dev.haiku.tensor.Interpreter;
import dev.haiku.tensor.Interpreters;
import dev.haiku.tensor.Tensor;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Records what touches its variables and leaves everything else to the interpreter below. */
final class LinearRecorder implements Interpreter {

    private final Interpreter below;
    private final boolean trusts;
    private final List<LinearTracer> inputs = new ArrayList<>();
    private final List<LinearEquation> equations = new ArrayList<>();
    private int variables;

    private LinearRecorder(Interpreter below, boolean trusts) {
        this.below = below;
        this.trusts = trusts;
    }

    /** {@return a recorder of what is linear by construction, so that constants that are added can only be zeros} */
    static LinearRecorder trusting(Interpreter below) {
        return new LinearRecorder(below, true);
    }

    /** {@return a recorder of what somebody says is linear} */
    static LinearRecorder checking(Interpreter below) {
        return new LinearRecorder(below, false);
    }

    @Override
    public Optional<Interpreter> outer() {
        return Optional.of(below);
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
        if (op instanceof CustomCall call) { // of something linear: its own derivative says nothing new
            return Interpreters.with(this, () -> ProgramEvaluator.evaluate(call.program(), operands));
        }
        if (trusts && isSum(op) && !operands.stream().allMatch(this::owns)) {
            return withoutZeros(op, operands.get(0), operands.get(1));
        }
        var types = op.outputTypes(operands.stream().map(Tensor::type).toList());
        var outputs = types.stream().map(this::variable).toList();
        equations.add(new LinearEquation(op, operands, outputs));
        return List.copyOf(outputs);
    }

    private static boolean isSum(Primitive op) {
        return op instanceof Add || op instanceof Sub;
    }

    /** Rules of users add zeros where nothing moves. */
    private List<Tensor> withoutZeros(Primitive op, Tensor first, Tensor second) {
        if (owns(first)) {
            return List.of(first);
        }
        return op instanceof Add ? List.of(second) : bind(new Neg(), List.of(second));
    }

    @Override
    public List<Tensor> bind(CustomFunction function, List<Tensor> operands) {
        return operands.stream().noneMatch(this::owns)
                ? below.bind(Replacement.in(function, this::rejectOwn), operands)
                : Interpreters.with(this, () -> function.apply(operands));
    }

    private Tensor rejectOwn(Tensor tensor) {
        if (owns(tensor)) {
            throw CustomRules.closedOver(tensor);
        }
        return tensor;
    }

    /** {@return what was recorded, as the map from the inputs to the outputs; those that are not its own are zero} */
    LinearMap finish(List<? extends Tensor> outputs) {
        return LinearMap.of(inputs, equations, outputs.stream().map(this::owned).toList(), variables);
    }

    private LinearMap.Output owned(Tensor tensor) {
        return new LinearMap.Output(tensor.type(), owns(tensor) ? ((LinearTracer) tensor).index() : LinearMap.ZERO);
    }
}
