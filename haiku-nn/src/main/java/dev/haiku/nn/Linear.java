package dev.haiku.nn;

import dev.haiku.Initializer;
import dev.haiku.LayerModule;
import dev.haiku.array.Shape;
import dev.haiku.array.ShapeException;
import dev.haiku.nn.init.Initializers;
import dev.haiku.tensor.Tensor;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/**
 * An affine map of the last axis: {@code x·w + b}; {@code hk.Linear}.
 *
 * <p>Shapes: {@code [..., in] -> [..., out]}. Parameters: {@code w [in, out]} and, unless disabled, {@code b [out]},
 * both of the input's element type; {@code in} is read from the first input.
 */
public final class Linear extends LayerModule {

    private final int outputSize;
    private final Options options;

    /** Creates one with a bias and {@code outputSize} outputs. */
    public Linear(int outputSize) {
        this(outputSize, Options.DEFAULTS);
    }

    /** Creates one with edited options, such as {@code o -> o.withBias(false)}. */
    public Linear(int outputSize, UnaryOperator<Options> edit) {
        this(outputSize, edit.apply(Options.DEFAULTS));
    }

    private Linear(int outputSize, Options options) {
        super(options.name());
        if (outputSize < 1) {
            throw new IllegalArgumentException(
                    moduleName() + ": Linear needs outputSize >= 1, but got " + outputSize + ".");
        }
        this.outputSize = outputSize;
        this.options = options;
    }

    /** {@return the size of the last axis of the output} */
    public int outputSize() {
        return outputSize;
    }

    @Override
    protected Tensor call(Tensor x) {
        if (x.rank() == 0) {
            throw new ShapeException("the input must not be a scalar. Linear maps the last axis of [..., in].");
        }
        if (!x.dtype().isFloating() && options.wInit() == null) {
            throw new IllegalArgumentException(moduleName() + ": Linear needs floating-point input, but got " + x.type()
                    + ". Convert it with cast(DType.F32).");
        }
        int inputSize = x.shape().last();
        var w = getParameter("w", Shape.of(inputSize, outputSize), x.dtype(), options.wInitFor(inputSize));
        var y = x.dot(w);
        if (!options.withBias()) {
            return y;
        }
        var b = getParameter("b", Shape.of(outputSize), x.dtype(), options.bInit());
        return y.add(b.broadcastTo(y.shape()));
    }

    /**
     * What can be chosen about a {@link Linear}.
     *
     * @param withBias whether {@code b} is added; on by default
     * @param wInit makes {@code w}; by default a truncated normal distribution of standard deviation {@code 1/sqrt(in)}
     * @param bInit makes {@code b}; zeros by default
     * @param name the module's name; {@code linear} by default
     */
    public record Options(
            boolean withBias,
            @Nullable Initializer wInit,
            Initializer bInit,
            @Nullable String name) {

        private static final Options DEFAULTS = new Options(true, null, Initializers.zeros(), null);

        /** {@return these options with or without a bias} */
        public Options withBias(boolean withBias) {
            return new Options(withBias, wInit, bInit, name);
        }

        /** {@return these options with another initialiser of {@code w}} */
        public Options wInit(Initializer wInit) {
            return new Options(withBias, wInit, bInit, name);
        }

        /** {@return these options with another initialiser of {@code b}} */
        public Options bInit(Initializer bInit) {
            return new Options(withBias, wInit, bInit, name);
        }

        /** {@return these options with another module name} */
        public Options name(String name) {
            return new Options(withBias, wInit, bInit, name);
        }

        private Initializer wInitFor(int inputSize) {
            var chosen = wInit;
            return chosen != null ? chosen : Initializers.truncatedNormal(1 / Math.sqrt(inputSize));
        }
    }
}
