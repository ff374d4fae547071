package dev.haiku.nn;

import dev.haiku.LayerModule;
import dev.haiku.tensor.Tensor;
import java.util.List;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/**
 * Merges all axes but the first into one; {@code hk.Flatten}.
 *
 * <p>Shapes: {@code [kept..., merged...] -> [kept..., product of merged]}. How many axes are kept is an option; an
 * input that has no more axes than that is returned unchanged. It has no parameters.
 */
public final class Flatten extends LayerModule {

    private final Options options;

    /** Creates one that keeps the first axis. */
    public Flatten() {
        this(Options.DEFAULTS);
    }

    /** Creates one with edited options, such as {@code o -> o.preserveDims(2)}. */
    public Flatten(UnaryOperator<Options> edit) {
        this(edit.apply(Options.DEFAULTS));
    }

    private Flatten(Options options) {
        super(options.name());
        this.options = options;
        reshaping().checkFor(this);
    }

    private Reshaping reshaping() {
        return new Reshaping(List.of(-1), options.preserveDims());
    }

    @Override
    protected Tensor call(Tensor x) {
        return reshaping().apply(x);
    }

    /**
     * What can be chosen about a {@link Flatten}.
     *
     * @param preserveDims how many leading axes are kept, or, if negative, how many trailing ones are merged; 1 by
     *     default
     * @param name the module's name; {@code flatten} by default
     */
    public record Options(int preserveDims, @Nullable String name) {

        private static final Options DEFAULTS = new Options(1, null);

        /** {@return these options with another number of axes that are kept, or, if negative, merged} */
        public Options preserveDims(int preserveDims) {
            return new Options(preserveDims, name);
        }

        /** {@return these options with another module name} */
        public Options name(String name) {
            return new Options(preserveDims, name);
        }
    }
}
