package dev.haiku;

import dev.haiku.array.DType;
import dev.haiku.array.Shape;
import dev.haiku.func.Fn3;
import dev.haiku.random.Key;
import dev.haiku.tensor.Tensor;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.BiFunction;
import java.util.function.Function;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * A part of a network with a name under which its parameters and state are kept; the base of all modules.
 *
 * <p>A module is created inside a function given to {@link Haiku#transform} and takes its name at once, unique in the
 * method that creates it: the class name in snake case, or the name given, with a number appended where it is taken.
 * The path of a module made
 * <ul>
 *   <li>in a constructor or field initialiser of the module {@code parent} is {@code parent/~/child},
 *   <li>in its main method, {@link #mainMethod}, {@code parent/child},
 *   <li>in another {@link #method method("encode", ...)}, {@code parent/~encode/child}.
 * </ul>
 * Names are counted afresh in each call of a method, so calling a module twice uses the same parameters twice.
 *
 * <p>Most modules map a tensor to a tensor and extend {@link LayerModule}. Others wrap the bodies of their public
 * methods:
 * <pre>{@code
 * public Tensor apply(Tensor x, boolean isTraining) {
 *     return mainMethod(() -> ...);
 * }
 * public Tensor decode(Tensor z) {
 *     return method("decode", () -> ...);
 * }
 * }</pre>
 *
 * <p>The simple name is that of {@code java.lang.Module}: import this class by name, since a wildcard import is
 * ambiguous and without an import the compiler says "cannot inherit from final Module".
 */
public abstract class Module {

    private final String moduleName;
    private final Run run;
    private final Set<String> submodules = new LinkedHashSet<>();

    /**
     * Creates a module named after its class.
     *
     * @throws NotTransformedException if this is outside a function given to {@link Haiku#transform}
     */
    protected Module() {
        this(null);
    }

    /**
     * Creates a module of that name, or named after its class if {@code name} is null.
     *
     * @throws NotTransformedException if this is outside a function given to {@link Haiku#transform}
     * @throws IllegalArgumentException if the name is not an identifier, or it ends in a number and is taken
     */
    @SuppressWarnings("this-escape") // only its class is looked at
    protected Module(@Nullable String name) {
        var frame = FrameStack.require(ModuleNames.className(getClass()), "created");
        this.run = frame.run();
        this.moduleName = frame.scope().construct(this, ModuleNames.checked(name, getClass()));
        frame.noteSubmodule(this);
    }

    /** {@return the path, such as {@code mlp/~/linear_0}} */
    public final String moduleName() {
        return moduleName;
    }

    /** {@return the last part of the path, such as {@code linear_0}} */
    public final String name() {
        return ModuleNames.lastPart(moduleName);
    }

    /** {@return the parameters of this module and those that it made or used, by full name} */
    public final Map<String, Tensor> paramsDict() {
        return owned(FrameStack.require("paramsDict").paramsSnapshot().toMap());
    }

    /** {@return the current state of this module and those that it made or used, by full name} */
    public final Map<String, Object> stateDict() {
        return owned(FrameStack.require("stateDict").currentState().toMap());
    }

    private <V> Map<String, V> owned(Map<String, Map<String, V>> all) {
        var owned = new LinkedHashMap<String, V>();
        all.forEach((module, bundle) -> {
            if (module.equals(moduleName) || module.startsWith(moduleName + "/") || submodules.contains(module)) {
                bundle.forEach((name, value) -> owned.put(module + "/" + name, value));
            }
        });
        return Collections.unmodifiableMap(owned);
    }

    /** Remembers a module that this one made or called. */
    final void noteSubmodule(String path) {
        submodules.add(path);
    }

    /** {@return the call of {@code init} or {@code apply} in which this was made} */
    final Run run() {
        return run;
    }

    // ------------------------------------------------------------------------------------------- methods

    /**
     * {@return the result of {@code body}, run as the main method: modules made in it have paths {@code parent/child}}
     */
    protected final <T> T mainMethod(Supplier<? extends T> body) {
        return method(ModuleNames.CALL, body);
    }

    /** {@return the result of {@code body} for {@code input}, which interceptors see, run as the main method} */
    protected final <A, T> T mainMethod(A input, Function<? super A, ? extends T> body) {
        return method(ModuleNames.CALL, input, body);
    }

    /** {@return the result of {@code body} for two arguments, which interceptors see, run as the main method} */
    protected final <A, B, T> T mainMethod(A first, B second, BiFunction<? super A, ? super B, ? extends T> body) {
        return method(ModuleNames.CALL, first, second, body);
    }

    /** {@return the result of {@code body} for three arguments, which interceptors see, run as the main method} */
    protected final <A, B, C, T> T mainMethod(
            A first, B second, C third, Fn3<? super A, ? super B, ? super C, ? extends T> body) {
        return method(ModuleNames.CALL, first, second, third, body);
    }

    /**
     * {@return the result of {@code body}, run as the method {@code name}: modules made in it have paths {@code
     * parent/~name/child}}
     */
    protected final <T> T method(String name, Supplier<? extends T> body) {
        return new MethodRun(this, name, name).run(List.of(), arguments -> body.get());
    }

    /**
     * {@return the result of {@code body} for {@code input}, which interceptors see, run as the method {@code name}}
     */
    @SuppressWarnings("unchecked") // an interceptor that passes on an argument of another class is at fault
    protected final <A, T> T method(String name, A input, Function<? super A, ? extends T> body) {
        return new MethodRun(this, name, name).run(List.of(input), arguments -> body.apply((A) arguments.get(0)));
    }

    /**
     * {@return the result of {@code body} for two arguments, which interceptors see, run as the method {@code name}}
     */
    @SuppressWarnings("unchecked") // as above
    protected final <A, B, T> T method(
            String name, A first, B second, BiFunction<? super A, ? super B, ? extends T> body) {
        return new MethodRun(this, name, name)
                .run(List.of(first, second), arguments -> body.apply((A) arguments.get(0), (B) arguments.get(1)));
    }

    /**
     * {@return the result of {@code body} for three arguments, which interceptors see, run as the method {@code name}}
     */
    @SuppressWarnings("unchecked") // as above
    protected final <A, B, C, T> T method(
            String name, A first, B second, C third, Fn3<? super A, ? super B, ? super C, ? extends T> body) {
        return new MethodRun(this, name, name)
                .run(
                        List.of(first, second, third),
                        arguments -> body.apply((A) arguments.get(0), (B) arguments.get(1), (C) arguments.get(2)));
    }

    /**
     * {@return the result of {@code body}, run as the method {@code name}, with the names that modules made in the method
     * {@code like} get; Haiku's {@code name_like}}
     *
     * <p>{@code __call__} stands for the main method. Interceptors see {@code name}. Names are counted afresh in each
     * run of either method, so both give the same names to what they make in the same order.
     */
    protected final <T> T methodNamedLike(String like, String name, Supplier<? extends T> body) {
        return new MethodRun(this, name, like).run(List.of(), arguments -> body.get());
    }

    // ------------------------------------------------------------------------------------------- parameters and state

    /** {@return the {@code f32} parameter {@code name} of this module, made by {@code init} if it does not exist} */
    protected final Tensor getParameter(String name, Shape shape, Initializer init) {
        return getParameter(name, shape, DType.F32, init);
    }

    /**
     * {@return the parameter {@code name} of this module; in {@code init} it is made by {@code init} if it does not
     * exist}
     *
     * <p>A stored value of another element type is returned as it is.
     *
     * @throws dev.haiku.array.ShapeException if it exists with another shape
     * @throws MissingParameterException if it does not exist in {@code apply}
     */
    protected final Tensor getParameter(String name, Shape shape, DType dtype, Initializer init) {
        return Parameters.get(FrameStack.requireForEffect("getParameter"), Variable.in(this, name, shape, dtype), init);
    }

    /**
     * {@return the state {@code name} of this module, a tensor}
     *
     * @throws IllegalStateException if it has no value yet
     */
    protected final Tensor getState(String name) {
        return state(name, "getState").get(Tensor.class);
    }

    /** {@return the state {@code name} of this module, made by {@code init} as {@code f32} if it has no value yet} */
    protected final Tensor getState(String name, Shape shape, Initializer init) {
        return getState(name, shape, DType.F32, init);
    }

    /** {@return the state {@code name} of this module, made by {@code init} if it has no value yet} */
    protected final Tensor getState(String name, Shape shape, DType dtype, Initializer init) {
        return new Stateful(FrameStack.requireForEffect("getState"), Variable.in(this, name, shape, dtype))
                .getOrCreate(init);
    }

    /**
     * {@return the state {@code name} of this module, a tree of that class, made by {@code init} if it has no value
     * yet}
     */
    protected final <T> T getState(String name, Class<T> type, Supplier<? extends T> init) {
        return state(name, "getState").getOrCreate(type, init);
    }

    /** {@return whether the state {@code name} of this module has a value} */
    protected final boolean hasState(String name) {
        return FrameStack.require("hasState").state().contains(moduleName, name);
    }

    /**
     * Sets the state {@code name} of this module to a tensor or another tree. The first value ever set is what {@code
     * init} returns.
     */
    protected final void setState(String name, Object value) {
        state(name, "setState").set(value);
    }

    private Stateful state(String name, String what) {
        return new Stateful(FrameStack.requireForEffect(what), Variable.in(this, name, Shape.SCALAR, DType.F32));
    }

    /** {@return a new random key, see {@link Haiku#nextRngKey}} */
    protected final Key nextRngKey() {
        return Haiku.nextRngKey();
    }

    /**
     * {@return class and settings, such as {@code Linear(outputSize=10, withBias=false)}; class and path, such as {@code
     * Linear(mlp/~/linear_0)}, if {@link Config#autoRepr} is off or the fields of the class cannot be read}
     */
    @Override
    public String toString() {
        var settings = Config.current().autoRepr() ? AutoRepr.of(this) : Optional.<String>empty();
        return settings.orElseGet(() -> ModuleNames.className(getClass()) + "(" + moduleName + ")");
    }
}
