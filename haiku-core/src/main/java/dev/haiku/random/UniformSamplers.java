package dev.haiku.random;

import dev.haiku.array.DType;
import dev.haiku.array.Shape;
import dev.haiku.tensor.Ops;
import dev.haiku.tensor.Tensor;

/** Random bits, and what is one step from them: uniform numbers, integers, truth values, signs. */
abstract class UniformSamplers {

    UniformSamplers() {}

    /** {@return random bits as {@code u32} numbers} */
    public static Tensor bits(Key key, Shape shape) {
        return bits(key, shape, DType.U32);
    }

    /**
     * {@return random bits}
     *
     * @param dtype what holds them: {@code u8} or {@code u32}, or {@code i16} or {@code i64} in place of JAX's {@code
     *     u16} and {@code u64}
     */
    public static Tensor bits(Key key, Shape shape, DType dtype) {
        key.requireSingle("bits");
        if (dtype != DType.U8 && dtype != DType.I16 && dtype != DType.U32 && dtype != DType.I64) {
            throw new IllegalArgumentException("bits are held by u8, i16, u32 or i64, but got dtype " + dtype + ".");
        }
        return Threefry.bits(key, dtype, shape);
    }

    /** {@return {@code f32} numbers uniform in [0, 1)} */
    public static Tensor uniform(Key key, Shape shape) {
        return uniform(key, shape, DType.F32);
    }

    /** {@return numbers of a floating-point type, uniform in [0, 1)} */
    public static Tensor uniform(Key key, Shape shape, DType dtype) {
        key.requireSingle("uniform");
        Samplers.requireFloating("uniform", dtype, " Use randint for integers.");
        int mantissa = Samplers.mantissaBits(dtype);
        // random mantissa below the exponent of [1, 2)
        var bits = mantissaBits(key, shape, dtype, mantissa);
        var one = switch (dtype) {
            case F16 -> 0x3c00L;
            case BF16 -> 0x3f80L;
            case F32 -> 0x3f80_0000L;
            default -> 0x3ff0_0000_0000_0000L;
        };
        var fromOneToTwo = Ops.bitcast(Ops.bitwiseOr(bits, Tensor.scalar(bits.dtype(), one)), dtype);
        return fromOneToTwo.sub(1.0);
    }

    private static Tensor mantissaBits(Key key, Shape shape, DType dtype, int mantissa) {
        // eight random bits are enough for bf16, and JAX draws no more
        var drawn = dtype == DType.BF16 ? DType.U8 : carrier(dtype);
        var bits = Ops.cast(Threefry.bits(key, drawn, shape), carrier(dtype));
        long surplus = (long) drawn.bytes() * Byte.SIZE - mantissa;
        return Ops.shiftRightLogical(bits, Tensor.scalar(bits.dtype(), surplus));
    }

    private static DType carrier(DType dtype) {
        return switch (dtype.bytes()) {
            case 2 -> DType.I16;
            case 4 -> DType.U32;
            default -> DType.I64;
        };
    }

    /** {@return {@code f32} numbers uniform in [{@code minval}, {@code maxval})} */
    public static Tensor uniform(Key key, Shape shape, double minval, double maxval) {
        return uniform(key, shape, DType.F32, minval, maxval);
    }

    /** {@return numbers of a floating-point type, uniform in [{@code minval}, {@code maxval})} */
    public static Tensor uniform(Key key, Shape shape, DType dtype, double minval, double maxval) {
        var unit = uniform(key, shape, dtype);
        double low = Samplers.round(dtype, minval);
        double span = Samplers.round(dtype, Samplers.round(dtype, maxval) - low);
        return low == 0 && span == 1 ? unit : stretched(unit, Tensor.scalar(dtype, low), Tensor.scalar(dtype, span));
    }

    /**
     * {@return {@code unit * span + low} with one rounding, as XLA contracts it}
     *
     * <p>The product of two {@code f32} numbers is exact in {@code f64}; of the sum one in 2^29 is rounded twice.
     */
    private static Tensor stretched(Tensor unit, Tensor low, Tensor span) {
        var sum = unit.dtype() == DType.F32
                ? unit.cast(DType.F64)
                        .mul(span.cast(DType.F64))
                        .add(low.cast(DType.F64))
                        .cast(DType.F32)
                : unit.mul(span).add(low);
        // rounding may end below the lower bound
        return Ops.maximum(sum, low);
    }

    /**
     * {@return numbers uniform in [{@code minval}, {@code maxval})}
     *
     * @param minval the lower bounds, inclusive; must broadcast to {@code shape}
     * @param maxval the upper bounds, exclusive; must broadcast to {@code shape}; both together determine the element
     *     type
     */
    public static Tensor uniform(Key key, Shape shape, Tensor minval, Tensor maxval) {
        Samplers.requireFits("uniform", shape, minval, maxval);
        var dtype = Samplers.floatType(minval, maxval);
        var low = Samplers.fitted(minval, dtype, shape);
        var unit = uniform(key, shape, dtype);
        return stretched(unit, low, Samplers.fitted(maxval, dtype, shape).sub(low));
    }

