package dev.haiku;

import dev.haiku.tensor.Tensor;
import dev.haiku.tree.Trees;
import java.util.function.Supplier;

/** Reads and writes one entry of a {@link Frame}'s state. */
final class Stateful {

    /**
     * A value of the state.
     *
     * @param initial the first value it had, which {@code init} returns
     * @param current the last value it was given, which {@code apply} returns
     */
    record Value(Object initial, Object current) {}

    private final Frame frame;
    private final String module;
    private final String name;

    Stateful(Frame frame, String module, String name) {
        this.frame = frame;
        this.module = module;
        this.name = name;
    }

    /** {@return the current value, where there is none yet the tensor that creators and an initialiser make} */
    Tensor getOrCreate(Variable variable, Initializer init) {
        var creation = new Creation(variable, variable.shape(), variable.dtype(), init);
        return getOrCreate(Tensor.class, () -> Hooks.create(FrameStack.hooks().stateCreators(), creation));
    }

    /** {@return the current value, where there is none yet the one supplied} */
    <T> T getOrCreate(Class<T> type, Supplier<? extends T> init) {
        if (!frame.state().contains(module, name)) {
            put(init.get());
        }
        return get(type);
    }

    /**
     * {@return the current value}
     *
     * @throws IllegalStateException if there is none, or one of another type
     */
    <T> T get(Class<T> type) {
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
        return throughGetters(type.cast(value));
    }

    private <T> T throughGetters(T value) {
        var getters = FrameStack.hooks().stateGetters();
        return getters.isEmpty() ? value : Trees.map(value, leaf -> Hooks.get(getters, variable(leaf), leaf));
    }

    void set(Object value) {
        var setters = FrameStack.hooks().setters();
        put(setters.isEmpty() ? value : Trees.map(value, leaf -> Hooks.set(setters, variable(leaf), leaf)));
    }

    private void put(Object value) {
        Trees.structure(value);
        frame.requireOutlives(value, () -> subject() + " is set");
        var old = frame.state().find(module, name);
        frame.state().put(module, name, new Value(old == null ? value : old.initial(), value));
    }

    private Variable variable(Tensor leaf) {
        return new Variable(module, name, leaf.shape(), leaf.dtype());
    }

    private String subject() {
        return Frame.prefix(module) + "state '" + name + "'";
    }
}
