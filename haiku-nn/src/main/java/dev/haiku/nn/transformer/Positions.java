package dev.haiku.nn.transformer;

import dev.haiku.array.DType;
import dev.haiku.array.Shape;
import dev.haiku.array.ShapeException;
import dev.haiku.tensor.Ops;
import dev.haiku.tensor.Tensor;

/** How tokens learn where they stand: sinusoidal vectors to add, and rotations of queries and keys. */
public final class Positions {

    /** The usual base of the wavelengths, which grow from {@code 2π} to {@code 2π·base}. */
    public static final double BASE = 10_000;

    private Positions() {}

    /**
     * {@return the vectors of the first {@code length} positions, {@code f32[length, size]}, to add to embeddings}
     *
     * @param length the number of positions
     * @param size the size of an embedding, even
     * @throws IllegalArgumentException if it is odd
     */
    public static Tensor sinusoidal(int length, int size) {
        return sinusoidal(Ops.arange(length), size);
    }

    /**
     * {@return the vectors of positions, {@code f32[..., size]}: elements {@code 2i} and {@code 2i + 1} are sine and cosine of {@code
     * position / base^(2i / size)}}
     *
     * <p>Source: Vaswani et al., <em>Attention is all you need</em>, 2017.
     *
     * @param positions any shape, such as {@code i32[length]}
     * @param size the size of an embedding, even
     * @throws IllegalArgumentException if it is odd
     */
    public static Tensor sinusoidal(Tensor positions, int size) {
        var angles = angles(positions, size, BASE, DType.F32);
        return Ops.stack(-1, Ops.sin(angles), Ops.cos(angles))
                .reshape(positions.shape().concat(Shape.of(size)));
    }

    /**
     * {@return queries or keys turned by their positions, so that the product of a query and a key depends on the difference of their
     * positions only}
     *
     * <p>Of a vector of size {@code d}, the elements {@code i} and {@code i + d/2} are turned by the angle {@code position /
     * base^(2i/d)}. Source: Su et al., <em>RoFormer: enhanced transformer with rotary position embedding</em>, 2021.
     *
     * @param x queries or keys, {@code [..., length, heads, d]} with an even {@code d}
     * @param positions where they stand, {@code [length]} or with the axes before it
     * @param base the base of the wavelengths, such as {@link #BASE}
     * @throws ShapeException if the shapes do not fit
     * @throws IllegalArgumentException if {@code d} is odd
     */
    public static Tensor rotary(Tensor x, Tensor positions, double base) {
        if (x.rank() < 3) {
            throw new ShapeException(
                    "rotary positions need [..., length, heads, size], but got shape " + x.shape() + ".");
        }
        var angles = angles(positions, x.shape().last(), base, x.dtype().promote(DType.F32))
                .expandDims(-2);
        var halves = Ops.split(x, 2, -1);
        var half = halves.get(0).shape();
        var cos = Ops.cos(angles).cast(x.dtype()).broadcastTo(half);
        var sin = Ops.sin(angles).cast(x.dtype()).broadcastTo(half);
        return Ops.concatenate(
                -1,
                halves.get(0).mul(cos).sub(halves.get(1).mul(sin)),
                halves.get(1).mul(cos).add(halves.get(0).mul(sin)));
    }

    /** {@return the angles {@code [..., size / 2]}} */
    private static Tensor angles(Tensor positions, int size, double base, DType dtype) {
        if (size < 2 || size % 2 != 0) {
            throw new IllegalArgumentException("positions need vectors of an even size, but got " + size + ".");
        }
        var exponents = Ops.arange(size / 2).cast(dtype).mul(-2 * Math.log(base) / size);
        var shape = positions.shape().concat(Shape.of(size / 2));
        var frequencies = Ops.exp(exponents).broadcastTo(shape);
        return positions.cast(dtype).expandDims(-1).mul(frequencies);
    }
}
