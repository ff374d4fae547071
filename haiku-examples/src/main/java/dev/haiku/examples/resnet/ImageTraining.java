package dev.haiku.examples.resnet;

import static dev.haiku.func.Func.donate;
import static dev.haiku.func.Func.jit;
import static dev.haiku.func.Func.valueAndGradWithAux;
import static dev.haiku.loss.Losses.softmaxCrossEntropyWithIntegerLabels;

import dev.haiku.Haiku;
import dev.haiku.Params;
import dev.haiku.State;
import dev.haiku.TransformedWithState;
import dev.haiku.array.DType;
import dev.haiku.examples.data.Batch;
import dev.haiku.func.WithAux;
import dev.haiku.nn.nets.ResNet;
import dev.haiku.nn.nets.ResNet18;
import dev.haiku.optim.ChainState;
import dev.haiku.optim.GradientTransformation;
import dev.haiku.optim.Optimizers;
import dev.haiku.random.Key;
import dev.haiku.tensor.Tensor;
import java.util.List;
import java.util.function.BiFunction;

/** Trains a ResNet-18 for small images: its first convolution has a window of 3 and no stride. */
final class ImageTraining {

    private static final int CLASSES = 10;

    private record Input(Tensor images, boolean isTraining) {}

    private record Position(Params params, State state, ChainState optimizer) {}

    private record Step(Position position, Result result) {}

    /**
     * How a batch was read.
     *
     * @param loss the mean cross entropy
     * @param accuracy the share of images that were read right
     */
    record Result(Tensor loss, Tensor accuracy) {}

    private final int scale;
    private final TransformedWithState<Input, Tensor> net = Haiku.transformWithState(ImageTraining::logits);
    private final GradientTransformation<ChainState> optimizer;
    private final BiFunction<Position, Batch, Step> step = jit(this::improved, donate(0));
    private final BiFunction<Position, Batch, Result> reader = jit(this::read);
    private Position position;

    /**
     * Prepares the training.
     *
     * @param scale how many times as large images are made
     * @param learningRate the size of a step
     * @param example any images
     * @param seed fixes the first parameters
     */
    ImageTraining(int scale, double learningRate, Batch example, long seed) {
        this.scale = scale;
        this.optimizer = Optimizers.adam(learningRate);
        var input = new Input(Enlarged.images(example.images(), scale), true);
        var initial = jit((Key key) -> net.init(key, input)).apply(Key.of(seed));
        this.position = new Position(initial.params(), initial.state(), optimizer.init(initial.params()));
    }

    private static Tensor logits(Input input) {
        var net = new ResNet18(
                CLASSES, o -> o.initialConv(new ResNet.InitialConv(64, List.of(3), conv -> conv.stride(1))));
        return net.apply(input.images(), input.isTraining());
    }

    Params params() {
        return position.params();
    }

    private Step improved(Position before, Batch batch) {
        var images = Enlarged.images(batch.images(), scale);
        var result = valueAndGradWithAux((Params params) -> {
                    var out = net.withoutApplyRng().apply(params, before.state(), new Input(images, true));
                    var judged = judged(out.value(), batch.labels());
                    return new WithAux<>(judged.loss(), new Kept(judged, out.state()));
                })
                .apply(before.params());
        var update = optimizer.update(result.grad(), before.optimizer(), before.params());
        var params = Optimizers.applyUpdates(before.params(), update.updates());
        return new Step(
                new Position(params, result.aux().state(), update.state()),
                result.aux().result());
    }

    private record Kept(Result result, State state) {}

    private static Result judged(Tensor logits, Tensor labels) {
        var loss = softmaxCrossEntropyWithIntegerLabels(logits, labels).mean();
        return new Result(loss, logits.argmax(-1).eq(labels).cast(DType.F32).mean());
    }

    private Result read(Position now, Batch batch) {
        var input = new Input(Enlarged.images(batch.images(), scale), false);
        var logits =
                net.withoutApplyRng().apply(now.params(), now.state(), input).value();
        return judged(logits, batch.labels());
    }

    /** {@return how a batch was read before the step of training that it gives} */
    Result step(Batch batch) {
        var done = step.apply(position, batch);
        position = done.position();
        return done.result();
    }

    /** {@return how a batch is read with averages of the statistics of training} */
    Result evaluate(Batch batch) {
        return reader.apply(position, batch);
    }
}
