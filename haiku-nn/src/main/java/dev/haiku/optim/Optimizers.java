package dev.haiku.optim;

/**
 * Optimisers and the transformations that they are chained of; optax's vocabulary.
 *
 * <p>Each optimiser is a chain, so that {@code state.states().get(0)} is the state of its first member. A learning rate
 * is a number, a {@link Schedule} of the number of steps, or a {@link Hyperparameter} that the state holds. All compute
 * what their namesakes in optax do, to rounding; {@code dev.haiku.optim.contrib} has less common ones.
 */
public final class Optimizers extends SquareOptimizers {

    private Optimizers() {}
}
