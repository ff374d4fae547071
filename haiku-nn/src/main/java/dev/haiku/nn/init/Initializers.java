package dev.haiku.nn.init;

import dev.haiku.Initializer;
import dev.haiku.nn.init.VarianceScaling.Distribution;
import dev.haiku.nn.init.VarianceScaling.Mode;
import dev.haiku.tensor.Tensor;

/**
 * The initialisers of {@code hk.initializers}, as static factories.
 *
 * <p>A random one draws one key ({@code Haiku.nextRngKey()}) each time that it makes a parameter; the others draw none.
 * Most are records, so that equal ones compare equal and print well in summaries.
 */
public final class Initializers {

    private Initializers() {}

    /** {@return an initialiser that gives zeros} */
    public static Constant zeros() {
        return constant(0);
    }

    /** {@return an initialiser that gives ones} */
    public static Constant ones() {
        return constant(1);
    }

    /** {@return an initialiser that repeats one number, rounded to the element type} */
    public static Constant constant(double value) {
        return new Constant(value);
    }

    /** {@return an initialiser that repeats a tensor to the shape, which it must broadcast to} */
    public static Initializer constant(Tensor value) {
        return (shape, dtype) -> value.cast(dtype).broadcastTo(shape);
    }

    /** {@return an initialiser that gives identity matrices over the last two axes} */
    public static Identity identity() {
        return identity(1);
    }

    /** {@return an initialiser that gives {@code gain} times identity matrices over the last two axes} */
    public static Identity identity(double gain) {
        return new Identity(gain);
    }

    /** {@return an initialiser that draws from the standard normal distribution} */
    public static RandomNormal randomNormal() {
        return randomNormal(1);
    }

    /** {@return an initialiser that draws from a normal distribution around 0} */
    public static RandomNormal randomNormal(double stddev) {
        return randomNormal(stddev, 0);
    }

    /** {@return an initialiser that draws from a normal distribution} */
    public static RandomNormal randomNormal(double stddev, double mean) {
        return new RandomNormal(stddev, mean);
    }

    /** {@return an initialiser that draws evenly from {@code [0, 1)}} */
    public static RandomUniform randomUniform() {
        return randomUniform(0, 1);
    }

    /** {@return an initialiser that draws evenly from {@code [minval, maxval)}} */
    public static RandomUniform randomUniform(double minval, double maxval) {
        return new RandomUniform(minval, maxval);
    }

    /** {@return an initialiser that draws from the standard normal distribution, cut off at two standard deviations} */
    public static TruncatedNormal truncatedNormal() {
        return truncatedNormal(1);
    }

    /** {@return an initialiser that draws from a normal distribution around 0, cut off at two standard deviations} */
    public static TruncatedNormal truncatedNormal(double stddev) {
        return truncatedNormal(stddev, 0);
    }

    /** {@return an initialiser that draws from a normal distribution, cut off at two standard deviations} */
    public static TruncatedNormal truncatedNormal(double stddev, double mean) {
        return new TruncatedNormal(stddev, mean, -2, 2);
    }

    /** {@return an initialiser that draws with variance {@code 1 / fan_in} from a truncated normal distribution} */
    public static VarianceScaling varianceScaling() {
        return varianceScaling(1);
    }

    /** {@return an initialiser that draws with variance {@code scale / fan_in} from a truncated normal distribution} */
    public static VarianceScaling varianceScaling(double scale) {
        return varianceScaling(scale, Mode.FAN_IN, Distribution.TRUNCATED_NORMAL);
    }

    /** {@return an initialiser whose variance fits the size of the layer} */
    public static VarianceScaling varianceScaling(double scale, Mode mode, Distribution distribution) {
        return new VarianceScaling(scale, mode, distribution);
    }

    /** {@return an initialiser that draws evenly with variance {@code 1 / fan_in}} */
    public static UniformScaling uniformScaling() {
        return uniformScaling(1);
    }

    /** {@return an initialiser that draws evenly with variance {@code scale² / fan_in}} */
    public static UniformScaling uniformScaling(double scale) {
        return new UniformScaling(scale);
    }

    /** {@return an initialiser that gives random orthogonal matrices} */
    public static Orthogonal orthogonal() {
        return orthogonal(1);
    }

    /** {@return an initialiser that gives {@code scale} times random orthogonal matrices} */
    public static Orthogonal orthogonal(double scale) {
        return new Orthogonal(scale, -1);
    }

    /** {@return Glorot and Bengio's initialiser (2010), normal: variance {@code 2 / (fan_in + fan_out)}} */
    public static VarianceScaling glorotNormal() {
        return varianceScaling(1, Mode.FAN_AVG, Distribution.TRUNCATED_NORMAL);
    }

    /** {@return Glorot and Bengio's initialiser (2010), uniform: variance {@code 2 / (fan_in + fan_out)}} */
    public static VarianceScaling glorotUniform() {
        return varianceScaling(1, Mode.FAN_AVG, Distribution.UNIFORM);
    }

    /** {@return LeCun's initialiser (1998), normal: variance {@code 1 / fan_in}} */
    public static VarianceScaling lecunNormal() {
        return varianceScaling(1, Mode.FAN_IN, Distribution.TRUNCATED_NORMAL);
    }

    /** {@return LeCun's initialiser (1998), uniform: variance {@code 1 / fan_in}} */
    public static VarianceScaling lecunUniform() {
        return varianceScaling(1, Mode.FAN_IN, Distribution.UNIFORM);
    }

    /** {@return He's initialiser for relu networks (2015), normal: variance {@code 2 / fan_in}} */
    public static VarianceScaling heNormal() {
        return varianceScaling(2, Mode.FAN_IN, Distribution.TRUNCATED_NORMAL);
    }

    /** {@return He's initialiser for relu networks (2015), uniform: variance {@code 2 / fan_in}} */
    public static VarianceScaling heUniform() {
        return varianceScaling(2, Mode.FAN_IN, Distribution.UNIFORM);
    }
}
