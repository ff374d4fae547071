package dev.haiku.examples.mnist;

import static dev.haiku.func.Func.jit;
import static dev.haiku.func.Func.valueAndGradWithAux;
import static dev.haiku.loss.Losses.softmaxCrossEntropyWithIntegerLabels;

import dev.haiku.Haiku;
import dev.haiku.Params;
import dev.haiku.TransformedWithoutApplyRng;
import dev.haiku.array.DType;
import dev.haiku.examples.data.Batch;
import dev.haiku.func.WithAux;
import dev.haiku.nn.Linear;
import dev.haiku.nn.Sequential;
import dev.haiku.random.Key;
import dev.haiku.tensor.Nn;
import dev.haiku.tensor.Tensor;
import dev.haiku.tree.Trees;
import java.util.function.BiFunction;

/** The article's model and one step of its training, each a pure function. */
final class Perceptron {

    /** How many classes there are. */
    static final int CLASSES = 10;

    private static final TransformedWithoutApplyRng<Tensor, Tensor> NETWORK =
            Haiku.transform(Perceptron::network).withoutApplyRng();

    private Perceptron() {}

    /**
     * What one step of training gives.
     *
     * @param params the improved parameters
     * @param loss the mean cross entropy before the step
     * @param accuracy the share of the batch that was read right before the step
     */
    record Step(Params params, Tensor loss, Tensor accuracy) {}

    /** {@return the scores {@code f32[n, 10]} of the classes for images {@code f32[n, pixels]}} */
    static Tensor network(Tensor images) {
        var mlp = new Sequential(new Linear(1000), Nn::relu, new Linear(100), Nn::relu, new Linear(CLASSES));
        return mlp.apply(images);
    }

    /** {@return the parameters that a seed gives for such a batch} */
    static Params init(long seed, Batch batch) {
        return NETWORK.init(Key.of(seed), batch.images());
    }

    /** {@return the compiled step of gradient descent at that learning rate} */
    static BiFunction<Params, Batch, Step> trainingStep(double learningRate) {
        return jit((Params params, Batch batch) -> {
            var result = valueAndGradWithAux(Perceptron::lossAndAccuracy).apply(params, batch);
            var updated = Trees.map(params, result.grad(), (w, g) -> w.sub(g.mul(learningRate)));
            return new Step(updated, result.value(), result.aux());
        });
    }

    /** {@return the compiled function that gives the most likely class {@code i32[n]} of each image} */
    static BiFunction<Params, Tensor, Tensor> predictor() {
        return jit(
                (Params params, Tensor images) -> NETWORK.apply(params, images).argmax(-1));
    }

    private static WithAux<Tensor> lossAndAccuracy(Params params, Batch batch) {
        var logits = NETWORK.apply(params, batch.images());
        var loss = softmaxCrossEntropyWithIntegerLabels(logits, batch.labels()).mean();
        var accuracy = logits.argmax(-1).eq(batch.labels()).cast(DType.F32).mean();
        return new WithAux<>(loss, accuracy);
    }
}
