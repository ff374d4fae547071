package dev.haiku.nn.init;

import dev.haiku.Initializer;
import dev.haiku.array.DType;
import dev.haiku.array.HostArray;
import dev.haiku.array.Shape;
import dev.haiku.tensor.Tensor;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/**
 * Draws with a variance that keeps that of a layer's input or gradient: {@code scale / max(1, n)}; {@code
 * hk.initializers.VarianceScaling}.
 *
 * <p>{@code n} is fan in (how many inputs an output has), fan out, or their mean. A vector has its size as both, a
 * matrix {@code [in, out]} its axes, a kernel {@code [..., in, out]} these times the product of the leading axes.
 *
 * @param scale the factor of the variance, at least 0
 * @param mode which number of connections divides it
 * @param distribution the distribution drawn from
 * @param fanInAxes the axes whose product is fan in, for shapes of more than two axes; the others make fan out.
 *     Negative ones count from the end, but fan out then is the product of all axes, as in Haiku
 */
public record VarianceScaling(
        double scale,
        Mode mode,
        Distribution distribution,
        @Nullable List<Integer> fanInAxes) implements Initializer {

    /** The standard deviation of a standard normal distribution that is cut off at ±2. */
    private static final double TRUNCATED_STDDEV = .87962566103423978;

    /** Which number of connections divides the variance. */
    public enum Mode {
        /** The number of inputs of each output: keeps the variance of activations. */
        FAN_IN,
        /** The number of outputs of each input: keeps the variance of gradients. */
        FAN_OUT,
        /** The mean of both. */
        FAN_AVG
    }

    /** The distribution drawn from. */
    public enum Distribution {
        /** Normal, cut off at two standard deviations and widened to the right variance. */
        TRUNCATED_NORMAL,
        /** Normal. */
        NORMAL,
        /** Uniform around 0. */
        UNIFORM
    }

    /** Checks the scale. */
    public VarianceScaling {
        if (!(scale >= 0)) {
            throw new IllegalArgumentException("VarianceScaling needs scale >= 0, but got " + scale + ".");
        }
        fanInAxes = fanInAxes == null ? null : List.copyOf(fanInAxes);
    }

    /** Creates one that finds fan in and fan out by the convention above. */
    public VarianceScaling(double scale, Mode mode, Distribution distribution) {
        this(scale, mode, distribution, null);
    }

    /** {@return this with another mode} */
    public VarianceScaling mode(Mode newMode) {
        return new VarianceScaling(scale, newMode, distribution, fanInAxes);
    }

    /** {@return this with another distribution} */
    public VarianceScaling distribution(Distribution newDistribution) {
        return new VarianceScaling(scale, mode, newDistribution, fanInAxes);
    }

    /** {@return this with fan in the product of those axes, for shapes of more than two axes} */
    public VarianceScaling fanInAxes(List<Integer> axes) {
        return new VarianceScaling(scale, mode, distribution, axes);
    }

    @Override
    public Tensor init(Shape shape, DType dtype) {
        double variance = scale / Math.max(1, connections(shape));
        return switch (distribution) {
            case TRUNCATED_NORMAL ->
                new TruncatedNormal(Math.sqrt(variance) / truncatedStddev(dtype), 0, -2, 2).init(shape, dtype);
            case NORMAL -> new RandomNormal(Math.sqrt(variance), 0).init(shape, dtype);
            case UNIFORM -> {
                double limit = Math.sqrt(3 * variance);
                yield new RandomUniform(-limit, limit).init(shape, dtype);
            }
        };
    }

    /** Haiku rounds this constant to the element type before it divides in double precision. */
    private static double truncatedStddev(DType dtype) {
        return HostArray.scalar(dtype, TRUNCATED_STDDEV).getDouble(0);
    }

    private double connections(Shape shape) {
        return switch (mode) {
            case FAN_IN -> fanIn(shape);
            case FAN_OUT -> fanOut(shape);
            case FAN_AVG -> (fanIn(shape) + fanOut(shape)) / 2;
        };
    }

    private double fanIn(Shape shape) {
        var axes = fanInAxes;
        if (shape.rank() < 2) {
            return shape.size();
        }
        return axes != null && shape.rank() > 2
                ? axes.stream().mapToDouble(shape::dim).reduce(1, (a, b) -> a * b)
                : shape.dim(-2) * receptiveField(shape);
    }

    private double fanOut(Shape shape) {
        var axes = fanInAxes;
        if (shape.rank() < 2) {
            return shape.size();
        }
        return axes != null && shape.rank() > 2
                ? IntStream.range(0, shape.rank())
                        .filter(axis -> !axes.contains(axis))
                        .mapToDouble(shape::dim)
                        .reduce(1, (a, b) -> a * b)
                : shape.last() * receptiveField(shape);
    }

    private static double receptiveField(Shape shape) {
        return Arrays.stream(shape.dims())
                .limit(shape.rank() - 2L)
                .asDoubleStream()
                .reduce(1, (a, b) -> a * b);
    }
}
