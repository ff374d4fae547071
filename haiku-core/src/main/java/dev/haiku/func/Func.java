package dev.haiku.func;

import dev.haiku.tree.Trees;

/**
 * Transformations of pure functions, which compose in any order: JAX's {@code grad}, {@code vjp}, {@code jvp},
 * {@code jit} and so on.
 *
 * <p>Arguments and results are trees ({@link Trees}). Derivatives are taken with respect to the <em>first</em>
 * argument; for another one, or several, say so with a lambda: {@code grad((B b) -> f.apply(a, b))}, or make them a
 * record. A transformed function may be called from any number of threads.
 */
public final class Func extends AxisFunctions {

    private Func() {}
}
