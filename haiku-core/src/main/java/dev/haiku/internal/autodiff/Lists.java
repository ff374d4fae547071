package dev.haiku.internal.autodiff;

import dev.haiku.ir.TensorType;
import dev.haiku.ir.Var;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.stream.IntStream;

/** Lists of operands and the masks that say which of them are meant. */
final class Lists {

    private Lists() {}

    static List<TensorType> types(List<Var> variables) {
        return variables.stream().map(Var::type).toList();
    }

    static <T> List<T> concat(List<? extends T> first, List<? extends T> second) {
        List<T> all = new ArrayList<>(first);
        all.addAll(second);
        return all;
    }

    /** {@return the elements where the mask is true} */
    static <T> List<T> select(List<T> list, List<Boolean> mask) {
        List<T> selected = new ArrayList<>();
        for (int i = 0; i < mask.size(); i++) {
            if (mask.get(i)) {
                selected.add(list.get(i));
            }
        }
        return selected;
    }

    /** {@return the elements at those positions} */
    static <T> List<T> pick(List<T> list, List<Integer> positions) {
        return positions.stream().map(list::get).toList();
    }

    static List<Boolean> not(List<Boolean> mask) {
        return mask.stream().map(b -> !b).toList();
    }

    static List<Boolean> or(List<Boolean> first, List<Boolean> second) {
        return IntStream.range(0, first.size())
                .mapToObj(i -> first.get(i) || second.get(i))
                .toList();
    }

    static List<Boolean> all(boolean value, int size) {
        return Collections.nCopies(size, value);
    }

    /** {@return how many are true} */
    static int count(List<Boolean> mask) {
        return Collections.frequency(mask, true);
    }
}
