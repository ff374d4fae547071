package dev.haiku.precision;

import dev.haiku.tensor.Tensor;

/** A {@link LossScale} that changes nothing. */
public record NoOpLossScale() implements LossScale {

    @Override
    public <T> T scale(T tree) {
        return tree;
    }

    @Override
    public <T> T unscale(T tree) {
        return tree;
    }

    @Override
    public NoOpLossScale adjust(Tensor gradsFinite) {
        return this;
    }
}
