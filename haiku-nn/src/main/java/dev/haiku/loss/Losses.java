package dev.haiku.loss;

/**
 * Loss functions; those of {@code optax.losses}, under their names.
 *
 * <p>Few average over the batch, and say so: element-wise losses have the shape of their operands, the others lose the
 * axis of classes or features. {@code losses.mean()} is what one usually differentiates.
 */
public final class Losses extends SequenceLosses {

    private Losses() {}
}
