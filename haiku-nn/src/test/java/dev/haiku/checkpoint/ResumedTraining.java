package dev.haiku.checkpoint;

import dev.haiku.Haiku;
import dev.haiku.Params;
import dev.haiku.State;
import dev.haiku.TransformedWithState;
import dev.haiku.array.Shape;
import dev.haiku.func.Func;
import dev.haiku.func.WithAux;
import dev.haiku.nn.BatchNorm;
import dev.haiku.nn.Dropout;
import dev.haiku.nn.Linear;
import dev.haiku.optim.ChainState;
import dev.haiku.optim.GradientTransformation;
import dev.haiku.optim.Optimizers;
import dev.haiku.random.Key;
import dev.haiku.random.Random;
import dev.haiku.tensor.Dims;
import dev.haiku.tensor.Nn;
import dev.haiku.tensor.Tensor;
import java.nio.file.Path;

/**
 * Trains a small network with dropout, moving averages and Adam from the latest checkpoint to a step, and saves it
 * there.
 */
final class ResumedTraining {

    private record Training(Params params, State state, ChainState optimizer, Key key) {}

    private static final TransformedWithState<Tensor, Tensor> NETWORK =
            Haiku.transformWithState(ResumedTraining::network);
    private static final GradientTransformation<ChainState> OPTIMIZER = Optimizers.adam(1e-2);

    private ResumedTraining() {}

    private static Tensor network(Tensor x) {
        var hidden = new BatchNorm(true, true, 0.9).apply(new Linear(16).apply(x), true);
        return new Linear(1).apply(Dropout.dropout(Haiku.nextRngKey(), 0.3, Nn.relu(hidden)));
    }

    /** {@code folder step} */
    public static void main(String[] args) {
        train(Path.of(args[0]), Long.parseLong(args[1]));
    }

    static void train(Path folder, long lastStep) {
        var checkpoints = CheckpointFolder.of(folder);
        var inputs = Random.normal(Key.of(1), Shape.of(8, 4));
        var initial = NETWORK.init(Key.of(2), inputs);
        var start = new Training(initial.params(), initial.state(), OPTIMIZER.init(initial.params()), Key.of(3));

        var latest = checkpoints.restoreLatest(start).orElse(new CheckpointFolder.Saved<>(0, start));
        var step = Func.jit((Training before, Tensor x) -> step(before, x));
        var training = latest.tree();
        for (long i = latest.step(); i < lastStep; i++) {
            training = step.apply(training, inputs);
        }
        checkpoints.save(lastStep, training);
    }

    private static Training step(Training before, Tensor inputs) {
        var keys = before.key().split(2);
        var result = Func.valueAndGradWithAux((Params params) -> {
                    var out = NETWORK.apply(params, before.state(), keys.get(0), inputs);
                    return new WithAux<>(
                            out.value().sub(inputs.sum(1, Dims.KEEP)).square().mean(), out.state());
                })
                .apply(before.params());
        var update = OPTIMIZER.update(result.grad(), before.optimizer(), before.params());
        return new Training(
                Optimizers.applyUpdates(before.params(), update.updates()), result.aux(), update.state(), keys.get(1));
    }
}
