package dev.haiku;

import dev.haiku.array.DType;
import dev.haiku.array.Shape;
import dev.haiku.random.Key;
import dev.haiku.tensor.Tensor;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.Supplier;
import java.util.function.UnaryOperator;

/**
 * Haiku's functions: {@link #transform} and what may be called inside a transformed function.
 *
 * <pre>{@code
 * var net = Haiku.transform((Tensor x) -> new Linear(10).apply(x)).withoutApplyRng();
 * Params params = net.init(Key.of(42), images);
 * Tensor logits = net.apply(params, images);
 * }</pre>
 *
 * <p>All but the transforms must be called inside a function given to one of them, and throw {@link
 * NotTransformedException} otherwise. They act on the {@code init} or {@code apply} that runs in the current thread.
 * They follow dm-haiku to the letter: the same model has the same names and, for the same key, the same initial
 * parameters.
 */
public final class Haiku extends StackTransforms {

    private Haiku() {}

    // ------------------------------------------------------------------------------------------- transforms

    /**
     * {@return {@code init} and {@code apply} of a function that creates and uses modules}
     *
     * <p>The function is run by both; several inputs are the components of a record.
     */
    public static <A, R> Transformed<A, R> transform(Function<? super A, ? extends R> function) {
        return new TransformedWithState<A, R>(function).withoutState();
    }

    /** {@return {@code init} and {@code apply} of a function without input} */
    public static <R> Transformed<NoInput, R> transform(Supplier<? extends R> function) {
        return transform((NoInput none) -> function.get());
    }

    /** {@return {@code init} and {@code apply} of a function whose modules have state, such as moving averages} */
    public static <A, R> TransformedWithState<A, R> transformWithState(Function<? super A, ? extends R> function) {
        return new TransformedWithState<>(function);
    }

    /** {@return {@code init} and {@code apply} of a function with state and without input} */
    public static <R> TransformedWithState<NoInput, R> transformWithState(Supplier<? extends R> function) {
        return transformWithState((NoInput none) -> function.get());
    }

    /** {@return the function with an {@code apply} that takes no key} */
    public static <A, R> TransformedWithoutApplyRng<A, R> withoutApplyRng(Transformed<A, R> function) {
        return function.withoutApplyRng();
    }

    /** {@return the function with an {@code apply} that takes no key} */
    public static <A, R> TransformedWithStateWithoutApplyRng<A, R> withoutApplyRng(
            TransformedWithState<A, R> function) {
        return function.withoutApplyRng();
    }

    /** {@return the function without state, which throws {@link NonEmptyStateException} if it has some} */
    public static <A, R> Transformed<A, R> withoutState(TransformedWithState<A, R> function) {
        return function.withoutState();
    }

    /** {@return the function with a state, which is always empty} */
    public static <A, R> TransformedWithState<A, R> withEmptyState(Transformed<A, R> function) {
        return function.withEmptyState();
    }

    /** {@return whether {@code init} runs, rather than {@code apply}} */
    public static boolean runningInit() {
        return FrameStack.require("runningInit").initialising();
    }

    // ------------------------------------------------------------------------------------------- parameters and state

    /**
     * {@return the {@code f32} parameter {@code name} of the current module, made by {@code init} if it does not exist}
     */
    public static Tensor getParameter(String name, Shape shape, Initializer init) {
        return getParameter(name, shape, DType.F32, init);
    }

    /**
     * {@return the parameter {@code name} of the current module; in {@code init} it is made by {@code init} if it does
     * not exist}
     *
     * <p>A stored value of another element type is returned as it is. Outside all modules it is kept under the path
     * {@code ~}.
     *
     * @throws dev.haiku.array.ShapeException if it exists with another shape
     * @throws MissingParameterException if it does not exist in {@code apply}
     */
    public static Tensor getParameter(String name, Shape shape, DType dtype, Initializer init) {
        var frame = FrameStack.require("getParameter");
        return Parameters.get(frame, new Variable(frame.place().path(), name, shape, dtype), init);
    }

    /**
     * {@return the state {@code name} of the current module, a tensor}
     *
     * @throws IllegalStateException if it has no value yet
     */
    public static Tensor getState(String name) {
        return state(name, "getState").get(Tensor.class);
    }

    /**
     * {@return the state {@code name} of the current module, made by {@code init} as {@code f32} if it has no value
     * yet}
     */
    public static Tensor getState(String name, Shape shape, Initializer init) {
        return getState(name, shape, DType.F32, init);
    }

