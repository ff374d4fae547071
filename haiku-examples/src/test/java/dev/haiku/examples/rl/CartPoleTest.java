package dev.haiku.examples.rl;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.SplittableRandom;
import java.util.function.ToIntFunction;
import org.junit.jupiter.api.Test;

class CartPoleTest {

    private final CartPole game = new CartPole(new SplittableRandom(1));

    private TimeStep play(ToIntFunction<TimeStep> policy) {
        var now = game.reset();
        while (!now.isLast()) {
            now = game.step(policy.applyAsInt(now));
            assertThat(now.reward()).isEqualTo(1);
        }
        return now;
    }

    @Test
    void alwaysTheSamePushMakesThePoleFall() {
        var end = play(now -> 1);

        assertThat(end.discount()).isZero();
        assertThat(end.observation().get(2)).isLessThan(-1);
    }

    @Test
    void pushesAgainstTheFallKeepItUprightUntilTimeIsUp() {
        var end = play(now -> 0.1 * now.observation().get(2) + now.observation().get(3) > 0 ? 1 : 0);

        assertThat(end.discount()).isEqualTo(1);
        assertThat(end.observation().get(2)).isCloseTo(0f, within(1f));
    }

    @Test
    void anEpisodeBeginsAlmostUpright() {
        assertThat(game.reset().observation()).hasSize(4).allMatch(x -> Math.abs(x) <= 0.25);
    }

    @Test
    void aPushAcceleratesTheCart() {
        var before = game.reset().observation();
        var after = game.step(1).observation();

        assertThat(after.get(0) - before.get(0)).isCloseTo(0.02f * 2 / 2.4f * before.get(1), within(1e-6f));
        assertThat(after.get(1) - before.get(1)).isCloseTo(0.0975f, within(0.0025f));
        assertThat(after.get(3)).isLessThan(before.get(3));
    }
}
