package dev.haiku.rl;

import dev.haiku.func.Collectives;
import dev.haiku.tensor.Ops;
import dev.haiku.tensor.Tensor;
import java.util.List;

/**
 * The part of {@link Rlax} that normalises values without changing what a network predicts: PopArt.
 *
 * <p>Sources: van Hasselt et al., <em>Learning values across many orders of magnitude</em>, 2016; Hessel et al.,
 * <em>Multi-task deep reinforcement learning with PopArt</em>, 2018.
 */
abstract class PopArtFunctions extends MpoFunctions {

    PopArtFunctions() {}

    /** {@return {@code (x - shift)/scale} of each number's task; all of any one shape} */
    public static Tensor normalize(PopArtState state, Tensor unnormalized, Tensor indices) {
        checkTargets("normalize", "unnormalized", unnormalized, indices);
        return unnormalized.sub(state.shift().get(indices)).div(state.scale().get(indices));
    }

    /** {@return {@code scale·x + shift} of each number's task; all of any one shape} */
    public static Tensor unnormalize(PopArtState state, Tensor normalized, Tensor indices) {
        checkTargets("unnormalize", "normalized", normalized, indices);
        return state.scale().get(indices).mul(normalized).add(state.shift().get(indices));
    }

    private static void checkTargets(String name, String what, Tensor numbers, Tensor indices) {
        Signature.of(name)
                .floating(what, numbers)
                .integer("indices", indices)
                .sameShape(List.of(what, "indices"), numbers, indices);
    }

    /**
     * {@return each one's output for its task, as it is and in the units of the task}
     *
     * @param state the statistics
     * @param inputs outputs {@code [..., tasks]} of the last layer
     * @param indices tasks {@code [...]}
     */
    public static PopArtOutput unnormalizeLinear(PopArtState state, Tensor inputs, Tensor indices) {
        Signature.of("unnormalizeLinear")
                .floating("inputs", inputs)
                .integer("indices", indices)
                .require(
                        inputs.rank() > 0
                                && indices.shape().equals(inputs.shape().subShape(0, inputs.rank() - 1)),
                        "one index for each row of inputs, but got " + indices.shape() + " and " + inputs.shape(),
                        "The last axis of inputs is that of tasks.");
        var normalized = batchedIndex(inputs, indices);
        return new PopArtOutput(normalized, unnormalize(state, normalized, indices));
    }

    /**
     * {@return the statistics after some targets}
     *
     * <p>Each target moves the moments of its task from their old values by {@code stepSize}, and moves add up: many
     * targets of one task make a large step. Gradients do not flow through.
     *
     * @param state the old statistics
     * @param targets unnormalised targets of any shape
     * @param indices their tasks, of the same shape
     * @param stepSize how fast the moments follow
     * @param scaleLb the least scale
     * @param scaleUb the greatest scale
     * @param axisNames axes of vmap over which targets are counted together
     */
    public static PopArtState art(
            PopArtState state,
            Tensor targets,
            Tensor indices,
            double stepSize,
            double scaleLb,
            double scaleUb,
            String... axisNames) {
        checkTargets("art", "targets", targets, indices);
        var shift = moved(state.shift(), targets, indices, stepSize, axisNames);
        var secondMoment = moved(state.secondMoment(), targets.square(), indices, stepSize, axisNames);
        var variance = Ops.clip(secondMoment.sub(shift.square()), scaleLb * scaleLb, scaleUb * scaleUb);
        return new PopArtState(shift.stopGradient(), variance.sqrt().stopGradient(), secondMoment.stopGradient());
    }

    private static Tensor moved(Tensor moment, Tensor targets, Tensor indices, double stepSize, String... axisNames) {
        var steps = targets.sub(moment.get(indices)).mul(stepSize);
        var sums = Ops.zerosLike(moment).at(indices).add(steps);
        return moment.add(axisNames.length == 0 ? sums : Collectives.psum(sums, axisNames));
    }

    /**
     * {@return the parameters of the last layer with which unnormalised outputs under new statistics are the old ones}
     *
     * @param params the parameters
     * @param oldState the statistics so far
     * @param newState the statistics from now on
     */
    public static PopArtLayer pop(PopArtLayer params, PopArtState oldState, PopArtState newState) {
        Signature.of("pop").floating("w", params.w(), 2).floating("b", params.b(), 1);
        var w = params.w().mul(oldState.scale().div(newState.scale()).expandDims(0));
        var b = oldState.scale()
                .mul(params.b())
                .add(oldState.shift())
                .sub(newState.shift())
                .div(newState.scale());
        return new PopArtLayer(w, b);
    }

    /**
     * {@return the initial statistics and the updates of PopArt for several tasks}
     *
     * @param numOutputs how many tasks there are
     * @param stepSize how fast the statistics follow
     * @param scaleLb the least scale
     * @param scaleUb the greatest scale
     * @param axisNames axes of vmap over which targets are counted together
     */
    public static PopArt popart(int numOutputs, double stepSize, double scaleLb, double scaleUb, String... axisNames) {
        if (numOutputs < 1 || !(scaleLb > 0 && scaleLb <= scaleUb)) {
            throw new IllegalArgumentException("popart needs numOutputs >= 1 and 0 < scaleLb <= scaleUb, but got "
                    + numOutputs + ", " + scaleLb + " and " + scaleUb + ". Common bounds are 1e-4 and 1e6.");
        }
        return new PopArt(numOutputs, stepSize, scaleLb, scaleUb, List.of(axisNames));
    }

    /** {@return statistics that stay as they are, for code that works with and without PopArt} */
    public static PopArt popart(int numOutputs) {
        return popart(numOutputs, 0, 1, 1);
    }
}
