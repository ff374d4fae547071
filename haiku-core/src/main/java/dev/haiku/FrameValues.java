package dev.haiku;

import dev.haiku.tree.Trees;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * What a {@link Frame} holds at one moment, a tree that can be the argument or result of a transformed function.
 *
 * @param params the parameters
 * @param initial the first value of each state entry
 * @param current the last value of each state entry
 * @param keys what the current sequence of keys remembers, if there is one
 */
record FrameValues(Params params, State initial, State current, Optional<KeySequence.Snapshot> keys) {

    /** {@return all that a frame holds now} */
    static FrameValues of(Frame frame) {
        return new FrameValues(frame.paramsSnapshot(), frame.initialState(), frame.currentState(), keysOf(frame));
    }

    static Optional<KeySequence.Snapshot> keysOf(Frame frame) {
        return Optional.ofNullable(frame.keysOrNull()).map(KeySequence::snapshot);
    }

    /** {@return these without the entries whose values are the very tensors of {@code before}} */
    FrameValues changedSince(FrameValues before) {
        Predicate<State.Entry> changed = entry ->
                isOther(before.current.find(entry.module(), entry.name()).orElse(null), entry.value());
        var changedState = current.filter(changed);
        return new FrameValues(
                params.filter(entry ->
                        isOther(before.params.find(entry.module(), entry.name()).orElse(null), entry.value())),
                initial.filter(entry -> changedState.contains(entry.module(), entry.name())),
                changedState,
                keys);
    }

    /** {@return the entries that {@code before} does not have} */
    FrameValues createdSince(FrameValues before) {
        return new FrameValues(
                params.filter(entry -> !before.params.contains(entry.module(), entry.name())),
                initial.filter(entry -> !before.initial.contains(entry.module(), entry.name())),
                current.filter(entry -> !before.current.contains(entry.module(), entry.name())),
                keys);
    }

    private static boolean isOther(@Nullable Object before, Object now) {
        if (before == null || before == now) {
            return before == null;
        }
        var old = Trees.flatten(before);
        var fresh = Trees.flatten(now);
        if (!old.def().equals(fresh.def())) {
            return true;
        }
        for (int i = 0; i < old.leaves().size(); i++) {
            if (old.leaves().get(i) != fresh.leaves().get(i)) {
                return true;
            }
        }
        return false;
    }

    /**
     * Puts these into a frame.
     *
     * <p>New entries come in sorted order, in which JAX returns a nested dict.
     */
    void putInto(Frame frame) {
        for (var entry : sorted(
                params.entries(), Comparator.comparing(Params.Entry::module).thenComparing(Params.Entry::name))) {
            frame.params().put(entry.module(), entry.name(), entry.value());
        }
        for (var entry : sorted(
                current.entries(), Comparator.comparing(State.Entry::module).thenComparing(State.Entry::name))) {
            var old = frame.state().find(entry.module(), entry.name());
            var first = initial.find(entry.module(), entry.name()).orElse(old == null ? entry.value() : old.initial());
            frame.state().put(entry.module(), entry.name(), new Stateful.Value(first, entry.value()));
        }
        keys.ifPresent(snapshot -> frame.keys("a transformation").restore(snapshot));
    }

    private static <E> List<E> sorted(List<E> entries, Comparator<E> order) {
        return entries.stream().sorted(order).toList();
    }
}
