package dev.haiku.examples.rl;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.SplittableRandom;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class CatchTest {

    private final Catch game = new Catch(new SplittableRandom(1));

    private static int column(TimeStep step, int row) {
        return IntStream.range(0, Catch.COLUMNS)
                .filter(column -> step.observation().get(row * Catch.COLUMNS + column) == 1)
                .findFirst()
                .orElseThrow();
    }

    @Test
    void theBallFallsStraightDownInNineSteps() {
        var now = game.reset();
        int ball = column(now, 0);

        for (int row = 1; row < Catch.ROWS - 1; row++) {
            now = game.step(1);
            assertThat(column(now, row)).isEqualTo(ball);
            assertThat(now).satisfies(step -> assertThat(step.reward()).isZero());
            assertThat(now.isLast()).isFalse();
        }

        now = game.step(1);
        assertThat(now.isLast()).isTrue();
        assertThat(now.discount()).isZero();
    }

    @Test
    void thePaddleStaysOnTheBoard() {
        game.reset();
        game.step(0);
        game.step(0);
        var left = game.step(0);

        assertThat(column(left, Catch.ROWS - 1)).isZero();
    }

    @Test
    void aCaughtBallIsWorthOneAndAMissedOneMinusOne() {
        assertThat(episode(true)).isEqualTo(1);
        assertThat(episode(false)).isEqualTo(-1);
    }

    /** {@return the reward for going to the ball or to the side that is farther from it} */
    private double episode(boolean towardsTheBall) {
        var now = game.reset();
        int ball = column(now, 0);
        int farSide = ball < Catch.COLUMNS / 2 ? Catch.COLUMNS - 1 : 0;
        int goal = towardsTheBall || ball == farSide ? ball : farSide;
        while (!now.isLast()) {
            int paddle = column(now, Catch.ROWS - 1);
            now = game.step(1 + Integer.signum(goal - paddle));
        }
        return now.reward();
    }

    @Test
    void ballsStartInAnyColumn() {
        assertThat(IntStream.range(0, 100)
                        .map(i -> column(game.reset(), 0))
                        .distinct()
                        .count())
                .isEqualTo(Catch.COLUMNS);
    }
}
