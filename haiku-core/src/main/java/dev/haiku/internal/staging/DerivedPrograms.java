package dev.haiku.internal.staging;

import dev.haiku.ir.Program;
import java.util.Collections;
import java.util.Map;
import java.util.WeakHashMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Supplier;

/** Remembers what was derived from a program for as long as that program lives, so that no step derives it again. */
public final class DerivedPrograms {

    private static final Map<Program, Map<Object, Object>> DERIVED = Collections.synchronizedMap(new WeakHashMap<>());

    private DerivedPrograms() {}

    /**
     * {@return what {@code derive} gave for this program and key the first time}
     *
     * @param key a record that says what is derived and how
     */
    @SuppressWarnings("unchecked") // one class of keys belongs to one type of result
    public static <T> T of(Program program, Object key, Supplier<T> derive) {
        var known = DERIVED.computeIfAbsent(program, p -> new ConcurrentHashMap<>());
        var result = known.get(key);
        if (result == null) {
            var derived = derive.get();
            var earlier = known.putIfAbsent(key, derived);
            result = earlier == null ? derived : earlier;
        }
        return (T) result;
    }
}
