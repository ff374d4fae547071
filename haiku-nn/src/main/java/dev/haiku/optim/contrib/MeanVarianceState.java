package dev.haiku.optim.contrib;

import dev.haiku.optim.CompositeState;
import dev.haiku.tensor.Tensor;
import java.util.List;

/**
 * The state of {@link Contrib#addMeanVariance}.
 *
 * @param microStep the number of batches since the last step, an {@code i32} scalar
 * @param ready whether the last batch made a step, a {@code bool} scalar
 * @param meanGrads the mean of gradients since the last step, a tree like the parameters
 * @param sumSqDiffGrads the sum of their squared differences from it
 * @param count the number of steps, an {@code i32} scalar
 * @param emaDecay the share of the moving averages that each step keeps
 * @param meanEma the moving average of means
 * @param varianceEma the moving average of variances
 * @param innerState the state of the optimiser
 */
public record MeanVarianceState(
        Tensor microStep,
        Tensor ready,
        Object meanGrads,
        Object sumSqDiffGrads,
        Tensor count,
        Tensor emaDecay,
        Object meanEma,
        Object varianceEma,
        Object innerState)
        implements CompositeState<MeanVarianceState>, Aggregation {

    @Override
    public List<?> members() {
        return List.of(innerState);
    }

    @Override
    public MeanVarianceState withMembers(List<?> members) {
        return new MeanVarianceState(
                microStep, ready, meanGrads, sumSqDiffGrads, count, emaDecay, meanEma, varianceEma, members.get(0));
    }
}
