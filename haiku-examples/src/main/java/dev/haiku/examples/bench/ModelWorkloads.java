package dev.haiku.examples.bench;

import static dev.haiku.loss.Losses.softmaxCrossEntropyWithIntegerLabels;

import dev.haiku.array.Shape;
import dev.haiku.optim.ChainState;
import dev.haiku.optim.GradientTransformation;
import dev.haiku.optim.Optimizers;
import dev.haiku.random.Key;
import dev.haiku.random.Random;
import dev.haiku.tensor.Tensor;
import java.util.function.Function;

/** Training steps and predictions of the {@link Models}. */
final class ModelWorkloads {

    private static final Shape IMAGES_28 = Shape.of(64, 28, 28, 1);
    private static final Shape IMAGES_32 = Shape.of(32, 32, 32, 3);
    private static final Shape CHARACTERS = Shape.of(64, 32);
    private static final Shape BYTES = Shape.of(8, 128);

    private ModelWorkloads() {}

    record Batch(Tensor inputs, Tensor labels) {}

    private static Tensor images(Shape shape) {
        return Random.uniform(Key.of(1), shape);
    }

    private static Tensor tokens(int key, Shape shape, int count) {
        return Random.randint(Key.of(key), shape, 0, count);
    }

    private static Shape pixels(int batch) {
        return Shape.of(batch, 784);
    }

    private static Batch labelled(Tensor images) {
        return new Batch(images, tokens(2, images.shape().subShape(0, 1), 10));
    }

    private static Workload training(
            Function<Tensor, Tensor> model, GradientTransformation<ChainState> optimizer, Batch batch) {
        return new TrainingWorkload<>(
                (Batch b) -> softmaxCrossEntropyWithIntegerLabels(model.apply(b.inputs()), b.labels())
                        .mean(),
                optimizer,
                batch);
    }

    private static Workload inference(Function<Tensor, Tensor> model, Tensor inputs) {
        return new InferenceWorkload(model, model, inputs);
    }

    static Workload perceptronTraining(int batch) {
        return training(Models::perceptron, Optimizers.sgd(0.1), labelled(images(pixels(batch))));
    }

    static Workload perceptronInference(int batch) {
        return inference(Models::perceptron, images(pixels(batch)));
    }

    static Workload convolutionalTraining() {
        return training(Models::convolutional, Optimizers.adam(1e-3), labelled(images(IMAGES_28)));
    }

    static Workload convolutionalInference() {
        return inference(Models::convolutional, images(IMAGES_28));
    }

    static Workload residualTraining() {
        return training(
                x -> Models.residual(x, true), Optimizers.sgd(0.1, o -> o.momentum(0.9)), labelled(images(IMAGES_32)));
    }

    static Workload residualInference() {
        return new InferenceWorkload(x -> Models.residual(x, true), x -> Models.residual(x, false), images(IMAGES_32));
    }

    static Workload recurrentTraining() {
        var batch = new Batch(tokens(1, CHARACTERS, 64), tokens(2, CHARACTERS, 64));
        return training(Models::recurrent, Optimizers.adam(1e-3), batch);
    }

    static Workload recurrentInference() {
        return inference(Models::recurrent, tokens(1, CHARACTERS, 64));
    }

    static Workload transformerTraining() {
        var batch = new Batch(tokens(1, BYTES, 256), tokens(2, BYTES, 256));
        return training(Models::transformer, Optimizers.adamw(3e-4, o -> o.weightDecay(0.01)), batch);
    }

    static Workload transformerInference() {
        return inference(Models::transformer, tokens(1, BYTES, 256));
    }

    static Workload actorCriticTraining() {
        return new TrainingWorkload<>(ActorCritic::loss, Optimizers.adam(1e-3), ActorCritic.trajectories());
    }
}
