package dev.haiku.examples.mnist;

import dev.haiku.examples.data.Batch;
import dev.haiku.examples.data.ImageData;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** Trains the article's model on handwritten digits and shows how well it reads. */
@Command(
        name = "mnist",
        mixinStandardHelpOptions = true,
        sortOptions = false,
        description = "Trains a perceptron (1000-100-10) to read handwritten digits: the bundled 8x8 ones, or MNIST's.")
public final class Mnist implements Callable<Integer> {

    @Option(
            names = "--data",
            paramLabel = "FOLDER",
            description = "Folder with the four IDX files of MNIST or Fashion-MNIST, plain or gzipped.")
    private @Nullable Path data;

    @Option(names = "--epochs", defaultValue = "60", description = "Passes over the data (${DEFAULT-VALUE}).")
    private int epochs;

    @Option(names = "--batch-size", defaultValue = "32", description = "Images in a step (${DEFAULT-VALUE}).")
    private int batchSize;

    @Option(names = "--learning-rate", defaultValue = "0.1", description = "Size of a step (${DEFAULT-VALUE}).")
    private double learningRate;

    @Option(names = "--seed", defaultValue = "42", description = "Fixes the result exactly (${DEFAULT-VALUE}).")
    private long seed;

    @Option(
            names = "--loss-curve",
            paramLabel = "FILE",
            defaultValue = "target/mnist-loss.png",
            description = "Where the loss curve is drawn (${DEFAULT-VALUE}).")
    private Path lossCurve = Path.of("target", "mnist-loss.png");

    /** Runs the program; it ends with 0 if all went well. */
    public static void main(String[] arguments) {
        System.exit(commandLine().execute(arguments));
    }

    /** {@return the command line, which prints an error as one line rather than a stack trace} */
    static CommandLine commandLine() {
        return new CommandLine(new Mnist()).setExecutionExceptionHandler((exception, command, result) -> {
            if (exception instanceof IOException || exception instanceof IllegalArgumentException) {
                command.getErr().println("mnist: " + exception.getMessage());
                return 1;
            }
            throw exception;
        });
    }

    @Override
    public Integer call() throws IOException {
        requirePositive("--epochs", epochs);
        requirePositive("--batch-size", batchSize);
        var images = data == null ? ImageData.digits(seed) : ImageData.idx(data);
        var training = new Training(images.train(), batchSize, learningRate, seed);
        PrintStream out = System.out;
        out.printf(
                "%d images to learn from, %d held out, %d pixels each%n",
                images.train().size(),
                images.test().size(),
                images.train().pixels().shape().last());
        out.println(training.params());
        training.run(epochs);
        report(out, training, images.test().toBatch());
        return 0;
    }

    private static void requirePositive(String option, int value) {
        if (value < 1) {
            throw new IllegalArgumentException(option + " needs a number >= 1, but got " + value + ".");
        }
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
