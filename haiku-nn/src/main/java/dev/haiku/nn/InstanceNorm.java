package dev.haiku.nn;

import dev.haiku.Initializer;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/**
 * Gives each channel of each example mean 0 and variance 1: a {@link LayerNorm} over the spatial axes; {@code hk.InstanceNorm}.
 *
 * <p>Shapes: {@code [N, spatial..., C]} or {@code [N, C, spatial...]}; the output has that of the input. Parameters, if created:
 * {@code scale} (ones) and {@code offset} (zeros), {@code [C]} (channels first: {@code [1, C, 1, ...]}), of the input's element type.
 *
 * <p>Source: Ulyanov, Vedaldi and Lempitsky, <em>Instance normalization</em>, 2016.
 */
public final class InstanceNorm extends LayerNorm {

    /** Creates one. */
    public InstanceNorm(boolean createScale, boolean createOffset) {
        this(createScale, createOffset, Options.DEFAULTS);
    }

    /** Creates one with edited options, such as {@code o -> o.eps(1e-6)}. */
    public InstanceNorm(boolean createScale, boolean createOffset, UnaryOperator<Options> edit) {
        this(createScale, createOffset, edit.apply(Options.DEFAULTS));
    }

    private InstanceNorm(boolean createScale, boolean createOffset, Options options) {
        super(options.spatialAxes(), createScale, createOffset, options.ofLayerNorm());
    }

    /**
     * What can be chosen about an {@link InstanceNorm}.
     *
     * @param eps added to the variance; 1e-5 by default
     * @param scaleInit makes {@code scale}; ones by default
     * @param offsetInit makes {@code offset}; zeros by default
     * @param dataFormat where the channels are; on the last axis by default
     * @param name the module's name; {@code instance_norm} by default
     */
    public record Options(
            double eps,
            @Nullable Initializer scaleInit,
            @Nullable Initializer offsetInit,
            DataFormat dataFormat,
            @Nullable String name) {

        private static final Options DEFAULTS = new Options(1e-5, null, null, DataFormat.CHANNELS_LAST, null);

        /** {@return these options with another number added to the variance} */
        public Options eps(double eps) {
            return new Options(eps, scaleInit, offsetInit, dataFormat, name);
        }

        /** {@return these options with another initialiser of {@code scale}} */
        public Options scaleInit(Initializer scaleInit) {
            return new Options(eps, scaleInit, offsetInit, dataFormat, name);
        }

        /** {@return these options with another initialiser of {@code offset}} */
        public Options offsetInit(Initializer offsetInit) {
            return new Options(eps, scaleInit, offsetInit, dataFormat, name);
        }

        /** {@return these options with another place of the channels} */
        public Options dataFormat(DataFormat dataFormat) {
            return new Options(eps, scaleInit, offsetInit, dataFormat, name);
        }

        /** {@return these options with another module name} */
        public Options name(String name) {
            return new Options(eps, scaleInit, offsetInit, dataFormat, name);
        }

        private Axes spatialAxes() {
            return dataFormat == DataFormat.CHANNELS_LAST ? Axes.range(1, -1) : Axes.from(2);
        }

        private LayerNorm.Options ofLayerNorm() {
            var channels = Axes.of(dataFormat.channelIndex());
            return new LayerNorm.Options(eps, scaleInit, offsetInit, false, channels, name);
        }
    }
}
