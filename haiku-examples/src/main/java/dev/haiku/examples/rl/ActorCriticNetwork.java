package dev.haiku.examples.rl;

import dev.haiku.Haiku;
import dev.haiku.Params;
import dev.haiku.TransformedWithoutApplyRng;
import dev.haiku.nn.Linear;
import dev.haiku.nn.nets.Mlp;
import dev.haiku.random.Key;
import dev.haiku.tensor.Ops;
import dev.haiku.tensor.Tensor;
import java.util.List;

/**
 * A network with two heads: a policy and the value of states.
 *
 * @param function from observations {@code [..., n]} to both
 * @param observationSize how many numbers an observation has
 */
record ActorCriticNetwork(TransformedWithoutApplyRng<Tensor, Heads> function, int observationSize) {

    private static final List<Integer> HIDDEN = List.of(64, 64);

    /**
     * What the network says.
     *
     * @param logits logits {@code [..., actions]} of the policy
     * @param value values {@code [...]} of the states
     */
    record Heads(Tensor logits, Tensor value) {}

    static ActorCriticNetwork of(Environment environment) {
        int actions = environment.actions();
        return new ActorCriticNetwork(
                Haiku.transform((Tensor x) -> {
                            var hidden =
                                    new Mlp(HIDDEN, o -> o.activation(Ops::tanh).activateFinal(true)).apply(x);
                            return new Heads(
                                    new Linear(actions).apply(hidden),
                                    new Linear(1).apply(hidden).squeeze(-1));
                        })
                        .withoutApplyRng(),
                environment.observationSize());
    }

    Params init(long seed) {
        return function.init(Key.of(seed), Ops.zeros(observationSize));
    }

    Heads apply(Params params, Tensor observations) {
        return function.apply(params, observations);
    }
}
