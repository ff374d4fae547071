package dev.haiku.nn.recurrent;

import dev.haiku.array.Shape;
import dev.haiku.tensor.Tensor;
import java.util.List;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/**
 * A core without parameters that returns its input and its state, which is empty at the start.
 *
 * <p>It stands in where a core is expected and no memory is wanted.
 *
 * @param <A> input and output, a tree
 */
public final class IdentityCore<A> extends RnnModule<A, List<Tensor>, A> {

    /** Creates one. */
    public IdentityCore() {
        this(Options.DEFAULTS);
    }

    /** Creates one with edited options, such as {@code o -> o.name("no_memory")}. */
    public IdentityCore(UnaryOperator<Options> edit) {
        this(edit.apply(Options.DEFAULTS));
    }

    private IdentityCore(Options options) {
        super(options.name());
    }

    @Override
    protected RnnStep<A, List<Tensor>> call(A input, List<Tensor> state) {
        return new RnnStep<>(input, state);
    }

    @Override
    protected List<Tensor> initial(Shape batch) {
        return List.of();
    }

    /**
     * What can be chosen about an {@link IdentityCore}.
     *
     * @param name the module's name; {@code identity_core} by default
     */
    public record Options(@Nullable String name) {

        private static final Options DEFAULTS = new Options(null);

        /** {@return these options with another module name} */
        public Options name(String name) {
            return new Options(name);
        }
    }
}
