package dev.haiku.nn;

import dev.haiku.LayerModule;
import dev.haiku.array.DType;
import dev.haiku.array.Shape;
import dev.haiku.nn.init.Initializers;
import dev.haiku.tensor.Ops;
import dev.haiku.tensor.Tensor;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/**
 * The average of a series of values in which older ones count less: {@code hidden = decay·hidden + (1 - decay)·value}.
 *
 * <p>It starts from zeros; unless disabled, the average is therefore divided by {@code 1 - decay^counter}, which makes the first one
 * equal to the first value.
 *
 * <p>Shapes: any; the average has that of the value. State: {@code counter} (i32, scalar), {@code hidden} and {@code average}, both of
 * the value's shape and element type. As in Haiku, {@code init} returns a counter and hidden value from before its call, but the
 * average after it.
 */
public final class ExponentialMovingAverage extends LayerModule {

    private final double decay;
    private final Options options;

    /** Creates one that multiplies the past by {@code decay} at each value. */
    public ExponentialMovingAverage(double decay) {
        this(decay, Options.DEFAULTS);
    }

    /** Creates one with edited options, such as {@code o -> o.zeroDebias(false)}. */
    public ExponentialMovingAverage(double decay, UnaryOperator<Options> edit) {
        this(decay, edit.apply(Options.DEFAULTS));
    }

    private ExponentialMovingAverage(double decay, Options options) {
        super(options.name());
        require(
                options.warmupLength() >= 0,
                "warmupLength must not be negative, but is " + options.warmupLength() + ".");
        require(
                options.warmupLength() == 0 || !options.zeroDebias(),
                "a warm-up replaces the correction for the start from zeros. Set zeroDebias(false) with warmupLength("
                        + options.warmupLength() + ").");
        this.decay = decay;
        this.options = options;
    }

    private void require(boolean condition, String message) {
        if (!condition) {
            throw new IllegalArgumentException(moduleName() + ": " + message);
        }
    }

    /** {@return the average with {@code value} included; it is kept only if {@code updateStats}} */
    public Tensor apply(Tensor value, boolean updateStats) {
        return mainMethod(value, updateStats, this::update);
    }

    @Override
    protected Tensor call(Tensor value) {
        return update(value, true);
    }

    private Tensor update(Tensor value, boolean updateStats) {
        var dtype = value.dtype();
        require(dtype.isFloating(), "needs floating-point values, but got " + value.type() + ".");
        var counter = getState("counter", Shape.SCALAR, DType.I32, Initializers.constant(-options.warmupLength()))
                .add(1);
        var rate = decayAt(counter, dtype);
        var one = Tensor.scalar(dtype, 1.0);
        var hidden = getState("hidden", value.shape(), dtype, Initializers.zeros())
                .mul(rate)
                .add(value.mul(one.sub(rate)));
        var average = options.zeroDebias() ? hidden.div(one.sub(Ops.pow(rate, counter.cast(dtype)))) : hidden;
        if (updateStats) {
            setState("counter", counter);
            setState("hidden", hidden);
            setState("average", average);
        }
        return average;
    }

    private Tensor decayAt(Tensor counter, DType dtype) {
        var rate = Tensor.scalar(dtype, decay);
        return options.warmupLength() > 0 ? Ops.where(counter.le(0), 0.0, rate) : rate;
    }

    /** {@return whether there is an average yet} */
    public boolean hasAverage() {
        return hasState("average");
    }

    /**
     * {@return the average so far}
     *
     * @throws IllegalStateException if there is none
     */
    public Tensor average() {
        if (!hasAverage()) {
            throw new IllegalStateException(
                    moduleName() + ": there is no average yet. Apply it to a value first, or initialize it.");
        }
        return getState("average");
    }

    /** Makes the average of no values, {@code f32} zeros of that shape, if there is no average yet. */
    public void initialize(Shape shape) {
        initialize(shape, DType.F32);
    }

    /** Makes the average of no values, zeros of that shape and element type, if there is no average yet. */
    public void initialize(Shape shape, DType dtype) {
        method("initialize", shape, dtype, this::ofNoValues);
    }

    private Tensor ofNoValues(Shape shape, DType dtype) {
        getState("hidden", shape, dtype, Initializers.zeros());
        return getState("average", shape, dtype, Initializers.zeros());
    }

    /**
     * What can be chosen about an {@link ExponentialMovingAverage}.
     *
     * @param zeroDebias whether the start from zeros is corrected for; on by default
     * @param warmupLength for how many values the average is the last value itself; 0 by default
     * @param name the module's name; {@code exponential_moving_average} by default
     */
    public record Options(
            boolean zeroDebias, int warmupLength, @Nullable String name) {

        private static final Options DEFAULTS = new Options(true, 0, null);

        /** {@return these options with or without correction for the start from zeros} */
        public Options zeroDebias(boolean zeroDebias) {
            return new Options(zeroDebias, warmupLength, name);
        }

        /** {@return these options with another length of the warm-up; it needs {@code zeroDebias(false)}} */
        public Options warmupLength(int warmupLength) {
            return new Options(zeroDebias, warmupLength, name);
        }

        /** {@return these options with another module name} */
        public Options name(String name) {
            return new Options(zeroDebias, warmupLength, name);
        }
    }
}
