package dev.haiku;

import dev.haiku.tensor.Tensor;
import java.util.function.Supplier;

/** The names of {@link Haiku}, and modules made of functions. */
abstract class NamingFunctions extends KeyFunctions {

    NamingFunctions() {}

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
}
