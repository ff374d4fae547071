package dev.haiku.examples.text;

import static org.assertj.core.api.Assertions.assertThat;

import dev.haiku.examples.command.Commands;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.util.function.Supplier;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class TextTrainingTest {

    private static final Corpus CORPUS = Corpus.of("abcd".repeat(100));
    private static final TextSettings SETTINGS = new TextSettings(8, 12, 0.02, 0.1, 1);

    private static <S> TextTraining<S> trained(Supplier<TextModel<S>> model, int steps) {
        var training = new TextTraining<>(model, CORPUS, SETTINGS);
        for (int i = 0; i < steps; i++) {
            training.step();
        }
        return training;
    }

    @Test
    void theRecurrentModelLearnsToGoOn() {
        var training = trained(() -> new LstmModel(CORPUS.vocabulary(), 8, 16), 60);

        assertThat(training.heldOutLoss()).isLessThan(0.5);
        assertThat(training.write("ab", 8, 3)).isEqualTo("abcdabcdab");
    }

    @Test
    void theTransformerLearnsToGoOn() {
        var training = trained(() -> new GptModel(CORPUS.vocabulary(), 1, 16, 2), 60);

        assertThat(training.heldOutLoss()).isLessThan(0.5);
        assertThat(training.write("ab", 8, 3)).isEqualTo("abcdabcdab");
    }

    @Test
    void theSameSeedWritesTheSame() {
        var first = trained(() -> new LstmModel(CORPUS.vocabulary(), 4, 4), 2).write("a", 10, 5);
        var second = trained(() -> new LstmModel(CORPUS.vocabulary(), 4, 4), 2).write("a", 10, 5);

        assertThat(second).isEqualTo(first);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "--temperature | 0 | char-gpt: --temperature needs a number > 0, but got 0.0.",
                "--context | 0 | char-gpt: --context needs a number >= 1, but got 0.",
                "--steps | -1 | char-gpt: --steps needs a number >= 1, but got -1."
            })
    void explainsANumberThatCannotBe(String option, String number, String message) {
        var errors = new StringWriter();

        int status =
                Commands.line(new CharGpt()).setErr(new PrintWriter(errors)).execute(option, number);

        assertThat(status).isEqualTo(1);
        assertThat(errors).hasToString(message + System.lineSeparator());
    }
}
