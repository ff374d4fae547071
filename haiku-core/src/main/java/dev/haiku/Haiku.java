package dev.haiku;

import dev.haiku.array.DType;
import dev.haiku.array.Shape;
import dev.haiku.tensor.Tensor;
import java.util.function.BiFunction;
import java.util.function.Function;
import java.util.function.Supplier;

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

    /**
     * Returned by an initialiser, creator or setter to say that the value is not to be kept among the parameters or the
     * state; a custom getter then supplies it.
     *
     * <p>For example for a frozen network whose values come from elsewhere. A tensor without shape and element type.
     */
    public static final Tensor DO_NOT_STORE = NotStored.INSTANCE;

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

    /**
     * {@return several functions over the same modules as pure functions with one set of parameters}
     *
     * <pre>{@code
     * record Autoencoder(Linear encoder, Linear decoder) {
     *     Tensor reconstruct(Tensor x) {
     *         return decoder.apply(encoder.apply(x));
     *     }
     * }
     *
     * var net = Haiku.multiTransform(() -> new Autoencoder(new Linear(2), new Linear(4)), Autoencoder::reconstruct);
     * var params = net.init(key, x);
     * var encode = net.function((Autoencoder a, Tensor in) -> a.encoder().apply(in)).withoutApplyRng();
     * var code = encode.apply(params, x);
     * }</pre>
     *
     * @param factory makes the modules; it runs anew in each {@code init} and {@code apply}
     * @param template uses all of them, for {@code init}
     */
    public static <M, A> MultiTransformed<M, A> multiTransform(
            Supplier<? extends M> factory, BiFunction<? super M, ? super A, ?> template) {
        return new MultiTransformed<>(multiTransformWithState(factory, template));
    }

    /**
     * {@return several functions over the same modules as pure functions with one set of parameters and one state}
     *
     * @param factory makes the modules; it runs anew in each {@code init} and {@code apply}
     * @param template uses all of them, for {@code init}
     */
    public static <M, A> MultiTransformedWithState<M, A> multiTransformWithState(
            Supplier<? extends M> factory, BiFunction<? super M, ? super A, ?> template) {
        return new MultiTransformedWithState<>(factory, template);
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
        var frame = FrameStack.requireForEffect("getParameter");
        return Parameters.get(frame, Variable.at(frame.place(), name, shape, dtype), init);
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
        var frame = FrameStack.requireForEffect("getState");
        return new Stateful(frame, Variable.at(frame.place(), name, shape, dtype)).getOrCreate(init);
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
        var frame = FrameStack.requireForEffect(what);
        return new Stateful(frame, Variable.at(frame.place(), name, Shape.SCALAR, DType.F32));
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
}
