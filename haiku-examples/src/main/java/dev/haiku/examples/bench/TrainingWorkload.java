package dev.haiku.examples.bench;

import static dev.haiku.func.Func.jit;
import static dev.haiku.func.Func.valueAndGradWithAux;

import dev.haiku.Haiku;
import dev.haiku.Params;
import dev.haiku.State;
import dev.haiku.func.Func;
import dev.haiku.func.WithAux;
import dev.haiku.optim.ChainState;
import dev.haiku.optim.GradientTransformation;
import dev.haiku.optim.Optimizers;
import dev.haiku.random.Key;
import dev.haiku.tensor.Tensor;
import java.util.function.Function;

/** Steps of training on one batch: loss, gradients, the optimiser's update, all one compiled function. */
final class TrainingWorkload<B> implements Workload {

    private record Position(Params params, State state, ChainState optimizer) {}

    private record Step(Position position, Tensor loss) {}

    private final Function<Position, Step> function;
    private Position position;
    private Tensor loss = Tensor.scalar(Float.NaN);

    /**
     * Prepares training.
     *
     * @param lossFunction the loss of a batch, made of modules
     */
    TrainingWorkload(Function<B, Tensor> lossFunction, GradientTransformation<ChainState> optimizer, B batch) {
        var transformed = Haiku.transformWithState(lossFunction).withoutApplyRng();
        var initial = jit((Key key) -> transformed.init(key, batch)).apply(Key.of(0));
        position = new Position(initial.params(), initial.state(), optimizer.init(initial.params()));
        var step = jit(
                (Position p, B b) -> {
                    var result = valueAndGradWithAux((Params params) -> {
                                var applied = transformed.apply(params, p.state(), b);
                                return new WithAux<>(applied.value(), applied.state());
                            })
                            .apply(p.params());
                    var update = optimizer.update(result.grad(), p.optimizer(), p.params());
                    var params = Optimizers.applyUpdates(p.params(), update.updates());
                    return new Step(new Position(params, result.aux(), update.state()), result.value());
                },
                Func.donate(0));
        function = p -> step.apply(p, batch);
    }

    @Override
    public void step() {
        var step = function.apply(position);
        position = step.position();
        loss = step.loss();
    }

    @Override
    public double loss() {
        return loss.item();
    }

    @Override
    public long parameters() {
        return position.params().size();
    }
}
