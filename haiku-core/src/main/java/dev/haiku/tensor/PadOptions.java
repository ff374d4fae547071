package dev.haiku.tensor;

import java.util.Arrays;
import java.util.List;

/**
 * What the modes of {@link Ops#pad(Tensor, int[][], PadMode, java.util.function.UnaryOperator)} put around a tensor; setters return a
 * copy.
 *
 * <p>Lists hold a pair (before, after) for each axis; one pair stands for all axes.
 *
 * @param values the numbers of {@link PadMode#CONSTANT} and the ends of {@link PadMode#LINEAR_RAMP}, 0 by default
 * @param statLengths how many elements at each end {@link PadMode#MAXIMUM} and the like look at; none for all of them
 * @param odd whether mirrors also turn values over at the outermost element: {@code 2 edge - x}
 */
public record PadOptions(List<List<Double>> values, List<List<Integer>> statLengths, boolean odd) {

    static final PadOptions DEFAULTS = new PadOptions(List.of(List.of(0.0, 0.0)), List.of(), false);

    /** {@return this with one number everywhere} */
    public PadOptions value(double newValue) {
        return values(new double[][] {{newValue, newValue}});
    }

    /** {@return this with a pair of numbers for each axis, or one pair for all} */
    public PadOptions values(double[][] pairs) {
        return new PadOptions(
                Arrays.stream(pairs)
                        .map(pair -> Arrays.stream(pair).boxed().toList())
                        .toList(),
                statLengths,
                odd);
    }

    /** {@return this with a number of elements that statistics look at} */
    public PadOptions statLength(int newLength) {
        return statLengths(new int[][] {{newLength, newLength}});
    }

    /** {@return this with a pair of numbers of elements for each axis, or one pair for all} */
    public PadOptions statLengths(int[][] pairs) {
        return new PadOptions(
                values,
                Arrays.stream(pairs)
                        .map(pair -> Arrays.stream(pair).boxed().toList())
                        .toList(),
                odd);
    }

    /** {@return this with mirrors that turn values over or not} */
    public PadOptions odd(boolean newOdd) {
        return new PadOptions(values, statLengths, newOdd);
    }
}
