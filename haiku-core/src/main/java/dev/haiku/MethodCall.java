package dev.haiku;

import java.util.List;

/**
 * A call of a module's method that a {@link MethodInterceptor} sees.
 *
 * @param module the module
 * @param method the method's name, {@code __call__} for the main method
 * @param arguments its arguments; those that the method handed on, which may be none
 */
public record MethodCall(Module module, String method, List<?> arguments) {

    /** Copies the list. */
    public MethodCall {
        arguments = List.copyOf(arguments);
    }

    /** {@return this with other arguments} */
    public MethodCall arguments(List<?> newArguments) {
        return new MethodCall(module, method, newArguments);
    }
}
