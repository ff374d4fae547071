package dev.haiku.examples.bench;

import static dev.haiku.func.Func.jit;
import static dev.haiku.func.Func.valueAndGrad;
import static dev.haiku.loss.Losses.softmaxCrossEntropyWithIntegerLabels;

import dev.haiku.Haiku;
import dev.haiku.Params;
import dev.haiku.array.Shape;
import dev.haiku.nn.nets.Mlp;
import dev.haiku.random.Key;
import dev.haiku.random.Random;
import dev.haiku.tensor.Tensor;
import dev.haiku.tree.Trees;
import java.util.List;

/** The article's perceptron on 784 inputs: one step of gradient descent, or one prediction. */
final class MlpWorkloads {

    private static final int PIXELS = 784;
    private static final double LEARNING_RATE = 0.1;

    private MlpWorkloads() {}

    record Batch(Tensor images, Tensor labels) {}

    record Step(Params params, Tensor loss) {}

    private static Tensor network(Tensor images) {
        return new Mlp(List.of(1000, 100, 10)).apply(images);
    }

    private static Tensor loss(Batch batch) {
        return softmaxCrossEntropyWithIntegerLabels(network(batch.images()), batch.labels())
                .mean();
    }

    private static Batch batch(int size) {
        var keys = Key.of(0).split(2);
        return new Batch(
                Random.uniform(keys.get(0), Shape.of(size, PIXELS)),
                Random.randint(keys.get(1), Shape.of(size), 0, 10));
    }

    static Workload training(int size) {
        var loss = Haiku.transform(MlpWorkloads::loss).withoutApplyRng();
        var batch = batch(size);
        var step = jit((Params params, Batch b) -> {
            var result = valueAndGrad(loss::apply).apply(params, b);
            var updated = Trees.map(params, result.grad(), (w, g) -> w.sub(g.mul(LEARNING_RATE)));
            return new Step(updated, result.value());
        });
        return new Workload() {
            private Step last = new Step(loss.init(Key.of(42), batch), Tensor.scalar(0f));

            @Override
            public void step() {
                last = step.apply(last.params(), batch);
            }

            @Override
            public double loss() {
                return last.loss().item();
            }

            @Override
            public long parameters() {
                return last.params().size();
            }
        };
    }

    static Workload inference(int size) {
        var network = Haiku.transform(MlpWorkloads::network).withoutApplyRng();
        var images = batch(size).images();
        var params = network.init(Key.of(42), images);
        var predict = jit(network::apply);
        return Workload.of(() -> predict.apply(params, images));
    }
}
