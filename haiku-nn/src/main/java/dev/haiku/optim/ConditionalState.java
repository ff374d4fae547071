package dev.haiku.optim;

import dev.haiku.tensor.Tensor;
import java.util.List;

/**
 * The state of {@link Optimizers#conditionallyTransform} and {@link Optimizers#conditionallyMask}.
 *
 * @param step the number of steps so far, an {@code i32} scalar
 * @param innerState the state of the inner transformation
 */
public record ConditionalState(Tensor step, Object innerState) implements CompositeState<ConditionalState> {

    @Override
    public List<?> members() {
        return List.of(innerState);
    }

    @Override
    public ConditionalState withMembers(List<?> members) {
        return new ConditionalState(step, members.get(0));
    }
}
