package dev.haiku.nn;

import dev.haiku.LayerModule;
import dev.haiku.tensor.Tensor;
import java.util.List;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/**
 * Gives all axes but the first another shape; {@code hk.Reshape}.
 *
 * <p>Shapes: {@code [kept..., replaced...] -> [kept..., outputShape...]}. How many axes are kept is an option; an input
 * that has no more axes than that is returned unchanged. It has no parameters.
 */
public final class Reshape extends LayerModule {

    private final List<Integer> outputShape;
    private final Options options;

    /** Creates one that keeps the first axis; one size of {@code outputShape} may be -1 and follows from the others. */
    public Reshape(List<Integer> outputShape) {
        this(outputShape, Options.DEFAULTS);
    }

    /** Creates one with edited options, such as {@code o -> o.preserveDims(2)}. */
    public Reshape(List<Integer> outputShape, UnaryOperator<Options> edit) {
        this(outputShape, edit.apply(Options.DEFAULTS));
    }

    private Reshape(List<Integer> outputShape, Options options) {
        super(options.name());
        this.outputShape = List.copyOf(outputShape);
        this.options = options;
        reshaping().checkFor(this);
    }

    private Reshaping reshaping() {
        return new Reshaping(outputShape, options.preserveDims());
    }

    @Override
    protected Tensor call(Tensor x) {
        return reshaping().apply(x);
    }

    /**
     * What can be chosen about a {@link Reshape}.
     *
     * @param preserveDims how many leading axes are kept, or, if negative, how many trailing ones are replaced; 1 by
     *     default
     * @param name the module's name; {@code reshape} by default
     */
    public record Options(int preserveDims, @Nullable String name) {

        private static final Options DEFAULTS = new Options(1, null);

        /** {@return these options with another number of axes that are kept, or, if negative, replaced} */
        public Options preserveDims(int preserveDims) {
            return new Options(preserveDims, name);
        }

        /** {@return these options with another module name} */
        public Options name(String name) {
            return new Options(preserveDims, name);
        }
    }
}
