package dev.haiku.examples.bench;

import static dev.haiku.func.Func.jit;

import dev.haiku.Haiku;
import dev.haiku.random.Key;
import dev.haiku.tensor.Tensor;
import java.util.function.Function;
import java.util.function.Supplier;

/** Predictions of a model for one batch. */
final class InferenceWorkload implements Workload {

    private final Supplier<Tensor> computation;
    private final long parameters;
    private Tensor last = Tensor.scalar(Float.NaN);

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
        computation =
                () -> predict.apply(initial.params(), initial.state(), inputs).value();
    }

    @Override
    public void step() {
        last = computation.get();
    }

    @Override
    public double loss() {
        return last.rank() == 0 ? last.item() : Double.NaN;
    }

    @Override
    public long parameters() {
        return parameters;
    }
}
