package dev.haiku.optim.contrib;

/**
 * Less common optimisers, and wrappers that others have contributed to optax; {@code optax.contrib}.
 *
 * <p>Options that are learning rates take numbers and {@link dev.haiku.optim.Schedule}s, as do first arguments.
 */
public final class Contrib extends MatrixContributions {

    private Contrib() {}
}
