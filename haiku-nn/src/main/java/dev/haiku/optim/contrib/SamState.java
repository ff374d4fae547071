package dev.haiku.optim.contrib;

import dev.haiku.optim.CompositeState;
import dev.haiku.optim.EmptyState;
import dev.haiku.tensor.Tensor;
import java.util.List;

/**
 * The state of {@link Contrib#sam}.
 *
 * @param stepsSinceSync the number of calls since the last step, an {@code i32} scalar
 * @param optState the state of the optimiser
 * @param advState the state of the climb
 * @param cache the parameters where the climb began; an {@link EmptyState} in opaque mode
 */
public record SamState(Tensor stepsSinceSync, Object optState, Object advState, Object cache)
        implements CompositeState<SamState> {

    @Override
    public List<?> members() {
        return List.of(optState, advState);
    }

    @Override
    public SamState withMembers(List<?> members) {
        return new SamState(stepsSinceSync, members.get(0), members.get(1), cache);
    }
}
