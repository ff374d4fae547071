package dev.haiku.internal.exec;

/** A primitive prepared for certain slots; running it reads the input slots and fills the output slots. */
@FunctionalInterface
public interface Kernel {

    /** Computes; not to be called from two threads at once. */
    void run();

    /** Frees native resources of the preparation, if there are any; the kernel is not run again. */
    default void close() {}
}
