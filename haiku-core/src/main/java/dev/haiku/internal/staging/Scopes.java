package dev.haiku.internal.staging;

import dev.haiku.tensor.Interpreter;
import dev.haiku.tensor.Interpreters;
import dev.haiku.tensor.Tensor;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;
import java.util.stream.Stream;

/** What the transformations around the current thread's code say to it; read off the chain of their interpreters. */
public final class Scopes {

    private Scopes() {}

    /** {@return the interpreters around, from the current one to the one at the bottom} */
    private static Stream<Interpreter> around() {
        return Stream.iterate(
                        Optional.of(Interpreters.current()),
                        Optional::isPresent,
                        interpreter -> interpreter.flatMap(Interpreter::outer))
                .map(Optional::orElseThrow);
    }

    private static boolean isBare() {
        return Interpreters.current() == Interpreters.backend();
    }

    /** {@return the names and sizes of the axes that collectives may name here, the innermost first} */
    public static Map<String, Integer> namedAxes() {
        if (isBare()) {
            return Map.of();
        }
        Map<String, Integer> axes = new LinkedHashMap<>();
        around().filter(NamedAxis.class::isInstance)
                .map(NamedAxis.class::cast)
                .filter(axis -> !axis.axisName().isEmpty())
                .forEach(axis -> axes.putIfAbsent(axis.axisName(), axis.axisSize()));
        return Collections.unmodifiableMap(axes);
    }

    /** {@return whether functions are to run as they are instead of being staged} */
    public static boolean isJitDisabled() {
        return !isBare() && around().anyMatch(WithoutJit.class::isInstance);
    }

    /** {@return whether a function is being staged, so that what runs becomes a part of a program} */
    public static boolean isStaging() {
        return !isBare() && around().anyMatch(StagingInterpreter.class::isInstance);
    }

    /** {@return whether something around puts another tensor in place of this one} */
    static boolean isReplaced(Tensor tensor) {
        return around().anyMatch(around -> around instanceof Replacement replacement && replacement.replaces(tensor));
    }

    /** {@return the innermost leak check around, if there is one} */
    static Optional<LeakCheck> leakCheck() {
        return isBare()
                ? Optional.empty()
                : around().filter(LeakCheck.class::isInstance)
                        .map(LeakCheck.class::cast)
                        .findFirst();
    }

    /** {@return the result of {@code body}, in which functions run as they are instead of being staged} */
    public static <T> T withoutJit(Supplier<T> body) {
        return Interpreters.with(new WithoutJit(), body);
    }

    /**
     * {@return the result of {@code body}, after which no tensor of a transformation that ran in it is left}
     *
     * @throws dev.haiku.tensor.LeakedTracerException if one is
     */
    public static <T> T checkingLeaks(Supplier<T> body) {
        var check = new LeakCheck();
        var result = Interpreters.with(check, body);
        check.requireNone();
        return result;
    }
}
