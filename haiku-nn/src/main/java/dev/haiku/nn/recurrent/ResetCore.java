package dev.haiku.nn.recurrent;

import dev.haiku.array.Shape;
import dev.haiku.array.ShapeException;
import dev.haiku.tensor.Ops;
import dev.haiku.tensor.Tensor;
import dev.haiku.tree.Flat;
import dev.haiku.tree.Trees;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/**
 * A core whose state starts anew where the input says so, such as at the first step of an episode.
 *
 * <p>Parameters: none but those of the wrapped core.
 *
 * @param <A> the input of the wrapped core
 * @param <S> the state of the wrapped core
 * @param <R> the output of the wrapped core
 */
public final class ResetCore<A, S, R> extends RnnModule<ResetCore.Input<A>, S, R> {

    private final RnnCore<A, S, R> core;

    /**
     * An input with the signal to reset.
     *
     * @param input the input of the wrapped core
     * @param shouldReset where true or not 0, the state is replaced by the initial one before the step: a tensor for all tensors of
     *     the state, or a tree like the state; its axes are the first ones of the state's tensor, such as {@code [batch]}
     * @param <A> the input of the wrapped core
     */
    public record Input<A>(A input, Object shouldReset) {}

    /** Creates one around that core. */
    public ResetCore(RnnCore<A, S, R> core) {
        this(core, Options.DEFAULTS);
    }

    /** Creates one with edited options, such as {@code o -> o.name("episodic")}. */
    public ResetCore(RnnCore<A, S, R> core, UnaryOperator<Options> edit) {
        this(core, edit.apply(Options.DEFAULTS));
    }

    private ResetCore(RnnCore<A, S, R> core, Options options) {
        super(options.name());
        this.core = core;
    }

    /** {@return the wrapped core} */
    public RnnCore<A, S, R> core() {
        return core;
    }

    @Override
    protected RnnStep<R, S> call(Input<A> input, S state) {
        return core.apply(input.input(), reset(state, input.shouldReset()));
    }

    private S reset(S state, Object shouldReset) {
        var flat = Trees.flatten(state);
        var initial = initialState(batch(flat.leaves()));
        return Trees.map(
                signals(flat, shouldReset),
                initial,
                state,
                (signal, start, old) -> Ops.where(signal, start.cast(old.dtype()), old));
    }

    @SuppressWarnings("unchecked") // it has the structure of a state
    private S signals(Flat state, Object shouldReset) {
        var signals = Trees.flatten(shouldReset);
        boolean isShared = shouldReset instanceof Tensor;
        if (!isShared && !signals.def().equals(state.def())) {
            throw new IllegalArgumentException(moduleName() + ": shouldReset must be a tensor or a tree like the state "
                    + state.def() + ", but is " + signals.def() + ".");
        }
        var padded = new ArrayList<Tensor>();
        for (int i = 0; i < state.leaves().size(); i++) {
            padded.add(padded(
                    signals.leaves().get(isShared ? 0 : i),
                    state.leaves().get(i).shape()));
        }
        return (S) state.def().unflatten(padded);
    }

    /** {@return the signal with axes of size 1 appended, so that it broadcasts along the last axes of the state} */
    private static Tensor padded(Tensor signal, Shape state) {
        int rank = signal.rank();
        if (rank > state.rank() || !state.subShape(0, rank).equals(signal.shape())) {
            throw new ShapeException(
                    "shouldReset has shape " + signal.shape() + ", but a tensor of the state has shape " + state
                            + ".\nIts axes must be the first axes of each tensor of the state, such as [batch].");
        }
        var ones = Shape.of(Collections.nCopies(state.rank() - rank, 1));
        return signal.reshape(signal.shape().concat(ones));
    }

    /** {@return the batch axis that the state has, judging by the initial state of a batch of one} */
    private Shape batch(List<Tensor> state) {
        var ofOne = Trees.leaves(initialState(1));
        if (ofOne.isEmpty() || ofOne.size() != state.size()) {
            return Shape.SCALAR;
        }
        for (int i = 0; i < ofOne.size(); i++) {
            var expected = ofOne.get(i).shape();
            var actual = state.get(i).shape();
            boolean isBatched = actual.rank() == expected.rank()
                    && actual.subShape(1, actual.rank()).equals(expected.subShape(1, expected.rank()));
            if (!isBatched) {
                return Shape.SCALAR;
            }
        }
        return state.get(0).shape().subShape(0, 1);
    }

    @Override
    protected S initial(Shape batch) {
        return core.initialState(batch);
    }

    /**
     * What can be chosen about a {@link ResetCore}.
     *
     * @param name the module's name; {@code reset_core} by default
     */
    public record Options(@Nullable String name) {

        private static final Options DEFAULTS = new Options(null);

        /** {@return these options with another module name} */
        public Options name(String name) {
            return new Options(name);
        }
    }
}
