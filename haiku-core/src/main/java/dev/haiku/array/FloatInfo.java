package dev.haiku.array;

/**
 * What a floating-point type can hold: {@code jnp.finfo}.
 *
 * @param bits its size
 * @param eps the distance from 1 to the next number
 * @param max the largest finite number; the smallest one is {@code -max}
 * @param tiny the smallest positive number of full precision
 * @param smallestSubnormal the smallest positive number
 */
public record FloatInfo(int bits, double eps, double max, double tiny, double smallestSubnormal) {

    private static final FloatInfo F16 = of(16, 10, 15);
    private static final FloatInfo BF16 = of(16, 7, 127);
    private static final FloatInfo F32 = of(32, 23, 127);
    private static final FloatInfo F64 = of(64, 52, 1023);

    private static FloatInfo of(int bits, int fractionBits, int maxExponent) {
        double eps = Math.scalb(1.0, -fractionBits);
        return new FloatInfo(
                bits,
                eps,
                Math.scalb(2 - eps, maxExponent),
                Math.scalb(1.0, 1 - maxExponent),
                Math.scalb(1.0, 1 - maxExponent - fractionBits));
    }

    static FloatInfo of(DType dtype) {
        return switch (dtype) {
            case F16 -> F16;
            case BF16 -> BF16;
            case F32 -> F32;
            case F64 -> F64;
            default ->
                throw new IllegalArgumentException(dtype + " is no floating-point type. Use iinfo for integers.");
        };
    }

    /** {@return the smallest finite number} */
    public double min() {
        return -max;
    }
}
