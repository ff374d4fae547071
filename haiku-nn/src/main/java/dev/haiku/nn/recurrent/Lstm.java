package dev.haiku.nn.recurrent;

import dev.haiku.array.Shape;
import dev.haiku.nn.Linear;
import dev.haiku.tensor.Ops;
import dev.haiku.tensor.Tensor;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/**
 * A long short-term memory: {@code c' = f·c + i·g} and {@code h' = o·tanh(c')}, which is also the output.
 *
 * <p>The gates are parts, in the order {@code i, g, f, o}, of one affine map of input and hidden state: {@code g} through tanh, the
 * others through the sigmoid, and {@code f} plus 1, so that a new network remembers.
 *
 * <p>Shapes: input {@code [in]} or {@code [batch, in]}, hidden state, cell and output alike with {@code hidden} units. Parameters:
 * {@code w [in + hidden, 4·hidden]} and {@code b [4·hidden]} of {@code linear}.
 *
 * <p>Source: Zaremba, Sutskever and Vinyals, <em>Recurrent neural network regularization</em>, 2014; the bias of Jozefowicz et al.,
 * 2015.
 */
public final class Lstm extends RnnModule<Tensor, LstmState, Tensor> {

    private final int hiddenSize;

    /** Creates one with that many hidden units. */
    public Lstm(int hiddenSize) {
        this(hiddenSize, Options.DEFAULTS);
    }

    /** Creates one with edited options, such as {@code o -> o.name("memory")}. */
    public Lstm(int hiddenSize, UnaryOperator<Options> edit) {
        this(hiddenSize, edit.apply(Options.DEFAULTS));
    }

    private Lstm(int hiddenSize, Options options) {
        super(options.name());
        this.hiddenSize = Sizes.hidden(this, hiddenSize);
    }

    @Override
    protected RnnStep<Tensor, LstmState> call(Tensor input, LstmState state) {
        Sizes.requireVectors("Lstm", input);
        return LstmGates.step(new Linear(4 * hiddenSize).apply(Ops.concatenate(-1, input, state.hidden())), state);
    }

    @Override
    protected LstmState initial(Shape batch) {
        return new LstmState(Sizes.zeros(batch, hiddenSize), Sizes.zeros(batch, hiddenSize));
    }

    /**
     * What can be chosen about an {@link Lstm}.
     *
     * @param name the module's name; {@code lstm} by default
     */
    public record Options(@Nullable String name) {

        private static final Options DEFAULTS = new Options(null);

        /** {@return these options with another module name} */
        public Options name(String name) {
            return new Options(name);
        }
    }
}
