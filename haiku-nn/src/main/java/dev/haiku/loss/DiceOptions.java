package dev.haiku.loss;

import dev.haiku.tensor.Tensor;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What can be chosen about the Dice loss.
 *
 * @param classWeights a factor for each class, {@code [classes]}; none by default
 * @param smooth added to numerator and denominator; 1 by default
 * @param alpha the weight of false positives; 0.5 by default
 * @param beta the weight of false negatives; 0.5 by default
 * @param applySoftmax whether predictions are logits rather than probabilities; on by default
 * @param reduction what becomes of the losses of classes; their mean by default
 * @param ignoreBackground whether the first class is left out; off by default
 * @param axes the axes that are summed over; by default all but the first and the last
 */
public record DiceOptions(
        @Nullable Tensor classWeights,
        double smooth,
        double alpha,
        double beta,
        boolean applySoftmax,
        Reduction reduction,
        boolean ignoreBackground,
        List<Integer> axes) {

    static final DiceOptions DEFAULTS = new DiceOptions(null, 1, 0.5, 0.5, true, Reduction.MEAN, false, List.of());

    /** Copies the list. */
    public DiceOptions {
        axes = List.copyOf(axes);
    }

    /** {@return these options with weights of classes} */
    public DiceOptions classWeights(Tensor classWeights) {
        return new DiceOptions(classWeights, smooth, alpha, beta, applySoftmax, reduction, ignoreBackground, axes);
    }

    /** {@return these options with another number added to both} */
    public DiceOptions smooth(double smooth) {
        return new DiceOptions(classWeights, smooth, alpha, beta, applySoftmax, reduction, ignoreBackground, axes);
    }

    /** {@return these options with another weight of false positives} */
    public DiceOptions alpha(double alpha) {
        return new DiceOptions(classWeights, smooth, alpha, beta, applySoftmax, reduction, ignoreBackground, axes);
    }

    /** {@return these options with another weight of false negatives} */
    public DiceOptions beta(double beta) {
        return new DiceOptions(classWeights, smooth, alpha, beta, applySoftmax, reduction, ignoreBackground, axes);
    }

    /** {@return these options with logits or probabilities} */
    public DiceOptions applySoftmax(boolean applySoftmax) {
        return new DiceOptions(classWeights, smooth, alpha, beta, applySoftmax, reduction, ignoreBackground, axes);
    }

    /** {@return these options with another reduction} */
    public DiceOptions reduction(Reduction reduction) {
        return new DiceOptions(classWeights, smooth, alpha, beta, applySoftmax, reduction, ignoreBackground, axes);
    }

    /** {@return these options with or without the first class} */
    public DiceOptions ignoreBackground(boolean ignoreBackground) {
        return new DiceOptions(classWeights, smooth, alpha, beta, applySoftmax, reduction, ignoreBackground, axes);
    }

    /** {@return these options with other axes} */
    public DiceOptions axes(List<Integer> axes) {
        return new DiceOptions(classWeights, smooth, alpha, beta, applySoftmax, reduction, ignoreBackground, axes);
    }
}
