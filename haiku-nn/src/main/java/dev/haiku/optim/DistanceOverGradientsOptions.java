package dev.haiku.optim;

import dev.haiku.array.DType;

/**
 * What can be chosen about steps of the distance travelled over the root of the sum of squares.
 *
 * @param repsRel the first distance, relative to 1 plus the norm of the parameter; 1e-6 by default
 * @param eps added to the sum under the root; 1e-8 by default
 * @param paramDtype the element type in which the first parameters are kept; {@code f32} by default
 * @param globalScale a factor of all steps; 1 by default
 */
public record DistanceOverGradientsOptions(
        Hyperparameter repsRel, Hyperparameter eps, DType paramDtype, Hyperparameter globalScale) {

    static final DistanceOverGradientsOptions DEFAULTS = new DistanceOverGradientsOptions(
            Hyperparameter.of(1e-6), Hyperparameter.of(1e-8), DType.F32, Hyperparameter.of(1));

    /** {@return these options with another first distance} */
    public DistanceOverGradientsOptions repsRel(Number repsRel) {
        return new DistanceOverGradientsOptions(Hyperparameter.of(repsRel), eps, paramDtype, globalScale);
    }

    /** {@return these options with another number added under the root} */
    public DistanceOverGradientsOptions eps(Number eps) {
        return new DistanceOverGradientsOptions(repsRel, Hyperparameter.of(eps), paramDtype, globalScale);
    }

    /** {@return these options with another element type of the first parameters} */
    public DistanceOverGradientsOptions paramDtype(DType paramDtype) {
        return new DistanceOverGradientsOptions(repsRel, eps, paramDtype, globalScale);
    }

    /** {@return these options with another factor of all steps} */
    public DistanceOverGradientsOptions globalScale(Number globalScale) {
        return new DistanceOverGradientsOptions(repsRel, eps, paramDtype, Hyperparameter.of(globalScale));
    }
}
