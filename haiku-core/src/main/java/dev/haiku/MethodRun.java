package dev.haiku;

import dev.haiku.array.ShapeException;
import java.util.Arrays;
import java.util.List;
import java.util.function.Function;

/** Runs the methods of modules: in their scope, through the interceptors, and with the module path added to errors. */
final class MethodRun {

    /** Names the module in the stack trace of an error that passed through it. */
    private static final class InsideModule extends RuntimeException {

        private static final long serialVersionUID = 1L;

        InsideModule(String path) {
            super("raised inside the module " + path, null, false, false);
        }
    }

    private final Module module;
    private final String method;
    private final String like;

    /**
     * Prepares one.
     *
     * @param module the module
     * @param method the method's name
     * @param like the name of the method after which modules made in it are named, mostly the same
     */
    MethodRun(Module module, String method, String like) {
        this.module = module;
        this.method = checked(method);
        this.like = checked(like);
    }

    private String checked(String name) {
        if (!ModuleNames.isIdentifier(name)) {
            throw new IllegalArgumentException(module.moduleName() + ": '" + name + "' is not a valid method name. "
                    + "It consists of letters, digits and underscores.");
        }
        return name;
    }

    @SuppressWarnings("unchecked") // an interceptor that returns a value of another class is at fault
    <T> T run(List<?> arguments, Function<List<?>, ? extends T> body) {
        var frame = FrameStack.require(module.moduleName());
        FrameStack.requireNotCaptured(module);
        var interceptors = FrameStack.hooks().interceptors();
        try {
            return frame.within(
                    Scope.of(module, like),
                    () -> NamedScope.around(
                            module,
                            method,
                            () -> Policies.around(
                                    module,
                                    arguments,
                                    inputs -> interceptors.isEmpty()
                                            ? body.apply(inputs)
                                            : (T) Hooks.call(
                                                    interceptors,
                                                    new MethodCall(module, method, inputs),
                                                    call -> body.apply(call.arguments())))));
        } catch (RuntimeException e) {
            throw located(e, module.moduleName());
        } finally {
            frame.noteSubmodule(module);
        }
    }

    /** {@return the error with the path of the innermost module that it passed through} */
    private static RuntimeException located(RuntimeException error, String path) {
        if (Arrays.stream(error.getSuppressed()).anyMatch(InsideModule.class::isInstance)) {
            return error;
        }
        var located = error instanceof ShapeException shape ? withPath(shape, path) : error;
        located.addSuppressed(new InsideModule(path));
        return located;
    }

    private static ShapeException withPath(ShapeException error, String path) {
        var message = String.valueOf(error.getMessage());
        if (message.startsWith(path + ": ")) {
            return error;
        }
        var located = new ShapeException(path + ": " + message);
        located.initCause(error);
        return located;
    }
}
