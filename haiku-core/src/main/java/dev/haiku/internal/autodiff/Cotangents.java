package dev.haiku.internal.autodiff;

import dev.haiku.ir.Elementwise.Add;
import dev.haiku.ir.TensorType;
import dev.haiku.tensor.Ops;
import dev.haiku.tensor.Tensor;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** Cotangents of numbered variables, added up; those that got nothing are zero and absent. */
final class Cotangents {

    private final @Nullable Tensor[] sums;

    Cotangents(int size) {
        sums = new Tensor[size];
    }

    static Cotangents of(List<Tensor> all) {
        var cotangents = new Cotangents(all.size());
        for (int i = 0; i < all.size(); i++) {
            cotangents.add(i, all.get(i));
        }
        return cotangents;
    }

    int size() {
        return sums.length;
    }

    boolean has(int index) {
        return sums[index] != null;
    }

    Tensor get(int index) {
        return Objects.requireNonNull(sums[index], "zero cotangent");
    }

    void add(int index, Tensor term) {
        var sum = sums[index];
        sums[index] = sum == null ? term : Ops.bind(new Add(), sum, term);
    }

    /** Forgets one that is not needed any more. */
    void clear(int index) {
        sums[index] = null;
    }

    /** {@return whether each is there} */
    List<Boolean> present() {
        List<Boolean> present = new ArrayList<>();
        for (int i = 0; i < sums.length; i++) {
            present.add(has(i));
        }
        return present;
    }

    /** {@return those that are there} */
    List<Tensor> nonZero() {
        List<Tensor> nonZero = new ArrayList<>();
        for (int i = 0; i < sums.length; i++) {
            if (has(i)) {
                nonZero.add(get(i));
            }
        }
        return nonZero;
    }

    /** {@return all of them, as zeros where absent} */
    List<Tensor> orZeros(List<TensorType> types) {
        List<Tensor> all = new ArrayList<>();
        for (int i = 0; i < sums.length; i++) {
            all.add(
                    has(i)
                            ? get(i)
                            : Ops.zeros(types.get(i).shape(), types.get(i).dtype()));
        }
        return all;
    }
}
