package dev.haiku;

import java.util.function.Function;

/** Stands between the caller of a module's method and the method, inside {@link Haiku#interceptMethods}. */
@FunctionalInterface
public interface MethodInterceptor {

    /**
     * {@return the result of the call, of the type that the method returns}
     *
     * @param call the call
     * @param next the next interceptor; the last one runs the method; it need not be called
     */
    Object intercept(MethodCall call, Function<MethodCall, Object> next);
}
