package dev.haiku.examples.text;

import dev.haiku.array.DType;
import dev.haiku.nn.Embed;
import dev.haiku.nn.Linear;
import dev.haiku.nn.init.Initializers;
import dev.haiku.nn.transformer.KeyValues;
import dev.haiku.nn.transformer.Transformer;
import dev.haiku.tensor.Tensor;
import java.util.List;

/** A causal transformer with rotary positions between an embedding and a linear layer. */
final class GptModel implements TextModel<List<KeyValues>> {

    private static final double SMALL = 0.02;

    private final Embed embed;
    private final Transformer transformer;
    private final Linear output;

    /**
     * Makes one.
     *
     * @param vocabulary the number of characters
     * @param layers the number of layers
     * @param size the size of a vector
     * @param heads the number of heads, which share keys and values in pairs
     */
    GptModel(int vocabulary, int layers, int size, int heads) {
        this.embed = new Embed(vocabulary, size, o -> o.wInit(Initializers.truncatedNormal(SMALL)));
        this.transformer =
                new Transformer(layers, size, heads, o -> o.block(b -> b.attention(a -> a.groups(heads / 2))));
        this.output = new Linear(vocabulary, o -> o.withBias(false));
    }

    @Override
    public Tensor logits(Tensor characters) {
        return output.apply(transformer.apply(embed.apply(characters), false));
    }

    @Override
    public List<KeyValues> start(int capacity) {
        return transformer.caches(1, capacity, DType.F32);
    }

    @Override
    public Next<List<KeyValues>> next(Tensor characters, List<KeyValues> memory) {
        var decoded = transformer.decode(embed.apply(characters), memory);
        return new Next<>(output.apply(decoded.output().get(0).get(-1)), decoded.cache());
    }
}
