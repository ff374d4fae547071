package dev.haiku.checkpoint;

import dev.haiku.array.DType;
import dev.haiku.array.Shape;
import dev.haiku.ir.TensorType;

/**
 * What the header of a safetensors file says of a tensor.
 *
 * @param dtype the name of the element type there, which tensors need not have
 * @param shape the shape
 * @param start where its bytes begin, counted from the end of the header
 * @param end where they end
 */
record SafetensorsEntry(String dtype, Shape shape, long start, long end) {

    private static final String KNOWN = "BOOL, U8, U32, I8, I16, I32, I64, F16, BF16, F32 and F64";

    long length() {
        return end - start;
    }

    /**
     * {@return the tensor's type}
     *
     * @param where the beginning of a message
     */
    TensorType type(String where) {
        var known = FileTypes.SAFETENSORS.get(dtype);
        if (known == null) {
            throw new CheckpointException(where + ": there are no tensors of element type '" + dtype + "', only of "
                    + KNOWN + ". Convert it before saving.");
        }
        return new TensorType(known, shape);
    }

    /** Checks that the bytes are as many as type and shape want; of unknown element types the size is unknown, too. */
    void requireLength(String where) {
        var known = FileTypes.SAFETENSORS.get(dtype);
        if (known != null && !holds(known)) {
            throw new CheckpointException(where + ": the header gives " + length() + " bytes to a tensor " + known
                    + shape + ". The file is damaged.");
        }
    }

    private boolean holds(DType known) {
        return length() % known.bytes() == 0 && length() / known.bytes() == shape.size();
    }
}
