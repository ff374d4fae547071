package dev.haiku.tensor;

import dev.haiku.array.HostArray;

/** The interpreter at the bottom, which computes at once; found with {@link java.util.ServiceLoader}. */
public interface Backend extends Interpreter {

    /** {@return a concrete tensor of those numbers} */
    Tensor constant(HostArray value);
}
