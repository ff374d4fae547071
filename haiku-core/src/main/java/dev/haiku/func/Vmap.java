package dev.haiku.func;

import dev.haiku.array.ShapeException;
import dev.haiku.internal.batching.Batching;
import dev.haiku.tensor.Ops;
import dev.haiku.tensor.Tensor;
import dev.haiku.tree.Trees;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;

/** Mapping of functions over an axis, to which {@link Func#vmap} reduces its forms. */
final class Vmap {

    private final VmapOptions options;
    private final List<Tensor> operands = new ArrayList<>();
    private final List<Boolean> mapped = new ArrayList<>();
    private int size;
    private String sizeSource = "the option size";

    private Vmap(VmapOptions options) {
        this.options = options;
        this.size = options.size();
    }

    static <R> R map(Function<List<Object>, R> f, List<Object> arguments, VmapOptions options) {
        if (options.in().size() > arguments.size()) {
            throw new IllegalArgumentException("vmap got mapped axes " + options.in() + " for a function of "
                    + arguments.size() + " arguments. Give at most one for each.");
        }
        return new Vmap(options).run(f, arguments);
    }

    private <R> R run(Function<List<Object>, R> f, List<Object> arguments) {
        for (int i = 0; i < arguments.size(); i++) {
            for (var leaf : Trees.leaves(arguments.get(i))) {
                addOperand(i, options.in(i), leaf);
            }
        }
        if (size == 0) {
            throw new IllegalArgumentException(
                    "vmap maps no axis of its arguments, so it does not know how often to apply the function."
                            + " Map an axis with o -> o.in(...), or give o -> o.size(n).");
        }
        var function = new TreeFunction<>(f, Trees.structure(arguments));
        var results = Batching.mapKeeping(size, operands, mapped, function);
        return function.resultOf(results.stream().map(this::place).toList());
    }

    private void addOperand(int argument, MappedAxis axis, Tensor leaf) {
        mapped.add(axis.isMapped());
        if (!axis.isMapped()) {
            operands.add(leaf);
            return;
        }
        int rank = leaf.shape().rank();
        if (axis.axis() < -rank || axis.axis() >= rank) {
            throw new ShapeException(
                    "vmap should map axis " + axis + " of argument " + argument + ", but it holds a tensor "
                            + leaf.type() + ". Give MappedAxis.NONE for what is the same for all.");
        }
        checkSize(argument, leaf.shape().dim(axis.axis()), leaf);
        operands.add(Ops.moveAxis(leaf, axis.axis(), 0));
    }

    private void checkSize(int argument, int found, Tensor leaf) {
        var source = "argument " + argument + " (" + leaf.type() + ")";
        if (size == 0) {
            size = found;
            sizeSource = source;
        }
        if (size != found) {
            throw new ShapeException("vmap needs mapped axes of one size, but got " + size + " from " + sizeSource
                    + " and " + found + " from " + source + ".");
        }
    }

    private Tensor place(Batching.Result result) {
        if (!options.out().isMapped()) {
            if (result.isMapped()) {
                throw new IllegalArgumentException(
                        "vmap should give a result without mapped axis, but the result depends on mapped"
                                + " arguments. Give o -> o.out(MappedAxis.at(0)), or reduce the result first.");
            }
            return result.value();
        }
        var stacked = result.isMapped() ? result.value() : repeated(result.value());
        return Ops.moveAxis(stacked, 0, options.out().axis());
    }

    private Tensor repeated(Tensor value) {
        return Ops.broadcastTo(Ops.expandDims(value, 0), value.shape().insert(0, size));
    }
}
