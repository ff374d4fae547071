package dev.haiku.optim;

import dev.haiku.tensor.Tensor;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import java.util.function.Function;

/**
 * The rule of {@link Optimizers#injectHyperparams}.
 *
 * @param declared the hyper-parameters
 * @param factory makes the optimiser from their values
 */
record Injection(Hyperparams declared, Function<HyperparamValues, GradientTransformation<?>> factory) {

    HyperparamsState init(Object params) {
        var dtype = declared.dtype() == null ? TreeMath.highestDtype(params) : declared.dtype();
        var values = declared.firstNumbers(dtype);
        var memories = new TreeMap<String, Object>();
        declared.schedules().forEach((name, schedule) -> {
            var memory = schedule.init();
            memories.put(name, memory);
            values.put(name, value(schedule, memory, UpdateContext.of(params)).cast(dtype));
        });
        return new HyperparamsState(
                Tensor.scalar(0), values, memories, make(values).init(params));
    }

    Update<Object, HyperparamsState> update(Object gradients, HyperparamsState state, UpdateContext context) {
        var values = new TreeMap<>(state.hyperparams());
        var memories = new TreeMap<>(state.hyperparamsStates());
        declared.schedules().forEach((name, schedule) -> {
            var memory = Objects.requireNonNull(state.hyperparamsStates().get(name));
            values.put(
                    name, value(schedule, memory, context).cast(state.get(name).dtype()));
            memories.put(name, next(schedule, memory, context));
        });
        var step = make(values).updateAny(gradients, state.innerState(), context);
        return new Update<>(
                step.updates(),
                new HyperparamsState(Optimizers.safeIncrement(state.count()), values, memories, step.state()));
    }

    private GradientTransformation<?> make(Map<String, Tensor> values) {
        return factory.apply(new HyperparamValues(values));
    }

    @SuppressWarnings("unchecked") // the memory was made by this schedule
    private static <S> Tensor value(StatefulSchedule<S> schedule, Object memory, UpdateContext context) {
        return schedule.value((S) memory, context);
    }

    @SuppressWarnings("unchecked") // the memory was made by this schedule
    private static <S> Object next(StatefulSchedule<S> schedule, Object memory, UpdateContext context) {
        return schedule.update((S) memory, context);
    }
}
