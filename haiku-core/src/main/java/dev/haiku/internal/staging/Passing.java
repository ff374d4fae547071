package dev.haiku.internal.staging;

import dev.haiku.ir.Primitive;
import dev.haiku.tensor.CustomFunction;
import dev.haiku.tensor.Interpreter;
import dev.haiku.tensor.Interpreters;
import dev.haiku.tensor.Tensor;
import java.util.List;
import java.util.Optional;

/** Passes everything on to the interpreter that was current before; that it is there tells {@link Scopes} something. */
abstract class Passing implements Interpreter {

    private final Interpreter below = Interpreters.current();

    @Override
    public final Optional<Interpreter> outer() {
        return Optional.of(below);
    }

    @Override
    public final List<Tensor> bind(Primitive op, List<Tensor> inputs) {
        return below.bind(op, inputs);
    }

    @Override
    public final List<Tensor> bind(CustomFunction function, List<Tensor> inputs) {
        return below.bind(function, inputs);
    }
}
