package dev.haiku.tensor;

/**
 * The static vocabulary on tensors: what NumPy, {@code jax.numpy} and {@code jax.lax} have, in camelCase.
 *
 * <p>Shapes broadcast by NumPy's rules and element types promote by JAX's lattice, unless a method says otherwise. Negative axes
 * count from the end. What people chain is also a method of {@link Tensor}; neural network functions are in {@link Nn},
 * factorisations in {@link Linalg}.
 */
public final class Ops extends WindowOps {

    private Ops() {}
}
