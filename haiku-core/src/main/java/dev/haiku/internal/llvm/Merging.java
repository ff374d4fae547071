package dev.haiku.internal.llvm;

import dev.haiku.ir.Var;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/** Finds out which neighbouring axes of a domain can be walked through as one, from all positions in memory that a kernel uses. */
final class Merging implements Memory {

    private final List<Integer> sizes;
    private final Set<Integer> apart = new HashSet<>();

    /**
     * Starts with all axes merged that both are inner ones, or both not.
     *
     * @param sizes the domain
     * @param inner its inner axes
     */
    Merging(List<Integer> sizes, Set<Integer> inner) {
        this.sizes = sizes;
        for (int axis = 1; axis < sizes.size(); axis++) {
            if (inner.contains(axis) != inner.contains(axis - 1)) {
                apart.add(axis);
            }
        }
    }

    @Override
    public String place(Var variable) {
        return "%place";
    }

    @Override
    public void visit(Index position) {
        for (int axis = 1; axis < sizes.size(); axis++) {
            long here = position.coefficients().get(axis);
            long before = position.coefficients().get(axis - 1);
            if (before != here * sizes.get(axis)) {
                apart.add(axis);
            }
        }
    }

    /** {@return the groups of axes} */
    AxisGroups groups() {
        var groups = new AxisGroups();
        long size = 1;
        for (int axis = 0; axis < sizes.size(); axis++) {
            size *= sizes.get(axis);
            if (axis == sizes.size() - 1 || apart.contains(axis + 1)) {
                groups.add(axis, size);
                size = 1;
            }
        }
        return groups;
    }
}
