package dev.haiku.rl;

import dev.haiku.array.DType;
import dev.haiku.tensor.Tensor;

/**
 * The range of continuous actions.
 *
 * @param minimum the least action, a scalar or one number for each element of an action
 * @param maximum the greatest action, likewise
 */
public record ActionSpec(Tensor minimum, Tensor maximum) {

    /** {@return one range for all elements of an action} */
    public static ActionSpec of(double minimum, double maximum) {
        return new ActionSpec(Tensor.scalar(DType.F64, minimum), Tensor.scalar(DType.F64, maximum));
    }

    /** {@return this range in another element type} */
    ActionSpec cast(DType dtype) {
        return new ActionSpec(minimum.cast(dtype), maximum.cast(dtype));
    }
}
