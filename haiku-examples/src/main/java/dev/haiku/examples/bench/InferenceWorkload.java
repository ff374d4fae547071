package dev.haiku.examples.bench;

import static dev.haiku.func.Func.jit;

import dev.haiku.Haiku;
import dev.haiku.random.Key;
import dev.haiku.tensor.Tensor;
import java.util.function.Function;

/** Predictions of a model for one batch. */
final class InferenceWorkload implements Workload {

    private final Workload computation;
    private final long parameters;

    /**
     * Prepares predictions.
     *
     * @param initialised the model as it makes its parameters and state
     * @param model the model as it predicts
     */
    InferenceWorkload(Function<Tensor, Tensor> initialised, Function<Tensor, Tensor> model, Tensor inputs) {
        var initial = Haiku.transformWithState(initialised).init(Key.of(0), inputs);
        var predict = jit(Haiku.transformWithState(model).withoutApplyRng()::apply);
        parameters = initial.params().size();
        computation = Workload.of(() -> predict.apply(initial.params(), initial.state(), inputs));
    }

    @Override
    public void step() {
        computation.step();
    }

    @Override
    public long parameters() {
        return parameters;
    }
}
