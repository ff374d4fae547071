package dev.haiku.tensor;

import static dev.haiku.tensor.Operands.check;

import dev.haiku.array.DType;
import dev.haiku.array.Shape;
import java.util.List;

/** The part of {@link Ops} that counts and packs bits. */
abstract class BitOps extends NumericOps {

    private static final int BYTE = 8;

    BitOps() {}

    /** {@return the complement of the bits; NumPy's other name of {@link #bitwiseNot}} */
    public static Tensor invert(Tensor x) {
        return bitwiseNot(x);
    }

    /** {@return x shifted left; NumPy's name of {@link #shiftLeft}} */
    public static Tensor leftShift(Tensor x, Tensor bits) {
        return shiftLeft(x, bits);
    }

    /** {@return x shifted right; NumPy's name of {@link #shiftRight}} */
    public static Tensor rightShift(Tensor x, Tensor bits) {
        return shiftRight(x, bits);
    }

    /**
     * {@return how many bits of the absolute value are set, as {@code u8}}
     *
     * @throws dev.haiku.array.ShapeException if x is of a floating-point type
     */
    public static Tensor bitwiseCount(Tensor x) {
        check(!x.dtype().isFloating(), "bitwiseCount", "needs integer or bool elements, but got " + x.type() + ".");
        var magnitude = x.abs();
        if (x.dtype() == DType.I64) {
            return setBits(
                            magnitude,
                            0x5555555555555555L,
                            0x3333333333333333L,
                            0x0f0f0f0f0f0f0f0fL,
                            0x0101010101010101L)
                    .cast(DType.U8);
        }
        // the smallest number is its own absolute value; what widening it fills with ones is masked out
        var word = magnitude.cast(DType.I32).and(Tensor.scalar(DType.I32, mask(x.dtype())));
        return setBits(word, 0x55555555, 0x33333333, 0x0f0f0f0f, 0x01010101).cast(DType.U8);
    }

    /**
     * {@return how many bits in front of the first one that is set are not, in the type of x}
     *
     * @throws dev.haiku.array.ShapeException if x is not of an integer type
     */
    public static Tensor clz(Tensor x) {
        check(x.dtype().isInteger(), "clz", "needs integer elements, but got " + x.type() + ".");
        int bits = BYTE * x.dtype().bytes();
        // set all bits behind the first one; those in front are left
        var filled = x;
        for (int shift = 1; shift < bits; shift *= 2) {
            filled = filled.or(shiftRightLogical(filled, weak(x, shift)));
        }
        var isNegative = x.lt(0);
        var front = sub(bits, bitwiseCount(where(isNegative, 0, filled)).cast(x.dtype()));
        return where(isNegative, 0, front);
    }

    private static long mask(DType dtype) {
        return dtype.bytes() == Integer.BYTES ? -1 : (1L << (BYTE * dtype.bytes())) - 1;
    }

    /** Adds up neighbouring bits, then pairs, then groups of four; the product adds up the bytes in the uppermost one. */
    private static Tensor setBits(Tensor x, long pairs, long fours, long bytes, long ones) {
        var inPairs = x.sub(shiftRightLogical(x, weak(x, 1)).and(weak(x, pairs)));
        var inFours = inPairs.and(weak(x, fours))
                .add(shiftRightLogical(inPairs, weak(x, 2)).and(weak(x, fours)));
        var inBytes = inFours.add(shiftRightLogical(inFours, weak(x, 4))).and(weak(x, bytes));
        return shiftRightLogical(
                inBytes.mul(ones), weak(x, (long) BYTE * (x.dtype().bytes() - 1)));
    }

    /** Which bit of a byte comes first when bits are packed. */
    public enum BitOrder {
        /** The most significant one. */
        BIG,
        /** The least significant one. */
        LITTLE
    }

    /** {@return the elements as bits (1 for not zero) in row-major order, eight to a byte, the most significant first} */
    public static Tensor packbits(Tensor x) {
        return packbits(ravel(x), 0, BitOrder.BIG);
    }

    /**
     * {@return the elements along an axis as bits (1 for not zero), eight to a {@code u8}; the last byte is filled with zeros}
     *
     * @throws dev.haiku.array.ShapeException if x is of a floating-point type
     */
    public static Tensor packbits(Tensor x, int axis, BitOrder order) {
        check(!x.dtype().isFloating(), "packbits", "needs integer or bool elements, but got " + x.type() + ".");
        int normal = Operands.axis("packbits", axis, x.shape());
        var bits = moveAxis(truth(x).cast(DType.U8), normal, -1);
        int bytes = (bits.dim(-1) + BYTE - 1) / BYTE;
        var widths = new int[x.rank()][2];
        widths[x.rank() - 1][1] = bytes * BYTE - bits.dim(-1);
        var grouped =
                reshape(PadOps.pad(bits, widths), bits.shape().with(-1, bytes).concat(Shape.of(BYTE)));
        var packed = sum(grouped.shiftLeft(places(order, grouped.rank())), List.of(-1), Dims.DROP)
                .cast(DType.U8);
        return moveAxis(packed, -1, normal);
    }

    /** {@return the bits of the bytes in row-major order, the most significant first, as {@code u8}} */
    public static Tensor unpackbits(Tensor x) {
        return unpackbits(ravel(x), 0, BYTE * (int) x.size(), BitOrder.BIG);
    }

    /**
     * {@return the first {@code count} bits of the bytes along an axis, as {@code u8}; zeros behind the last one}
     *
     * @throws dev.haiku.array.ShapeException if x is not of type {@code u8}
     */
    public static Tensor unpackbits(Tensor x, int axis, int count, BitOrder order) {
        check(x.dtype() == DType.U8, "unpackbits", "needs u8 elements, but got " + x.type() + ".");
        int normal = Operands.axis("unpackbits", axis, x.shape());
        var bytes = moveAxis(x, normal, -1);
        var bits = expandDims(bytes, -1).shiftRight(places(order, x.rank() + 1)).and(Tensor.scalar(DType.U8, 1));
        int size = BYTE * bytes.dim(-1);
        var rows = reshape(bits, bytes.shape().with(-1, size));
        var low = Operands.range(0, x.rank()).stream().map(i -> 0).toList();
        var high = Operands.range(0, x.rank()).stream()
                .map(i -> i == x.rank() - 1 ? count - size : 0)
                .toList();
        return moveAxis(pad(rows, Tensor.scalar(DType.U8, 0), low, high, low), -1, normal);
    }

    /** {@return the places of the bits along the last of so many axes} */
    private static Tensor places(BitOrder order, int rank) {
        var places = RearrangeOps.broadcastToRank(iota(DType.U8, BYTE), rank);
        return order == BitOrder.LITTLE ? places : sub(BYTE - 1, places);
    }
}
