package dev.haiku.nn.nets;

import dev.haiku.nn.BatchNorm;
import dev.haiku.nn.init.Initializers;
import java.util.function.UnaryOperator;

/**
 * How the layers of a network normalise; Haiku's {@code bn_config}.
 *
 * @param decayRate what the averages multiply the past by at each batch; 0.9 by default
 * @param createScale whether layers have a scale; on by default
 * @param createOffset whether layers have an offset; on by default
 * @param edit edits further options of each layer; none by default
 */
public record BatchNormConfig(
        double decayRate, boolean createScale, boolean createOffset, UnaryOperator<BatchNorm.Options> edit) {

    static final BatchNormConfig DEFAULTS = new BatchNormConfig(0.9, true, true, UnaryOperator.identity());

    /** {@return this with another decay rate} */
    public BatchNormConfig decayRate(double decayRate) {
        return new BatchNormConfig(decayRate, createScale, createOffset, edit);
    }

    /** {@return this with or without a scale} */
    public BatchNormConfig createScale(boolean createScale) {
        return new BatchNormConfig(decayRate, createScale, createOffset, edit);
    }

    /** {@return this with or without an offset} */
    public BatchNormConfig createOffset(boolean createOffset) {
        return new BatchNormConfig(decayRate, createScale, createOffset, edit);
    }

    /** {@return this with edited options of each layer} */
    public BatchNormConfig edit(UnaryOperator<BatchNorm.Options> edit) {
        return new BatchNormConfig(decayRate, createScale, createOffset, edit);
    }

    BatchNorm create(String name) {
        return new BatchNorm(createScale, createOffset, decayRate, o -> edit.apply(o.name(name)));
    }

    /** {@return a layer whose scale starts at zero} */
    BatchNorm createZero(String name) {
        return new BatchNorm(
                createScale,
                createOffset,
                decayRate,
                o -> edit.apply(createScale ? o.scaleInit(Initializers.zeros()).name(name) : o.name(name)));
    }
}
