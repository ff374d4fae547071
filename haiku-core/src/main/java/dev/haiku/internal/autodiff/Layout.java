package dev.haiku.internal.autodiff;

import dev.haiku.ir.Program;
import dev.haiku.tensor.Tensor;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * The order of a loop's operands, in groups such as constants and carries, when those that move have a tangent: each
 * group's values, then its tangents.
 *
 * @param moving which values have a tangent
 * @param order for each place, its position among all values followed by all tangents
 */
record Layout(List<Boolean> moving, List<Integer> order) {

    static Layout of(List<Boolean> moving, int... groups) {
        List<Integer> order = new ArrayList<>();
        int tangent = moving.size();
        int start = 0;
        for (int size : groups) {
            for (int i = start; i < start + size; i++) {
                order.add(i);
            }
            for (int i = start; i < start + size; i++) {
                if (moving.get(i)) {
                    order.add(tangent++);
                }
            }
            start += size;
        }
        return new Layout(moving, order);
    }

    /** {@return the values and those tangents that have a place, as zeros if absent} */
    List<Tensor> operands(List<Dual> duals) {
        return Lists.pick(Dual.flatten(Dual.force(duals, moving)), order);
    }

    /** {@return the values with their tangents} */
    List<Dual> results(List<Tensor> placed) {
        var all = new Tensor[order.size()];
        for (int i = 0; i < all.length; i++) {
            all[order.get(i)] = placed.get(i);
        }
        return Dual.pair(Arrays.asList(all), moving);
    }

    /** {@return a program of values then tangents, with its inputs and outputs in place} */
    static Program arrange(Program program, Layout inputs, Layout outputs) {
        return new Program(
                Lists.pick(program.inputs(), inputs.order()),
                program.equations(),
                Lists.pick(program.outputs(), outputs.order()));
    }
}
