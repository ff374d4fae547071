package dev.haiku;

import dev.haiku.internal.autodiff.Autodiff;
import dev.haiku.internal.batching.Batching;
import dev.haiku.internal.staging.Staging;
import dev.haiku.tensor.Interpreter;
import dev.haiku.tensor.Interpreters;
import java.util.Optional;
import java.util.stream.Stream;

/** Names a transformation that runs, and Haiku's own of its kind, for messages. */
record PlainTransformation(String kind, String replacement) {

    private static final PlainTransformation GRAD =
            new PlainTransformation("grad or the like", "Haiku.grad or Haiku.valueAndGrad");
    private static final PlainTransformation VMAP = new PlainTransformation("vmap", "Haiku.vmap");
    private static final PlainTransformation JIT = new PlainTransformation(
            "jit, scan, cond or the like", "Haiku.jit, Haiku.scan, Haiku.cond or whichever it is");

    /** {@return the innermost transformation in this thread that began after {@code base} was the current interpreter} */
    static Optional<PlainTransformation> above(Interpreter base) {
        return Interpreters.current() == base
                ? Optional.empty()
                : Stream.iterate(
                                Optional.of(Interpreters.current()),
                                interpreter -> interpreter.isPresent() && interpreter.get() != base,
                                interpreter -> interpreter.flatMap(Interpreter::outer))
                        .flatMap(interpreter -> of(interpreter.orElseThrow()).stream())
                        .findFirst();
    }

    /** {@return what an interpreter stands for, nothing if it only looks on, such as one that checks for NaN} */
    private static Optional<PlainTransformation> of(Interpreter interpreter) {
        var type = interpreter.getClass();
        if (type.getPackage() == Autodiff.class.getPackage()) {
            return Optional.of(GRAD);
        }
        if (type.getPackage() == Batching.class.getPackage()) {
            return Optional.of(VMAP);
        }
        boolean isStaging = type.getPackage() == Staging.class.getPackage()
                && type.getSimpleName().equals("StagingInterpreter");
        return isStaging ? Optional.of(JIT) : Optional.empty();
    }

    String advice() {
        return "Use " + replacement + ", or transform init and apply from outside, for example jit(net::apply).";
    }
}
