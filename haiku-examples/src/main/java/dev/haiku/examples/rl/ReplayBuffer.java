package dev.haiku.examples.rl;

import java.util.ArrayList;
import java.util.List;
import java.util.random.RandomGenerator;

/** The last steps an agent saw, of which it draws some to learn from. */
final class ReplayBuffer {

    private final int capacity;
    private final RandomGenerator random;
    private final List<Transition.Seen> steps = new ArrayList<>();
    private int next;

    ReplayBuffer(int capacity, RandomGenerator random) {
        this.capacity = capacity;
        this.random = random;
    }

    /** Remembers a step, and forgets the oldest if there are too many. */
    void add(Transition.Seen step) {
        if (steps.size() < capacity) {
            steps.add(step);
        } else {
            steps.set(next, step);
        }
        next = (next + 1) % capacity;
    }

    int size() {
        return steps.size();
    }

    /** {@return some steps, each drawn from all} */
    List<Transition.Seen> sample(int count) {
        return random.ints(count, 0, steps.size()).mapToObj(steps::get).toList();
    }
}
