package dev.haiku.internal.staging;

import dev.haiku.ir.Primitive;
import dev.haiku.tensor.CustomFunction;
import dev.haiku.tensor.Interpreter;
import dev.haiku.tensor.Tensor;
import java.util.List;
import java.util.Optional;

/**
 * Passes everything on; that it is there means that functions run as they are instead of being staged.
 *
 * @param below the interpreter that gets everything
 */
record WithoutJit(Interpreter below) implements Interpreter {

    @Override
    public Optional<Interpreter> outer() {
        return Optional.of(below);
    }

    @Override
    public List<Tensor> bind(Primitive op, List<Tensor> inputs) {
        return below.bind(op, inputs);
    }

    @Override
    public List<Tensor> bind(CustomFunction function, List<Tensor> inputs) {
        return below.bind(function, inputs);
    }
}
