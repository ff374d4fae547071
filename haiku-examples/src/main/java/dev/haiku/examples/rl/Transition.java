package dev.haiku.examples.rl;

import dev.haiku.array.Shape;
import dev.haiku.rl.Rlax;
import dev.haiku.tensor.Tensor;
import java.util.List;

/**
 * Steps from one state to the next, one or many.
 *
 * @param obsTm1 observations {@code [..., n]} of the source states
 * @param aTm1 actions {@code i32[...]} in them
 * @param rT rewards {@code [...]}
 * @param discountT discounts {@code [...]}
 * @param obsT observations {@code [..., n]} of the destination states
 */
record Transition(Tensor obsTm1, Tensor aTm1, Tensor rT, Tensor discountT, Tensor obsT) {

    /** One step as an agent saw it. */
    record Seen(TimeStep before, int action, TimeStep after) {}

    /** {@return the tensor of an observation} */
    static Tensor observation(TimeStep step) {
        return observations(List.of(step)).get(0);
    }

    private static Tensor observations(List<TimeStep> steps) {
        int size = steps.get(0).observation().size();
        var numbers = new float[steps.size() * size];
        for (int i = 0; i < steps.size(); i++) {
            for (int j = 0; j < size; j++) {
                numbers[i * size + j] = steps.get(i).observation().get(j);
            }
        }
        return Tensor.of(Shape.of(steps.size(), size), numbers);
    }

    /** {@return steps side by side; values are discounted by another factor} */
    static Transition of(List<Seen> seen, double discount) {
        var actions = seen.stream().mapToInt(Seen::action).toArray();
        var rewards = new float[seen.size()];
        var discounts = new float[seen.size()];
        for (int i = 0; i < rewards.length; i++) {
            rewards[i] = (float) seen.get(i).after().reward();
            discounts[i] = (float) (discount * seen.get(i).after().discount());
        }
        return new Transition(
                observations(seen.stream().map(Seen::before).toList()),
                Tensor.of(actions),
                Tensor.of(rewards),
                Tensor.of(discounts),
                observations(seen.stream().map(Seen::after).toList()));
    }

    /** {@return the only step of a batch of one} */
    Transition single() {
        return Rlax.treeSplitLeaves(this).get(0);
    }
}
