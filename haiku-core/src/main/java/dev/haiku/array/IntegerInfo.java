package dev.haiku.array;

/**
 * What an integer type can hold: {@code jnp.iinfo}.
 *
 * @param bits its size
 * @param min the smallest number
 * @param max the largest number
 */
public record IntegerInfo(int bits, long min, long max) {

    static IntegerInfo of(DType dtype) {
        if (!dtype.isInteger()) {
            throw new IllegalArgumentException(dtype + " is no integer type. Use finfo for floating-point types.");
        }
        int bits = Byte.SIZE * dtype.bytes();
        return dtype.isUnsigned()
                ? new IntegerInfo(bits, 0, (1L << bits) - 1)
                : new IntegerInfo(bits, -1L << (bits - 1), ~(-1L << (bits - 1)));
    }
}
