package dev.haiku;

import java.util.function.Supplier;

/** Marks on the stack where a scope begins, for {@link ConstructorCalls}. */
final class ScopeBoundary {

    private ScopeBoundary() {}

    static <T> T run(Supplier<? extends T> body) {
        return body.get();
    }
}
