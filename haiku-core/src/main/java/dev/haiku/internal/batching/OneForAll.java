package dev.haiku.internal.batching;

import dev.haiku.ir.Callback;
import dev.haiku.ir.Program;
import java.util.List;

/** What must not run for an index that did not ask for it. */
final class OneForAll {

    private OneForAll() {}

    /**
     * Checks that programs which are going to run for all indices together do not call out to the world.
     *
     * @param what who runs them, such as {@code cond}
     * @param decision what decides for each index, such as the predicate
     * @throws UnsupportedOperationException if they do
     */
    static void require(String what, String decision, List<Program> programs) {
        if (programs.stream().anyMatch(Callback::isIoIn)) {
            throw new UnsupportedOperationException(
                    "vmap cannot map a " + what + " that runs an ioCallback with another "
                            + decision
                            + " for each index, since all indices run together. Use Control.map, which runs one after"
                            + " another, or a " + decision + " that is the same for all.");
        }
    }
}
