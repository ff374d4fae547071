package dev.haiku.random;

import dev.haiku.array.DType;
import dev.haiku.array.HostArray;
import dev.haiku.array.Shape;
import dev.haiku.array.ShapeException;
import dev.haiku.tensor.Ops;
import dev.haiku.tensor.Tensor;
import java.util.List;
import java.util.stream.IntStream;

/**
 * The seed of random numbers as a value: two words from which samplers of {@link Random} compute their numbers.
 *
 * <p>The same key always gives the same numbers, so every key should be used once: {@link #split(int)} it first and
 * pass the parts on. A key is a tree with one tensor, so it may be an argument or result of any transformed function.
 * It may also hold a batch of keys, {@code data [..., 2]}, as {@link #split(Shape)} makes it, to be mapped over.
 *
 * <p>Keys and all numbers drawn from them equal those of {@code jax.random.PRNGKey} with the implementation {@code
 * threefry2x32} and 32-bit integers. Source: Salmon et al., <em>Parallel random numbers: as easy as 1, 2, 3</em>, 2011.
 *
 * @param data the words, {@code u32[2]}, or {@code u32[..., 2]} for a batch
 * @param layout how counters are laid out over the elements of a draw
 */
public record Key(Tensor data, Layout layout) {

    private static final long LARGEST_WORD = 0xffff_ffffL;

    /** How the counters of the block cipher are laid out over the elements of a draw; keys made of a key inherit it. */
    public enum Layout {
        /** One block for each element, as in JAX since 0.5: each element depends on its index only. The default. */
        PARTITIONABLE,
        /**
         * Both words of each block, as in JAX with {@code jax_threefry_partitionable=False}; for numbers of older
         * programs.
         */
        LEGACY
    }

    /** Creates a key of those words with the default layout. */
    public Key(Tensor data) {
        this(data, Layout.PARTITIONABLE);
    }

    /**
     * {@return the key of a seed: the words 0 and the seed's lower 32 bits}
     *
     * <p>The upper 32 bits are dropped, as JAX does with 32-bit integers: {@code 7} and {@code (1L << 32) + 7} give the
     * same key. {@link #ofWords} reaches every key.
     */
    public static Key of(long seed) {
        return ofWords(0, (int) seed);
    }

    /**
     * {@return the key of a seed that is a tensor: an integer scalar}
     *
     * <p>An {@code i64} seed gives both words of the key, smaller types the second one.
     *
     * @throws ShapeException if the seed is not an integer scalar
     */
    public static Key of(Tensor seed) {
        if (!seed.dtype().isInteger() || seed.rank() != 0) {
            throw new ShapeException("Key.of needs an integer scalar as seed, but got " + seed.type() + ".");
        }
        return new Key(Threefry.seed(seed));
    }

    /** {@return the key of those two words} */
    public static Key ofWords(int first, int second) {
        var words = HostArray.fromLongs(DType.U32, Shape.of(2), i -> i == 0 ? first : second);
        return new Key(Ops.constant(words));
    }

    /** {@return this key with another layout of counters; the words stay} */
    public Key withLayout(Layout newLayout) {
        return new Key(data, newLayout);
    }

    /** {@return the shape of the batch of keys that this is, {@code []} for a single key} */
    public Shape batchShape() {
        var type = data.type();
        if (type.dtype() != DType.U32
                || type.shape().rank() == 0
                || type.shape().last() != 2) {
            throw new ShapeException("A key needs data of type u32[..., 2], but got " + type + ".");
        }
        return type.shape().subShape(0, type.shape().rank() - 1);
    }

    /**
     * {@return {@code n} new keys}
     *
     * <p>This key should not be used again. Key {@code i} does not depend on {@code n} in the default layout.
     *
     * @param n how many, at least 0
     * @throws ShapeException if this is a batch of keys
     */
    public List<Key> split(int n) {
        requireSingle("split(int)");
        if (n < 0) {
            throw new IllegalArgumentException("A key splits into 0 or more keys, but got " + n + ".");
        }
        var batch = split(Shape.of(n));
        return IntStream.range(0, n).mapToObj(batch::get).toList();
    }

    /**
     * {@return a batch of new keys: for each key of this batch those of {@code shape}, {@code data [batch..., shape...,
     * 2]}}
     */
    public Key split(Shape shape) {
        return new Key(Threefry.split(this, shape), layout);
    }

    /**
     * {@return a new key that mixes a number into this key}, such as a step or an index
     *
     * @param number from 0 to 2<sup>32</sup> - 1
     * @throws IllegalArgumentException if the number is out of range
     */
    public Key foldIn(long number) {
        if (number < 0 || number > LARGEST_WORD) {
            throw new IllegalArgumentException(
                    "foldIn needs a number from 0 to " + LARGEST_WORD + ", but got " + number + ".");
        }
        return foldIn(Ops.constant(HostArray.scalar(DType.U32, number)));
    }

    /**
     * {@return a new key that mixes a number into this key}
     *
     * @param number an integer scalar, of which the lower 32 bits count
     * @throws ShapeException if the number is not an integer scalar
     */
    public Key foldIn(Tensor number) {
        if (!number.dtype().isInteger() || number.rank() != 0) {
            throw new ShapeException("foldIn needs an integer scalar, but got " + number.type() + ".");
        }
        return new Key(Threefry.foldIn(this, number), layout);
    }

    /**
     * {@return the key at an index of the first axis of this batch}
     *
     * @throws ShapeException if this is a single key or the index is out of range
     */
    public Key get(int index) {
        var batch = batchShape();
        if (batch.rank() == 0) {
            throw new ShapeException("get(" + index + ") needs a batch of keys, but this is a single key.");
        }
        if (index < 0 || index >= batch.dim(0)) {
            throw new ShapeException("Index " + index + " is out of range for a batch of keys of shape " + batch + ".");
        }
        return new Key(Ops.get(data, index), layout);
    }

    /** Checks that this is one key, not a batch. */
    void requireSingle(String caller) {
        var batch = batchShape();
        if (batch.rank() != 0) {
            throw new ShapeException(caller + " accepts a single key, but got a batch of keys of shape " + batch
                    + ". Take one of them with get(index).");
        }
    }
}
