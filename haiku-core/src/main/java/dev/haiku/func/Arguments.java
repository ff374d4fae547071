package dev.haiku.func;

import dev.haiku.internal.staging.StagedFunction;
import java.util.List;

/** Arguments and results of typed functions that become staged ones. */
final class Arguments {

    private Arguments() {}

    /** {@return the argument at a position; it comes from the typed function that the caller got} */
    @SuppressWarnings({"unchecked", "TypeParameterUnusedInFormals"})
    static <T> T get(List<?> arguments, int position) {
        return (T) arguments.get(position);
    }

    /** {@return what a staged function returns for those arguments; the same as the typed function returned} */
    @SuppressWarnings({"unchecked", "TypeParameterUnusedInFormals"})
    static <R> R result(StagedFunction staged, Object... arguments) {
        return (R) staged.call(List.of(arguments));
    }
}
