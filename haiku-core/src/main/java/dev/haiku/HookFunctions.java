package dev.haiku;

import java.util.function.Supplier;

/** The creators, getters, setters and interceptors of {@link Haiku}. */
abstract class HookFunctions extends NamingFunctions {

    HookFunctions() {}

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
}
