package dev.haiku.optim;

import dev.haiku.array.DType;
import dev.haiku.tensor.Tensor;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * Which hyper-parameters {@link Optimizers#injectHyperparams} keeps in the state, and where their values come from.
 *
 * @param numbers those that stay until someone sets them, by name
 * @param schedules those that follow a schedule, by name
 * @param dtype the element type of fractions; the highest of the parameters by default
 */
public record Hyperparams(
        Map<String, Number> numbers,
        Map<String, StatefulSchedule<?>> schedules,
        @Nullable DType dtype) {

    static final Hyperparams NONE = new Hyperparams(Map.of(), Map.of(), null);

    /**
     * Copies the maps.
     *
     * @throws IllegalArgumentException if a name is in both
     */
    public Hyperparams {
        numbers = NamedStates.copy(numbers);
        schedules = NamedStates.copy(schedules);
        for (var name : numbers.keySet()) {
            if (schedules.containsKey(name)) {
                throw new IllegalArgumentException("The hyper-parameter '" + name
                        + "' is declared as a number and as a schedule. Declare it once.");
            }
        }
    }

    /** {@return these and one more that stays at a number until someone sets it in the state} */
    public Hyperparams number(String name, Number value) {
        return new Hyperparams(plus(numbers, name, value), schedules, dtype);
    }

    /** {@return these and one more that depends on the number of steps} */
    public Hyperparams schedule(String name, Schedule schedule) {
        return schedule(name, StatefulSchedule.of(schedule));
    }

    /** {@return these and one more that depends on what its schedule remembers} */
    public Hyperparams schedule(String name, StatefulSchedule<?> schedule) {
        return new Hyperparams(numbers, plus(schedules, name, schedule), dtype);
    }

    /** {@return these in another element type} */
    public Hyperparams dtype(DType newDtype) {
        return new Hyperparams(numbers, schedules, newDtype);
    }

    private static <V> Map<String, V> plus(Map<String, V> map, String name, V value) {
        var more = new TreeMap<>(map);
        more.put(name, value);
        return more;
    }

    /** {@return the first values of the numbers, whole ones as {@code i32}} */
    Map<String, Tensor> firstNumbers(DType floats) {
        var values = new TreeMap<String, Tensor>();
        numbers.forEach((name, number) -> values.put(
                name,
                number instanceof Integer || number instanceof Long
                        ? Tensor.scalar(number.intValue())
                        : Hyperparameter.of(number).fill(Tensor.scalar(floats, 0.0))));
        return values;
    }
}
