package dev.haiku.nn;

import dev.haiku.Params;
import dev.haiku.tensor.Tensor;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/**
 * The average of a series of trees of parameters in which older ones count less: an {@link ExponentialMovingAverage} for each parameter;
 * {@code hk.EMAParamsTree}.
 *
 * <pre>{@code
 * var averages = Haiku.transformWithState((Params p) -> new EmaParamsTree(0.99).apply(p)).withoutApplyRng();
 * }</pre>
 *
 * <p>State: that of the averages, which are named after the parameters: {@code mlp___tilde___linear_0__w} for {@code
 * mlp/~/linear_0/w}.
 */
public final class EmaParamsTree extends PerParameterModule {

    private final double decay;
    private final Options options;

    /** Creates one that multiplies the past by {@code decay} at each tree. */
    public EmaParamsTree(double decay) {
        this(decay, Options.DEFAULTS);
    }

    /** Creates one with edited options, such as {@code o -> o.zeroDebias(false)}. */
    public EmaParamsTree(double decay, UnaryOperator<Options> edit) {
        this(decay, edit.apply(Options.DEFAULTS));
    }

    private EmaParamsTree(double decay, Options options) {
        super(options.name(), options.ignoreRegex());
        this.decay = decay;
        this.options = options;
    }

    @Override
    Tensor replaced(Params.Entry entry, boolean updateStats) {
        var name = entry.fullName().replace("/", "__").replace("~", "_tilde_");
        var average = new ExponentialMovingAverage(
                decay,
                o -> o.zeroDebias(options.zeroDebias())
                        .warmupLength(options.warmupLength())
                        .name(name));
        return average.apply(entry.value(), updateStats);
    }

    /**
     * What can be chosen about an {@link EmaParamsTree}.
     *
     * @param zeroDebias whether the start from zeros is corrected for; on by default
     * @param warmupLength for how many trees the average is the last tree itself; 0 by default
     * @param ignoreRegex a regular expression for the start of the full names, such as {@code mlp/~/linear_0/w}, of
     *     parameters that stay as they are; none by default
     * @param name the module's name; {@code ema_params_tree} by default
     */
    public record Options(
            boolean zeroDebias,
            int warmupLength,
            String ignoreRegex,
            @Nullable String name) {

        private static final Options DEFAULTS = new Options(true, 0, "", null);

        /** {@return these options with or without correction for the start from zeros} */
        public Options zeroDebias(boolean zeroDebias) {
            return new Options(zeroDebias, warmupLength, ignoreRegex, name);
        }

        /** {@return these options with another length of the warm-up; it needs {@code zeroDebias(false)}} */
        public Options warmupLength(int warmupLength) {
            return new Options(zeroDebias, warmupLength, ignoreRegex, name);
        }

        /** {@return these options with another regular expression for parameters to leave alone} */
        public Options ignoreRegex(String ignoreRegex) {
            return new Options(zeroDebias, warmupLength, ignoreRegex, name);
        }

        /** {@return these options with another module name} */
        public Options name(String name) {
            return new Options(zeroDebias, warmupLength, ignoreRegex, name);
        }
    }
}
