package dev.haiku.rl;

import dev.haiku.func.Args3;
import dev.haiku.func.Func;
import dev.haiku.func.WithResiduals;
import dev.haiku.tensor.Ops;
import dev.haiku.tensor.Tensor;
import dev.haiku.tree.Trees;
import java.util.List;

/** The part of {@link Rlax} with element-wise losses and the clipping of gradients. */
abstract class LossFunctions extends IndexFunctions {

    LossFunctions() {}

    /** {@return {@code predictions² / 2}, element by element: a penalty, or the loss of errors} */
    public static Tensor l2Loss(Tensor predictions) {
        Signature.of("l2Loss").floating("predictions", predictions);
        return predictions.square().mul(0.5);
    }

    /** {@return {@code (predictions - targets)² / 2}, element by element} */
    public static Tensor l2Loss(Tensor predictions, Tensor targets) {
        Signature.of("l2Loss").floating("predictions", predictions).floating("targets", targets);
        return predictions.sub(targets).square().mul(0.5);
    }

    /** {@return {@link #huberLoss(Tensor, double)} with {@code delta = 1}} */
    public static Tensor huberLoss(Tensor x) {
        return huberLoss(x, 1);
    }

    /**
     * {@return {@code m²/2 + delta·(|x| - m)} with {@code m = min(|x|, delta)}, element by element}
     *
     * <p>Its gradient is {@code x}, clipped to {@code [-delta, delta]}. Source: Huber, <em>Robust estimation of a
     * location parameter</em>, 1964.
     */
    public static Tensor huberLoss(Tensor x, double delta) {
        Signature.of("huberLoss").floating("x", x);
        var size = x.abs();
        var quadratic = size.minimum(delta);
        return quadratic.square().mul(0.5).add(size.sub(quadratic).mul(delta));
    }

    /**
     * {@return {@code w·(targets - predictions)²} with {@code w = |expectile - 1{targets < predictions}|}, element by element}
     *
     * <p>Source: Kostrikov et al., <em>Offline reinforcement learning with implicit Q-learning</em>, 2021, section 4.1.
     *
     * @param predictions numbers
     * @param targets numbers of the same shape
     * @param expectile the weight of errors above the prediction, in [0, 1]; 0.5 gives half the squared error
     */
    public static Tensor expectileLoss(Tensor predictions, Tensor targets, double expectile) {
        Signature.of("expectileLoss")
                .floating("predictions", predictions)
                .floating("targets", targets)
                .sameShape(List.of("predictions", "targets"), predictions, targets);
        var errors = targets.sub(predictions);
        var isNegative = errors.lt(0.0).cast(errors.dtype());
        return isNegative.sub(expectile).abs().mul(errors.square());
    }

    /**
     * {@return the likelihood {@code pᵗ·(1 - p)¹⁻ᵗ} of binary targets t under predictions p, element by element}
     *
     * <p>It is exactly 1 where both are 0 or both are 1.
     */
    public static Tensor likelihood(Tensor predictions, Tensor targets) {
        Signature.of("likelihood").floating("predictions", predictions).floating("targets", targets);
        var likelihood = predictions.pow(targets).mul(Ops.sub(1, predictions).pow(Ops.sub(1, targets)));
        var areOne = predictions.eq(1.0).and(targets.eq(1.0));
        var areZero = predictions.eq(0.0).and(targets.eq(0.0));
        return Ops.where(areOne.or(areZero), Ops.onesLike(likelihood), likelihood);
    }

    /**
     * {@return the negative logarithm of {@link #likelihood}, element by element}
     *
     * <p>As in RLax, its gradient is NaN where prediction and target are exactly 0 or 1.
     */
    public static Tensor logLoss(Tensor predictions, Tensor targets) {
        return likelihood(predictions, targets).log().neg();
    }

    /**
     * {@return the tree as it is; gradients that flow back through it are clipped, element by element}
     *
     * <p>Only reverse mode is defined. Source: Mnih et al., <em>Human-level control through deep reinforcement
     * learning</em>, 2015.
     *
     * @param x a tree of floating-point tensors
     * @param gradientMin the least gradient
     * @param gradientMax the greatest gradient
     */
    public static <T> T clipGradient(T x, double gradientMin, double gradientMax) {
        Trees.leaves(x).forEach(leaf -> Signature.of("clipGradient").floating("x", leaf));
        return Func.<T, T, List<Tensor>>customVjp(
                        same -> same,
                        same -> new WithResiduals<>(same, List.of()),
                        (none, cotangent) -> Trees.map(cotangent, g -> Ops.clip(g, gradientMin, gradientMax)))
                .apply(x);
    }

    /**
     * {@return the tree as it is; gradients that flow back through it are clipped to bounds that are data}
     *
     * <p>The gradient of the bounds is 0.
     */
    public static <T> T clipGradient(T x, Tensor gradientMin, Tensor gradientMax) {
        var signature = Signature.of("clipGradient")
                .floating("gradientMin", gradientMin)
                .floating("gradientMax", gradientMax);
        Trees.leaves(x).forEach(leaf -> signature.floating("x", leaf));
        return Func.<T, Tensor, Tensor, T, List<Tensor>>customVjp(
                        (same, min, max) -> same,
                        (same, min, max) -> new WithResiduals<>(same, List.of(min, max)),
                        (bounds, cotangent) -> new Args3<>(
                                Trees.map(cotangent, g -> Ops.clip(g, bounds.get(0), bounds.get(1))),
                                Ops.zerosLike(bounds.get(0)),
                                Ops.zerosLike(bounds.get(1))))
                .apply(x, gradientMin, gradientMax);
    }
}
