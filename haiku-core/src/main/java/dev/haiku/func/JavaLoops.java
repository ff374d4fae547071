package dev.haiku.func;

import dev.haiku.tensor.Ops;
import dev.haiku.tensor.Tensor;
import dev.haiku.tensor.Tracer;
import dev.haiku.tree.Flat;
import dev.haiku.tree.TreeDef;
import dev.haiku.tree.Trees;
import java.util.ArrayList;
import java.util.List;
import java.util.function.BiFunction;
import java.util.function.Function;

/** The loops of {@link Loops} as Java runs them, for {@link Debug#disableJit}. */
final class JavaLoops {

    private JavaLoops() {}

    /** {@return the results of at least one run} */
    @SuppressWarnings("unchecked") // the structures were taken from an X and a Y
    static <C, X, Y> Scanned<C, Y> scan(
            String name, BiFunction<C, X, Carried<C, Y>> f, C init, Flat xs, int length, boolean reverse) {
        var first = Trees.flatten(init);
        var carry = init;
        var elements = new Flat[length];
        for (int step = 0; step < length; step++) {
            int index = reverse ? length - 1 - step : step;
            var x = (X) xs.def()
                    .unflatten(xs.leaves().stream().map(leaf -> leaf.get(index)).toList());
            var result = f.apply(carry, x);
            Checks.keepsCarry(name, first, Trees.flatten(result.carry()));
            carry = result.carry();
            elements[index] = Trees.flatten(result.y());
        }
        return new Scanned<>(carry, (Y) stacked(elements));
    }

    private static Object stacked(Flat[] elements) {
        TreeDef def = elements[0].def();
        List<Tensor> leaves = new ArrayList<>();
        for (int i = 0; i < def.leafCount(); i++) {
            List<Tensor> all = new ArrayList<>();
            for (var element : elements) {
                all.add(element.leaves().get(i));
            }
            leaves.add(Ops.stack(all, 0));
        }
        return def.unflatten(leaves);
    }

    /**
     * How far a loop has come.
     *
     * @param value the value there
     * @param isDone whether the condition does not hold any more; else it is not known
     */
    record Progress<T>(T value, boolean isDone) {}

    /** {@return how far a loop comes as long as its condition is known} */
    static <T> Progress<T> whileKnown(String name, Function<T, Tensor> condition, Function<T, T> body, T init) {
        var first = Trees.flatten(init);
        var value = init;
        while (true) {
            var holds = condition.apply(value);
            Checks.isCondition(name, holds.type());
            if (holds instanceof Tracer || !holds.itemBoolean()) {
                return new Progress<>(value, !(holds instanceof Tracer));
            }
            value = body.apply(value);
            Checks.keepsCarry(name, first, Trees.flatten(value));
        }
    }
}
