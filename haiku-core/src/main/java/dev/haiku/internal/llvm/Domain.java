package dev.haiku.internal.llvm;

import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.IntStream;

/**
 * What a kernel loops over: the axes of a tensor, one of which lies along the lanes of vectors.
 *
 * <p>Neighbouring axes that all operands walk through alike are merged: only the last axis of such a group has a
 * register, and it counts through the whole group.
 *
 * @param sizes the sizes of the axes
 * @param levels the level of {@link Code} at which the index of each axis is known
 * @param registers the register of each axis, absent for those merged into a later one
 * @param lane the axis along the lanes; its register is the first lane's index
 */
record Domain(List<Integer> sizes, List<Integer> levels, Map<Integer, String> registers, int lane) {

    /** {@return the register of an axis that has one} */
    String register(int axis) {
        return Objects.requireNonNull(registers.get(axis));
    }

    int rank() {
        return sizes.size();
    }

    /** {@return the indices of the element at hand} */
    List<Index> indices() {
        return IntStream.range(0, rank())
                .mapToObj(axis -> Index.along(axis, rank()))
                .toList();
    }
}
