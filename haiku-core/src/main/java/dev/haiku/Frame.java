package dev.haiku;

import dev.haiku.tensor.Interpreter;
import dev.haiku.tensor.Interpreters;
import dev.haiku.tensor.LeakedTracerException;
import dev.haiku.tensor.Tensor;
import dev.haiku.tensor.Tracer;
import dev.haiku.tree.Trees;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** One run of {@code init} or {@code apply}: its parameters, state and keys, and where in the modules it is. */
final class Frame {

    private final Run run;
    private final boolean initialising;
    private final Entries<Tensor> params;
    private final Entries<Stateful.Value> state;
    private final Deque<KeySequence> keys = new ArrayDeque<>();
    private final Deque<Scope> scopes = new ArrayDeque<>();
    private final Interpreter interpreter = Interpreters.current();
    /** Whether this began inside a transformation, whose tensors it may well keep. */
    private final boolean isTransformed =
            PlainTransformation.above(Interpreters.backend()).isPresent();

    private Frame(boolean initialising, Params params, State state, Optional<KeySequence> keys) {
        this.run = new Run();
        this.initialising = initialising;
        this.params = params.toEntries();
        this.state = new Entries<>();
        state.entries()
                .forEach(entry ->
                        this.state.put(entry.module(), entry.name(), new Stateful.Value(entry.value(), entry.value())));
        keys.ifPresent(this.keys::push);
        scopes.push(Scope.top());
    }

    private Frame(Frame outer, Scope scope) {
        this.run = outer.run;
        this.initialising = outer.initialising;
        this.params = outer.params.copy();
        this.state = outer.state.copy();
        Optional.ofNullable(outer.keysOrNull()).ifPresent(sequence -> keys.push(KeySequence.of(sequence.snapshot())));
        scopes.addAll(outer.scopes);
        scopes.push(scope);
    }

    /**
     * {@return a frame that begins with what this one holds, for a function that runs inside a transformation}
     *
     * @param sharesNames whether names taken in it are taken in this frame, too
     */
    Frame derive(boolean sharesNames) {
        return new Frame(this, Scope.in(sharesNames ? place() : place().copy()));
    }

    static Frame ofInit(Optional<KeySequence> keys) {
        return new Frame(true, Params.empty(), State.empty(), keys);
    }

    static Frame ofApply(Params params, State state, Optional<KeySequence> keys) {
        return new Frame(false, params, state, keys);
    }

    /** {@return the call of {@code init} or {@code apply} that this belongs to} */
    Run run() {
        return run;
    }

    /** {@return whether this is {@code init}, which may create parameters} */
    boolean initialising() {
        return initialising;
    }

    /** {@return {@code init} or {@code apply}, for messages} */
    String phase() {
        return initialising ? "init" : "apply";
    }

    Entries<Tensor> params() {
        return params;
    }

    Entries<Stateful.Value> state() {
        return state;
    }

    Params paramsSnapshot() {
        return Params.of(params);
    }

    State initialState() {
        return stateSnapshot(true);
    }

    State currentState() {
        return stateSnapshot(false);
    }

    private State stateSnapshot(boolean initial) {
        var snapshot = new Entries<Object>();
        state.view()
                .forEach((path, value) ->
                        snapshot.put(path.module(), path.name(), initial ? value.initial() : value.current()));
        return State.of(snapshot);
    }

    // ------------------------------------------------------------------------------------------- places

    Scope scope() {
        return scopes.element();
    }

    Scope.Place place() {
        return scope().current();
    }

    /** {@return the module whose method runs and those whose constructors run in it, outermost first} */
    List<Module> activeModules() {
        place(); // drops those whose constructors have ended
        return scope().modules();
    }

    /** Tells the modules that run or are under construction that they made or called {@code module}. */
    void noteSubmodule(Module module) {
        for (var scope : scopes) {
            for (var active : scope.modules()) {
                if (active != module) {
                    active.noteSubmodule(module.moduleName());
                }
            }
        }
    }

    /** Runs {@code body} in a scope within the current place. */
    <T> T within(Scope scope, Supplier<? extends T> body) {
        place();
        scopes.push(scope);
        try {
            return ScopeBoundary.run(body);
        } finally {
            scopes.pop();
        }
    }

    // ------------------------------------------------------------------------------------------- keys

    @Nullable
    KeySequence keysOrNull() {
        return keys.peek();
    }

    /** {@return the current sequence of keys} */
    KeySequence keys(String asking) {
        var current = keys.peek();
        if (current == null) {
            throw new MissingRngException(where() + asking + " needs a random key, but " + phase()
                    + " was called without one. " + "Pass a Key to it, such as Key.of(42).");
        }
        return current;
    }

    <T> T withKeys(KeySequence sequence, Supplier<? extends T> body) {
        keys.push(sequence);
        try {
            return body.get();
        } finally {
            keys.pop();
        }
    }

    // ------------------------------------------------------------------------------------------- checks

    /** {@return the module path as the beginning of a message, empty at the top} */
    String where() {
        return prefix(place().path());
    }

    static String prefix(String module) {
        return module.equals(ModuleNames.TOP) ? "" : module + ": ";
    }

    /**
     * Checks, where usage is checked, that no transformation runs which this frame knows nothing of.
     *
     * @throws PlainTransformationException if one does
     */
    void requireOwnTransformations(String what) {
        if (!Config.current().checkUsage()) {
            return;
        }
        PlainTransformation.above(interpreter).ifPresent(plain -> {
            throw new PlainTransformationException(
                    where() + what + " is called inside " + plain.kind() + ", which began inside a function given to "
                            + "Haiku.transform and knows nothing of parameters, state and keys.\n" + plain.advice());
        });
    }

    /**
     * Checks that a value which outlives the current transformation is no tensor of it.
     *
     * <p>Within {@code jit}, and for what depends on the argument of {@code grad}, tensors stand for values that exist
     * only inside; this frame, which was begun outside, must not keep them.
     */
    void requireOutlives(Object value, Supplier<String> what) {
        if (Interpreters.current() == interpreter || isTransformed || !holdsTracer(value)) {
            return;
        }
        PlainTransformation.above(interpreter).ifPresent(plain -> {
            throw new LeakedTracerException(what.get() + " inside " + plain.kind()
                    + ", which began inside a function given to Haiku.transform.\n"
                    + "The value exists only inside that transformation. " + plain.advice());
        });
    }

    private static boolean holdsTracer(Object value) {
        List<Tensor> leaves = value instanceof Tensor tensor ? List.of(tensor) : Trees.leaves(value);
        return leaves.stream().anyMatch(Tracer.class::isInstance);
    }
}
