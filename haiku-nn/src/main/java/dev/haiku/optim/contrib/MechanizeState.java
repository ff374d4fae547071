package dev.haiku.optim.contrib;

import dev.haiku.optim.CompositeState;
import dev.haiku.tensor.Tensor;
import java.util.List;

/**
 * The state of {@link Contrib#mechanize}.
 *
 * @param baseOptimizerState the state of the optimiser whose scale is learnt
 * @param count the number of steps so far, an {@code i32} scalar
 * @param r what the scales have won, {@code [numBetas]}
 * @param m the largest products of gradients and displacements
 * @param v averages of their squares
 * @param s the scales, of which the sum counts
 * @param x0 the first parameters, a tree like the parameters
 */
public record MechanizeState(Object baseOptimizerState, Tensor count, Tensor r, Tensor m, Tensor v, Tensor s, Object x0)
        implements CompositeState<MechanizeState> {

    @Override
    public List<?> members() {
        return List.of(baseOptimizerState);
    }

    @Override
    public MechanizeState withMembers(List<?> members) {
        return new MechanizeState(members.get(0), count, r, m, v, s, x0);
    }
}
