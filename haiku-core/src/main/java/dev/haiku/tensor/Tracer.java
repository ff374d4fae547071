package dev.haiku.tensor;

import dev.haiku.array.HostArray;

/**
 * A tensor that stands for another one while a transformation runs; its numbers are not known unless a subclass says
 * otherwise.
 *
 * <p>Prints as {@code Tracer<f32[3]>}.
 */
public abstract class Tracer implements Tensor {

    /**
     * {@return why the numbers are not known and what to do instead, in whole sentences}
     *
     * <p>It is the message of the {@link ConcretizationException} that {@link #toHost()} throws.
     */
    protected abstract String why();

    /**
     * Checks that the transformation to which this tensor belongs has not ended.
     *
     * @param user what is about to use it, for the message
     * @throws LeakedTracerException if it has
     */
    public void requireRunning(String user) {}

    @Override
    public HostArray toHost() {
        requireRunning("toHost");
        throw new ConcretizationException(why());
    }

    @Override
    public String toString() {
        return "Tracer<" + type() + ">";
    }
}
