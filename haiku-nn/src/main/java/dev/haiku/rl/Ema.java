package dev.haiku.rl;

import dev.haiku.func.Collectives;
import dev.haiku.tensor.Tensor;
import dev.haiku.tree.Trees;
import java.util.List;

/**
 * Moving averages of the mean of each tensor of a tree; made by {@code Rlax.createEma}.
 *
 * @param decay how much of the old average stays
 * @param axisNames axes of vmap over which means are taken together
 */
public record Ema(double decay, List<String> axisNames) {

    /** Copies the list. */
    public Ema {
        axisNames = List.copyOf(axisNames);
    }

    /** {@return averages before any update: zeros} */
    public <T> EmaState<T> init(T tree) {
        T zeros = Trees.map(tree, (Tensor x) -> Tensor.scalar(x.dtype(), 0.0));
        return new EmaState<>(zeros, zeros, Tensor.scalar(1.0));
    }

    /** {@return the averages after one more tree, and the moments they give} */
    public <T> EmaUpdate<T> update(T tree, EmaState<T> state) {
        T mu = Trees.map(tree, state.mu(), (x, old) -> averaged(old, x));
        T nu = Trees.map(tree, state.nu(), (x, old) -> averaged(old, x.square()));
        var next = new EmaState<>(mu, nu, state.decayProduct().mul(decay));
        return new EmaUpdate<>(next.debiasedMoments(), next);
    }

    private Tensor averaged(Tensor old, Tensor x) {
        var mean = axisNames.isEmpty() ? x.mean() : Collectives.pmean(x.mean(), axisNames.toArray(String[]::new));
        return old.mul(decay).add(mean.mul(1 - decay));
    }
}
