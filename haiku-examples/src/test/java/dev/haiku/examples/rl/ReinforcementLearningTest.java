package dev.haiku.examples.rl;

import static org.assertj.core.api.Assertions.assertThat;

import dev.haiku.examples.command.Commands;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ReinforcementLearningTest {

    @ParameterizedTest
    @ValueSource(strings = {"q-learning", "q-lambda", "dqn", "pop-art", "actor-critic"})
    void anUnfinishedRunSaysSo(String algorithm, @TempDir Path folder) {
        var file = folder.resolve("curve.png");

        int status = Commands.line(new ReinforcementLearning())
                .execute(algorithm, "--length", "1", "--actors", "2", "--curve", file.toString());

        assertThat(status).isEqualTo(2);
        assertThat(file).isNotEmptyFile();
    }

    @Test
    void cartPoleIsPlayedToo(@TempDir Path folder) {
        var curve = folder.resolve("curve.png").toString();

        int status = Commands.line(new ReinforcementLearning())
                .execute("dqn", "--game", "cart-pole", "--length", "2", "--curve", curve);

        assertThat(status).isEqualTo(2);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "chess | catch | 1 | rl: ALGORITHM needs one of q-learning, q-lambda, dqn, pop-art, actor-critic, but"
                        + " got 'chess'.",
                "dqn | go | 1 | rl: --game needs one of catch, cart-pole, but got 'go'.",
                "dqn | catch | 0 | rl: --length needs a number >= 1, but got 0."
            })
    void explainsArgumentsThatCannotBe(String algorithm, String game, String length, String message) {
        var errors = new StringWriter();

        int status = Commands.line(new ReinforcementLearning())
                .setErr(new PrintWriter(errors))
                .execute(algorithm, "--game", game, "--length", length);

        assertThat(status).isEqualTo(1);
        assertThat(errors).hasToString(message + System.lineSeparator());
    }
}
