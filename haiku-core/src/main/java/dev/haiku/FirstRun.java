package dev.haiku;

import dev.haiku.array.ShapeException;
import dev.haiku.func.Carried;
import dev.haiku.func.ScanOptions;
import dev.haiku.func.Scanned;
import dev.haiku.tensor.Ops;
import dev.haiku.tensor.Tensor;
import dev.haiku.tree.Trees;
import java.util.function.BiFunction;
import java.util.function.UnaryOperator;

/** A scan in {@code init}, where the first run goes ahead of the loop so that it can create parameters and state. */
final class FirstRun {

    private FirstRun() {}

    static <C, X, Y> Scanned<C, Y> scan(
            FrameLoop loop, BiFunction<C, X, Carried<C, Y>> f, C init, X xs, ScanOptions options) {
        if (!loop.initialising()) {
            return loop.scan(f, init, xs, options);
        }
        int length = length(loop, xs, options);
        if (length == 0) {
            var nothing = f.apply(init, Trees.map(xs, x -> Ops.zeros(x.shape().subShape(1, x.rank()), x.dtype())));
            return new Scanned<>(
                    init, Trees.map(nothing.y(), y -> Ops.zeros(y.shape().insert(0, 0), y.dtype())));
        }
        int first = options.reverse() ? length - 1 : 0;
        var run = f.apply(init, Trees.map(xs, x -> Ops.get(x, first)));
        UnaryOperator<Tensor> stack = y -> Ops.expandDims(y, 0);
        if (length == 1) {
            return new Scanned<>(run.carry(), Trees.map(run.y(), stack));
        }
        int start = options.reverse() ? 0 : 1;
        X rest = Trees.map(xs, x -> Ops.slice(x, 0, start, start + length - 1));
        var others = loop.scan(f, run.carry(), rest, options.length(length - 1));
        return new Scanned<>(
                others.carry(),
                Trees.map(
                        run.y(),
                        others.ys(),
                        (y, ys) -> options.reverse()
                                ? Ops.concatenate(0, ys, stack.apply(y))
                                : Ops.concatenate(0, stack.apply(y), ys)));
    }

    private static int length(FrameLoop loop, Object xs, ScanOptions options) {
        int length = options.length().orElse(-1);
        for (var leaf : Trees.leaves(xs)) {
            if (leaf.rank() == 0 || (length >= 0 && leaf.dim(0) != length)) {
                throw new ShapeException(loop.subject() + " needs tensors whose first axes have one size, but got "
                        + (leaf.rank() == 0 ? "a scalar" : leaf.type() + " for " + length + " runs") + ".");
            }
            length = leaf.dim(0);
        }
        if (length < 0) {
            throw new IllegalArgumentException(
                    loop.subject() + " has no sequence from which to read how often it runs. Give o -> o.length(n).");
        }
        return length;
    }
}
