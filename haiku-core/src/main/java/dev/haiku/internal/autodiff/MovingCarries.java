package dev.haiku.internal.autodiff;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.function.Function;

/** Which operands of a loop move; a carry does as soon as it moves at the start or after any run of the body. */
final class MovingCarries {

    private final List<Boolean> operands;
    private final int first;
    private final int count;

    /** The carries are {@code count} operands from {@code first} on. */
    MovingCarries(List<Boolean> operands, int first, int count) {
        this.operands = new ArrayList<>(operands);
        this.first = first;
        this.count = count;
    }

    /**
     * {@return what is derived from the body once no more carries begin to move}
     *
     * @param derive derives it for the operands that move so far
     * @param moving says which results of the body move then, the carries first
     */
    <T> T settle(Function<MovingCarries, T> derive, Function<T, List<Boolean>> moving) {
        var derived = derive.apply(this);
        while (raise(moving.apply(derived))) {
            derived = derive.apply(this);
        }
        return derived;
    }

    private boolean raise(List<Boolean> results) {
        boolean grows = false;
        for (int i = 0; i < count; i++) {
            if (results.get(i) && !operands.get(first + i)) {
                operands.set(first + i, true);
                grows = true;
            }
        }
        return grows;
    }

    List<Boolean> operands() {
        return List.copyOf(operands);
    }

    List<Boolean> carries() {
        return operands().subList(first, first + count);
    }

    /** {@return which of so many results need a tangent in any case: the carries that move} */
    List<Boolean> forced(int results) {
        return Lists.concat(carries(), Collections.nCopies(results - count, false));
    }

    int movingConstants() {
        return Lists.count(operands.subList(0, first));
    }

    int movingCarries() {
        return Lists.count(carries());
    }
}
