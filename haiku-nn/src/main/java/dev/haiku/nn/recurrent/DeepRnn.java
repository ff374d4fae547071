package dev.haiku.nn.recurrent;

import dev.haiku.array.Shape;
import dev.haiku.tensor.Ops;
import dev.haiku.tensor.Tensor;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/**
 * Cores one after the other: {@code new DeepRnn(new Lstm(64), layer(Nn::relu), new Gru(32))}.
 *
 * <p>The output is that of the last one. The state is a list of the states of the cores, in which functions and modules without
 * memory, which {@link Recurrent#layer} makes, have no place. It has no parameters of its own; those of its layers keep the paths
 * under which the layers were made. {@link Recurrent#deepRnnWithSkipConnections} makes one with skip connections.
 */
public final class DeepRnn extends RnnModule<Tensor, List<Object>, Tensor> {

    private final List<RnnCore<Tensor, ?, Tensor>> layers;
    private final boolean skipConnections;

    /** Creates one of those layers. */
    @SafeVarargs
    @SuppressWarnings("varargs") // the array is copied
    public DeepRnn(RnnCore<Tensor, ?, Tensor>... layers) {
        this(List.of(layers), false, Options.DEFAULTS);
    }

    /** Creates one with edited options, such as {@code o -> o.name("memory")}. */
    public DeepRnn(List<? extends RnnCore<Tensor, ?, Tensor>> layers, UnaryOperator<Options> edit) {
        this(layers, false, edit.apply(Options.DEFAULTS));
    }

    private DeepRnn(List<? extends RnnCore<Tensor, ?, Tensor>> layers, boolean skipConnections, Options options) {
        super(options.name());
        this.layers = List.copyOf(layers);
        this.skipConnections = skipConnections;
    }

    static DeepRnn withSkipConnections(List<? extends RnnCore<Tensor, ?, Tensor>> layers, UnaryOperator<Options> edit) {
        for (int i = 0; i < layers.size(); i++) {
            if (layers.get(i) instanceof LayerCore) {
                throw new IllegalArgumentException("deepRnnWithSkipConnections needs cores, but layer " + i
                        + " is a function or module without memory.\nApply it inside a core, or to the outputs.");
            }
        }
        return new DeepRnn(layers, true, edit.apply(Options.SKIP_DEFAULTS));
    }

    /** {@return the layers} */
    public List<RnnCore<Tensor, ?, Tensor>> layers() {
        return layers;
    }

    private List<RnnCore<Tensor, ?, Tensor>> cores() {
        return layers.stream().filter(layer -> !(layer instanceof LayerCore)).toList();
    }

    @Override
    protected RnnStep<Tensor, List<Object>> call(Tensor input, List<Object> state) {
        requireStates(state);
        var states = state.iterator();
        var nextStates = new ArrayList<Object>();
        var outputs = new ArrayList<Tensor>();
        var x = input;
        for (var layer : layers) {
            boolean skips = skipConnections && !outputs.isEmpty();
            x = step(layer, skips ? Ops.concatenate(-1, input, x) : x, states, nextStates);
            outputs.add(x);
        }
        boolean joins = skipConnections && !outputs.isEmpty();
        return new RnnStep<>(joins ? Ops.concatenate(outputs, -1) : x, List.copyOf(nextStates));
    }

    private void requireStates(List<Object> state) {
        int cores = cores().size();
        if (state.size() != cores) {
            throw new IllegalArgumentException(moduleName() + ": the number of states must be that of cores, " + cores
                    + ", but is " + state.size() + ".\nStart from initialState, and pass on the state of each step.");
        }
    }

    @SuppressWarnings("unchecked") // a state of another class is the caller's mistake, which the core will meet at once
    private static <S> Tensor step(
            RnnCore<Tensor, S, Tensor> layer, Tensor x, Iterator<Object> states, List<Object> nextStates) {
        if (layer instanceof LayerCore stateless) {
            return stateless.layer().apply(x);
        }
        var step = layer.apply(x, (S) states.next());
        nextStates.add(step.state());
        return step.output();
    }

    @Override
    protected List<Object> initial(Shape batch) {
        return cores().stream().<Object>map(core -> core.initialState(batch)).toList();
    }

    /**
     * What can be chosen about a {@link DeepRnn}.
     *
     * @param name the module's name; by default {@code deep_rnn}, with skip connections {@code __deep_rnn} as in Haiku
     */
    public record Options(@Nullable String name) {

        private static final Options DEFAULTS = new Options(null);
        private static final Options SKIP_DEFAULTS = new Options("__deep_rnn");

        /** {@return these options with another module name} */
        public Options name(String name) {
            return new Options(name);
        }
    }
}
