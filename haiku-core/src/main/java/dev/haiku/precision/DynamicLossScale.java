package dev.haiku.precision;

import dev.haiku.array.DType;
import dev.haiku.tensor.Ops;
import dev.haiku.tensor.Tensor;

/**
 * A {@link LossScale} that looks for the largest factor that keeps gradients finite: it grows after every {@code period}
 * steps with finite gradients, and shrinks at each step without.
 *
 * <p>It does not grow beyond what is finite, nor shrink below {@code minLossScale}.
 *
 * @param lossScale the factor, a floating-point scalar
 * @param counter how many steps in a row had finite gradients since it last grew, an {@code i32} scalar
 * @param period after how many such steps it grows
 * @param factor by what it grows and shrinks
 * @param minLossScale the smallest factor, a floating-point scalar
 */
public record DynamicLossScale(Tensor lossScale, Tensor counter, int period, int factor, Tensor minLossScale)
        implements LossScale {

    private static final int PERIOD = 2000;
    private static final int FACTOR = 2;

    /** Checks the settings. */
    public DynamicLossScale {
        requireAtLeast("period", 1, period);
        requireAtLeast("factor", 2, factor);
        requireFloating("lossScale", lossScale);
        requireFloating("minLossScale", minLossScale);
    }

    private static void requireAtLeast(String what, int least, int value) {
        if (value < least) {
            throw new IllegalArgumentException(
                    "DynamicLossScale needs " + what + " >= " + least + ", but got " + value + ".");
        }
    }

    private static void requireFloating(String what, Tensor value) {
        if (!value.dtype().isFloating()) {
            throw new IllegalArgumentException("DynamicLossScale needs a floating-point " + what + ", but got "
                    + value.type() + ". Give Tensor.scalar(32768.0), for example.");
        }
    }

    /** {@return one that starts with that factor, doubles it every 2000 steps, and does not go below 1} */
    public static DynamicLossScale of(double lossScale) {
        return of(lossScale, PERIOD, FACTOR);
    }

    /** {@return one that starts with that factor and does not go below 1} */
    public static DynamicLossScale of(double lossScale, int period, int factor) {
        return new DynamicLossScale(
                Tensor.scalar(lossScale), Tensor.scalar(DType.I32, 0L), period, factor, Tensor.scalar(1.0));
    }

    /** {@return this with another smallest factor} */
    public DynamicLossScale minLossScale(double smallest) {
        return new DynamicLossScale(lossScale, counter, period, factor, Tensor.scalar(minLossScale.dtype(), smallest));
    }

    @Override
    public <T> T scale(T tree) {
        return StaticLossScale.scaled(tree, lossScale);
    }

    @Override
    public <T> T unscale(T tree) {
        return StaticLossScale.scaled(tree, lossScale.reciprocal());
    }

    /**
     * {@return what to use in the next step: the same, or with a larger or smaller factor}
     *
     * @throws IllegalArgumentException if the argument is no scalar of {@code bool}
     */
    @Override
    public DynamicLossScale adjust(Tensor gradsFinite) {
        Precision.requireCondition("adjust", gradsFinite);
        var grown = lossScale.mul(factor);
        var due = counter.eq(period - 1);
        var whenFinite = Ops.where(due.and(grown.isFinite()), grown, lossScale);
        var whenNot = lossScale.div(factor).maximum(minLossScale);
        var next = Ops.where(gradsFinite, whenFinite, whenNot);
        var steps = Ops.where(due.or(gradsFinite.not()), counter.mul(0), counter.add(1));
        return new DynamicLossScale(next, steps, period, factor, minLossScale);
    }
}
