package dev.haiku.random;

import dev.haiku.array.DType;
import dev.haiku.array.Shape;
import dev.haiku.ir.RandomOp.RandomBits;
import dev.haiku.ir.RandomOp.Threefry2x32;
import dev.haiku.tensor.Ops;
import dev.haiku.tensor.Tensor;
import java.util.List;

/** Arithmetic on the words of keys, {@code u32[batch..., 2]}, in both layouts of counters. */
final class Threefry {

    private static final int WORD_BITS = 32;

    private Threefry() {}

    /** {@return the words of a seed's key} */
    static Tensor seed(Tensor seed) {
        return seed.dtype() == DType.I64
                ? words(seed)
                : Ops.stack(0, Tensor.scalar(DType.U32, 0L), seed.cast(DType.U32));
    }

    /** {@return the upper and lower words of 64-bit numbers, along a new last axis} */
    private static Tensor words(Tensor pairs) {
        var high = Ops.shiftRightLogical(pairs, Tensor.scalar(DType.I64, WORD_BITS));
        return Ops.stack(-1, high.cast(DType.U32), pairs.cast(DType.U32));
    }

    static Tensor split(Key key, Shape shape) {
        var batch = key.batchShape();
        if (key.layout() == Key.Layout.PARTITIONABLE) {
            // a new key is the block of its counter, as 64 random bits are
            return words(Ops.bind(new RandomBits(DType.I64, shape), key.data()));
        }
        int count = Math.multiplyExact(2, Math.toIntExact(shape.size()));
        return Ops.reshape(hash(key, count), batch.concat(shape).concat(Shape.of(2)));
    }

    static Tensor foldIn(Key key, Tensor number) {
        var shape = key.batchShape().concat(Shape.of(1));
        var counter = Ops.broadcastTo(number.cast(DType.U32), shape);
        return Ops.concatenate(encrypt(key, Ops.zerosLike(counter), counter), -1);
    }

    /** {@return random bits of a single key, held by {@code u8 i16 u32} or {@code i64}} */
    static Tensor bits(Key key, DType dtype, Shape shape) {
        return key.layout() == Key.Layout.LEGACY
                ? Ops.reshape(legacyBits(key, dtype, Math.toIntExact(shape.size())), shape)
                : Ops.bind(new RandomBits(dtype, shape), key.data());
    }

    private static Tensor legacyBits(Key key, DType dtype, int size) {
        long width = (long) dtype.bytes() * Byte.SIZE;
        var words = hash(key, Math.toIntExact((width * size + WORD_BITS - 1) / WORD_BITS));
        if (width == WORD_BITS) {
            return words;
        }
        return width < WORD_BITS ? narrow(words, dtype, size) : widen(words, size);
    }

    /** Cuts each word into smaller ones, lowest bits first. */
    private static Tensor narrow(Tensor words, DType dtype, int size) {
        int parts = DType.U32.bytes() / dtype.bytes();
        var shape = Shape.of(words.dim(0), parts);
        var shifts = Ops.iota(DType.U32, shape, 1).mul((long) dtype.bytes() * Byte.SIZE);
        var cut = Ops.shiftRightLogical(Ops.expandDims(words, 1), shifts).cast(dtype);
        return Ops.slice(Ops.ravel(cut), 0, 0, size);
    }

    /** Joins the words of the first half, as upper ones, with those of the second. */
    private static Tensor widen(Tensor words, int size) {
        var high = Ops.slice(words, 0, 0, size).cast(DType.I64);
        var low = Ops.slice(words, 0, size, 2 * size).cast(DType.I64);
        return Ops.bitwiseOr(Ops.shiftLeft(high, Tensor.scalar(DType.I64, WORD_BITS)), low);
    }

    /**
     * {@return {@code count} words for each key: the counters 0, 1, 2, ... encrypted in pairs of first and second half}
     */
    private static Tensor hash(Key key, int count) {
        int half = (count + 1) / 2;
        var shape = key.batchShape().concat(Shape.of(half));
        var first = Ops.iota(DType.U32, shape, shape.rank() - 1);
        var second = first.add(half);
        if (count % 2 == 1) {
            // an odd number of counters is filled up with a zero
            var isPadding = Ops.eq(first, Tensor.scalar(DType.U32, half - 1L));
            second = Ops.where(isPadding, Ops.zerosLike(second), second);
        }
        return Ops.slice(Ops.concatenate(encrypt(key, first, second), -1), -1, 0, count);
    }

    private static List<Tensor> encrypt(Key key, Tensor x0, Tensor x1) {
        var k0 = Ops.broadcastTo(Ops.slice(key.data(), -1, 0, 1), x0.shape());
        var k1 = Ops.broadcastTo(Ops.slice(key.data(), -1, 1, 2), x0.shape());
        return Ops.bindAll(new Threefry2x32(), List.of(k0, k1, x0, x1));
    }
}