    /** {@return the state {@code name} of the current module, made by {@code init} if it has no value yet} */
    public static Tensor getState(String name, Shape shape, DType dtype, Initializer init) {
        var frame = FrameStack.require("getState");
        var module = frame.place().path();
        return new Stateful(frame, module, name).getOrCreate(new Variable(module, name, shape, dtype), init);
    }

    /**
     * {@return the state {@code name} of the current module, a tree of that class, made by {@code init} if it has no
     * value yet}
     */
    public static <T> T getState(String name, Class<T> type, Supplier<? extends T> init) {
        return state(name, "getState").getOrCreate(type, init);
    }

    /**
     * Sets the state {@code name} of the current module to a tensor or another tree. The first value ever set is what
     * {@code init} returns.
     */
    public static void setState(String name, Object value) {
        state(name, "setState").set(value);
    }

    private static Stateful state(String name, String what) {
        var frame = FrameStack.require(what);
        return new Stateful(frame, frame.place().path(), name);
    }

    /** {@return the parameters: those given to {@code apply}, or those that {@code init} has created so far} */
    public static Params getParams() {
        return FrameStack.require("getParams").paramsSnapshot();
    }

    /** {@return the first value of each state entry so far} */
    public static State getInitialState() {
        return FrameStack.require("getInitialState").initialState();
    }

    /** {@return the current value of each state entry} */
    public static State getCurrentState() {
        return FrameStack.require("getCurrentState").currentState();
    }

    // ------------------------------------------------------------------------------------------- random keys

    /**
     * {@return a new random key}
     *
     * @throws MissingRngException if {@code init} or {@code apply} was called without a key
     */
    public static Key nextRngKey() {
        return drawn(KeySequence::next, "nextRngKey");
    }

    /**
     * {@return {@code n} new random keys, split off at once}
     *
     * @throws MissingRngException if {@code init} or {@code apply} was called without a key
     */
    public static List<Key> nextRngKeys(int n) {
        return drawn(sequence -> sequence.take(n), "nextRngKeys");
    }

    /** {@return a new random key, or nothing if {@code init} or {@code apply} was called without one} */
    public static Optional<Key> maybeNextRngKey() {
        var sequence = FrameStack.require("maybeNextRngKey").keysOrNull();
        return sequence == null ? Optional.empty() : Optional.of(nextRngKey());
    }

    /**
     * Splits {@code n} keys off at once, which the next calls of {@link #nextRngKey} return.
     *
     * @throws MissingRngException if {@code init} or {@code apply} was called without a key
     */
    public static void reserveRngKeys(int n) {
        drawn(
                sequence -> {
                    sequence.reserve(n);
                    return n;
                },
                "reserveRngKeys");
    }

    /**
     * {@return the result of {@code body}, in which keys are split off {@code size} at a time; also outside a
     * transform}
     *
     * <p>It is faster, and gives other keys than one at a time, the default.
     *
     * @throws IllegalArgumentException if the size is not positive
     */
    public static <T> T rngReserveSize(int size, Supplier<? extends T> body) {
        if (size <= 0) {
            throw new IllegalArgumentException(
                    "The number of keys to reserve must be at least 1, but is " + size + ".");
        }
        return FrameStack.ofThread().withRngReserveSize(size, body);
    }

    private static <T> T drawn(Function<KeySequence, T> draw, String what) {
        var frame = FrameStack.require(what);
        var sequence = frame.keys(what);
        T result = draw.apply(sequence);
        frame.requireOutlives(sequence.snapshot().key().data(), () -> frame.where() + what + " is called");
        return result;
    }

    /**
     * {@return the result of {@code body}, in which keys come from {@code key}; afterwards they go on as if it had not
     * run}
     */
    public static <T> T withRng(Key key, Supplier<? extends T> body) {
        return FrameStack.require("withRng").withKeys(KeySequence.of(key), body);
    }

    // ------------------------------------------------------------------------------------------- names

    /** {@return the path of the current module, {@code ~} outside all modules} */
    public static String currentName() {
        return FrameStack.require("currentName").place().path();
    }

    /**
     * {@return the result of {@code body}, run as if in the main method of a module called {@code name}}
     *
     * <p>The name is made unique like that of a module. {@code "a/b"} is {@code "b"} inside {@code "a"}.
     *
     * @throws IllegalArgumentException if the name or a part of it is empty or not an identifier
     */
    public static <T> T nameScope(String name, Supplier<? extends T> body) {
        return NameScope.run(name, ModuleNames.CALL, body);
    }

