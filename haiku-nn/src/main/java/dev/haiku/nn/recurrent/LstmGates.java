package dev.haiku.nn.recurrent;

import dev.haiku.tensor.Nn;
import dev.haiku.tensor.Ops;
import dev.haiku.tensor.Tensor;

/** What all kinds of long short-term memory have in common: the step from the gates' inputs to the next state. */
final class LstmGates {

    private LstmGates() {}

    /** {@return the hidden state as output and the next state}, with the gates {@code i, g, f, o} side by side on the last axis */
    static RnnStep<Tensor, LstmState> step(Tensor gates, LstmState state) {
        var parts = Ops.split(gates, 4, -1);
        var kept = Nn.sigmoid(parts.get(2).add(1)).mul(state.cell());
        var cell = kept.add(Nn.sigmoid(parts.get(0)).mul(Ops.tanh(parts.get(1))));
        var hidden = Nn.sigmoid(parts.get(3)).mul(Ops.tanh(cell));
        return new RnnStep<>(hidden, new LstmState(hidden, cell));
    }
}
