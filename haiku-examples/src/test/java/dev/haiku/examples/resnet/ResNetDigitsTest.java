package dev.haiku.examples.resnet;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.haiku.examples.command.Commands;
import dev.haiku.examples.data.ImageData;
import dev.haiku.tensor.Ops;
import dev.haiku.tensor.Tensor;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class ResNetDigitsTest {

    @Test
    void makesEachPixelASquare() {
        var images = Enlarged.images(Tensor.of(1f, 2f, 3f, 4f).reshape(1, 4), 2);

        assertThat(images.shape().dims()).containsExactly(1, 4, 4, 1);
        assertThat(images.toFloatArray()).containsExactly(1, 1, 2, 2, 1, 1, 2, 2, 3, 3, 4, 4, 3, 3, 4, 4);
    }

    @Test
    void rejectsImagesThatAreNotSquare() {
        assertThatThrownBy(() -> Enlarged.images(Ops.ones(1, 5), 2))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("Images of 5 pixels are not square.");
    }

    @Test
    void learnsABatch() throws IOException {
        var batch = ImageData.digits(1)
                .train()
                .select(IntStream.range(0, 16).toArray())
                .toBatch();
        var training = new ImageTraining(1, 1e-3, batch, 1);

        double before = training.step(batch).loss().item();
        for (int i = 0; i < 5; i++) {
            training.step(batch);
        }

        assertThat(training.step(batch).loss().item()).isLessThan(before / 2);
        assertThat(training.evaluate(batch).accuracy().item()).isBetween(0.0, 1.0);
    }

    @Test
    void explainsANumberThatCannotBe() {
        var errors = new StringWriter();

        int status = Commands.line(new ResNetDigits())
                .setErr(new PrintWriter(errors))
                .execute("--scale", "0");

        assertThat(status).isEqualTo(1);
        assertThat(errors).hasToString("resnet: --scale needs a number >= 1, but got 0." + System.lineSeparator());
    }
}