    /**
     * {@return {@code i32} numbers uniform in [{@code minval}, {@code maxval}); all {@code minval} if that is empty}
     */
    public static Tensor randint(Key key, Shape shape, int minval, int maxval) {
        return randint(key, shape, Tensor.scalar(DType.I32, minval), Tensor.scalar(DType.I32, maxval), DType.I32);
    }

    /**
     * {@return integers uniform in [{@code minval}, {@code maxval}); all {@code minval} if that is empty}
     *
     * @throws IllegalArgumentException if the bounds do not fit the type
     */
    public static Tensor randint(Key key, Shape shape, long minval, long maxval, DType dtype) {
        Samplers.requireInteger("randint", dtype, " Use uniform for floating-point numbers.");
        long least = IntegerRange.min(dtype);
        long limit = dtype == DType.I64 ? Long.MAX_VALUE : IntegerRange.max(dtype) + 1;
        if (minval < least || minval >= limit || maxval < least || maxval > limit) {
            throw new IllegalArgumentException("randint needs bounds from " + least + " to " + limit + " for " + dtype
                    + ", but got [" + minval + ", " + maxval + ").");
        }
        return randint(key, shape, Tensor.scalar(DType.I64, minval), Tensor.scalar(DType.I64, maxval), dtype);
    }

    /**
     * {@return integers uniform in [{@code minval}, {@code maxval}); {@code minval} where that is empty}
     *
     * @param minval the lower bounds, inclusive: integers that broadcast to {@code shape}; moved into the range of
     *     {@code dtype}
     * @param maxval the upper bounds, exclusive: integers that broadcast to {@code shape}; moved into the range of
     *     {@code dtype} or just above it
     */
    public static Tensor randint(Key key, Shape shape, Tensor minval, Tensor maxval, DType dtype) {
        key.requireSingle("randint");
        Samplers.requireInteger("randint", dtype, " Use uniform for floating-point numbers.");
        Samplers.requireFits("randint", shape, minval, maxval);
        for (var bound : new Tensor[] {minval, maxval}) {
            if (!bound.dtype().isInteger()) {
                throw new IllegalArgumentException("randint needs integer bounds, but got " + bound.type() + ".");
            }
        }
        return IntegerRange.draw(
                key,
                shape,
                Samplers.fitted(minval, minval.dtype(), shape),
                Samplers.fitted(maxval, maxval.dtype(), shape),
                dtype);
    }

    /** {@return truth values that are true with probability {@code p}} */
    public static Tensor bernoulli(Key key, double p, Shape shape) {
        return bernoulli(key, Tensor.scalar(p), shape);
    }

    /** {@return truth values that are true with the probabilities {@code p}, one for each} */
    public static Tensor bernoulli(Key key, Tensor p) {
        return bernoulli(key, p, p.shape());
    }

    /** {@return truth values that are true with the probabilities {@code p}, which must broadcast to {@code shape}} */
    public static Tensor bernoulli(Key key, Tensor p, Shape shape) {
        return bernoulli(key, p, shape, SamplingMode.LOW);
    }

    /**
     * {@return truth values that are true with given probabilities}
     *
     * @param p the probabilities, floating-point; must broadcast to {@code shape}
     * @param mode {@link SamplingMode#LOW}, or {@link SamplingMode#HIGH} for probabilities below 1e-7
     */
    public static Tensor bernoulli(Key key, Tensor p, Shape shape, SamplingMode mode) {
        key.requireSingle("bernoulli");
        Samplers.requireFits("bernoulli", shape, p);
        if (!p.dtype().isFloating()) {
            throw new IllegalArgumentException(
                    "bernoulli needs floating-point probabilities, but got " + p.type() + ".");
        }
        var share = Samplers.fitted(p, p.dtype(), shape);
        return switch (mode) {
            case LOW -> Ops.lt(uniform(key, shape, p.dtype()), share);
            case HIGH -> {
                var parts = uniform(key, Shape.of(2).concat(shape), p.dtype());
                var fine = Ops.get(parts, 1).mul(Samplers.epsilon(p.dtype()));
                yield Ops.lt(fine, Ops.sub(share, Ops.get(parts, 0)));
            }
            default ->
                throw new IllegalArgumentException("bernoulli has the modes LOW and HIGH, but got " + mode + ".");
        };
    }

    /** {@return {@code i32} signs: -1 or 1, equally likely} */
    public static Tensor rademacher(Key key, Shape shape) {
        return rademacher(key, shape, DType.I32);
    }

    /** {@return signs: -1 or 1, equally likely} */
    public static Tensor rademacher(Key key, Shape shape, DType dtype) {
        return bernoulli(key, 0.5, shape).cast(DType.I32).mul(2).sub(1).cast(dtype);
    }
}
