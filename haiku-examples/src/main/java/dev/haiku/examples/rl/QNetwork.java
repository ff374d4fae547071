package dev.haiku.examples.rl;

import static dev.haiku.func.Func.jit;

import dev.haiku.Haiku;
import dev.haiku.Params;
import dev.haiku.TransformedWithoutApplyRng;
import dev.haiku.func.Fn4;
import dev.haiku.nn.nets.Mlp;
import dev.haiku.random.Key;
import dev.haiku.rl.Rlax;
import dev.haiku.tensor.Ops;
import dev.haiku.tensor.Tensor;
import java.util.ArrayList;
import java.util.List;
import java.util.function.BiFunction;

/**
 * A network that values actions.
 *
 * @param function from observations {@code [..., n]} to values {@code [..., actions]}
 * @param observationSize how many numbers an observation has
 */
record QNetwork(TransformedWithoutApplyRng<Tensor, Tensor> function, int observationSize) {

    /** {@return a network with hidden layers of those sizes} */
    static QNetwork of(Environment environment, List<Integer> hidden) {
        var sizes = new ArrayList<>(hidden);
        sizes.add(environment.actions());
        return new QNetwork(
                Haiku.transform((Tensor x) -> new Mlp(sizes).apply(x)).withoutApplyRng(),
                environment.observationSize());
    }

    Params init(long seed) {
        return function.init(Key.of(seed), Ops.zeros(observationSize));
    }

    Tensor apply(Params params, Tensor observations) {
        return function.apply(params, observations);
    }

    /** {@return a compiled ε-greedy policy: of parameters, an observation, ε and the number of the step} */
    Fn4<Params, Tensor, Tensor, Tensor, Tensor> policy(long seed) {
        return jit((Params params, Tensor observation, Tensor epsilon, Tensor step) -> {
            var key = Key.of(seed).foldIn(step);
            return Rlax.epsilonGreedy(epsilon).sample(key, apply(params, observation));
        });
    }

    /** {@return the compiled policy that takes the best action} */
    BiFunction<Params, Tensor, Tensor> greedy() {
        return jit((Params params, Tensor observation) ->
                apply(params, observation).argmax());
    }
}
