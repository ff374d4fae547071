package dev.haiku.optim.contrib;

import dev.haiku.optim.CompositeState;
import dev.haiku.tensor.Tensor;
import java.util.List;

/**
 * The state of {@link Contrib#scaleByGalore}.
 *
 * @param count the number of steps so far, an {@code i32} scalar
 * @param baseOptimizerState the state of the transformation of projected gradients
 * @param projector the bases of the projections, a tree like the parameters; empty where there is none
 */
public record GaloreState(Tensor count, Object baseOptimizerState, Object projector)
        implements CompositeState<GaloreState> {

    @Override
    public List<?> members() {
        return List.of(baseOptimizerState);
    }

    @Override
    public GaloreState withMembers(List<?> members) {
        return new GaloreState(count, members.get(0), projector);
    }
}
