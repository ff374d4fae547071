package dev.haiku.optim;

import dev.haiku.array.Shape;
import dev.haiku.func.Func;
import dev.haiku.func.MappedAxis;
import dev.haiku.random.Key;
import dev.haiku.tensor.Ops;
import dev.haiku.tensor.Tensor;
import dev.haiku.tree.Trees;
import java.util.function.BiFunction;
import java.util.function.Function;
import java.util.function.UnaryOperator;

/**
 * Functions that are made differentiable by random perturbations; {@code optax.perturbations}.
 *
 * <p>Source: Berthet et al., <em>Learning with differentiable perturbed optimizers</em>, 2020; the derivative is that of
 * Foerster et al., <em>DiCE: the infinitely differentiable Monte Carlo estimator</em>, 2018.
 */
public final class Perturbations {

    private Perturbations() {}

    /** {@return {@link #makePerturbedFun(Function, UnaryOperator)} without edited options} */
    public static <P, R> BiFunction<Key, P, R> makePerturbedFun(Function<P, R> f) {
        return makePerturbedFun(f, o -> o);
    }

    /**
     * {@return the mean of a function of perturbed arguments, which is smooth even if the function is not, such as an
     * argmax}
     *
     * @param f the function, from tree to tree; its own derivative is not used
     * @param edit edits the options
     */
    public static <P, R> BiFunction<Key, P, R> makePerturbedFun(
            Function<P, R> f, UnaryOperator<PerturbationOptions> edit) {
        var o = edit.apply(PerturbationOptions.DEFAULTS);
        return (key, x) -> {
            var baseline = o.useBaseline() ? f.apply(Func.stopGradient(x)) : null;
            var samples = Func.vmap(
                            (Key k, P argument) -> sample(f, o, k, argument),
                            v -> v.in(MappedAxis.at(0), MappedAxis.NONE))
                    .apply(key.split(Shape.of(o.numSamples())), x);
            var values = Trees.map(samples.value(), (Tensor v) -> Ops.mean(v, 0));
            if (baseline == null) {
                return values;
            }
            return TreeMath.addScale(values, Ops.mean(Ops.sub(1, samples.box()), 0), baseline);
        };
    }

    /** The value at a perturbed argument, and a 1 whose derivative is that of the density. */
    private record Sample<R>(R value, Tensor box) {}

    private static <P, R> Sample<R> sample(Function<P, R> f, PerturbationOptions o, Key key, P x) {
        var noise = TreeMath.randomLike(key, x, o.noise()::sample);
        var shifted = Func.stopGradient(Trees.map(x, noise, (a, z) -> a.add(z.mul(o.sigma()))));
        var density = Trees.map(x, shifted, (a, y) -> o.noise().logProb(y.sub(a).div(o.sigma())));
        var logProb = TreeMath.sum(density);
        var box = Ops.exp(logProb.sub(Func.stopGradient(logProb)));
        return new Sample<>(TreeMath.scale(box, f.apply(shifted)), box);
    }
}
