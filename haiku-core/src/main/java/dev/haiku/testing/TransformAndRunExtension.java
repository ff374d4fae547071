package dev.haiku.testing;

import dev.haiku.NoInput;
import java.lang.reflect.Method;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.InvocationInterceptor;
import org.junit.jupiter.api.extension.ReflectiveInvocationContext;
import org.junit.platform.commons.support.AnnotationSupport;
import org.junit.platform.commons.support.ReflectionSupport;

/** Runs test methods as {@link TransformAndRun} says, which registers it. */
public final class TransformAndRunExtension implements InvocationInterceptor {

    /** Carries a checked exception of a test method through the transformed function. */
    private static final class Checked extends RuntimeException {

        private static final long serialVersionUID = 1L;

        Checked(Throwable cause) {
            super(cause);
        }
    }

    /** Creates one; JUnit does. */
    public TransformAndRunExtension() {}

    @Override
    public void interceptTestMethod(
            Invocation<Void> invocation, ReflectiveInvocationContext<Method> method, ExtensionContext context)
            throws Throwable {
        run(invocation, method, context);
    }

    @Override
    public void interceptTestTemplateMethod(
            Invocation<Void> invocation, ReflectiveInvocationContext<Method> method, ExtensionContext context)
            throws Throwable {
        run(invocation, method, context);
    }

    private static void run(
            Invocation<Void> invocation, ReflectiveInvocationContext<Method> method, ExtensionContext context)
            throws Throwable {
        invocation.skip(); // the method runs twice, which an invocation cannot
        var settings = settings(method.getExecutable(), context);
        try {
            TransformedRun.of(() -> call(method), o -> o.with(settings));
        } catch (Checked e) {
            throw e.getCause();
        }
    }

    private static TransformAndRun settings(Method method, ExtensionContext context) {
        return AnnotationSupport.findAnnotation(method, TransformAndRun.class)
                .or(() -> AnnotationSupport.findAnnotation(context.getRequiredTestClass(), TransformAndRun.class))
                .or(() -> context.getEnclosingTestClasses().stream()
                        .flatMap(type -> AnnotationSupport.findAnnotation(type, TransformAndRun.class).stream())
                        .reduce((outer, inner) -> inner))
                .orElseThrow(() -> new IllegalStateException(
                        "TransformAndRunExtension needs @TransformAndRun on " + method + " or its class."));
    }

    private static NoInput call(ReflectiveInvocationContext<Method> method) {
        try {
            ReflectionSupport.invokeMethod(
                    method.getExecutable(),
                    method.getTarget().orElse(null),
                    method.getArguments().toArray());
        } catch (RuntimeException | Error e) {
            throw e;
        } catch (Exception e) {
            throw new Checked(e);
        }
        return NoInput.NONE;
    }
}
