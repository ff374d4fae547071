package dev.haiku.optim.contrib;

import dev.haiku.optim.CompositeState;
import dev.haiku.tensor.Tensor;
import java.util.List;

/**
 * The state of {@link Contrib#scheduleFree}.
 *
 * @param b1 the share of the average in the parameters
 * @param weightSum the sum of weights so far
 * @param stepCount the number of the next step, from 1
 * @param maxLr the largest learning rate so far
 * @param baseOptimizerState the state of the optimiser that makes steps
 * @param z the parameters that it moves, a tree like the parameters
 */
public record ScheduleFreeState(
        Tensor b1, Tensor weightSum, Tensor stepCount, Tensor maxLr, Object baseOptimizerState, Object z)
        implements CompositeState<ScheduleFreeState> {

    @Override
    public List<?> members() {
        return List.of(baseOptimizerState);
    }

    @Override
    public ScheduleFreeState withMembers(List<?> members) {
        return new ScheduleFreeState(b1, weightSum, stepCount, maxLr, members.get(0), z);
    }
}
