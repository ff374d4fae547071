package dev.haiku.random;

import dev.haiku.array.DType;
import dev.haiku.array.Shape;
import dev.haiku.tensor.Ops;
import dev.haiku.tensor.Tensor;

/** Gumbel numbers from 64 random bits in fixed point, which reach events of probability 2<sup>-64</sup>. */
final class FixedPoint {

    private static final int[] SHIFTS = {32, 16, 8, 4, 2, 1, 1};
    private static final int EXPONENT_BIAS = 127;
    private static final int MANTISSA_BITS = 23;

    private FixedPoint() {}

    static Tensor gumbel(Key key, Shape shape) {
        var words = Threefry.bits(key, DType.U32, Shape.of(2).concat(shape));
        var high = Ops.get(words, 0).cast(DType.I64);
        var u = Ops.bitwiseOr(Ops.shiftLeft(high, number(32)), Ops.get(words, 1).cast(DType.I64));
        // below one half it works on u itself, above on 1 - u, where floating point is finer
        var isBelowHalf = Ops.ge(u, number(0));
        var x = toFloat(Ops.where(isBelowHalf, u, Ops.neg(u)));
        var minusLog = Ops.where(isBelowHalf, Ops.neg(Ops.log1p(Ops.neg(x))), Ops.neg(Ops.log(x)));
        return Ops.neg(Ops.log(minusLog));
    }

    /** {@return the number {@code u / 2^64} of unsigned {@code u}, rounded towards zero} */
    private static Tensor toFloat(Tensor u) {
        var shifted = u;
        var exponent = Ops.fullLike(u, EXPONENT_BIAS - 1L);
        for (int shift : SHIFTS) {
            // moves the leading one to the top by halving steps; the last one is for u = 0
            var isEmpty = Ops.eq(Ops.shiftRightLogical(shifted, number(Long.SIZE - shift)), number(0));
            shifted = Ops.where(isEmpty, Ops.shiftLeft(shifted, number(shift)), shifted);
            exponent = Ops.where(isEmpty, exponent.sub(shift), exponent);
        }
        var mantissa = Ops.bitwiseAnd(
                Ops.shiftRightLogical(shifted, number(Long.SIZE - MANTISSA_BITS - 1)),
                number((1 << MANTISSA_BITS) - 1));
        var bits = Ops.bitwiseOr(Ops.shiftLeft(exponent, number(MANTISSA_BITS)), mantissa);
        return Ops.bitcast(bits.cast(DType.U32), DType.F32);
    }

    private static Tensor number(long value) {
        return Tensor.scalar(DType.I64, value);
    }
}
