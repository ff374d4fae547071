package dev.haiku.optim;

import dev.haiku.tensor.Tensor;
import java.util.List;

/**
 * The state of {@link Optimizers#applyIfFinite}.
 *
 * @param notfiniteCount the number of gradients that were not finite since the last finite one
 * @param lastFinite whether the last gradients were finite, a {@code bool} scalar
 * @param totalNotfinite the number of all gradients that were not finite
 * @param innerState the state of the inner optimiser
 */
public record ApplyIfFiniteState(Tensor notfiniteCount, Tensor lastFinite, Tensor totalNotfinite, Object innerState)
        implements CompositeState<ApplyIfFiniteState> {

    @Override
    public List<?> members() {
        return List.of(innerState);
    }

    @Override
    public ApplyIfFiniteState withMembers(List<?> members) {
        return new ApplyIfFiniteState(notfiniteCount, lastFinite, totalNotfinite, members.get(0));
    }
}
