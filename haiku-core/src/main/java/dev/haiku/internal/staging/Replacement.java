package dev.haiku.internal.staging;

import dev.haiku.ir.Primitive;
import dev.haiku.tensor.CustomFunction;
import dev.haiku.tensor.Interpreter;
import dev.haiku.tensor.Interpreters;
import dev.haiku.tensor.Tensor;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.UnaryOperator;

/**
 * Puts tensors in place of those that a function of the user finds in its surroundings, and leaves everything else to the
 * interpreter below.
 */
public final class Replacement implements Interpreter {

    private final UnaryOperator<Tensor> replace;
    private final Interpreter below;

    private Replacement(UnaryOperator<Tensor> replace, Interpreter below) {
        this.replace = replace;
        this.below = below;
    }

    /** {@return the results of a function, with replacements wherever it uses a tensor that it was not given} */
    static List<Tensor> run(
            UnaryOperator<Tensor> replace, Function<List<Tensor>, List<Tensor>> function, List<Tensor> inputs) {
        var interpreter = new Replacement(replace, Interpreters.current());
        return interpreter.replaced(Interpreters.with(interpreter, () -> function.apply(inputs)));
    }

    /**
     * {@return a function with replacements wherever it or its derivative uses a tensor}
     *
     * @param function the function
     * @param replace gives the replacement, or the tensor itself, or throws what is wrong with it
     */
    public static CustomFunction in(CustomFunction function, UnaryOperator<Tensor> replace) {
        return ClosedFunction.of(function, 0, given -> replace);
    }

    @Override
    public Optional<Interpreter> outer() {
        return Optional.of(below);
    }

    @Override
    public List<Tensor> bind(Primitive op, List<Tensor> inputs) {
        return below.bind(op, replaced(inputs));
    }

    @Override
    public List<Tensor> bind(CustomFunction function, List<Tensor> inputs) {
        return below.bind(in(function, replace), replaced(inputs));
    }

    boolean replaces(Tensor tensor) {
        return replace.apply(tensor) != tensor;
    }

    private List<Tensor> replaced(List<Tensor> tensors) {
        return tensors.stream().map(replace).toList();
    }
}
