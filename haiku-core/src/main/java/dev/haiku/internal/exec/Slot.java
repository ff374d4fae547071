package dev.haiku.internal.exec;

import dev.haiku.ir.TensorType;
import java.nio.ByteBuffer;
import java.nio.DoubleBuffer;
import java.nio.FloatBuffer;
import java.nio.IntBuffer;
import java.nio.LongBuffer;
import java.nio.ShortBuffer;
import org.jspecify.annotations.Nullable;

/**
 * A place for a tensor of fixed type whose native memory may be exchanged between runs; row-major and contiguous.
 *
 * <p>Kernels are prepared for slots, not for memory: a compiled plan binds its inputs and outputs anew for each call. So a kernel
 * asks for the memory when it runs, never when it is prepared.
 */
public final class Slot {

    private final TensorType type;
    private @Nullable Buffer buffer;

    /** Creates a slot without memory. */
    public Slot(TensorType type) {
        this.type = type;
    }

    /** Creates a slot over that memory, which must hold at least the bytes of the type. */
    public Slot(TensorType type, Buffer buffer) {
        this(type);
        bind(buffer);
    }

    /** Exchanges the memory. */
    public void bind(Buffer newBuffer) {
        if (newBuffer.capacity() < type.shape().size() * type.dtype().bytes()) {
            throw new IllegalArgumentException(
                    "A buffer of " + newBuffer.capacity() + " bytes is too small for " + type + ".");
        }
        buffer = newBuffer;
    }

    /** {@return the type of the tensor} */
    public TensorType type() {
        return type;
    }

    /** {@return the number of elements} */
    public int size() {
        return (int) type.shape().size();
    }

    /** {@return the memory} */
    public Buffer buffer() {
        var bound = buffer;
        if (bound == null) {
            throw new IllegalStateException("The slot for " + type + " has no memory yet.");
        }
        return bound;
    }

    /** {@return the memory as bytes in native order; use absolute access only} */
    public ByteBuffer bytes() {
        return buffer().bytes();
    }

    /** {@return the memory as floats; use absolute access only} */
    public FloatBuffer floats() {
        return buffer().floats();
    }

    /** {@return the memory as doubles; use absolute access only} */
    public DoubleBuffer doubles() {
        return buffer().doubles();
    }

    /** {@return the memory as ints; use absolute access only} */
    public IntBuffer ints() {
        return buffer().ints();
    }

    /** {@return the memory as longs; use absolute access only} */
    public LongBuffer longs() {
        return buffer().longs();
    }

    /** {@return the memory as shorts; use absolute access only} */
    public ShortBuffer shorts() {
        return buffer().shorts();
    }
}
