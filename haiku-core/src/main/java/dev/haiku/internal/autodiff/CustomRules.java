package dev.haiku.internal.autodiff;

import dev.haiku.ir.Custom.CustomLinear;
import dev.haiku.ir.TensorType;
import dev.haiku.tensor.CustomFunction;
import dev.haiku.tensor.CustomFunction.Backward;
import dev.haiku.tensor.Interpreters;
import dev.haiku.tensor.Ops;
import dev.haiku.tensor.Tensor;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;

/** Derivatives of functions that bring their own. */
final class CustomRules {

    private CustomRules() {}

    /** Either mode: the rule of the function decides, under the interpreter to which tangents belong. */
    static List<Dual> apply(CustomFunction function, List<Dual> operands) {
        operands.subList(0, function.constants()).stream()
                .filter(Dual::moves)
                .findFirst()
                .ifPresent(constant -> {
                    throw closedOver(constant.primal());
                });
        return function instanceof CustomFunction.WithJvp jvp
                ? jvp(jvp, operands)
                : linearize((CustomFunction.WithVjp) function, operands);
    }

    /** {@return what to throw for a tensor that is differentiated and is no argument of the function} */
    static IllegalArgumentException closedOver(Tensor tensor) {
        return new IllegalArgumentException("A function given to customJvp or customVjp uses a tensor " + tensor.type()
                + " of its surroundings that is being differentiated, of which its rule says nothing."
                + " Pass it as an argument, or through stopGradient before.");
    }

    private static List<Dual> jvp(CustomFunction.WithJvp function, List<Dual> operands) {
        var tangents = operands.subList(function.constants(), operands.size()).stream()
                .map(Dual::dOrZeros)
                .toList();
        var pushed = function.jvp(Dual.primals(operands), tangents);
        return IntStream.range(0, pushed.values().size())
                .mapToObj(i -> result(pushed.values().get(i), pushed.tangents().get(i)))
                .toList();
    }

    /** A tangent that does not depend on the recorded ones is zero: its rule is linear. */
    private static Dual result(Tensor value, Tensor tangent) {
        boolean isZero = Interpreters.current() instanceof LinearRecorder recorder && !recorder.owns(tangent);
        return isZero || !Autodiff.isFloating(value) ? Dual.constant(value) : new Dual(value, tangent);
    }

    /**
     * The way there is computed, and a linear map is recorded that only the way back gives a meaning. In forward mode
     * it is bound like any other primitive, and fails where it would have to run.
     */
    private static List<Dual> linearize(CustomFunction.WithVjp function, List<Dual> operands) {
        var run = function.forward(Dual.primals(operands));
        var arguments = operands.subList(function.constants(), operands.size());
        var values = run.values().stream().map(Tensor::type).toList();
        var linear = new CustomLinear(
                run.backward(),
                run.residuals().size(),
                arguments.stream().map(dual -> dual.primal().type()).toList(),
                Dual.moving(arguments),
                values);
        var tangents = Ops.bindAll(linear, Lists.concat(run.residuals(), Dual.movingTangents(arguments)));
        return Dual.pair(Lists.concat(run.values(), tangents), floating(values));
    }

    private static List<Boolean> floating(List<TensorType> types) {
        return types.stream().map(type -> type.dtype().isFloating()).toList();
    }

    /** The derivative of a linear map is the map itself, as long as its residuals stay. */
    static List<Dual> jvp(CustomLinear op, List<Dual> operands) {
        if (operands.subList(0, op.residuals()).stream().anyMatch(Dual::moves)) {
            throw CustomLinear.forwardMode();
        }
        var values = Ops.bindAll(op, Dual.primals(operands));
        var residuals = Dual.primals(operands.subList(0, op.residuals()));
        var moved = operands.subList(op.residuals(), operands.size()).stream()
                .map(Dual::dOrZeros)
                .toList();
        var tangents = Ops.bindAll(op, Lists.concat(residuals, moved));
        return Dual.pair(Lists.concat(values, tangents), Lists.all(true, values.size()));
    }

    static void transpose(CustomLinear op, LinearStep step) {
        List<Tensor> residuals = new ArrayList<>();
        for (int i = 0; i < op.residuals(); i++) {
            residuals.add(step.constant(i));
        }
        var cotangents = ((Backward) op.backward()).apply(residuals, cotangents(op, step));
        int operand = op.residuals();
        for (int i = 0; i < op.moving().size(); i++) {
            if (op.moving().get(i) && step.isLinear(operand++)) {
                step.give(operand - 1, cotangents.get(i));
            }
        }
    }

    private static List<Tensor> cotangents(CustomLinear op, LinearStep step) {
        List<Tensor> all = new ArrayList<>();
        int next = 0;
        for (var type : op.values()) {
            boolean isGiven = type.dtype().isFloating() && step.hasG(next);
            all.add(isGiven ? step.g(next) : Ops.zeros(type.shape(), type.dtype()));
            next += type.dtype().isFloating() ? 1 : 0;
        }
        return all;
    }
}
