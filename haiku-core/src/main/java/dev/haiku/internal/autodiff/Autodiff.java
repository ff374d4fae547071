package dev.haiku.internal.autodiff;

import dev.haiku.ir.TensorType;
import dev.haiku.tensor.Interpreters;
import dev.haiku.tensor.Tensor;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import java.util.function.IntSupplier;

/** Differentiates functions of lists of tensors. */
public final class Autodiff {

    private Autodiff() {}

    /**
     * Values of a function and its derivatives along tangents.
     *
     * @param values the values
     * @param tangents their tangents, of the same types
     */
    public record Pushed(List<Tensor> values, List<Tensor> tangents) {}

    /** What a linearisation recorded. */
    record Recorded(List<Tensor> values, LinearMap map) {}

    /**
     * {@return the values and tangents of a function}
     *
     * @param transformation who differentiates, for messages
     * @param function the function
     * @param primals where
     * @param tangents along what, of the same types; ignored for other than floating-point primals
     */
    public static Pushed jvp(
            String transformation,
            Function<List<Tensor>, List<Tensor>> function,
            List<Tensor> primals,
            List<Tensor> tangents) {
        List<Dual> inputs = new ArrayList<>();
        for (int i = 0; i < primals.size(); i++) {
            var primal = primals.get(i);
            inputs.add(isFloating(primal) ? new Dual(primal, tangents.get(i)) : Dual.constant(primal));
        }
        var outputs = push(transformation, function, inputs);
        return new Pushed(
                Dual.primals(outputs), outputs.stream().map(Dual::dOrZeros).toList());
    }

    /**
     * {@return the function's values and its derivative at some primals; other than floating-point primals
     * are constants}
     *
     * @param transformation who differentiates, for messages
     * @param function the function
     * @param primals where
     */
    public static Linearization linearize(
            String transformation, Function<List<Tensor>, List<Tensor>> function, List<Tensor> primals) {
        return linearize(transformation, function, primals, () -> Integer.MAX_VALUE);
    }

    /**
     * {@return as above, without the derivative of some of the last values}
     *
     * @param transformation who differentiates, for messages
     * @param function the function
     * @param primals where
     * @param differentiated says after the run how many of the first values have a derivative
     */
    public static Linearization linearize(
            String transformation,
            Function<List<Tensor>, List<Tensor>> function,
            List<Tensor> primals,
            IntSupplier differentiated) {
        var moving = primals.stream().map(Autodiff::isFloating).toList();
        var recorded = record(transformation, function, primals, moving, differentiated);
        return new Linearization(
                recorded.values(),
                recorded.map(),
                primals.stream().map(Tensor::type).toList());
    }

    /**
     * {@return a function that is linear already; its values are of no use}
     *
     * @param function the function
     * @param inputTypes the types of its operands, all floating-point
     */
    public static Linearization linear(Function<List<Tensor>, List<Tensor>> function, List<TensorType> inputTypes) {
        var recorder = LinearRecorder.checking(Interpreters.current());
        List<Tensor> variables =
                inputTypes.stream().<Tensor>map(recorder::input).toList();
        var outputs = Interpreters.with(recorder, () -> function.apply(variables));
        return new Linearization(outputs, recorder.finish(outputs), inputTypes);
    }

    static List<Dual> push(String transformation, Function<List<Tensor>, List<Tensor>> function, List<Dual> inputs) {
        var interpreter = JvpInterpreter.forward(transformation, Interpreters.current());
        return run(interpreter, function, inputs);
    }

    static Recorded record(
            String transformation,
            Function<List<Tensor>, List<Tensor>> function,
            List<Tensor> primals,
            List<Boolean> moving) {
        return record(transformation, function, primals, moving, () -> Integer.MAX_VALUE);
    }

    private static Recorded record(
            String transformation,
            Function<List<Tensor>, List<Tensor>> function,
            List<Tensor> primals,
            List<Boolean> moving,
            IntSupplier differentiated) {
        var recorder = LinearRecorder.trusting(Interpreters.current());
        var interpreter = JvpInterpreter.recording(transformation, Interpreters.current(), recorder);
        List<Dual> inputs = new ArrayList<>();
        for (int i = 0; i < primals.size(); i++) {
            var primal = primals.get(i);
            inputs.add(moving.get(i) ? new Dual(primal, recorder.input(primal.type())) : Dual.constant(primal));
        }
        var outputs = run(interpreter, function, inputs);
        List<Tensor> tangents = new ArrayList<>();
        for (int i = 0; i < outputs.size(); i++) {
            var output = outputs.get(i);
            boolean isWanted = output.moves() && i < differentiated.getAsInt();
            tangents.add(isWanted ? output.d() : output.primal());
        }
        return new Recorded(Dual.primals(outputs), recorder.finish(tangents));
    }

    private static List<Dual> run(
            JvpInterpreter interpreter, Function<List<Tensor>, List<Tensor>> function, List<Dual> inputs) {
        try {
            var outputs = Interpreters.with(
                    interpreter,
                    () -> function.apply(inputs.stream().map(interpreter::lift).toList()));
            return outputs.stream()
                    .map(output -> interpreter.lower(output, interpreter.transformation()))
                    .toList();
        } finally {
            interpreter.finish();
        }
    }

    static boolean isFloating(Tensor tensor) {
        return tensor.type().dtype().isFloating();
    }
}
