package dev.haiku;

import dev.haiku.tensor.Tensor;
import dev.haiku.tree.Trees;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** Reads and writes one entry of a {@link Frame}'s state. */
final class Stateful {

    /**
     * A value of the state.
     *
     * @param initial the first value it had, which {@code init} returns
     * @param current the last value it was given, which {@code apply} returns
     */
    record Value(Object initial, Object current) {

        /** {@return this with another current value; where there was none, with that value throughout} */
        static Value next(@Nullable Value before, Object value) {
            return new Value(before == null ? value : before.initial(), value);
        }
    }

    private final Frame frame;
    private final Variable variable;
    private final String module;
    private final String name;

    /** Creates one for a variable, of which shape and element type matter in {@link #getOrCreate(Initializer)} only. */
    Stateful(Frame frame, Variable variable) {
        this.frame = frame;
        this.variable = variable;
        this.module = variable.module();
        this.name = variable.name();
    }

    /** {@return the current value, where there is none yet the tensor that creators and an initialiser make} */
    Tensor getOrCreate(Initializer init) {
        var asked = variable.withInit(init);
        var creation = new Creation(asked, asked.shape(), asked.dtype(), init);
        var value = stored(
                Tensor.class, () -> Hooks.create(FrameStack.hooks().stateCreators(), creation, Optional.empty()));
        return Hooks.get(FrameStack.hooks().stateGetters(), asked, value, Policies.inForce(frame));
    }

    /** {@return the current value, where there is none yet the one supplied} */
    <T> T getOrCreate(Class<T> type, Supplier<? extends T> init) {
        return throughGetters(stored(type, init));
    }

    private <T> T stored(Class<T> type, Supplier<? extends T> init) {
        if (!frame.state().contains(module, name)) {
            T first = init.get();
            put(first);
            return first;
        }
        return stored(type);
    }

    /**
     * {@return the current value}
     *
     * @throws IllegalStateException if there is none, or one of another type
     */
    <T> T get(Class<T> type) {
        return throughGetters(stored(type));
    }

    private <T> T stored(Class<T> type) {
        var stored = frame.state().find(module, name);
        if (stored == null) {
            throw new IllegalStateException(subject() + " has no value yet.\n"
                    + "Give getState a shape and an initialiser, or call setState first.");
        }
        var value = stored.current();
        if (!type.isInstance(value)) {
            throw new IllegalStateException(
                    subject() + " is a " + value.getClass().getSimpleName() + ", not a " + type.getSimpleName()
                            + ".\nRead it with getState(name, type, init).");
        }
        return type.cast(value);
    }

    private <T> T throughGetters(T value) {
        var getters = FrameStack.hooks().stateGetters();
        var policy = Policies.inForce(frame);
        return getters.isEmpty() && policy.isEmpty()
                ? value
                : eachTensor(value, leaf -> Hooks.get(getters, of(leaf), leaf, policy));
    }

    void set(Object value) {
        var setters = FrameStack.hooks().setters();
        put(setters.isEmpty() ? value : eachTensor(value, leaf -> Hooks.set(setters, of(leaf), leaf)));
    }

    private static <T> T eachTensor(T value, Function<Tensor, Tensor> hook) {
        return Trees.map(value, leaf -> leaf == Haiku.DO_NOT_STORE ? leaf : hook.apply(leaf));
    }

    private void put(Object value) {
        if (Trees.leaves(value).contains(Haiku.DO_NOT_STORE)) {
            return;
        }
        frame.requireOutlives(value, () -> subject() + " is set");
        frame.state().put(module, name, Value.next(frame.state().find(module, name), value));
    }

    private Variable of(Tensor leaf) {
        return variable.withType(leaf.shape(), leaf.dtype());
    }

    private String subject() {
        return Frame.prefix(module) + "state '" + name + "'";
    }
}
