package dev.haiku.optim;

import dev.haiku.array.DType;
import dev.haiku.tensor.Ops;
import dev.haiku.tensor.Tensor;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.UnaryOperator;

/**
 * The usual schedules of learning rates; optax's {@code optax.schedules}.
 *
 * <p>Steps are counted from 0. Values are {@code f32} scalars.
 */
public final class Schedules {

    private Schedules() {}

    /** {@return the schedule that stays at a value} */
    public static Schedule constant(Number value) {
        var fixed = Hyperparameter.of(value);
        return count -> fixed.tensor();
    }

    /** {@return the line from one value to another that takes so many steps, and then stays there} */
    public static Schedule linear(double initValue, double endValue, int transitionSteps) {
        return polynomial(initValue, endValue, 1, transitionSteps);
    }

    /** {@return the line from one value to another that begins in a step, and takes so many} */
    public static Schedule linear(double initValue, double endValue, int transitionSteps, int transitionBegin) {
        return polynomial(initValue, endValue, 1, transitionSteps, transitionBegin);
    }

    /**
     * {@return the polynomial {@code (initValue - endValue)·(1 - count / transitionSteps)^power + endValue}, which then
     * stays at its end}
     *
     * <p>Without steps it stays at {@code initValue}, as in optax.
     */
    public static Schedule polynomial(double initValue, double endValue, double power, int transitionSteps) {
        return polynomial(initValue, endValue, power, transitionSteps, 0);
    }

    /** {@return {@link #polynomial(double, double, double, int)} that begins in a step} */
    public static Schedule polynomial(
            double initValue, double endValue, double power, int transitionSteps, int transitionBegin) {
        if (transitionSteps <= 0) {
            return constant(initValue);
        }
        int begin = Math.max(0, transitionBegin);
        return count -> {
            var passed = Ops.clip(count.sub(begin), 0, transitionSteps);
            var left = Ops.sub(1, real(passed).div(transitionSteps));
            var curve = power == 1 ? left : left.pow(power);
            return curve.mul(initValue - endValue).add(endValue);
        };
    }

    private static Tensor real(Tensor count) {
        return count.cast(DType.F32);
    }

    /** {@return {@link #exponentialDecay(double, int, double, UnaryOperator)} without edited options} */
    public static Schedule exponentialDecay(double initValue, int transitionSteps, double decayRate) {
        return exponentialDecay(initValue, transitionSteps, decayRate, o -> o);
    }

    /**
     * {@return {@code initValue·decayRate^(count / transitionSteps)}}
     *
     * <p>Without steps, or with rate 0, it stays at {@code initValue}, as in optax.
     */
    public static Schedule exponentialDecay(
            double initValue, int transitionSteps, double decayRate, UnaryOperator<ExponentialDecayOptions> edit) {
        if (transitionSteps <= 0 || decayRate == 0) {
            return constant(initValue);
        }
        var options = edit.apply(ExponentialDecayOptions.DEFAULTS);
        var bound = options.endValue();
        return count -> {
            var passed = count.sub(Math.max(0, options.transitionBegin()));
            var periods = real(passed).div(transitionSteps);
            var power = Ops.pow(decayRate, options.staircase() ? Ops.floor(periods) : periods);
            var value = Ops.where(passed.le(0), initValue, power.mul(initValue));
            if (bound == null) {
                return value;
            }
            return decayRate < 1 ? bound.max(value) : bound.min(value);
        };
    }

    /** {@return the fall to 0 along a cosine} */
    public static Schedule cosineDecay(double initValue, int decaySteps) {
        return cosineDecay(initValue, decaySteps, 0, 1);
    }

    /**
     * {@return the fall along a cosine: {@code initValue·((1 - alpha)·((1 + cos(π·count / decaySteps)) / 2)^exponent +
     * alpha)}}
     *
     * <p>Source: Loshchilov and Hutter, <em>SGDR: stochastic gradient descent with warm restarts</em>, 2016.
     *
     * @param initValue the first value
     * @param decaySteps how many steps it takes, at least 1
     * @param alpha the last value, relative to the first
     * @param exponent the power to which the cosine is raised
     */
    public static Schedule cosineDecay(double initValue, int decaySteps, double alpha, double exponent) {
        if (decaySteps <= 0) {
            throw new IllegalArgumentException("cosineDecay needs decaySteps >= 1, but got " + decaySteps + ".");
        }
        return count -> {
            var passed = Ops.minimum(real(count), decaySteps);
            var wave = Ops.cos(passed.mul(Math.PI).div(decaySteps)).add(1).mul(0.5);
            var curve = exponent == 1 ? wave : wave.pow(exponent);
            return curve.mul(1 - alpha).add(alpha).mul(initValue);
        };
    }

