package dev.haiku.nn.recurrent;

import dev.haiku.Initializer;
import dev.haiku.array.Shape;
import dev.haiku.nn.init.Initializers;
import dev.haiku.tensor.Nn;
import dev.haiku.tensor.Ops;
import dev.haiku.tensor.Tensor;
import java.util.List;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/**
 * A gated recurrent unit: {@code h' = (1 - z)·h + z·a}, which is also the output.
 *
 * <p>Update gate {@code z} and reset gate {@code r} are {@code sigmoid(x·w_i + h·w_h + b)}, the candidate is {@code a = tanh(x·w_i +
 * (r·h)·w_h + b)}; they use the columns of the parameters in the order {@code z, r, a}.
 *
 * <p>Shapes: input {@code [in]} or {@code [batch, in]}, state and output alike with {@code hidden} units. Parameters: {@code w_i [in,
 * 3·hidden]}, {@code w_h [hidden, 3·hidden]} and {@code b [3·hidden]}, of the input's element type.
 *
 * <p>Source: Chung et al., <em>Empirical evaluation of gated recurrent neural networks on sequence modeling</em>, 2014.
 */
public final class Gru extends RnnModule<Tensor, Tensor, Tensor> {

    private final int hiddenSize;
    private final Options options;

    /** Creates one with that many hidden units. */
    public Gru(int hiddenSize) {
        this(hiddenSize, Options.DEFAULTS);
    }

    /** Creates one with edited options, such as {@code o -> o.wHInit(Initializers.orthogonal())}. */
    public Gru(int hiddenSize, UnaryOperator<Options> edit) {
        this(hiddenSize, edit.apply(Options.DEFAULTS));
    }

    private Gru(int hiddenSize, Options options) {
        super(options.name());
        this.hiddenSize = Sizes.hidden(this, hiddenSize);
        this.options = options;
    }

    @Override
    protected RnnStep<Tensor, Tensor> call(Tensor input, Tensor state) {
        Sizes.requireVectors("Gru", input);
        int width = 3 * hiddenSize;
        var wI = getParameter("w_i", Shape.of(input.shape().last(), width), input.dtype(), options.wIInit());
        var wH = parts(getParameter("w_h", Shape.of(hiddenSize, width), input.dtype(), options.wHInit()));
        var b = parts(getParameter("b", Shape.of(width), input.dtype(), options.bInit()));
        var x = parts(input.matmul(wI));
        var gates = Ops.split(Nn.sigmoid(plus(x.get(0).add(state.matmul(wH.get(0))), b.get(0))), 2, -1);
        var update = gates.get(0);
        var reset = gates.get(1);
        var candidate = Ops.tanh(plus(x.get(1).add(reset.mul(state).matmul(wH.get(1))), b.get(1)));
        var next = update.neg().add(1).mul(state).add(update.mul(candidate));
        return new RnnStep<>(next, next);
    }

    private static Tensor plus(Tensor x, Tensor bias) {
        return x.add(bias.broadcastTo(x.shape()));
    }

    /** {@return the columns of both gates and those of the candidate} */
    private List<Tensor> parts(Tensor x) {
        return Ops.split(x, List.of(2 * hiddenSize), -1);
    }

    @Override
    protected Tensor initial(Shape batch) {
        return Sizes.zeros(batch, hiddenSize);
    }

    /**
     * What can be chosen about a {@link Gru}.
     *
     * @param wIInit makes {@code w_i}; {@link Initializers#varianceScaling()} by default
     * @param wHInit makes {@code w_h}; {@link Initializers#varianceScaling()} by default
     * @param bInit makes {@code b}; zeros by default
     * @param name the module's name; {@code gru} by default
     */
    public record Options(
            Initializer wIInit,
            Initializer wHInit,
            Initializer bInit,
            @Nullable String name) {

        private static final Options DEFAULTS =
                new Options(Initializers.varianceScaling(), Initializers.varianceScaling(), Initializers.zeros(), null);

        /** {@return these options with another initialiser of {@code w_i}} */
        public Options wIInit(Initializer wIInit) {
            return new Options(wIInit, wHInit, bInit, name);
        }

        /** {@return these options with another initialiser of {@code w_h}} */
        public Options wHInit(Initializer wHInit) {
            return new Options(wIInit, wHInit, bInit, name);
        }

        /** {@return these options with another initialiser of {@code b}} */
        public Options bInit(Initializer bInit) {
            return new Options(wIInit, wHInit, bInit, name);
        }

        /** {@return these options with another module name} */
        public Options name(String name) {
            return new Options(wIInit, wHInit, bInit, name);
        }
    }
}
