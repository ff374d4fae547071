package dev.haiku.internal.llvm;

import dev.haiku.array.Shape;
import dev.haiku.ir.Equation;
import dev.haiku.ir.Structural.BroadcastInDim;
import dev.haiku.ir.Structural.Reshape;
import dev.haiku.ir.Structural.Reverse;
import dev.haiku.ir.Structural.Slice;
import dev.haiku.ir.Structural.Transpose;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/** For operations that only rearrange: the index of the operand that an index of the result reads. */
final class Reindex {

    private Reindex() {}

    /** {@return whether an operation reads one element of its operand for each of its result, at an index known here} */
    static boolean isRearrangement(Equation equation) {
        var op = equation.op();
        return op instanceof BroadcastInDim
                || op instanceof Transpose
                || op instanceof Slice
                || op instanceof Reverse
                || op instanceof Reshape;
    }

    /**
     * {@return the operand's indices, or empty if they are no sums of multiples of the domain's}
     *
     * @param equation a rearrangement
     * @param index the result's indices
     * @param sizes the domain
     */
    static Optional<List<Index>> operand(Equation equation, List<Index> index, List<Integer> sizes) {
        var shape = equation.inputs().get(0).type().shape();
        int rank = sizes.size();
        if (equation.op() instanceof BroadcastInDim op) {
            List<Index> result = new ArrayList<>();
            for (int i = 0; i < shape.rank(); i++) {
                result.add(
                        shape.dim(i) == 1
                                ? Index.constant(0, rank)
                                : index.get(op.axes().get(i)));
            }
            return Optional.of(result);
        }
        if (equation.op() instanceof Transpose op) {
            var result = new Index[shape.rank()];
            for (int i = 0; i < shape.rank(); i++) {
                result[op.permutation().get(i)] = index.get(i);
            }
            return Optional.of(List.of(result));
        }
        if (equation.op() instanceof Slice op) {
            List<Index> result = new ArrayList<>();
            for (int i = 0; i < shape.rank(); i++) {
                result.add(
                        index.get(i).times(op.stride().get(i)).plus(op.start().get(i)));
            }
            return Optional.of(result);
        }
        if (equation.op() instanceof Reverse op) {
            List<Index> result = new ArrayList<>(index);
            for (int axis : op.axes()) {
                result.set(axis, index.get(axis).times(-1).plus(shape.dim(axis) - 1L));
            }
            return Optional.of(result);
        }
        return reshaped(equation.outputs().get(0).type().shape(), shape, index, sizes);
    }

    /** {@return the same element's indices in another shape of the same size} */
    private static Optional<List<Index>> reshaped(Shape from, Shape to, List<Index> index, List<Integer> sizes) {
        var linear = Index.linear(index, from.strides(), sizes.size());
        var strides = to.strides();
        var result = new Index[to.rank()];
        for (int i = 0; i < to.rank(); i++) {
            if (to.dim(i) == 1) {
                result[i] = Index.constant(0, sizes.size());
                continue;
            }
            var split = divide(linear, strides[i], sizes);
            if (split.isEmpty()) {
                return Optional.empty();
            }
            result[i] = split.get()[0];
            linear = split.get()[1];
        }
        return linear.isConstant() && linear.constant() == 0 ? Optional.of(Arrays.asList(result)) : Optional.empty();
    }

    /** {@return quotient and remainder, if each summand belongs wholly to the one or the other} */
    private static Optional<Index[]> divide(Index index, long by, List<Integer> sizes) {
        if (!index.isAffine()) {
            return Optional.empty();
        }
        List<Long> quotient = new ArrayList<>();
        List<Long> remainder = new ArrayList<>();
        for (int i = 0; i < sizes.size(); i++) {
            long coefficient = sizes.get(i) == 1 ? 0 : index.coefficients().get(i);
            boolean divides = coefficient % by == 0;
            quotient.add(divides ? coefficient / by : 0);
            remainder.add(divides ? 0 : coefficient);
        }
        var rest = new Index(Math.floorMod(index.constant(), by), remainder, List.of());
        if (rest.least(sizes) < 0 || rest.greatest(sizes) >= by) {
            return Optional.empty();
        }
        return Optional.of(new Index[] {new Index(Math.floorDiv(index.constant(), by), quotient, List.of()), rest});
    }
}
