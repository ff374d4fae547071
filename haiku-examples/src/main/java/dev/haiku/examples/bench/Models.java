package dev.haiku.examples.bench;

import dev.haiku.Haiku;
import dev.haiku.array.Shape;
import dev.haiku.nn.Conv2D;
import dev.haiku.nn.Embed;
import dev.haiku.nn.Flatten;
import dev.haiku.nn.LayerNorm;
import dev.haiku.nn.Linear;
import dev.haiku.nn.MultiHeadAttention;
import dev.haiku.nn.Pooling;
import dev.haiku.nn.init.Initializers;
import dev.haiku.nn.nets.Mlp;
import dev.haiku.nn.nets.ResNet18;
import dev.haiku.nn.recurrent.Lstm;
import dev.haiku.nn.recurrent.Recurrent;
import dev.haiku.tensor.Nn;
import dev.haiku.tensor.Ops;
import dev.haiku.tensor.Padding;
import dev.haiku.tensor.Tensor;
import java.util.List;

/** The models that are measured, built of this library's modules. */
final class Models {

    private static final int VOCABULARY = 64;
    private static final int LAYERS = 4;
    private static final int WIDTH = 256;
    private static final int HEADS = 8;
    private static final int BYTES = 256;

    private Models() {}

    /** {@return the article's perceptron: logits of images {@code [batch, 784]}} */
    static Tensor perceptron(Tensor images) {
        return new Mlp(List.of(1000, 100, 10)).apply(images);
    }

    /** {@return a small convolutional network: logits of images {@code [batch, 28, 28, 1]}} */
    static Tensor convolutional(Tensor images) {
        var x = Nn.relu(new Conv2D(32, 3).apply(images));
        x = Nn.relu(new Conv2D(64, 3).apply(x));
        x = Pooling.maxPool(x, List.of(1, 2, 2, 1), List.of(1, 2, 2, 1), Padding.VALID);
        x = Nn.relu(new Linear(128).apply(new Flatten().apply(x)));
        return new Linear(10).apply(x);
    }

    /** {@return a residual network: logits of images {@code [batch, 32, 32, 3]}} */
    static Tensor residual(Tensor images, boolean isTraining) {
        return new ResNet18(10).apply(images, isTraining);
    }

    /** {@return a recurrent language model: logits {@code [time, batch, 64]} of characters {@code [time, batch]}} */
    static Tensor recurrent(Tensor characters) {
        var vectors = new Embed(VOCABULARY, 64).apply(characters);
        var core = new Lstm(256);
        var state = core.initialState(characters.shape().dim(1));
        return new Linear(VOCABULARY)
                .apply(Recurrent.dynamicUnroll(core, vectors, state).outputs());
    }

    /** {@return a small GPT: logits {@code [batch, time, 256]} of bytes {@code [batch, time]}} */
    static Tensor transformer(Tensor bytes) {
        int time = bytes.shape().dim(1);
        var small = Initializers.truncatedNormal(0.02);
        var h = new Embed(BYTES, WIDTH, o -> o.wInit(small))
                .apply(bytes)
                .add(Haiku.getParameter("positional_embeddings", Shape.of(time, WIDTH), small));
        var causal = Ops.tril(Ops.ones(Shape.of(1, 1, time, time)));
        for (int layer = 0; layer < LAYERS; layer++) {
            h = h.add(attention(normalized(h), causal));
            h = h.add(perceptronOfBlock(normalized(h)));
        }
        return new Linear(BYTES).apply(normalized(h));
    }

    private static Tensor normalized(Tensor x) {
        return new LayerNorm(-1, true, true).apply(x);
    }

    private static Tensor attention(Tensor x, Tensor mask) {
        var init = Initializers.varianceScaling(2.0 / LAYERS);
        return new MultiHeadAttention(HEADS, WIDTH / HEADS, init, o -> o.modelSize(WIDTH)).apply(x, x, x, mask);
    }

    private static Tensor perceptronOfBlock(Tensor x) {
        var init = Initializers.varianceScaling(2.0 / LAYERS);
        var hidden = Nn.gelu(new Linear(4 * WIDTH, o -> o.wInit(init)).apply(x));
        return new Linear(WIDTH, o -> o.wInit(init)).apply(hidden);
    }
}
