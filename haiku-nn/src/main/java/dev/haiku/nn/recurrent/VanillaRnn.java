package dev.haiku.nn.recurrent;

import dev.haiku.array.Shape;
import dev.haiku.nn.Linear;
import dev.haiku.tensor.Nn;
import dev.haiku.tensor.Tensor;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/**
 * The simplest recurrent core: {@code h' = relu(x·wi + bi + h·wh + bh)}, which is also the output.
 *
 * <p>Shapes: input {@code [..., in]}, state and output {@code [..., hidden]}. Parameters: those of {@code linear} for the input,
 * {@code w [in, hidden]} and {@code b [hidden]}, and of {@code linear_1} for the state, {@code w [hidden, hidden]} and, unless
 * disabled, {@code b [hidden]}.
 */
public final class VanillaRnn extends RnnModule<Tensor, Tensor, Tensor> {

    private final int hiddenSize;
    private final Options options;

    /** Creates one with that many hidden units. */
    public VanillaRnn(int hiddenSize) {
        this(hiddenSize, Options.DEFAULTS);
    }

    /** Creates one with edited options, such as {@code o -> o.doubleBias(false)}. */
    public VanillaRnn(int hiddenSize, UnaryOperator<Options> edit) {
        this(hiddenSize, edit.apply(Options.DEFAULTS));
    }

    private VanillaRnn(int hiddenSize, Options options) {
        super(options.name());
        this.hiddenSize = Sizes.hidden(this, hiddenSize);
        this.options = options;
    }

    @Override
    protected RnnStep<Tensor, Tensor> call(Tensor input, Tensor state) {
        var inputToHidden = new Linear(hiddenSize);
        var hiddenToHidden = new Linear(hiddenSize, o -> o.withBias(options.doubleBias()));
        var hidden = Nn.relu(inputToHidden.apply(input).add(hiddenToHidden.apply(state)));
        return new RnnStep<>(hidden, hidden);
    }

    @Override
    protected Tensor initial(Shape batch) {
        return Sizes.zeros(batch, hiddenSize);
    }

    /**
     * What can be chosen about a {@link VanillaRnn}.
     *
     * @param doubleBias whether the state's map has a bias, too; on by default
     * @param name the module's name; {@code vanilla_rnn} by default
     */
    public record Options(boolean doubleBias, @Nullable String name) {

        private static final Options DEFAULTS = new Options(true, null);

        /** {@return these options with or without a second bias} */
        public Options doubleBias(boolean doubleBias) {
            return new Options(doubleBias, name);
        }

        /** {@return these options with another module name} */
        public Options name(String name) {
            return new Options(doubleBias, name);
        }
    }
}
