package dev.haiku.precision;

import dev.haiku.tensor.Tensor;
import dev.haiku.tree.Trees;

/**
 * A {@link LossScale} that stays the same.
 *
 * @param lossScale the factor, a floating-point scalar
 */
public record StaticLossScale(Tensor lossScale) implements LossScale {

    /** {@return one of that factor} */
    public static StaticLossScale of(double factor) {
        return new StaticLossScale(Tensor.scalar(factor));
    }

    @Override
    public <T> T scale(T tree) {
        return scaled(tree, lossScale);
    }

    @Override
    public <T> T unscale(T tree) {
        return scaled(tree, lossScale.reciprocal());
    }

    static <T> T scaled(T tree, Tensor factor) {
        return Trees.map(tree, leaf -> leaf.mul(factor));
    }

    @Override
    public StaticLossScale adjust(Tensor gradsFinite) {
        return this;
    }
}
