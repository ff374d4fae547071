package dev.haiku.rl;

import dev.haiku.tensor.Tensor;
import java.util.function.UnaryOperator;

/**
 * A transformation of values and its inverse.
 *
 * @param apply from values to what a network learns
 * @param applyInv and back
 */
public record TxPair(UnaryOperator<Tensor> apply, UnaryOperator<Tensor> applyInv) {

    /** {@return the transformed values} */
    public Tensor apply(Tensor values) {
        return apply.apply(values);
    }

    /** {@return the values that were transformed} */
    public Tensor applyInv(Tensor transformed) {
        return applyInv.apply(transformed);
    }

    /** {@return this transformation, and then another one} */
    TxPair then(TxPair next) {
        return new TxPair(x -> next.apply(apply(x)), x -> applyInv(next.applyInv(x)));
    }
}
