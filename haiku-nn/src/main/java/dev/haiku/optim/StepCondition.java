package dev.haiku.optim;

import dev.haiku.tensor.Tensor;

/** In which steps a transformation is applied. */
@FunctionalInterface
public interface StepCondition {

    /**
     * {@return whether to apply it, a {@code bool} scalar}
     *
     * @param step the number of steps so far, an {@code i32} scalar
     * @param context what the caller of {@code update} gave
     */
    Tensor test(Tensor step, UpdateContext context);
}
