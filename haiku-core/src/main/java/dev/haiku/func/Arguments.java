package dev.haiku.func;

import java.util.List;
import java.util.function.BiFunction;
import java.util.function.Function;
import java.util.function.Supplier;

/** Typed functions of several arguments as functions of one: a list of them, or a tree that holds them together. */
final class Arguments {

    private Arguments() {}

    static <R> Function<List<Object>, R> listed(Supplier<? extends R> f) {
        return none -> f.get();
    }

    static <P, R> Function<List<Object>, R> listed(Function<P, ? extends R> f) {
        return all -> f.apply(at(all, 0));
    }

    static <P, A, R> Function<List<Object>, R> listed(BiFunction<P, A, ? extends R> f) {
        return all -> f.apply(at(all, 0), at(all, 1));
    }

    static <P, A, B, R> Function<List<Object>, R> listed(Fn3<P, A, B, ? extends R> f) {
        return all -> f.apply(at(all, 0), at(all, 1), at(all, 2));
    }

    static <P, A, B, C, R> Function<List<Object>, R> listed(Fn4<P, A, B, C, ? extends R> f) {
        return all -> f.apply(at(all, 0), at(all, 1), at(all, 2), at(all, 3));
    }

    /** {@return the argument at a position; it comes from the typed function that the caller got} */
    @SuppressWarnings({"unchecked", "TypeParameterUnusedInFormals"})
    private static <T> T at(List<Object> arguments, int position) {
        return (T) arguments.get(position);
    }

    /** {@return what a function of a list returns for those arguments; the same as the typed function returned} */
    @SuppressWarnings({"unchecked", "TypeParameterUnusedInFormals"})
    static <R> R result(Function<List<Object>, Object> function, Object... arguments) {
        return (R) function.apply(List.of(arguments));
    }

    static <A, B, R> Function<Args2<A, B>, R> together(BiFunction<A, B, R> f) {
        return x -> f.apply(x.first(), x.second());
    }

    static <A, B, C, R> Function<Args3<A, B, C>, R> together(Fn3<A, B, C, R> f) {
        return x -> f.apply(x.first(), x.second(), x.third());
    }

    static <A, B, C, D, R> Function<Args4<A, B, C, D>, R> together(Fn4<A, B, C, D, R> f) {
        return x -> f.apply(x.first(), x.second(), x.third(), x.fourth());
    }
}
