package dev.haiku.internal.autodiff;

import dev.haiku.tensor.Ops;
import dev.haiku.tensor.Tensor;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * A value with its tangent.
 *
 * @param primal the value
 * @param tangent the tangent, of the same type; absent if it is zero
 */
record Dual(Tensor primal, @Nullable Tensor tangent) {

    static Dual constant(Tensor primal) {
        return new Dual(primal, null);
    }

    static List<Tensor> primals(List<Dual> duals) {
        return duals.stream().map(Dual::primal).toList();
    }

    static List<Boolean> moving(List<Dual> duals) {
        return duals.stream().map(Dual::moves).toList();
    }

    static List<Tensor> movingTangents(List<Dual> duals) {
        return duals.stream().filter(Dual::moves).map(Dual::d).toList();
    }

    /** {@return the values, then the tangents of those that move} */
    static List<Tensor> flatten(List<Dual> duals) {
        return Lists.concat(primals(duals), movingTangents(duals));
    }

    /** {@return the values, which come first, each with its tangent if it moves} */
    static List<Dual> pair(List<Tensor> valuesThenTangents, List<Boolean> moving) {
        List<Dual> duals = new ArrayList<>();
        int next = moving.size();
        for (int i = 0; i < moving.size(); i++) {
            var value = valuesThenTangents.get(i);
            duals.add(moving.get(i) ? new Dual(value, valuesThenTangents.get(next++)) : constant(value));
        }
        return duals;
    }

    /** {@return the same, with zeros as tangent of those forced ones that have none} */
    static List<Dual> force(List<Dual> duals, List<Boolean> forced) {
        List<Dual> all = new ArrayList<>();
        for (int i = 0; i < duals.size(); i++) {
            var dual = duals.get(i);
            all.add(forced.get(i) ? new Dual(dual.primal(), dual.dOrZeros()) : dual);
        }
        return all;
    }

    /** {@return whether the tangent is not known to be zero} */
    boolean moves() {
        return tangent != null;
    }

    /** {@return the tangent, which must not be absent} */
    Tensor d() {
        return Objects.requireNonNull(tangent, "zero tangent");
    }

    /** {@return the tangent, as zeros if it is absent} */
    Tensor dOrZeros() {
        return moves() ? d() : Ops.zeros(primal.type().shape(), primal.type().dtype());
    }
}
