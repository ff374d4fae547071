package dev.haiku;

import dev.haiku.func.VmapOptions;
import dev.haiku.internal.batching.Batching;
import dev.haiku.random.Key;
import dev.haiku.tensor.Ops;
import dev.haiku.tensor.Tensor;
import dev.haiku.tree.Trees;
import java.util.List;
import java.util.Objects;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** One call of a function that {@link Haiku#vmap} made: parameters and state stay unmapped, keys may be split. */
final class FrameVmap {

    private final Frame outer = DerivedFrame.outer("vmap", "Func.vmap");
    private final boolean splitRng;
    private final VmapOptions options;
    private final @Nullable Key keys; // one for each index
    private @Nullable FrameValues changes;

    FrameVmap(boolean splitRng, VmapOptions options, List<?> arguments) {
        this.splitRng = splitRng;
        this.options = options;
        this.keys = splitRng ? split(size(arguments)) : null;
    }

    private Key split(int size) {
        var taken = outer.keys("vmap with splitRng").take(Math.max(1, size)); // the first one tells the layout of none
        var data = Ops.stack(taken.stream().map(Key::data).toList(), 0);
        return new Key(Ops.slice(data, 0, 0, size), taken.get(0).layout());
    }

    /** {@return the size of the mapped axis} */
    private int size(List<?> values) {
        if (options.axisSize() > 0) {
            return options.axisSize();
        }
        for (int i = 0; i < values.size(); i++) {
            var flat = Trees.flatten(values.get(i));
            var paths = flat.def().paths();
            for (int k = 0; k < paths.size(); k++) {
                var axis = options.in(i, paths.get(k));
                if (axis.isMapped()) {
                    return flat.leaves().get(k).shape().dim(axis.axis());
                }
            }
        }
        throw new IllegalArgumentException(
                outer.where() + "Haiku.vmap maps no axis of its arguments, so it does not know how many "
                        + "keys to split off. Map an axis with o -> o.in(...), or give o -> o.axisSize(n).");
    }

    /** {@return the result of the function for all indices together; called by the function that is mapped} */
    <R> R call(Supplier<? extends R> f) {
        Outcome<R> outcome = keys == null
                ? DerivedFrame.run(outer, f)
                : withKey(new Key(Batching.mapped(keys.data()), keys.layout()), f);
        requireUnmapped(outcome.changes());
        changes = outcome.changes();
        return outcome.result();
    }

    private <R> Outcome<R> withKey(Key key, Supplier<? extends R> f) {
        return DerivedFrame.run(outer, () -> FrameStack.require("vmap").withKeys(KeySequence.of(key), f));
    }

    private void requireUnmapped(FrameValues values) {
        for (var entry : values.params().entries()) {
            if (isMapped(entry.value())) {
                throw new IllegalArgumentException(Frame.prefix(entry.module()) + "parameter '" + entry.name()
                        + "' would be another one for each index that Haiku.vmap maps, but parameters are the same for all. "
                        + (splitRng
                                ? "Split the keys in apply only: vmap(f, !Haiku.runningInit())."
                                : "Its initialiser must not use mapped tensors."));
            }
        }
        for (var entry : values.current().entries()) {
            if (isMapped(entry.value())) {
                throw new IllegalArgumentException(Frame.prefix(entry.module()) + "state '" + entry.name()
                        + "' would be another one for each index that Haiku.vmap maps, but state is the same for all. "
                        + "Return the value from the function and set the state outside.");
            }
        }
    }

    private static boolean isMapped(Object value) {
        for (Tensor leaf : Trees.leaves(value)) {
            if (Batching.isMapped(leaf)) {
                return true;
            }
        }
        return false;
    }

    /** {@return the result, after the changes of the call were put into the outer frame} */
    <R> R commit(R result) {
        Objects.requireNonNull(changes, "the function has not run").putInto(outer);
        return result;
    }
}
