package dev.haiku.internal.staging;

import dev.haiku.ir.Primitive;
import dev.haiku.tensor.CustomFunction;
import dev.haiku.tensor.Interpreter;
import dev.haiku.tensor.LeakedTracerException;
import dev.haiku.tensor.Tensor;
import java.lang.ref.WeakReference;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;

/**
 * Passes everything on and remembers which transformations ran, to see afterwards whether something still refers to
 * their tensors.
 */
final class LeakCheck implements Interpreter {

    private final Interpreter below;
    private final List<WeakReference<Trace>> traces = new ArrayList<>();

    LeakCheck(Interpreter below) {
        this.below = below;
    }

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

    void add(Trace trace) {
        traces.add(new WeakReference<>(trace));
    }

    /**
     * Collects garbage and looks at what remains.
     *
     * @throws LeakedTracerException if tensors of a transformation do
     */
    @SuppressWarnings("ExplicitGc") // it is what tells
    void requireNone() {
        System.gc();
        traces.stream().map(WeakReference::get).filter(Objects::nonNull).forEach(Trace::requireForgotten);
    }
}
