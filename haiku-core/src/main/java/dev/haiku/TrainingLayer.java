package dev.haiku;

import dev.haiku.tensor.Tensor;

/** A function from a tensor to a tensor that does one thing in training and another in evaluation, such as dropout. */
@FunctionalInterface
public interface TrainingLayer {

    /** {@return the output for {@code x}, in training or in evaluation} */
    Tensor apply(Tensor x, boolean isTraining);

    /** {@return the layer that this is in training or in evaluation} */
    default Layer withMode(boolean isTraining) {
        return x -> apply(x, isTraining);
    }
}
