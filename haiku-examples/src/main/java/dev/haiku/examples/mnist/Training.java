package dev.haiku.examples.mnist;

import dev.haiku.Params;
import dev.haiku.examples.data.Batch;
import dev.haiku.examples.data.ImageData;
import dev.haiku.examples.data.LabelledImages;
import dev.haiku.examples.progress.Bars;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
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
        this.batchSize = Math.min(batchSize, data.size());
        this.seed = seed;
        this.step = Perceptron.trainingStep(learningRate);
        this.params = Perceptron.init(seed, data.select(new int[] {0}).toBatch());
    }

    void run(int epochs) {
        int perEpoch = data.size() / batchSize;
        try (var bar = Bars.training((long) epochs * perEpoch)) {
            for (int epoch = 0; epoch < epochs; epoch++) {
                for (var batch : batches(epoch)) {
                    step(batch, bar);
                }
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

    /** The images in a new order; the few that do not fill a batch sit this epoch out. */
    private List<Batch> batches(int epoch) {
        var order = ImageData.shuffled(data.size(), seed + epoch + 1);
        List<Batch> batches = new ArrayList<>();
        for (int start = 0; start + batchSize <= order.length; start += batchSize) {
            batches.add(data.select(Arrays.copyOfRange(order, start, start + batchSize))
                    .toBatch());
        }
        return batches;
    }

    Params params() {
        return params;
    }

    LossCurve curve() {
        return curve;
    }
}
