package dev.haiku.examples.rl;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.random.RandomGenerator;

/**
 * A ball falls straight down a board, and a paddle at the bottom should be under it; the game of bsuite.
 *
 * <p>Ten rows, five columns. Actions are left, stay and right. The reward is 1 if the ball is caught and -1 if not, in the
 * last of nine steps.
 */
final class Catch implements Environment {

    static final int ROWS = 10;
    static final int COLUMNS = 5;
    private static final int ACTIONS = 3;
    private static final double GOAL = 0.95;

    private final RandomGenerator random;
    private int ballRow;
    private int ballColumn;
    private int paddle;

    Catch(RandomGenerator random) {
        this.random = random;
    }

    @Override
    public int observationSize() {
        return ROWS * COLUMNS;
    }

    @Override
    public int actions() {
        return ACTIONS;
    }

    @Override
    public double goal() {
        return GOAL;
    }

    @Override
    public TimeStep reset() {
        ballRow = 0;
        ballColumn = random.nextInt(COLUMNS);
        paddle = COLUMNS / 2;
        return new TimeStep(board(), 0, 1, false);
    }

    @Override
    public TimeStep step(int action) {
        paddle = Math.max(0, Math.min(COLUMNS - 1, paddle + action - 1));
        ballRow++;
        if (ballRow < ROWS - 1) {
            return new TimeStep(board(), 0, 1, false);
        }
        return new TimeStep(board(), paddle == ballColumn ? 1 : -1, 0, true);
    }

    private List<Float> board() {
        var board = new ArrayList<>(Collections.nCopies(ROWS * COLUMNS, 0f));
        board.set(ballRow * COLUMNS + ballColumn, 1f);
        board.set((ROWS - 1) * COLUMNS + paddle, 1f);
        return List.copyOf(board);
    }
}
