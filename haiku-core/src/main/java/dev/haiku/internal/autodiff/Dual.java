package dev.haiku.internal.autodiff;

import dev.haiku.tensor.Ops;
import dev.haiku.tensor.Tensor;
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
