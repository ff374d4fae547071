package dev.haiku.optim;

import dev.haiku.tensor.Tensor;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What can be chosen about a batch that is computed in parts.
 *
 * @param accumulations what becomes of results, by their names as in {@link Mask}: one name stands for all below it,
 *     the empty name for all; sums by default
 * @param axis the axis of the examples; 0 by default
 * @param count how many parts are computed, an integer scalar; all by default
 */
public record MicrobatchOptions(
        Map<String, Accumulation> accumulations,
        int axis,
        @Nullable Tensor count) {

    static final MicrobatchOptions DEFAULTS = new MicrobatchOptions(Map.of("", Accumulation.SUM), 0, null);

    /** Copies the map. */
    public MicrobatchOptions {
        accumulations = Map.copyOf(accumulations);
    }

    /** {@return these options with one way to accumulate all results} */
    public MicrobatchOptions accumulation(Accumulation accumulation) {
        return accumulation("", accumulation);
    }

    /** {@return these options with another way to accumulate results of some name} */
    public MicrobatchOptions accumulation(String name, Accumulation accumulation) {
        var changed = new HashMap<>(accumulations);
        changed.put(name, accumulation);
        return accumulations(changed);
    }

    /** {@return these options with other ways to accumulate results} */
    public MicrobatchOptions accumulations(Map<String, Accumulation> accumulations) {
        return new MicrobatchOptions(accumulations, axis, count);
    }

    /** {@return these options with another axis of the examples} */
    public MicrobatchOptions axis(int axis) {
        return new MicrobatchOptions(accumulations, axis, count);
    }

    /** {@return these options with another number of parts that are computed} */
    public MicrobatchOptions count(Tensor count) {
        return new MicrobatchOptions(accumulations, axis, count);
    }
}
