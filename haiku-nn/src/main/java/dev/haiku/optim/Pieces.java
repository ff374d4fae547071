package dev.haiku.optim;

import dev.haiku.array.DType;
import dev.haiku.tensor.Ops;
import dev.haiku.tensor.Tensor;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * The values of a schedule at some steps.
 *
 * @param steps the steps in which the values are reached, the first one 0
 * @param values the values
 */
record Pieces(List<Integer> steps, List<Double> values) {

    static Pieces of(String name, double initValue, Map<Integer, Double> scales) {
        var steps = new ArrayList<Integer>(List.of(0));
        var values = new ArrayList<Double>(List.of(initValue));
        new TreeMap<>(scales).forEach((step, scale) -> {
            if (!(scale >= 0)) {
                throw new IllegalArgumentException(
                        name + " needs factors >= 0, but got " + scale + " for step " + step + ".");
            }
            steps.add(step);
            values.add(values.get(values.size() - 1) * scale);
        });
        return new Pieces(List.copyOf(steps), List.copyOf(values));
    }

    /** {@return the schedule that jumps to each value in its step} */
    Schedule constant() {
        return count -> {
            var value = Tensor.scalar(values.get(0));
            for (int i = 1; i < steps.size(); i++) {
                value = Ops.where(count.lt(steps.get(i)), value, values.get(i));
            }
            return value;
        };
    }

    /** {@return the schedule that goes from value to value} */
    Schedule interpolated(Interpolation interpolation) {
        return count -> {
            var value = Tensor.scalar(values.get(values.size() - 1));
            for (int i = steps.size() - 1; i > 0; i--) {
                value = Ops.where(count.lt(steps.get(i)), between(interpolation, i - 1, count), value);
            }
            return value;
        };
    }

    private Tensor between(Interpolation interpolation, int i, Tensor count) {
        double from = values.get(i);
        double to = values.get(i + 1);
        int length = Math.max(1, steps.get(i + 1) - steps.get(i));
        var share = count.sub(steps.get(i)).cast(DType.F32).div(length);
        return switch (interpolation) {
            case LINEAR -> share.mul(to - from).add(from);
            case COSINE ->
                Ops.cos(share.mul(Math.PI)).add(1).mul((from - to) / 2).add(to);
        };
    }
}
