package dev.haiku.examples.resnet;

import dev.haiku.examples.command.Commands;
import dev.haiku.examples.data.ImageOptions;
import dev.haiku.examples.data.LabelledImages;
import dev.haiku.examples.progress.Bars;
import java.io.IOException;
import java.io.PrintStream;
import java.util.concurrent.Callable;
import java.util.stream.IntStream;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Trains a ResNet-18 on handwritten digits that are scaled up. */
@Command(
        name = "resnet",
        mixinStandardHelpOptions = true,
        sortOptions = false,
        description = "Trains a ResNet-18 to read handwritten digits: the bundled 8x8 ones scaled up, or MNIST's.")
public final class ResNetDigits implements Callable<Integer> {

    @Mixin
    private final ImageOptions images = new ImageOptions();

    @Option(names = "--epochs", defaultValue = "4", description = "Passes over the data (${DEFAULT-VALUE}).")
    private int epochs;

    @Option(names = "--batch-size", defaultValue = "64", description = "Images in a step (${DEFAULT-VALUE}).")
    private int batchSize;

    @Option(names = "--learning-rate", defaultValue = "0.001", description = "Size of a step (${DEFAULT-VALUE}).")
    private double learningRate;

    @Option(names = "--scale", defaultValue = "4", description = "How much larger images get (${DEFAULT-VALUE}).")
    private int scale;

    /** Runs the program; it ends with 0 if all went well. */
    public static void main(String[] arguments) {
        System.exit(Commands.line(new ResNetDigits()).execute(arguments));
    }

    @Override
    public Integer call() throws IOException {
        Commands.requirePositive("--epochs", epochs);
        Commands.requirePositive("--batch-size", batchSize);
        Commands.requirePositive("--scale", scale);
        var data = images.load();
        var training = new ImageTraining(
                scale, learningRate, data.train().select(new int[] {0}).toBatch(), images.seed());
        PrintStream out = System.out;
        out.printf(
                "%,d parameters, %,d images to learn from, %,d held out%n",
                training.params().size(), data.train().size(), data.test().size());
        for (int epoch = 0; epoch < epochs; epoch++) {
            learn(training, data.train(), epoch);
            out.printf("epoch %d: test accuracy %.2f %%%n", epoch + 1, 100 * accuracy(training, data.test()));
        }
        return 0;
    }

    private void learn(ImageTraining training, LabelledImages data, int epoch) {
        try (var bar = Bars.training(data.batchCount(batchSize))) {
            data.shuffledBatches(batchSize, images.seed() + epoch + 1).forEach(batch -> {
                var result = training.step(batch);
                bar.setExtraMessage(String.format(
                        " loss %.4f  accuracy %.3f",
                        result.loss().item(), result.accuracy().item()));
                bar.step();
            });
        }
    }

    private double accuracy(ImageTraining training, LabelledImages data) {
        double right = 0;
        for (int start = 0; start < data.size(); start += batchSize) {
            var chosen = IntStream.range(start, Math.min(data.size(), start + batchSize))
                    .toArray();
            var read = training.evaluate(data.select(chosen).toBatch());
            right += read.accuracy().item() * chosen.length;
        }
        return right / data.size();
    }
}
