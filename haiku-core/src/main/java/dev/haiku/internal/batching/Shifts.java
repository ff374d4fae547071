package dev.haiku.internal.batching;

import java.util.ArrayList;
import java.util.List;

/** Lists of axes and of entries for each axis, made to fit a tensor with one more axis in front. */
final class Shifts {

    private Shifts() {}

    /** {@return the axes, each one further back} */
    static List<Integer> shift(List<Integer> axes) {
        return axes.stream().map(axis -> axis + 1).toList();
    }

    /** {@return the list with another entry in front} */
    static List<Integer> prepend(int first, List<Integer> rest) {
        List<Integer> all = new ArrayList<>(rest.size() + 1);
        all.add(first);
        all.addAll(rest);
        return all;
    }

    /** {@return axis 0 and the axes, each one further back} */
    static List<Integer> prependAxis(List<Integer> axes) {
        return prepend(0, shift(axes));
    }
}
