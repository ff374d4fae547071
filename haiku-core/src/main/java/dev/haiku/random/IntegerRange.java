package dev.haiku.random;

import dev.haiku.array.DType;
import dev.haiku.array.Shape;
import dev.haiku.ir.Elementwise.Div;
import dev.haiku.tensor.Ops;
import dev.haiku.tensor.Tensor;

/**
 * Integers from a range, by the remainder of twice as many random bits.
 *
 * <p>The two halves {@code hi} and {@code lo} of the bits give {@code (hi · 2^n + lo) mod span}, computed without more
 * than n bits.
 */
final class IntegerRange {

    private IntegerRange() {}

    static Tensor draw(Key key, Shape shape, Tensor minval, Tensor maxval, DType dtype) {
        // narrow types are drawn as i32, so that they are not biased
        var drawn = dtype.bytes() < 4 ? DType.I32 : dtype;
        long max = dtype == drawn ? max(dtype) : max(dtype) + 1;
        var low = clip(minval, min(dtype), max(dtype), drawn);
        var high = clip(maxval, min(dtype), max, drawn);
        var bits = dtype == DType.I64 ? DType.I64 : DType.U32;
        var one = Tensor.scalar(bits, 1L);
        var span = Ops.where(Ops.gt(high, low), high.sub(low).cast(bits), one);
        if (dtype == drawn && max(maxval.dtype()) > max(dtype)) {
            // a bound above the type adds one to the span, which may then wrap to 0, the full range
            var isAbove = Ops.gt(maxval, Tensor.scalar(maxval.dtype(), max(dtype)));
            span = Ops.where(Ops.logicalAnd(isAbove, Ops.gt(high, low)), span.add(one), span);
        }
        return low.add(offset(key, shape, span, bits).cast(drawn)).cast(dtype);
    }

    private static Tensor offset(Key key, Shape shape, Tensor span, DType bits) {
        var keys = key.split(2);
        var high = Threefry.bits(keys.get(0), bits, shape);
        var low = Threefry.bits(keys.get(1), bits, shape);
        var half = rem(Tensor.scalar(bits, 1L << (bits.bytes() * Byte.SIZE / 2)), span);
        var factor = rem(half.mul(half), span);
        return rem(rem(high, span).mul(factor).add(rem(low, span)), span);
    }

    private static Tensor clip(Tensor bound, long least, long most, DType dtype) {
        var type = bound.dtype();
        var clipped = Ops.clip(
                bound, Tensor.scalar(type, Math.max(least, min(type))), Tensor.scalar(type, Math.min(most, max(type))));
        return clipped.cast(dtype);
    }

    /** {@return the remainder of unsigned numbers, {@code x} for {@code span} 0} */
    private static Tensor rem(Tensor x, Tensor span) {
        return x.dtype() == DType.I64 ? unsignedRem(x, span) : Ops.rem(x, span);
    }

    /** The remainder of 64-bit numbers that count as unsigned, made of signed operations. */
    private static Tensor unsignedRem(Tensor x, Tensor span) {
        var one = Tensor.scalar(DType.I64, 1L);
        // half of x is not negative, so the quotient is right but for the last bit
        var divisor = Ops.maximum(span, one);
        var quotient = Ops.shiftLeft(quotient(Ops.shiftRightLogical(x, one), divisor), one);
        var rest = x.sub(quotient.mul(divisor));
        var small = Ops.where(isBelow(rest, divisor), rest, rest.sub(divisor));
        var large = Ops.where(isBelow(x, span), x, x.sub(span));
        var isZero = Ops.eq(span, Tensor.scalar(DType.I64, 0L));
        return Ops.where(isZero, x, Ops.where(Ops.ge(span, one), small, large));
    }

    private static Tensor quotient(Tensor a, Tensor b) {
        return Ops.bind(new Div(), Ops.broadcastArrays(a, b).toArray(Tensor[]::new));
    }

    private static Tensor isBelow(Tensor a, Tensor b) {
        var signBit = Tensor.scalar(DType.I64, Long.MIN_VALUE);
        return Ops.lt(Ops.bitwiseXor(a, signBit), Ops.bitwiseXor(b, signBit));
    }

    /** {@return the smallest number of an integer type} */
    static long min(DType dtype) {
        return dtype.isUnsigned() ? 0 : -1L << (dtype.bytes() * Byte.SIZE - 1);
    }

    /** {@return the largest number of an integer type} */
    static long max(DType dtype) {
        int bits = dtype.bytes() * Byte.SIZE;
        return dtype.isUnsigned() ? (1L << bits) - 1 : ~(-1L << (bits - 1));
    }
}
