package dev.haiku.examples.mnist;

import dev.haiku.Params;
import dev.haiku.examples.data.Batch;
import dev.haiku.examples.data.LabelledImages;
import dev.haiku.examples.progress.Bars;
import java.util.function.BiFunction;
import me.tongfei.progressbar.ProgressBar;

/** Steps through the data in an order that the seed decides, with a progress bar. */
final class Training {

    private final LabelledImages data;
    private final int batchSize;
    private final long seed;
    private final BiFunction<Params, Batch, Perceptron.Step> step;
    private final LossCurve curve = new LossCurve();
    private Params params;
    private int steps;

    Training(LabelledImages data, int batchSize, double learningRate, long seed) {
        this.data = data;
        this.batchSize = batchSize;
        this.seed = seed;
        this.step = Perceptron.trainingStep(learningRate);
        this.params = Perceptron.init(seed, data.select(new int[] {0}).toBatch());
    }

    void run(int epochs) {
        try (var bar = Bars.training((long) epochs * data.batchCount(batchSize))) {
            for (int epoch = 0; epoch < epochs; epoch++) {
                data.shuffledBatches(batchSize, seed + epoch + 1).forEach(batch -> step(batch, bar));
            }
        }
    }

    private void step(Batch batch, ProgressBar bar) {
        var result = step.apply(params, batch);
        params = result.params();
        curve.add(steps++, result.loss().item());
        bar.setExtraMessage(String.format(
                " loss %.4f  accuracy %.3f", curve.mean(), result.accuracy().item()));
        bar.step();
    }

    Params params() {
        return params;
    }

    LossCurve curve() {
        return curve;
    }
}
