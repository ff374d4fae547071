package dev.haiku.examples.resnet;

import dev.haiku.examples.data.ImageData;
import dev.haiku.examples.data.LabelledImages;
import dev.haiku.examples.progress.Bars;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** Trains a ResNet-18 on handwritten digits that are scaled up. */
@Command(
        name = "resnet",
        mixinStandardHelpOptions = true,
        sortOptions = false,
        description = "Trains a ResNet-18 to read handwritten digits: the bundled 8x8 ones scaled up, or MNIST's.")
public final class ResNetDigits implements Callable<Integer> {

    @Option(
            names = "--data",
            paramLabel = "FOLDER",
            description = "Folder with the four IDX files of MNIST or Fashion-MNIST, plain or gzipped.")
    private @Nullable Path data;

    @Option(names = "--epochs", defaultValue = "4", description = "Passes over the data (${DEFAULT-VALUE}).")
    private int epochs;

    @Option(names = "--batch-size", defaultValue = "64", description = "Images in a step (${DEFAULT-VALUE}).")
    private int batchSize;

    @Option(names = "--learning-rate", defaultValue = "0.001", description = "Size of a step (${DEFAULT-VALUE}).")
    private double learningRate;

    @Option(names = "--scale", defaultValue = "4", description = "How much larger images get (${DEFAULT-VALUE}).")
    private int scale;

    @Option(names = "--seed", defaultValue = "42", description = "Fixes the result exactly (${DEFAULT-VALUE}).")
    private long seed;

    /** Runs the program; it ends with 0 if all went well. */
    public static void main(String[] arguments) {
        System.exit(commandLine().execute(arguments));
    }

    /** {@return the command line, which prints an error as one line rather than a stack trace} */
    static CommandLine commandLine() {
        return new CommandLine(new ResNetDigits()).setExecutionExceptionHandler((exception, command, result) -> {
            if (exception instanceof IOException || exception instanceof IllegalArgumentException) {
                command.getErr().println("resnet: " + exception.getMessage());
                return 1;
            }
            throw exception;
        });
    }

    @Override
    public Integer call() throws IOException {
        requirePositive("--epochs", epochs);
        requirePositive("--batch-size", batchSize);
        requirePositive("--scale", scale);
        var images = data == null ? ImageData.digits(seed) : ImageData.idx(data);
        int size = Math.min(batchSize, images.train().size());
        var training = new ImageTraining(
                scale, learningRate, images.train().select(new int[] {0}).toBatch(), seed);
        PrintStream out = System.out;
        out.printf(
                "%,d parameters, %,d images to learn from, %,d held out%n",
                training.params().size(), images.train().size(), images.test().size());
        for (int epoch = 0; epoch < epochs; epoch++) {
            learn(training, images.train(), size, epoch);
            out.printf("epoch %d: test accuracy %.2f %%%n", epoch + 1, 100 * accuracy(training, images.test(), size));
        }
        return 0;
    }

    private static void requirePositive(String option, int value) {
        if (value < 1) {
            throw new IllegalArgumentException(option + " needs a number >= 1, but got " + value + ".");
        }
    }

    /** One pass in a new order; the few images that do not fill a batch sit it out. */
    private void learn(ImageTraining training, LabelledImages images, int size, int epoch) {
        var order = ImageData.shuffled(images.size(), seed + epoch + 1);
        int steps = images.size() / size;
        try (var bar = Bars.training(steps)) {
            for (int i = 0; i < steps; i++) {
                var chosen = Arrays.copyOfRange(order, i * size, (i + 1) * size);
                var result = training.step(images.select(chosen).toBatch());
                bar.setExtraMessage(String.format(
                        " loss %.4f  accuracy %.3f",
                        result.loss().item(), result.accuracy().item()));
                bar.step();
            }
        }
    }

    private static double accuracy(ImageTraining training, LabelledImages images, int size) {
        var order = ImageData.shuffled(images.size(), 0);
        double right = 0;
        for (int start = 0; start < order.length; start += size) {
            var chosen = Arrays.copyOfRange(order, start, Math.min(order.length, start + size));
            right += training.evaluate(images.select(chosen).toBatch())
                            .accuracy()
                            .item()
                    * chosen.length;
        }
        return right / order.length;
    }
}
