package dev.haiku.tensor;

import java.util.ServiceLoader;
import java.util.function.Supplier;

/** The current interpreter of each thread; the {@link Backend} where none is installed. */
public final class Interpreters {

    private static final ThreadLocal<Interpreter> CURRENT = ThreadLocal.withInitial(Interpreters::backend);

    private Interpreters() {}

    private static final class BackendHolder {
        static final Backend BACKEND = ServiceLoader.load(Backend.class, Backend.class.getClassLoader())
                .findFirst()
                .orElseThrow(() -> new IllegalStateException("No " + Backend.class.getName()
                        + " service on the class path. Shaded jars must merge META-INF/services."));
    }

    /** {@return the interpreter that computes at once} */
    public static Backend backend() {
        return BackendHolder.BACKEND;
    }

    /** {@return this thread's current interpreter} */
    public static Interpreter current() {
        return CURRENT.get();
    }

    /** {@return the result of {@code body}, run with {@code interpreter} as the current one of this thread} */
    public static <T> T with(Interpreter interpreter, Supplier<T> body) {
        var outer = CURRENT.get();
        CURRENT.set(interpreter);
        try {
            return body.get();
        } finally {
            CURRENT.set(outer);
        }
    }
}
