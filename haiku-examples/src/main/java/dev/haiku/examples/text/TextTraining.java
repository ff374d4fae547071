package dev.haiku.examples.text;

import static dev.haiku.func.Func.donate;
import static dev.haiku.func.Func.jit;
import static dev.haiku.func.Func.valueAndGrad;
import static dev.haiku.loss.Losses.softmaxCrossEntropyWithIntegerLabels;

import dev.haiku.Haiku;
import dev.haiku.MultiTransformed;
import dev.haiku.NoInput;
import dev.haiku.Params;
import dev.haiku.optim.ChainState;
import dev.haiku.optim.GradientTransformation;
import dev.haiku.optim.Optimizers;
import dev.haiku.random.Key;
import dev.haiku.random.Random;
import dev.haiku.tensor.Tensor;
import java.util.function.BiFunction;
import java.util.function.Supplier;

/**
 * Trains a model of text and lets it write.
 *
 * @param <S> the memory of the model
 */
final class TextTraining<S> {

    private static final int HELD_OUT_PASSAGES = 64;

    private record Position(Params params, ChainState optimizer) {}

    private record Step(Position position, Tensor loss) {}

    /** Some characters and the memory of those before them. */
    private record Written<S>(Tensor characters, S memory, Key key) {}

    private final Corpus corpus;
    private final TextSettings settings;
    private final MultiTransformed<TextModel<S>, Tensor> net;
    private final GradientTransformation<ChainState> optimizer;
    private final BiFunction<Position, Passages, Step> step;
    private final BiFunction<Params, Passages, Tensor> loss;
    private final BiFunction<Params, Written<S>, Written<S>> writer;
    private final java.util.Random random;
    private Position position;

    TextTraining(Supplier<TextModel<S>> model, Corpus corpus, TextSettings settings) {
        this.corpus = corpus;
        this.settings = settings;
        this.net = Haiku.multiTransform(model, TextModel::logits);
        this.optimizer = Optimizers.adam(settings.learningRate());
        this.random = new java.util.Random(settings.seed());
        this.step = jit(this::improved, donate(0));
        this.loss = jit(this::loss);
        this.writer = jit(this::written);
        var params = net.init(Key.of(settings.seed()), corpus.heldOut(1, 1).characters());
        this.position = new Position(params, optimizer.init(params));
    }

    Params params() {
        return position.params();
    }

    private Tensor loss(Params params, Passages passages) {
        var logits = net.function((TextModel<S> model, Tensor characters) -> model.logits(characters))
                .withoutApplyRng()
                .apply(params, passages.characters());
        return softmaxCrossEntropyWithIntegerLabels(logits, passages.next()).mean();
    }

    private Step improved(Position before, Passages passages) {
        var result = valueAndGrad(this::loss).apply(before.params(), passages);
        var update = optimizer.update(result.grad(), before.optimizer(), before.params());
        var params = Optimizers.applyUpdates(before.params(), update.updates());
        return new Step(new Position(params, update.state()), result.value());
    }

    /** {@return the loss of some passages before the step of training that they give} */
    double step() {
        var done = step.apply(position, corpus.passages(random, settings.batchSize(), settings.context()));
        position = done.position();
        return done.loss().item();
    }

    /** {@return the loss of passages that are held out} */
    double heldOutLoss() {
        return loss.apply(params(), corpus.heldOut(HELD_OUT_PASSAGES, settings.context()))
                .item();
    }

    /** {@return the prompt and {@code length} more characters that the model draws one after the other} */
    String write(String prompt, int length, long seed) {
        var text = new StringBuilder(prompt);
        var start = net.function((TextModel<S> model) -> model.start(prompt.length() + length))
                .withoutApplyRng()
                .apply(params(), NoInput.NONE);
        var given = Tensor.of(corpus.encode(prompt)).expandDims(0);
        var written = new Written<>(given, start, Key.of(seed));
        for (int i = 0; i < length; i++) {
            written = writer.apply(params(), written);
            text.append(corpus.decode((int) written.characters().reshape().itemLong()));
        }
        return text.toString();
    }

    private Written<S> written(Params params, Written<S> before) {
        var next = net.function((TextModel<S> model, Written<S> so) -> model.next(so.characters(), so.memory()))
                .withoutApplyRng()
                .apply(params, before);
        var keys = before.key().split(2);
        var drawn = Random.categorical(keys.get(0), next.logits().div(settings.temperature()));
        return new Written<>(drawn.reshape(1, 1), next.memory(), keys.get(1));
    }
}
