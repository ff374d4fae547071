package dev.haiku.inspect;

import java.util.List;

/**
 * A call of a module's method.
 *
 * @param module the module
 * @param method the method's name, {@code __call__} for the main method
 * @param inputs what the method handed on as its arguments: trees with types in place of tensors, or texts
 * @param output its result likewise
 * @param callers the calls around it, the innermost first
 * @param flops an estimate of the operations that it takes, with all that it calls
 */
public record MethodInvocation(
        ModuleDetails module, String method, List<Object> inputs, Object output, List<Caller> callers, long flops) {

    /** Copies the lists. */
    public MethodInvocation {
        inputs = List.copyOf(inputs);
        callers = List.copyOf(callers);
    }

    /**
     * A call around another one; prints as {@code mlp (Mlp)} or, of another than the main method, {@code vae (Vae.encode)}.
     *
     * @param path the module path
     * @param type the simple name of the module's class
     * @param method the method's name
     */
    public record Caller(String path, String type, String method) {

        @Override
        public String toString() {
            return path + " (" + type + (method.equals("__call__") ? "" : "." + method) + ")";
        }
    }

    MethodInvocation withFlops(long newFlops) {
        return new MethodInvocation(module, method, inputs, output, callers, newFlops);
    }

    Caller asCaller() {
        return new Caller(module.path(), module.type(), method);
    }

    /** {@return the inputs as text, such as {@code f32[8, 784]}} */
    public String inputText() {
        return String.join(", ", inputs.stream().map(Specs::text).toList());
    }

    /** {@return the output as text, such as {@code f32[8, 10]}} */
    public String outputText() {
        return Specs.text(output);
    }
}
