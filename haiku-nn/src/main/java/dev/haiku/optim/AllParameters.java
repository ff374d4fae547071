package dev.haiku.optim;

import dev.haiku.tensor.Tensor;

/** The mask of all parameters, which transformations that take one tell from others. */
enum AllParameters implements Mask {
    INSTANCE;

    @Override
    public boolean includes(String name, Tensor parameter) {
        return true;
    }
}
