package dev.haiku.internal.exec;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.DoubleBuffer;
import java.nio.FloatBuffer;
import java.nio.IntBuffer;
import java.nio.LongBuffer;
import java.nio.ShortBuffer;
import org.bytedeco.javacpp.BytePointer;
import org.jspecify.annotations.Nullable;

/**
 * A block of native memory, 64-byte aligned, with its typed views; belongs to {@link BufferPool}.
 *
 * <p>Blocks are reused, so what was derived from one, such as a view, is kept with it; and small ones are many, so
 * nothing is derived before it is needed.
 */
public final class Buffer {

    private static final int ALIGNMENT = 64;

    private final ByteBuffer bytes;
    private volatile @Nullable BytePointer pointer;
    private volatile @Nullable FloatBuffer floats;
    private volatile @Nullable DoubleBuffer doubles;
    private volatile @Nullable IntBuffer ints;
    private volatile @Nullable LongBuffer longs;
    private volatile @Nullable ShortBuffer shorts;

    /** Who holds the block; keeps that phantom reference alive. Null while the block is free. */
    volatile @Nullable Holding holding;

    Buffer(ByteBuffer bytes) {
        this.bytes = bytes.order(ByteOrder.nativeOrder());
    }

    /** {@return whether a part that starts there is aligned as blocks are} */
    static boolean isAligned(int start) {
        return start % ALIGNMENT == 0;
    }

    /** {@return a part of this block, which must stay in use as long as the part is} */
    Buffer part(int start, int size) {
        return new Buffer(bytes.slice(start, size));
    }

    /**
     * {@return the start of the block, for native calls}
     *
     * @throws IllegalStateException if JavaCPP could not be loaded, so that there is nothing native to call
     */
    public BytePointer pointer() {
        var start = pointer;
        if (start == null) {
            if (!NativeMemory.isAvailable()) {
                throw new IllegalStateException(
                        "This block has no native pointer, since JavaCPP's native library could not be loaded.");
            }
            start = new BytePointer(bytes);
            pointer = start;
        }
        return start;
    }

    /** {@return the address of the block} */
    public long address() {
        return pointer().address();
    }

    /** {@return the size of the block in bytes} */
    public long capacity() {
        return bytes.capacity();
    }

    /** {@return the block as bytes in native order} */
    public ByteBuffer bytes() {
        return bytes;
    }

    /** {@return the block as floats} */
    public FloatBuffer floats() {
        var view = floats;
        if (view == null) {
            view = bytes.asFloatBuffer();
            floats = view;
        }
        return view;
    }

    /** {@return the block as doubles} */
    public DoubleBuffer doubles() {
        var view = doubles;
        if (view == null) {
            view = bytes.asDoubleBuffer();
            doubles = view;
        }
        return view;
    }

    /** {@return the block as ints} */
    public IntBuffer ints() {
        var view = ints;
        if (view == null) {
            view = bytes.asIntBuffer();
            ints = view;
        }
        return view;
    }

    /** {@return the block as longs} */
    public LongBuffer longs() {
        var view = longs;
        if (view == null) {
            view = bytes.asLongBuffer();
            longs = view;
        }
        return view;
    }

    /** {@return the block as shorts} */
    public ShortBuffer shorts() {
        var view = shorts;
        if (view == null) {
            view = bytes.asShortBuffer();
            shorts = view;
        }
        return view;
    }
}
