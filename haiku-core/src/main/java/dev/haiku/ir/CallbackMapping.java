package dev.haiku.ir;

/** How a pure callback is called when {@code vmap} maps it; JAX's {@code vmap_method}. */
public enum CallbackMapping {

    /** Once for each index, one after another, with the operands of that index. */
    SEQUENTIAL,

    /** Once, with the operands of all indices stacked along a first axis; what is the same for all is repeated. */
    BROADCAST_ALL,

    /** Once, with the operands of all indices stacked along a first axis, which has size 1 where they are the same for all. */
    EXPAND_DIMS
}
