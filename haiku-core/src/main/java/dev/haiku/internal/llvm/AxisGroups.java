package dev.haiku.internal.llvm;

import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import java.util.function.IntPredicate;
import java.util.stream.IntStream;

/** The axes of a domain in groups that are walked through as one; a group goes by its last axis. */
final class AxisGroups {

    private final Map<Integer, Long> sizes = new TreeMap<>();

    /** {@return groups of one axis each} */
    static AxisGroups single(List<Integer> domain) {
        var groups = new AxisGroups();
        IntStream.range(0, domain.size()).forEach(axis -> groups.add(axis, domain.get(axis)));
        return groups;
    }

    void add(int lastAxis, long size) {
        sizes.put(lastAxis, size);
    }

    /** {@return the size of a group} */
    long size(int lastAxis) {
        return Objects.requireNonNull(sizes.get(lastAxis));
    }

    /** {@return the groups that a condition on their last axis holds for, in order} */
    List<Integer> where(IntPredicate condition) {
        return sizes.keySet().stream().filter(condition::test).toList();
    }

    /** {@return the size of several groups together} */
    long size(List<Integer> lastAxes) {
        return lastAxes.stream().mapToLong(this::size).reduce(1, (a, b) -> a * b);
    }
}
