package dev.haiku.nn.golden;

import dev.haiku.Haiku;
import dev.haiku.Params;
import dev.haiku.ParamsAndState;
import dev.haiku.State;
import dev.haiku.TransformedWithState;
import dev.haiku.func.Fn4;
import dev.haiku.func.Func;
import dev.haiku.func.WithAux;
import dev.haiku.optim.ChainState;
import dev.haiku.optim.GradientTransformation;
import dev.haiku.optim.Optimizers;
import dev.haiku.random.Key;
import dev.haiku.tensor.Ops;
import dev.haiku.tensor.Tensor;
import java.util.ArrayList;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.function.IntFunction;

/**
 * A training run restated: everything that its driver needs.
 *
 * @param network the loss of a batch
 * @param optimizer what makes updates of gradients
 * @param steps how many steps it takes
 * @param batches the tensors of each step
 * @param keys the key of each step
 */
record Training(
        TransformedWithState<Map<String, Tensor>, Tensor> network,
        GradientTransformation<ChainState> optimizer,
        int steps,
        IntFunction<Map<String, Tensor>> batches,
        IntFunction<Key> keys) {

    /** What a step begins with and leaves behind. */
    record Progress(Params params, State state, ChainState optimizer) {}

    /** What a step makes. */
    record Step(Progress progress, Tensor loss) {}

    /** {@return a run of a loss that draws no keys} */
    static Training of(
            Function<Map<String, Tensor>, Tensor> loss,
            GradientTransformation<ChainState> optimizer,
            int steps,
            IntFunction<Map<String, Tensor>> batches) {
        return new Training(Haiku.transformWithState(loss), optimizer, steps, batches, i -> Key.of(0));
    }

    /** {@return this with a key for each step, made of a seed} */
    Training withKeys(long seed) {
        return new Training(network, optimizer, steps, batches, Key.of(seed)::foldIn);
    }

    /** {@return what the network begins with} */
    ParamsAndState init(long seed) {
        return network.init(Key.of(seed), batches.apply(0));
    }

    /** {@return the loss of a batch and what follows from its gradient} */
    Step step(Params params, State state, ChainState optimizerState, KeyedBatch batch) {
        var result = Func.valueAndGradWithAux((Params p) -> {
                    var applied = network.apply(p, state, batch.key(), batch.tensors());
                    return new WithAux<>(applied.value(), applied.state());
                })
                .apply(params);
        var update = optimizer.update(result.grad(), optimizerState, params);
        var next = new Progress(Optimizers.applyUpdates(params, update.updates()), result.aux(), update.state());
        return new Step(next, result.value());
    }

    /** A batch and the key of its step. */
    record KeyedBatch(Map<String, Tensor> tensors, Key key) {}

    /** {@return the losses before each step, the last parameters and the last state, by the keys of the cases} */
    Map<String, Tensor> run(ParamsAndState start, Fn4<Params, State, ChainState, KeyedBatch, Step> step) {
        var now = new Progress(start.params(), start.state(), optimizer.init(start.params()));
        var losses = new ArrayList<Tensor>();
        for (int i = 0; i < steps; i++) {
            var batch = new KeyedBatch(batches.apply(i), keys.apply(i));
            var done = step.apply(now.params(), now.state(), now.optimizer(), batch);
            now = done.progress();
            losses.add(done.loss());
        }
        var results = new TreeMap<String, Tensor>();
        results.put("losses", Ops.stack(losses, 0));
        Bundle.put(results, "final", now.params());
        return Bundle.put(results, "final_state", now.state());
    }
}
