package dev.haiku.examples.mnist;

import dev.haiku.examples.command.Commands;
import dev.haiku.examples.data.Batch;
import dev.haiku.examples.data.ImageOptions;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Trains the article's model on handwritten digits and shows how well it reads. */
@Command(
        name = "mnist",
        mixinStandardHelpOptions = true,
        sortOptions = false,
        description = "Trains a perceptron (1000-100-10) to read handwritten digits: the bundled 8x8 ones, or MNIST's.")
public final class Mnist implements Callable<Integer> {

    @Mixin
    private final ImageOptions images = new ImageOptions();

    @Option(names = "--epochs", defaultValue = "60", description = "Passes over the data (${DEFAULT-VALUE}).")
    private int epochs;

    @Option(names = "--batch-size", defaultValue = "32", description = "Images in a step (${DEFAULT-VALUE}).")
    private int batchSize;

    @Option(names = "--learning-rate", defaultValue = "0.1", description = "Size of a step (${DEFAULT-VALUE}).")
    private double learningRate;

    @Option(
            names = "--loss-curve",
            paramLabel = "FILE",
            defaultValue = "target/mnist-loss.png",
            description = "Where the loss curve is drawn (${DEFAULT-VALUE}).")
    private Path lossCurve = Path.of("target", "mnist-loss.png");

    /** Runs the program; it ends with 0 if all went well. */
    public static void main(String[] arguments) {
        System.exit(Commands.line(new Mnist()).execute(arguments));
    }

    @Override
    public Integer call() throws IOException {
        Commands.requirePositive("--epochs", epochs);
        Commands.requirePositive("--batch-size", batchSize);
        var data = images.load();
        var training = new Training(data.train(), batchSize, learningRate, images.seed());
        PrintStream out = System.out;
        out.printf(
                "%d images to learn from, %d held out, %d pixels each%n",
                data.train().size(),
                data.test().size(),
                data.train().pixels().shape().last());
        out.println(training.params());
        training.run(epochs);
        report(out, training, data.test().toBatch());
        return 0;
    }

    private void report(PrintStream out, Training training, Batch test) throws IOException {
        var predictions = Perceptron.predictor().apply(training.params(), test.images());
        var matrix = new ConfusionMatrix(Perceptron.CLASSES, test.labels().toIntArray(), predictions.toIntArray());
        var file = lossCurve.toAbsolutePath();
        Files.createDirectories(file.getParent());
        training.curve().save(file);
        out.printf("%n%s%n%n", matrix);
        out.printf("test accuracy  %.2f %%%n", 100 * matrix.accuracy());
        out.printf("loss curve     %s%n", file);
    }
}
