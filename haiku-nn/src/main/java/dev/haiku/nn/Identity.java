package dev.haiku.nn;

import dev.haiku.LayerModule;
import dev.haiku.tensor.Tensor;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/** Returns its input; a placeholder where a layer is wanted. Shapes: any. It has no parameters. */
public final class Identity extends LayerModule {

    /** Creates one. */
    public Identity() {
        this(Options.DEFAULTS);
    }

    /** Creates one with edited options, such as {@code o -> o.name("shortcut")}. */
    public Identity(UnaryOperator<Options> edit) {
        this(edit.apply(Options.DEFAULTS));
    }

    private Identity(Options options) {
        super(options.name());
    }

    @Override
    protected Tensor call(Tensor x) {
        return x;
    }

    /**
     * What can be chosen about an {@link Identity}.
     *
     * @param name the module's name; {@code identity} by default
     */
    public record Options(@Nullable String name) {

        private static final Options DEFAULTS = new Options(null);

        /** {@return these options with another module name} */
        public Options name(String name) {
            return new Options(name);
        }
    }
}
