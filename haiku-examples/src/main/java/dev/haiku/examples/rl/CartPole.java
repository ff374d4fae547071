package dev.haiku.examples.rl;

import java.util.List;
import java.util.random.RandomGenerator;

/**
 * A cart keeps a pole upright by pushes to the left and to the right.
 *
 * <p>Each step is rewarded by 1. The episode ends when the cart leaves its track or the pole leans more than 12 degrees,
 * and after 500 steps. Observations are position, velocity, angle and angular velocity in units that make them about 1 at
 * most, without which Q-learning takes several times as long. Source: Barto, Sutton and Anderson, <em>Neuronlike adaptive elements that can solve difficult
 * learning control problems</em>, 1983; constants of Gym's {@code CartPole-v1}.
 */
final class CartPole implements Environment {

    static final int MAX_STEPS = 500;
    private static final int STATE_SIZE = 4;
    private static final double GOAL = 475;
    private static final double GRAVITY = 9.8;
    private static final double POLE_MASS = 0.1;
    private static final double TOTAL_MASS = 1.1;
    private static final double HALF_LENGTH = 0.5;
    private static final double FORCE = 10;
    private static final double SECONDS = 0.02;
    private static final double TRACK = 2.4;
    private static final double LEAN = Math.toRadians(12);
    private static final double SPEED = 2;
    private static final double START = 0.05;

    private final RandomGenerator random;
    private double position;
    private double velocity;
    private double angle;
    private double spin;
    private int steps;

    CartPole(RandomGenerator random) {
        this.random = random;
    }

    @Override
    public int observationSize() {
        return STATE_SIZE;
    }

    @Override
    public int actions() {
        return 2;
    }

    @Override
    public double goal() {
        return GOAL;
    }

    @Override
    public TimeStep reset() {
        position = random.nextDouble(-START, START);
        velocity = random.nextDouble(-START, START);
        angle = random.nextDouble(-START, START);
        spin = random.nextDouble(-START, START);
        steps = 0;
        return new TimeStep(observation(), 0, 1, false);
    }

    @Override
    public TimeStep step(int action) {
        push(action == 1 ? FORCE : -FORCE);
        steps++;
        boolean hasFallen = Math.abs(position) > TRACK || Math.abs(angle) > LEAN;
        return new TimeStep(observation(), 1, hasFallen ? 0 : 1, hasFallen || steps == MAX_STEPS);
    }

    /** One step of Euler's method. */
    private void push(double force) {
        double sin = Math.sin(angle);
        double cos = Math.cos(angle);
        double pull = (force + POLE_MASS * HALF_LENGTH * spin * spin * sin) / TOTAL_MASS;
        double spinChange =
                (GRAVITY * sin - cos * pull) / (HALF_LENGTH * (4.0 / 3 - POLE_MASS * cos * cos / TOTAL_MASS));
        double velocityChange = pull - POLE_MASS * HALF_LENGTH * spinChange * cos / TOTAL_MASS;
        position += SECONDS * velocity;
        velocity += SECONDS * velocityChange;
        angle += SECONDS * spin;
        spin += SECONDS * spinChange;
    }

    private List<Float> observation() {
        return List.of(
                (float) (position / TRACK), (float) (velocity / SPEED), (float) (angle / LEAN), (float) (spin / SPEED));
    }
}
