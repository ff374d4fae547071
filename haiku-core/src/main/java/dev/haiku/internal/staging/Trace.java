package dev.haiku.internal.staging;

import dev.haiku.ir.TensorType;
import dev.haiku.tensor.LeakedTracerException;
import dev.haiku.tensor.Tracer;
import java.lang.StackWalker.StackFrame;
import java.lang.ref.WeakReference;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * One run of a function under a transformation: who transforms it, where that was called, and whether it has ended, so
 * that what still uses its tensors is wrong.
 */
public final class Trace {

    private static final String ADVICE =
            " Return it from the function, as aux for instance, instead of storing it in a field or collection.";

    private final String transformation;
    private final @Nullable StackFrame caller; // as text only when it is needed
    private final boolean isChecked;
    private final List<WeakReference<Tracer>> tracers = new ArrayList<>(0);
    private volatile boolean ended;

    private Trace(String transformation, @Nullable StackFrame caller, boolean isChecked) {
        this.transformation = transformation;
        this.caller = caller;
        this.isChecked = isChecked;
    }

    /** {@return a new run, which the transformation has to end} */
    public static Trace begin(String transformation) {
        var check = Scopes.leakCheck();
        var trace = new Trace(transformation, CallSites.current().orElse(null), check.isPresent());
        check.ifPresent(present -> present.add(trace));
        return trace;
    }

    /** {@return who transforms the function, such as {@code jit}} */
    public String transformation() {
        return transformation;
    }

    /** Ends it: tensors that outlive it are leaks. */
    public void end() {
        ended = true;
    }

    /** Tells that a tensor belongs to it. */
    public void made(Tracer tracer) {
        if (isChecked) {
            tracers.add(new WeakReference<>(tracer));
        }
    }

    /**
     * Checks that it has not ended, or that something stands for the tensor where it is used.
     *
     * @param tensor the tensor of this run that is used
     * @param user what uses it, such as {@code add}
     * @throws LeakedTracerException if neither is so
     */
    public void requireRunning(Tracer tensor, String user) {
        if (ended && !Scopes.isReplaced(tensor)) {
            throw new LeakedTracerException(
                    described(tensor.type()) + " is used by " + user + " after that ended." + ADVICE);
        }
    }

    /**
     * Checks that nothing refers to its tensors any more.
     *
     * @throws LeakedTracerException if something does
     */
    void requireForgotten() {
        var tensors = tracers.stream()
                .map(WeakReference::get)
                .filter(Objects::nonNull)
                .map(tracer -> tracer.type().toString())
                .toList();
        if (!tensors.isEmpty()) {
            throw new LeakedTracerException("Something still refers to a tensor of " + named() + " after it ended: "
                    + String.join(", ", tensors) + "." + ADVICE);
        }
    }

    private String described(TensorType tensor) {
        return "A tensor " + tensor + " of " + named();
    }

    private String named() {
        return caller == null ? transformation : transformation + ", called at " + CallSites.text(caller) + ",";
    }
}
