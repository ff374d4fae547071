package dev.haiku.func;

import java.util.function.BiFunction;
import java.util.function.Function;

/** Several operands as one tree. */
final class Operands {

    private Operands() {}

    /** Two operands. */
    record Two<A, B>(A first, B second) {}

    /** Three operands. */
    record Three<A, B, C>(A first, B second, C third) {}

    static <A, B, R> Function<Two<A, B>, R> of(BiFunction<A, B, R> f) {
        return in -> f.apply(in.first(), in.second());
    }

    static <A, B, C, R> Function<Three<A, B, C>, R> of(Fn3<A, B, C, R> f) {
        return in -> f.apply(in.first(), in.second(), in.third());
    }
}
