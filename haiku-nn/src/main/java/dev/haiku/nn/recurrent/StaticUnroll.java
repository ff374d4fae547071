package dev.haiku.nn.recurrent;

import dev.haiku.array.ShapeException;
import dev.haiku.tensor.Ops;
import dev.haiku.tensor.Tensor;
import dev.haiku.tree.Trees;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.function.BiFunction;

/** A Java loop over time, to which {@link Recurrent#staticUnroll} reduces its forms. */
record StaticUnroll<A, S, R>(BiFunction<? super A, ? super S, RnnStep<R, S>> core, UnrollOptions options) {

    Unrolled<R, S> run(A inputs, S initialState) {
        int steps = steps(inputs);
        var outputs = new ArrayList<R>();
        var states = new ArrayList<S>();
        var state = initialState;
        for (int i = 0; i < steps; i++) {
            var step = core.apply(at(inputs, options.reverse() ? steps - 1 - i : i), state);
            state = step.state();
            outputs.add(step.output());
            states.add(state);
        }
        return new Unrolled<>(stacked(outputs), options.returnAllStates() ? stacked(states) : state);
    }

    private int steps(A inputs) {
        int axis = options.timeAxis();
        var leaves = Trees.leaves(inputs);
        if (leaves.isEmpty()) {
            throw new IllegalArgumentException("staticUnroll needs at least one tensor as input, but got none.");
        }
        for (var leaf : leaves) {
            if (leaf.rank() <= axis || leaf.dim(axis) != leaves.get(0).dim(axis)) {
                throw new ShapeException("staticUnroll needs inputs with the same number of steps on axis " + axis
                        + ", but got " + leaves.stream().map(Tensor::shape).toList() + ".");
            }
        }
        int steps = leaves.get(0).dim(axis);
        if (steps == 0) {
            throw new IllegalArgumentException("staticUnroll needs at least one step, but the inputs have shapes "
                    + leaves.stream().map(Tensor::shape).toList() + ".");
        }
        return steps;
    }

    private A at(A inputs, int time) {
        int axis = options.timeAxis();
        return Trees.map(inputs, x -> Ops.slice(x, axis, time, time + 1).squeeze(axis));
    }

    /** {@return a tree whose tensors are those of the steps, stacked along the time axis} */
    @SuppressWarnings("unchecked") // it has the structure of a step
    private <T> T stacked(List<T> steps) {
        if (options.reverse()) {
            Collections.reverse(steps);
        }
        var flats = steps.stream().map(Trees::flatten).toList();
        var def = flats.get(0).def();
        var leaves = new ArrayList<Tensor>();
        for (int i = 0; i < def.leafCount(); i++) {
            int leaf = i;
            leaves.add(Ops.stack(
                    flats.stream().map(flat -> flat.leaves().get(leaf)).toList(), options.timeAxis()));
        }
        return (T) def.unflatten(leaves);
    }
}
