package dev.haiku.nn.recurrent;

import dev.haiku.array.Shape;
import dev.haiku.array.ShapeException;
import dev.haiku.tensor.Ops;
import dev.haiku.tensor.Tensor;

/** The sizes that the cores have in common: hidden units, vectors with or without a batch. */
final class Sizes {

    private Sizes() {}

    /** {@return the number of hidden units, at least 1} */
    static int hidden(RnnModule<?, ?, ?> core, int hiddenSize) {
        if (hiddenSize < 1) {
            throw new IllegalArgumentException(core.moduleName() + ": "
                    + core.getClass().getSimpleName() + " needs hiddenSize >= 1, but got " + hiddenSize + ".");
        }
        return hiddenSize;
    }

    /** {@return a state of zeros, {@code f32} as in Haiku} */
    static Tensor zeros(Shape batch, int hiddenSize) {
        return Ops.zeros(batch.concat(Shape.of(hiddenSize)));
    }

    static void requireVectors(String core, Tensor input) {
        if (input.rank() != 1 && input.rank() != 2) {
            throw new ShapeException(
                    "the input of " + core + " must be [in] or [batch, in], but has shape " + input.shape()
                            + ".\nUnroll the core over a time axis, and merge further batch axes with Batching.batchApply.");
        }
    }
}
