package dev.haiku.examples.mnist;

import static org.assertj.core.api.Assertions.assertThat;

import dev.haiku.examples.command.Commands;
import dev.haiku.examples.data.ImageData;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class MnistTest {

    private static final long SEED = 42;

    private static Training trained(int epochs) throws IOException {
        var training = new Training(ImageData.digits(SEED).train(), 32, 0.1, SEED);
        training.run(epochs);
        return training;
    }

    @Test
    void readsAlmostAllHeldOutDigits() throws IOException {
        var training = trained(30);
        var test = ImageData.digits(SEED).test().toBatch();

        var predictions = Perceptron.predictor().apply(training.params(), test.images());

        var matrix = new ConfusionMatrix(Perceptron.CLASSES, test.labels().toIntArray(), predictions.toIntArray());
        assertThat(matrix.accuracy()).isGreaterThan(0.95);
    }

    @Test
    void givesTheSameParametersForTheSameSeed() throws IOException {
        var first = trained(1).params();
        var second = trained(1).params();

        assertThat(first.get("linear", "w").toFloatArray())
                .containsExactly(second.get("linear", "w").toFloatArray());
    }

    @Test
    void drawsTheLossCurve(@TempDir Path folder) throws IOException {
        var file = folder.resolve("loss.png");

        trained(1).curve().save(file);

        assertThat(file).isNotEmptyFile();
    }

    @Test
    void explainsAMissingFolderInOneLine() {
        var errors = new StringWriter();

        int status = Commands.line(new Mnist()).setErr(new PrintWriter(errors)).execute("--data", "nowhere");

        assertThat(status).isEqualTo(1);
        assertThat(errors)
                .hasToString("mnist: There is no folder nowhere."
                        + " Name one that holds the four files of MNIST or Fashion-MNIST, plain or gzipped."
                        + System.lineSeparator());
    }

    @Test
    void explainsANumberThatCannotBe() {
        var errors = new StringWriter();

        int status = Commands.line(new Mnist()).setErr(new PrintWriter(errors)).execute("--epochs", "0");

        assertThat(status).isEqualTo(1);
        assertThat(errors).hasToString("mnist: --epochs needs a number >= 1, but got 0." + System.lineSeparator());
    }
}
