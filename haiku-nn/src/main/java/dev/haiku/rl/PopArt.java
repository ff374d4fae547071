package dev.haiku.rl;

import dev.haiku.array.Shape;
import dev.haiku.tensor.Ops;
import dev.haiku.tensor.Tensor;
import java.util.List;

/**
 * Normalises the targets of several tasks while they are learnt; made by {@code Rlax.popart}.
 *
 * @param numOutputs how many tasks there are
 * @param stepSize how fast the statistics follow; 0 for not at all
 * @param scaleLb the least scale
 * @param scaleUb the greatest scale
 * @param axisNames axes of vmap over which targets are counted together
 */
public record PopArt(int numOutputs, double stepSize, double scaleLb, double scaleUb, List<String> axisNames) {

    /** Copies the list. */
    public PopArt {
        axisNames = List.copyOf(axisNames);
    }

    /** {@return the statistics before any target: shift 0, scale and second moment 1} */
    public PopArtState initialState() {
        var shape = Shape.of(numOutputs);
        return new PopArtState(Ops.zeros(shape), Ops.ones(shape), Ops.ones(shape));
    }

    /**
     * {@return the statistics after some targets, and parameters that keep the unnormalised outputs}
     *
     * @param params the parameters of the last layer
     * @param state the statistics
     * @param targets unnormalised targets of any shape
     * @param indices their tasks, of the same shape
     */
    public PopArtUpdate update(PopArtLayer params, PopArtState state, Tensor targets, Tensor indices) {
        if (stepSize == 0) {
            return new PopArtUpdate(params, state);
        }
        var names = axisNames.toArray(String[]::new);
        var next = Rlax.art(state, targets, indices, stepSize, scaleLb, scaleUb, names);
        return new PopArtUpdate(Rlax.pop(params, state, next), next);
    }
}
