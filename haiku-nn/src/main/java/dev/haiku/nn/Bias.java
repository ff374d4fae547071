package dev.haiku.nn;

import dev.haiku.Initializer;
import dev.haiku.LayerModule;
import dev.haiku.array.Shape;
import dev.haiku.array.ShapeException;
import dev.haiku.nn.init.Initializers;
import dev.haiku.tensor.Tensor;
import java.util.Arrays;
import java.util.List;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/**
 * Adds a learned bias: {@code x + b}; {@code hk.Bias}.
 *
 * <p>Shapes: {@code [batch, ...] -> [batch, ...]}. Parameter: {@code b} of the input's element type; by default one
 * number for each element of an example, {@code x.shape[1:]}, else one for each index along the chosen axes.
 */
public final class Bias extends LayerModule {

    private final Options options;

    /** Creates one that learns a number for each element of an example. */
    public Bias() {
        this(Options.DEFAULTS);
    }

    /** Creates one with edited options, such as {@code o -> o.biasDims(List.of(-1))}. */
    public Bias(UnaryOperator<Options> edit) {
        this(edit.apply(Options.DEFAULTS));
    }

    private Bias(Options options) {
        super(options.name());
        this.options = options;
    }

    /** {@return {@code x + multiplier·b}} */
    public Tensor apply(Tensor x, double multiplier) {
        return mainMethod(x, input -> input.add(bias(input).mul(multiplier)));
    }

    /** {@return {@code x + multiplier·b}; the multiplier broadcasts against {@code x}} */
    public Tensor apply(Tensor x, Tensor multiplier) {
        return mainMethod(
                x, multiplier, (input, factor) -> input.add(bias(input).mul(factor)));
    }

    @Override
    protected Tensor call(Tensor x) {
        return x.add(bias(x));
    }

    private Tensor bias(Tensor x) {
        if (x.rank() < 2) {
            throw new ShapeException(
                    "Bias needs an input of rank >= 2, [batch, ...], but got shape " + x.shape() + ".");
        }
        var example = x.shape().subShape(1, x.rank());
        var expected = options.outputSize();
        if (expected != null && !expected.equals(example)) {
            throw new ShapeException(
                    "Bias was made for examples of shape " + expected + ", but the input has shape " + x.shape() + ".");
        }
        return getParameter("b", options.shapeFor(x.shape()), x.dtype(), options.bInit())
                .broadcastTo(x.shape());
    }

    /**
     * What can be chosen about a {@link Bias}.
     *
     * @param outputSize the shape of an example, to check inputs against; not checked by default
     * @param biasDims the axes along which the bias differs; negative ones count from the end; all but the first by
     *     default, none for one number
     * @param bInit makes {@code b}; zeros by default
     * @param name the module's name; {@code bias} by default
     */
    public record Options(
            @Nullable Shape outputSize,
            @Nullable List<Integer> biasDims,
            Initializer bInit,
            @Nullable String name) {

        private static final Options DEFAULTS = new Options(null, null, Initializers.zeros(), null);

        /** Copies the list. */
        public Options {
            biasDims = biasDims == null ? null : List.copyOf(biasDims);
        }

        /** {@return these options with a shape of examples to check inputs against} */
        public Options outputSize(Shape outputSize) {
            return new Options(outputSize, biasDims, bInit, name);
        }

        /** {@return these options with axes along which the bias differs; none for a bias of one number} */
        public Options biasDims(List<Integer> biasDims) {
            return new Options(outputSize, biasDims, bInit, name);
        }

        /** {@return these options with another initialiser of {@code b}} */
        public Options bInit(Initializer bInit) {
            return new Options(outputSize, biasDims, bInit, name);
        }

        /** {@return these options with another module name} */
        public Options name(String name) {
            return new Options(outputSize, biasDims, bInit, name);
        }

        /** Ones but for the chosen axes, without the batch axis and leading ones, as in Haiku. */
        private Shape shapeFor(Shape input) {
            var dims = biasDims;
            if (dims == null) {
                return input.subShape(1, input.rank());
            }
            var sizes = new int[input.rank()];
            Arrays.fill(sizes, 1);
            for (int dim : dims) {
                int axis = checked(dim, input);
                sizes[axis] = input.dim(axis);
            }
            int leading = 1;
            while (leading < sizes.length && sizes[leading] == 1) {
                leading++;
            }
            return Shape.of(sizes).subShape(leading, sizes.length);
        }

        private static int checked(int dim, Shape input) {
            int axis = input.axis(dim);
            if (axis == 0) {
                throw new ShapeException("Bias cannot differ along the batch axis, but got axis " + dim
                        + " of an input of shape " + input + ".");
            }
            return axis;
        }
    }
}
