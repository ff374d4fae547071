package dev.haiku.func;

import dev.haiku.array.ShapeException;
import dev.haiku.internal.staging.Scopes;
import dev.haiku.ir.ControlFlow.Scan;
import dev.haiku.ir.ControlFlow.While;
import dev.haiku.ir.TensorType;
import dev.haiku.tensor.Ops;
import dev.haiku.tensor.Tensor;
import dev.haiku.tree.Flat;
import dev.haiku.tree.TreeDef;
import dev.haiku.tree.Trees;
import java.util.ArrayList;
import java.util.List;
import java.util.function.BiFunction;
import java.util.function.Function;

/** Loops over functions of trees. */
final class Loops {

    /** What the body of a scan takes. */
    private record Step<C, X>(C carry, X x) {}

    /** What the body of a {@code foriLoop} with tensors as bounds carries. */
    record Counted<T>(Tensor index, Tensor end, T value) {}

    private Loops() {}

    @SuppressWarnings("unchecked") // structures are taken from a C, a Y and a Step
    static <C, X, Y> Scanned<C, Y> scan(
            String name, BiFunction<C, X, Carried<C, Y>> f, C init, X xs, ScanOptions options) {
        var carry = Trees.flatten(init);
        var sequences = Trees.flatten(xs);
        int length = length(name, sequences, options);
        if (length > 0 && Scopes.isJitDisabled()) {
            return JavaLoops.scan(name, f, init, sequences, length, options.reverse());
        }
        var argument = Trees.structure(new Step<>(init, xs));
        List<TensorType> types = new ArrayList<>(Derivatives.types(carry.leaves()));
        sequences.leaves().forEach(leaf -> types.add(element(leaf.type())));
        var elements = new TreeDef[1];
        var body = Body.stage(name, argument, types, (Step<C, X> s) -> {
            var result = f.apply(s.carry(), s.x());
            var next = Trees.flatten(result.carry());
            Checks.keepsCarry(name, carry, next);
            elements[0] = Trees.structure(result.y());
            return result;
        });
        var unrolled = Unrolling.scan(
                new Scan(body.program(), body.captured().size(), carry.leaves().size(), length, options.reverse()),
                options.unroll(),
                body.captured(),
                carry.leaves(),
                sequences.leaves());
        int carries = carry.leaves().size();
        return new Scanned<>((C) carry.def().unflatten(unrolled.subList(0, carries)), (Y)
                elements[0].unflatten(unrolled.subList(carries, unrolled.size())));
    }

    static int length(String name, Flat sequences, ScanOptions options) {
        int length = options.length().orElse(-1);
        var source = "the option length";
        for (int i = 0; i < sequences.leaves().size(); i++) {
            var type = sequences.leaves().get(i).type();
            var path = "xs" + sequences.def().paths().get(i);
            if (type.shape().rank() == 0) {
                throw new ShapeException(name + " runs along the first axis of each tensor, but " + path + " is " + type
                        + ". Capture in the function what is the same in each run.");
            }
            int found = type.shape().dim(0);
            if (length < 0) {
                length = found;
                source = path;
            }
            if (found != length) {
                throw new ShapeException(name + " needs first axes of one size, but got " + length + " from " + source
                        + " and " + found + " from " + path + " (" + type + ").");
            }
        }
        if (length < 0) {
            throw new IllegalArgumentException(
                    name + " has no sequence from which to read how often it runs. Give o -> o.length(n).");
        }
        return length;
    }

    private static TensorType element(TensorType sequence) {
        return sequence.withShape(sequence.shape().remove(List.of(0)));
    }

    static <T> T whileLoop(String name, Function<T, Tensor> condition, Function<T, T> body, T init) {
        if (Scopes.isJitDisabled()) {
            var progress = JavaLoops.whileKnown(name, condition, body, init);
            return progress.isDone() ? progress.value() : staged(name, condition, body, progress.value());
        }
        return staged(name, condition, body, init);
    }

    @SuppressWarnings("unchecked") // the structure was taken from a T
    private static <T> T staged(String name, Function<T, Tensor> condition, Function<T, T> body, T init) {
        var carry = Trees.flatten(init);
        var types = Derivatives.types(carry.leaves());
        var test = Body.stage(name, carry.def(), types, condition);
        Checks.isCondition(name, test.resultTypes().get(0));
        var step = Body.stage(name, carry.def(), types, (T value) -> {
            var next = body.apply(value);
            Checks.keepsCarry(name, carry, Trees.flatten(next));
            return next;
        });
        var loop = new While(
                test.program(),
                step.program(),
                test.captured().size(),
                step.captured().size());
        List<Tensor> operands = new ArrayList<>(test.captured());
        operands.addAll(step.captured());
        operands.addAll(carry.leaves());
        return (T) carry.def().unflatten(Ops.bindAll(loop, operands));
    }

    /** With tensors as bounds: a loop with a condition that also carries the counter. */
    static <T> T count(Tensor lower, Tensor upper, BiFunction<Tensor, T, T> body, T init) {
        return whileLoop(
                        "foriLoop",
                        (Counted<T> now) -> now.index().lt(now.end()),
                        now -> new Counted<>(now.index().add(1), now.end(), body.apply(now.index(), now.value())),
                        new Counted<>(lower, upper, init))
                .value();
    }

    static void checkBounds(Tensor lower, Tensor upper) {
        if (!lower.type().equals(upper.type())
                || lower.rank() != 0
                || !lower.dtype().isInteger()) {
            throw new IllegalArgumentException("foriLoop needs scalar integer bounds of one type, but got "
                    + lower.type() + " and " + upper.type() + ".");
        }
    }
}
