package dev.haiku.optim.contrib;

import dev.haiku.optim.GradientTransformation;
import dev.haiku.optim.Hyperparameter;
import dev.haiku.optim.Mask;
import dev.haiku.optim.Optimizers;
import dev.haiku.optim.Schedule;

/**
 * What can be chosen about GaLore.
 *
 * @param rank the rank to which gradients of matrices are projected; 128 by default
 * @param updateProjGap after how many steps the projection is chosen anew; 200 by default
 * @param scale a factor of projected steps; 1 by default
 * @param baseOptimizer the transformation of projected gradients; Adam's direction by default
 * @param weightDecay the share of each parameter that, times the learning rate, is subtracted from it; 0 by default
 * @param mask the parameters that decay; all by default
 * @param weightDimensionNumbers how parameters are matrices; those of rank 2 by default
 */
public record GaloreOptions(
        int rank,
        int updateProjGap,
        Hyperparameter scale,
        GradientTransformation<?> baseOptimizer,
        Hyperparameter weightDecay,
        Mask mask,
        MatrixView weightDimensionNumbers) {

    static final GaloreOptions DEFAULTS = new GaloreOptions(
            128,
            200,
            Hyperparameter.of(1),
            Optimizers.scaleByAdam(),
            Hyperparameter.of(0),
            Mask.all(),
            MatrixView.ofRank2());

    /** {@return these options with another rank} */
    public GaloreOptions rank(int rank) {
        return new GaloreOptions(rank, updateProjGap, scale, baseOptimizer, weightDecay, mask, weightDimensionNumbers);
    }

    /** {@return these options with another number of steps between projections} */
    public GaloreOptions updateProjGap(int updateProjGap) {
        return new GaloreOptions(rank, updateProjGap, scale, baseOptimizer, weightDecay, mask, weightDimensionNumbers);
    }

    /** {@return these options with another factor of projected steps} */
    public GaloreOptions scale(Number scale) {
        return new GaloreOptions(
                rank,
                updateProjGap,
                Hyperparameter.of(scale),
                baseOptimizer,
                weightDecay,
                mask,
                weightDimensionNumbers);
    }

    /** {@return these options with another transformation of projected gradients} */
    public GaloreOptions baseOptimizer(GradientTransformation<?> baseOptimizer) {
        return new GaloreOptions(rank, updateProjGap, scale, baseOptimizer, weightDecay, mask, weightDimensionNumbers);
    }

    /** {@return these options with another weight decay} */
    public GaloreOptions weightDecay(Number weightDecay) {
        return new GaloreOptions(
                rank,
                updateProjGap,
                scale,
                baseOptimizer,
                Hyperparameter.of(weightDecay),
                mask,
                weightDimensionNumbers);
    }

    /** {@return these options with another weight decay that depends on the step} */
    public GaloreOptions weightDecay(Schedule weightDecay) {
        return new GaloreOptions(
                rank,
                updateProjGap,
                scale,
                baseOptimizer,
                Hyperparameter.of(weightDecay),
                mask,
                weightDimensionNumbers);
    }

    /** {@return these options with another choice of parameters that decay} */
    public GaloreOptions mask(Mask mask) {
        return new GaloreOptions(rank, updateProjGap, scale, baseOptimizer, weightDecay, mask, weightDimensionNumbers);
    }

    /** {@return these options with another view of parameters as matrices} */
    public GaloreOptions weightDimensionNumbers(MatrixView weightDimensionNumbers) {
        return new GaloreOptions(rank, updateProjGap, scale, baseOptimizer, weightDecay, mask, weightDimensionNumbers);
    }
}