    /** {@return the line from one value to another that then stays there} */
    public static Schedule warmupConstant(double initValue, double peakValue, int warmupSteps) {
        return linear(initValue, peakValue, warmupSteps);
    }

    /** {@return {@link #warmupCosineDecay(double, double, int, int, UnaryOperator)} without edited options} */
    public static Schedule warmupCosineDecay(double initValue, double peakValue, int warmupSteps, int decaySteps) {
        return warmupCosineDecay(initValue, peakValue, warmupSteps, decaySteps, o -> o);
    }

    /**
     * {@return a line up and a fall along a cosine}
     *
     * @param initValue the first value
     * @param peakValue the value after the rise
     * @param warmupSteps how many steps the rise takes
     * @param decaySteps how many steps both take, more than the rise
     * @param edit edits the options
     */
    public static Schedule warmupCosineDecay(
            double initValue,
            double peakValue,
            int warmupSteps,
            int decaySteps,
            UnaryOperator<WarmupCosineOptions> edit) {
        var options = edit.apply(WarmupCosineOptions.DEFAULTS);
        double alpha = peakValue == 0 ? 0 : options.endValue() / peakValue;
        return join(
                List.of(
                        linear(initValue, peakValue, warmupSteps),
                        cosineDecay(peakValue, decaySteps - warmupSteps, alpha, options.exponent())),
                List.of(warmupSteps));
    }

    /**
     * {@return {@link #warmupExponentialDecay(double, double, int, int, double, UnaryOperator)} without edited options}
     */
    public static Schedule warmupExponentialDecay(
            double initValue, double peakValue, int warmupSteps, int transitionSteps, double decayRate) {
        return warmupExponentialDecay(initValue, peakValue, warmupSteps, transitionSteps, decayRate, o -> o);
    }

    /**
     * {@return a line up and an exponential decay}
     *
     * @param initValue the first value
     * @param peakValue the value after the rise
     * @param warmupSteps how many steps the rise takes
     * @param transitionSteps after how many more steps the value is {@code decayRate} times as large
     * @param decayRate the factor
     * @param edit edits the options of the decay, which counts its steps from the end of the rise
     */
    public static Schedule warmupExponentialDecay(
            double initValue,
            double peakValue,
            int warmupSteps,
            int transitionSteps,
            double decayRate,
            UnaryOperator<ExponentialDecayOptions> edit) {
        return join(
                List.of(
                        linear(initValue, peakValue, warmupSteps),
                        exponentialDecay(peakValue, transitionSteps, decayRate, edit)),
                List.of(warmupSteps));
    }

    /**
     * {@return the schedule that is multiplied by a number in each of some steps}
     *
     * @param initValue the first value
     * @param scales the factor of each step from which on it applies
     * @throws IllegalArgumentException if a factor is negative
     */
    public static Schedule piecewiseConstant(double initValue, Map<Integer, Double> scales) {
        return Pieces.of("piecewiseConstant", initValue, scales).constant();
    }

    /**
     * {@return the schedule that goes from value to value, each of which is the one before multiplied by a number}
     *
     * @param interpolation how it goes there
     * @param initValue the first value
     * @param scales the factor of each step in which the next value is reached
     * @throws IllegalArgumentException if a factor is negative
     */
    public static Schedule piecewiseInterpolate(
            Interpolation interpolation, double initValue, Map<Integer, Double> scales) {
        return Pieces.of("piecewiseInterpolate", initValue, scales).interpolated(interpolation);
    }

    /** {@return {@link #linearOnecycle(int, double, UnaryOperator)} without edited options} */
    public static Schedule linearOnecycle(int transitionSteps, double peakValue) {
        return linearOnecycle(transitionSteps, peakValue, o -> o);
    }

