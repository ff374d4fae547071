package dev.haiku.ir;

import dev.haiku.array.HostArray;
import java.util.List;

/** A function of numbers in Java, which a {@link Callback} runs; two are the same only if they are the same object. */
@FunctionalInterface
public interface HostFunction {

    /**
     * {@return its results}
     *
     * @param inputs the operands
     * @param results the types that the results must have
     */
    List<HostArray> apply(List<HostArray> inputs, List<TensorType> results);
}
