package dev.haiku.func;

import dev.haiku.array.DType;
import dev.haiku.array.Shape;
import dev.haiku.ir.ControlFlow.Cond;
import dev.haiku.tensor.Ops;
import dev.haiku.tensor.Tensor;
import dev.haiku.tensor.Tracer;
import dev.haiku.tree.Trees;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;

/** Choice between functions of one tree. */
final class Branches {

    private Branches() {}

    static <T, R> R cond(Tensor predicate, Function<T, R> onTrue, Function<T, R> onFalse, T operand) {
        if (!predicate.shape().equals(Shape.SCALAR) || !predicate.dtype().isBool()) {
            throw new IllegalArgumentException("cond needs a bool[] predicate, but got " + predicate.type()
                    + ". Reduce it with Ops.all or Ops.any, or choose element by element with Ops.where.");
        }
        if (isKnown(predicate)) {
            return (predicate.itemBoolean() ? onTrue : onFalse).apply(operand);
        }
        return choose("cond", Ops.cast(predicate, DType.I32), List.of(onFalse, onTrue), operand);
    }

    static <T, R> R switchOn(Tensor index, List<? extends Function<T, R>> branches, T operand) {
        if (branches.isEmpty()) {
            throw new IllegalArgumentException("switchOn needs at least one branch.");
        }
        if (!index.shape().equals(Shape.SCALAR) || !index.dtype().isInteger()) {
            throw new IllegalArgumentException("switchOn needs a scalar integer index, but got " + index.type() + ".");
        }
        int last = branches.size() - 1;
        if (isKnown(index)) {
            return branches.get((int) Math.max(0, Math.min(index.itemLong(), last)))
                    .apply(operand);
        }
        return choose("switchOn", Ops.cast(Ops.clip(index, 0, last), DType.I32), branches, operand);
    }

    /** If it is known which branch to take, that branch alone runs, as a part of the surrounding function. */
    private static boolean isKnown(Tensor index) {
        return !(index instanceof Tracer);
    }

    @SuppressWarnings("unchecked") // the structure was taken from an R
    private static <T, R> R choose(String name, Tensor index, List<? extends Function<T, R>> branches, T operand) {
        var flat = Trees.flatten(operand);
        List<Body> bodies = new ArrayList<>();
        for (var branch : branches) {
            bodies.add(Body.stage(name, flat.def(), Derivatives.types(flat.leaves()), branch));
        }
        for (int k = 1; k < bodies.size(); k++) {
            Checks.sameResult(name, bodies.get(0), bodies.get(k), k);
        }
        var captured = Body.captured(bodies);
        List<Tensor> operands = new ArrayList<>();
        operands.add(index);
        operands.addAll(captured);
        operands.addAll(flat.leaves());
        var cond =
                new Cond(bodies.stream().map(body -> body.capturing(captured)).toList());
        return (R) bodies.get(0).result().unflatten(Ops.bindAll(cond, operands));
    }
}