    /** {@return the result of {@code body}, run as if in the method {@code method} of a module called {@code name}} */
    public static <T> T nameScope(String name, String method, Supplier<? extends T> body) {
        return NameScope.run(name, method, body);
    }

    /**
     * {@return a name that makes a module take exactly that path, wherever it is made}
     *
     * <p>It may be taken: then the modules share parameters.
     *
     * @throws IllegalArgumentException if a part of the path is neither an identifier, {@code ~}, nor {@code ~} and an
     *     identifier
     */
    public static String forceName(String path) {
        return ModuleNames.force(path);
    }

    /** {@return a new module called {@code name} that does what {@code function} does} */
    public static LayerModule toModule(String name, Layer function) {
        return new LayerModule(name) {
            @Override
            protected Tensor call(Tensor x) {
                return function.apply(x);
            }
        };
    }

    // ------------------------------------------------------------------------------------------- hooks

    /** {@return the result of {@code body}, in which {@code creator} takes part in the making of parameters} */
    public static <T> T customCreator(Creator creator, Supplier<? extends T> body) {
        FrameStack.require("customCreator");
        return Hooks.with(FrameStack.hooks().paramCreators(), creator, body);
    }

    /**
     * {@return the result of {@code body}, in which {@code creator} takes part in the making of state by initialisers}
     */
    public static <T> T customStateCreator(Creator creator, Supplier<? extends T> body) {
        FrameStack.require("customStateCreator");
        return Hooks.with(FrameStack.hooks().stateCreators(), creator, body);
    }

    /** {@return the result of {@code body}, in which {@code getter} changes what {@code getParameter} returns} */
    public static <T> T customGetter(Getter getter, Supplier<? extends T> body) {
        FrameStack.require("customGetter");
        return Hooks.with(FrameStack.hooks().paramGetters(), getter, body);
    }

    /** {@return the result of {@code body}, in which {@code getter} changes what {@code getState} returns} */
    public static <T> T customStateGetter(Getter getter, Supplier<? extends T> body) {
        FrameStack.require("customStateGetter");
        return Hooks.with(FrameStack.hooks().stateGetters(), getter, body);
    }

    /** {@return the result of {@code body}, in which {@code setter} changes what {@code setState} stores} */
    public static <T> T customSetter(Setter setter, Supplier<? extends T> body) {
        FrameStack.require("customSetter");
        return Hooks.with(FrameStack.hooks().setters(), setter, body);
    }

    /**
     * {@return the result of {@code body}, in which {@code interceptor} stands before every method of a module; also
     * outside a transform}
     */
    public static <T> T interceptMethods(MethodInterceptor interceptor, Supplier<? extends T> body) {
        return Hooks.with(FrameStack.hooks().interceptors(), interceptor, body);
    }

    // ------------------------------------------------------------------------------------------- lifting

    /** {@return the result of {@link #lift(Supplier, UnaryOperator)} under the name {@code lifted}} */
    public static Params lift(Supplier<Params> init) {
        return lift(init, UnaryOperator.identity());
    }

    /**
     * {@return the parameters of an inner transformed function, kept among those of the outer one under a name}
     *
     * <p>In {@code init} they are those that {@code init} returns; in {@code apply} it is not run, and they are taken
     * from the outer parameters:
     * <pre>{@code
     * var inner = Haiku.transform(...);
     * var params = Haiku.lift(() -> inner.init(nextRngKey(), x), o -> o.name("inner"));
     * return inner.withoutApplyRng().apply(params, x);
     * }</pre>
     *
     * @throws IllegalStateException if the outer function has parameters under those paths already
     */
    public static Params lift(Supplier<Params> init, UnaryOperator<LiftOptions> edit) {
        FrameStack.require("lift");
        return Lift.named(init, edit.apply(LiftOptions.DEFAULTS));
    }

    /** {@return the result of {@link #transparentLift(Supplier, UnaryOperator)} with default settings} */
    public static Params transparentLift(Supplier<Params> init) {
        return transparentLift(init, UnaryOperator.identity());
    }

    /**
     * {@return the parameters of an inner transformed function, kept among those of the outer one without a further
     * name}
     *
     * @throws IllegalStateException if the outer function has parameters under those paths already, or the inner
     *     function uses a module that was made outside it
     */
    public static Params transparentLift(Supplier<Params> init, UnaryOperator<LiftOptions> edit) {
        FrameStack.require("transparentLift");
        return Lift.transparent(init, edit.apply(LiftOptions.DEFAULTS));
    }
}