    /**
     * {@return a line up, a line down to the beginning, and a last line down}
     *
     * <p>Source: Smith and Topin, <em>Super-convergence: very fast training of neural networks using large learning
     * rates</em>, 2017.
     */
    public static Schedule linearOnecycle(int transitionSteps, double peakValue, UnaryOperator<OnecycleOptions> edit) {
        requireSteps("linearOnecycle", transitionSteps);
        var o = edit.apply(OnecycleOptions.DEFAULTS);
        return piecewiseInterpolate(
                Interpolation.LINEAR,
                peakValue / o.divFactor(),
                scales(
                        List.of(
                                (int) (o.pctStart() * transitionSteps),
                                (int) (o.pctFinal() * transitionSteps),
                                transitionSteps),
                        List.of(o.divFactor(), 1 / o.divFactor(), 1 / o.finalDivFactor())));
    }

    /** {@return {@link #cosineOnecycle(int, double, UnaryOperator)} without edited options} */
    public static Schedule cosineOnecycle(int transitionSteps, double peakValue) {
        return cosineOnecycle(transitionSteps, peakValue, o -> o);
    }

    /**
     * {@return a rise and a fall along cosines}
     *
     * <p>Source: Smith and Topin, <em>Super-convergence: very fast training of neural networks using large learning
     * rates</em>, 2017.
     */
    public static Schedule cosineOnecycle(int transitionSteps, double peakValue, UnaryOperator<OnecycleOptions> edit) {
        requireSteps("cosineOnecycle", transitionSteps);
        var o = edit.apply(OnecycleOptions.DEFAULTS);
        return piecewiseInterpolate(
                Interpolation.COSINE,
                peakValue / o.divFactor(),
                scales(
                        List.of((int) (o.pctStart() * transitionSteps), transitionSteps),
                        List.of(o.divFactor(), 1 / (o.divFactor() * o.finalDivFactor()))));
    }

    /** {@return factors by step; of several for one step the last counts, as in very short cycles} */
    private static Map<Integer, Double> scales(List<Integer> steps, List<Double> factors) {
        var scales = new TreeMap<Integer, Double>();
        for (int i = 0; i < steps.size(); i++) {
            scales.put(steps.get(i), factors.get(i));
        }
        return scales;
    }

    private static void requireSteps(String name, int transitionSteps) {
        if (transitionSteps <= 0) {
            throw new IllegalArgumentException(name + " needs transitionSteps >= 1, but got " + transitionSteps + ".");
        }
    }

    /**
     * {@return the schedules one after the other; each counts its steps from its beginning}
     *
     * @param schedules at least one
     * @param boundaries the steps in which the others begin, one less than there are schedules
     * @throws IllegalArgumentException if the numbers do not fit
     */
    public static Schedule join(List<? extends Schedule> schedules, List<Integer> boundaries) {
        if (schedules.isEmpty() || boundaries.size() != schedules.size() - 1) {
            throw new IllegalArgumentException("join needs one boundary between each two schedules, but got "
                    + schedules.size() + " schedules and " + boundaries.size() + " boundaries.");
        }
        var parts = List.<Schedule>copyOf(schedules);
        var begins = List.copyOf(boundaries);
        return count -> {
            var value = parts.get(0).at(count);
            for (int i = 1; i < parts.size(); i++) {
                int begin = begins.get(i - 1);
                value = Ops.where(count.lt(begin), value, parts.get(i).at(count.sub(begin)));
            }
            return value;
        };
    }

    /**
     * {@return cycles of {@link #warmupCosineDecay} one after the other: gradient descent with warm restarts}
     *
     * <p>Source: Loshchilov and Hutter, <em>SGDR: stochastic gradient descent with warm restarts</em>, 2016.
     */
    public static Schedule sgdr(List<SgdrCycle> cycles) {
        var parts = cycles.stream()
                .map(c -> warmupCosineDecay(
                        c.initValue(),
                        c.peakValue(),
                        c.warmupSteps(),
                        c.decaySteps(),
                        o -> o.endValue(c.endValue()).exponent(c.exponent())))
                .toList();
        var boundaries = new ArrayList<Integer>();
        int begin = 0;
        for (var cycle : cycles.subList(0, Math.max(0, cycles.size() - 1))) {
            begin += cycle.decaySteps();
            boundaries.add(begin);
        }
        return join(parts, boundaries);
    }
}
