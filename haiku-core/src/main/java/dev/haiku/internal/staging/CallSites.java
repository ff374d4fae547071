package dev.haiku.internal.staging;

import java.lang.StackWalker.StackFrame;
import java.util.Optional;

/** Finds the code of the user that called this library, for messages. */
final class CallSites {

    private static final StackWalker WALKER = StackWalker.getInstance(StackWalker.Option.RETAIN_CLASS_REFERENCE);

    /** Classes of the JDK have no code source; those of this library have that of this class. */
    private static final ClassValue<Boolean> IS_USERS = new ClassValue<>() {
        @Override
        protected Boolean computeValue(Class<?> type) {
            var source = type.getProtectionDomain().getCodeSource();
            return source != null
                    && !source.equals(CallSites.class.getProtectionDomain().getCodeSource());
        }
    };

    private CallSites() {}

    /** {@return the innermost call on the stack that code of the user makes} */
    static Optional<StackFrame> current() {
        return WALKER.walk(frames ->
                frames.filter(frame -> IS_USERS.get(frame.getDeclaringClass())).findFirst());
    }

    /** {@return a call as it prints in stack traces, such as {@code Trainer.step(Trainer.java:42)}} */
    static String text(StackFrame frame) {
        var type = frame.getDeclaringClass();
        var name = type.getName().substring(type.getPackageName().length()).replaceFirst("^\\.", "");
        return name + "." + method(frame.getMethodName()) + "(" + frame.getFileName() + ":" + frame.getLineNumber()
                + ")";
    }

    /** {@return the method that a lambda's method was made from: {@code step} of {@code lambda$step$0}} */
    private static String method(String name) {
        return name.startsWith("lambda$") ? name.substring("lambda$".length(), name.lastIndexOf('$')) : name;
    }
}
