package dev.haiku.optim;

import dev.haiku.tensor.Tensor;
import java.util.List;

/**
 * The state of {@link Lookahead}.
 *
 * @param fastState the state of the fast optimiser
 * @param stepsSinceSync the number of steps since both parameters were joined, an {@code i32} scalar
 */
public record LookaheadState(Object fastState, Tensor stepsSinceSync) implements CompositeState<LookaheadState> {

    @Override
    public List<?> members() {
        return List.of(fastState);
    }

    @Override
    public LookaheadState withMembers(List<?> members) {
        return new LookaheadState(members.get(0), stepsSinceSync);
    }
}
