package dev.haiku;

import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * The names taken in one run of a method, and the next number for each; so calling a method twice gives the same names.
 */
final class NameTable {

    private static final Pattern NUMBERED = Pattern.compile("(.*)_(0|[1-9][0-9]{0,17})", Pattern.DOTALL);

    private final Set<String> used = new HashSet<>();
    private final Map<String, Long> next = new HashMap<>();

    /** {@return a table in which the same names are taken} */
    NameTable copy() {
        var copy = new NameTable();
        copy.used.addAll(used);
        copy.next.putAll(next);
        return copy;
    }

    /**
     * {@return a free path for {@code candidate}: the same, or with a number appended}
     *
     * @throws IllegalArgumentException if the candidate ends in a number and is taken
     */
    String take(String candidate) {
        var free = candidate;
        if (!NUMBERED.matcher(candidate).matches()) {
            long number = next.getOrDefault(candidate, 0L);
            free = number == 0 ? candidate : candidate + "_" + number;
        }
        if (used.contains(free)) {
            throw new IllegalArgumentException("The module name '" + free + "' is taken. "
                    + "Give the modules different names, or leave out the number and Haiku appends one.");
        }
        reserve(free);
        return free;
    }

    /** Takes a path without checking that it is free. */
    void reserve(String path) {
        used.add(path);
        var numbered = NUMBERED.matcher(path);
        if (numbered.matches()) {
            next.merge(numbered.group(1), Long.parseLong(numbered.group(2)) + 1, Math::max);
        } else {
            next.merge(path, 1L, Math::max);
        }
    }
}
