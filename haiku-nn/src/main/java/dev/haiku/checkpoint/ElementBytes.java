package dev.haiku.checkpoint;

import dev.haiku.array.HostArray;
import dev.haiku.array.Shape;
import dev.haiku.ir.TensorType;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.WritableByteChannel;

/** Elements as files hold them: in either byte order, rows or columns first. */
final class ElementBytes {

    /**
     * What goes to a channel in one piece; the JDK copies each piece of Java's memory into native memory of its size.
     */
    private static final int CHUNK = 1 << 20;

    private static final long MOST_BYTES = Integer.MAX_VALUE - 8;
    private static final int MOST_AXES = 64;

    private ElementBytes() {}

    /**
     * {@return the shape of those sizes}
     *
     * @param where the beginning of a message
     * @throws CheckpointException if there are too many axes, a size is negative or above {@code int}, or all together
     *     are above {@code long}
     */
    static Shape shape(String where, long... sizes) {
        if (sizes.length > MOST_AXES) {
            throw new CheckpointException(where + ": the tensor has " + sizes.length + " axes, but " + MOST_AXES
                    + " is the most. The file is damaged.");
        }
        var dims = new int[sizes.length];
        for (int i = 0; i < sizes.length; i++) {
            if (sizes[i] < 0 || sizes[i] > Integer.MAX_VALUE) {
                throw new CheckpointException(where + ": the size of axis " + i + " is " + sizes[i]
                        + ", which is not in [0, " + Integer.MAX_VALUE + "]. The file is damaged.");
            }
            dims[i] = (int) sizes[i];
        }
        try {
            return Shape.of(dims);
        } catch (ArithmeticException e) {
            throw new CheckpointException(
                    where + ": the product of the sizes of its axes overflows. The file is damaged.", e);
        }
    }

    /**
     * {@return the number of bytes of a tensor}
     *
     * @throws CheckpointException if it does not fit one array
     */
    static int length(String where, TensorType type) {
        if (type.shape().size() > MOST_BYTES / type.dtype().bytes()) {
            throw new CheckpointException(where + ": a tensor " + type
                    + " takes more than the 2 GiB that fit one tensor. Split it along its first axis before saving.");
        }
        return (int) type.shape().size() * type.dtype().bytes();
    }

    /**
     * {@return the array of elements in some byte order, rows first}
     *
     * @throws CheckpointException if a truth value is neither 0 nor 1
     */
    static HostArray array(String where, TensorType type, ByteBuffer bytes, ByteOrder order) {
        var dtype = type.dtype();
        if (dtype.isBool()) {
            requireTruthValues(where, bytes);
        }
        boolean isNative = dtype.bytes() == 1 || order == ByteOrder.nativeOrder();
        return HostArray.fromBytes(dtype, type.shape(), isNative ? bytes : swapped(bytes, dtype.bytes()));
    }

    private static void requireTruthValues(String where, ByteBuffer bytes) {
        for (int i = 0; i < bytes.limit(); i++) {
            if (bytes.get(i) != 0 && bytes.get(i) != 1) {
                throw new CheckpointException(where + ": element " + i + " is the byte " + (bytes.get(i) & 0xff)
                        + ", but a bool is 0 or 1. The file is damaged.");
            }
        }
    }

    /** {@return the elements of an array in some byte order} */
    static ByteBuffer inOrder(HostArray array, ByteOrder order) {
        int width = array.dtype().bytes();
        return width == 1 || order == ByteOrder.nativeOrder() ? array.bytes() : swapped(array.bytes(), width);
    }

    private static ByteBuffer swapped(ByteBuffer bytes, int width) {
        var result = ByteBuffer.allocate(bytes.limit());
        for (int i = 0; i < bytes.limit(); i++) {
            // the position within the element, counted from its other end
            int mirrored = i - i % width + (width - 1 - i % width);
            result.put(i, bytes.get(mirrored));
        }
        return result;
    }

    /**
     * {@return elements that come rows first for {@code shape}, columns first}; the other way round for the reversed
     * shape
     */
    static ByteBuffer columnsFirst(ByteBuffer bytes, Shape shape, int width) {
        var dims = shape.dims();
        var strides = shape.strides();
        var result = ByteBuffer.allocate(bytes.limit());
        var index = new int[dims.length];
        int element = 0;
        while (result.hasRemaining()) {
            for (int b = 0; b < width; b++) {
                result.put(bytes.get(element * width + b));
            }
            int axis = 0;
            while (axis < dims.length && ++index[axis] == dims[axis]) {
                element -= (dims[axis] - 1) * strides[axis];
                index[axis++] = 0;
            }
            element += axis < dims.length ? strides[axis] : 0;
        }
        return result.flip();
    }

    /** {@return a shape with its axes in the other order} */
    static Shape reversed(Shape shape) {
        var dims = shape.dims();
        var reversed = new int[dims.length];
        for (int i = 0; i < dims.length; i++) {
            reversed[i] = dims[dims.length - 1 - i];
        }
        return Shape.of(reversed);
    }

    /** Writes the remaining bytes of a buffer, without a copy of them all. */
    static void writeTo(WritableByteChannel channel, ByteBuffer bytes) throws IOException {
        while (bytes.hasRemaining()) {
            var chunk = bytes.slice(bytes.position(), Math.min(CHUNK, bytes.remaining()));
            bytes.position(bytes.position() + chunk.remaining());
            while (chunk.hasRemaining()) {
                channel.write(chunk);
            }
        }
    }
}
