package dev.haiku.optim;

import dev.haiku.tensor.Tensor;
import java.util.List;

/**
 * The state of {@link Optimizers#multiSteps}.
 *
 * @param miniStep the number of gradients in the sum, an {@code i32} scalar
 * @param gradientStep the number of steps of the inner optimiser, an {@code i32} scalar
 * @param innerOptState the state of the inner optimiser
 * @param accGrads the sum or mean of gradients since its last step
 * @param skipState what the rule of skipping measured
 */
public record MultiStepsState(
        Tensor miniStep, Tensor gradientStep, Object innerOptState, Object accGrads, Object skipState)
        implements CompositeState<MultiStepsState> {

    /** {@return whether the last gradients made a step of the inner optimiser, a {@code bool} scalar} */
    public Tensor hasUpdated() {
        return miniStep.eq(0).and(gradientStep.gt(0));
    }

    @Override
    public List<?> members() {
        return List.of(innerOptState);
    }

    @Override
    public MultiStepsState withMembers(List<?> members) {
        return new MultiStepsState(miniStep, gradientStep, members.get(0), accGrads, skipState);
    }
}
