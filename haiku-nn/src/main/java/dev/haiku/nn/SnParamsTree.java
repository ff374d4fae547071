package dev.haiku.nn;

import dev.haiku.Params;
import dev.haiku.tensor.Tensor;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/**
 * Divides each parameter of a tree by an estimate of its largest singular value: a {@link SpectralNorm} for each; {@code
 * hk.SNParamsTree}.
 *
 * <p>Vectors and scalars have none, so those must be ignored. State: that of the modules, which are named after the parameters:
 * {@code mlp___tilde__linear_0__w} for {@code mlp/~/linear_0/w}.
 */
public final class SnParamsTree extends PerParameterModule {

    private final Options options;

    /** Creates one for trees of matrices. */
    public SnParamsTree() {
        this(Options.DEFAULTS);
    }

    /** Creates one with edited options, such as {@code o -> o.ignoreRegex(".*b$")}. */
    public SnParamsTree(UnaryOperator<Options> edit) {
        this(edit.apply(Options.DEFAULTS));
    }

    private SnParamsTree(Options options) {
        super(options.name(), options.ignoreRegex());
        this.options = options;
    }

    @Override
    Tensor replaced(Params.Entry entry, boolean updateStats) {
        var name = entry.fullName().replace("/", "__").replace("~", "_tilde");
        var norm = new SpectralNorm(
                o -> o.eps(options.eps()).numSteps(options.numSteps()).name(name));
        return norm.apply(entry.value(), o -> o.updateStats(updateStats));
    }

    /**
     * What can be chosen about {@link SnParamsTree}.
     *
     * @param eps added to squared norms before vectors are divided by them; 1e-4 by default
     * @param numSteps how many steps of the iteration a call makes; 1 by default
     * @param ignoreRegex a regular expression for the start of the full names, such as {@code mlp/~/linear_0/w}, of
     *     parameters that stay as they are; none by default
     * @param name the module's name; {@code sn_params_tree} by default
     */
    public record Options(
            double eps,
            int numSteps,
            String ignoreRegex,
            @Nullable String name) {

        private static final Options DEFAULTS = new Options(1e-4, 1, "", null);

        /** {@return these options with another number added to squared norms} */
        public Options eps(double eps) {
            return new Options(eps, numSteps, ignoreRegex, name);
        }

        /** {@return these options with another number of steps} */
        public Options numSteps(int numSteps) {
            return new Options(eps, numSteps, ignoreRegex, name);
        }

        /** {@return these options with another regular expression for parameters to leave alone} */
        public Options ignoreRegex(String ignoreRegex) {
            return new Options(eps, numSteps, ignoreRegex, name);
        }

        /** {@return these options with another module name} */
        public Options name(String name) {
            return new Options(eps, numSteps, ignoreRegex, name);
        }
    }
}
