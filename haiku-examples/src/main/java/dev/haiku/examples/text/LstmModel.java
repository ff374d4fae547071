package dev.haiku.examples.text;

import dev.haiku.nn.Embed;
import dev.haiku.nn.Linear;
import dev.haiku.nn.recurrent.Lstm;
import dev.haiku.nn.recurrent.LstmState;
import dev.haiku.nn.recurrent.Recurrent;
import dev.haiku.nn.recurrent.Unrolled;
import dev.haiku.tensor.Tensor;

/** A long short-term memory between an embedding and a linear layer. */
final class LstmModel implements TextModel<LstmState> {

    private final Embed embed;
    private final Lstm core;
    private final Linear output;

    LstmModel(int vocabulary, int embeddingSize, int hiddenSize) {
        this.embed = new Embed(vocabulary, embeddingSize);
        this.core = new Lstm(hiddenSize);
        this.output = new Linear(vocabulary);
    }

    @Override
    public Tensor logits(Tensor characters) {
        return output.apply(
                unrolled(characters, core.initialState(characters.dim(0))).outputs());
    }

    private Unrolled<Tensor, LstmState> unrolled(Tensor characters, LstmState state) {
        return Recurrent.dynamicUnroll(core, embed.apply(characters), state, o -> o.timeMajor(false));
    }

    @Override
    public LstmState start(int capacity) {
        return core.initialState(1);
    }

    @Override
    public Next<LstmState> next(Tensor characters, LstmState memory) {
        var unrolled = unrolled(characters, memory);
        return new Next<>(output.apply(unrolled.outputs().get(0).get(-1)), unrolled.state());
    }
}
