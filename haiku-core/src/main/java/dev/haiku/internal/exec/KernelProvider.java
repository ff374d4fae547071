package dev.haiku.internal.exec;

import dev.haiku.ir.Primitive;
import java.util.List;
import java.util.Optional;

/** A source of kernels, found with {@link java.util.ServiceLoader}; providers are asked in the order of their rank. */
public interface KernelProvider {

    /** {@return its place in the order: smaller ones are asked first; the plain Java reference kernels have 100} */
    int rank();

    /**
     * {@return a kernel for a primitive on those slots, or empty if this provider has none that is right and fast for them}
     *
     * <p>Types have been checked; output slots never share memory with input slots.
     *
     * @param op the primitive
     * @param inputs where the operands are
     * @param outputs where the results go
     */
    Optional<Kernel> prepare(Primitive op, List<Slot> inputs, List<Slot> outputs);
}
