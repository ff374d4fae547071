package dev.haiku.ir;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.stream.IntStream;

/**
 * Which axes of a convolution's input, kernel and result are batch, features and space, as JAX's {@code
 * ConvDimensionNumbers}.
 *
 * <p>{@code ConvDimensions.of("NHWC", "HWIO", "NHWC")} says it in letters. Prints as XLA does: {@code b01f_01io->b01f}.
 *
 * @param lhs the axes of the input: batch, features, then the spatial ones
 * @param rhs the axes of the kernel: output features, input features, then the spatial ones in the same order
 * @param out the axes of the result: batch, features, then the spatial ones in the same order
 */
public record ConvDimensions(List<Integer> lhs, List<Integer> rhs, List<Integer> out) {

    private static final int FIRST_SPATIAL = 2;

    /**
     * Copies the lists.
     *
     * @throws IllegalArgumentException if one is not a permutation of the axes of one rank, at least 2
     */
    public ConvDimensions {
        lhs = List.copyOf(lhs);
        rhs = List.copyOf(rhs);
        out = List.copyOf(out);
        var axes = IntStream.range(0, lhs.size()).boxed().toList();
        for (var list : List.of(lhs, rhs, out)) {
            if (list.size() < FIRST_SPATIAL || !list.stream().sorted().toList().equals(axes)) {
                throw new IllegalArgumentException("Convolution dimensions " + lhs + ", " + rhs + " and " + out
                        + " must each name all axes of one rank, at least 2, once.");
            }
        }
    }

    /**
     * {@return the dimensions that three layouts describe}
     *
     * <p>{@code N} is the batch axis, {@code C} the features, {@code O} and {@code I} the output and input features of
     * the kernel; any other letters are spatial axes, which strides and paddings follow in the order in which the
     * kernel names them.
     *
     * @param lhs the layout of the input, such as {@code "NHWC"}
     * @param rhs the layout of the kernel, such as {@code "HWIO"}
     * @param out the layout of the result, such as {@code "NHWC"}
     * @throws IllegalArgumentException if a layout lacks one of these letters, repeats one or has other spatial axes
     *     than the kernel
     */
    public static ConvDimensions of(String lhs, String rhs, String out) {
        return new ConvDimensions(axes(lhs, "NC", rhs), axes(rhs, "OI", rhs), axes(out, "NC", rhs));
    }

    private static List<Integer> axes(String layout, String roles, String kernel) {
        var letters = roles + kernel.replaceAll("[OI]", "");
        var fits = layout.length() == letters.length()
                && layout.chars().distinct().count() == layout.length()
                && letters.chars().allMatch(letter -> layout.indexOf(letter) >= 0);
        if (!fits) {
            throw new IllegalArgumentException("The layout '" + layout + "' must have the letters " + roles.charAt(0)
                    + " and " + roles.charAt(1) + " and the spatial letters of the kernel's layout '" + kernel
                    + "', each once.");
        }
        return letters.chars().map(layout::indexOf).boxed().toList();
    }

    /**
     * {@return layouts with features before that many spatial axes: {@code NCHW}, {@code OIHW} and {@code NCHW} for
     * two}
     */
    public static ConvDimensions channelsFirst(int spatialAxes) {
        var axes = range(0, spatialAxes + FIRST_SPATIAL);
        return new ConvDimensions(axes, axes, axes);
    }

    /**
     * {@return layouts with features behind that many spatial axes: {@code NHWC}, {@code HWIO} and {@code NHWC} for
     * two}
     */
    public static ConvDimensions channelsLast(int spatialAxes) {
        var data = joined(0, spatialAxes + 1, range(1, spatialAxes + 1));
        return new ConvDimensions(data, joined(spatialAxes + 1, spatialAxes, range(0, spatialAxes)), data);
    }

    private static List<Integer> range(int from, int to) {
        return IntStream.range(from, to).boxed().toList();
    }

    private static List<Integer> joined(int first, int second, List<Integer> rest) {
        List<Integer> all = new ArrayList<>(List.of(first, second));
        all.addAll(rest);
        return all;
    }

    /** {@return the rank of the operands and the result} */
    public int rank() {
        return lhs.size();
    }

    /** {@return the number of spatial axes} */
    public int spatialRank() {
        return lhs.size() - FIRST_SPATIAL;
    }

    /** {@return the input's batch axis} */
    public int lhsBatch() {
        return lhs.get(0);
    }

    /** {@return the input's feature axis} */
    public int lhsFeature() {
        return lhs.get(1);
    }

    /** {@return the input's spatial axes} */
    public List<Integer> lhsSpatial() {
        return lhs.subList(FIRST_SPATIAL, lhs.size());
    }

    /** {@return the kernel's axis of output features} */
    public int rhsOutput() {
        return rhs.get(0);
    }

    /** {@return the kernel's axis of input features} */
    public int rhsInput() {
        return rhs.get(1);
    }

    /** {@return the kernel's spatial axes} */
    public List<Integer> rhsSpatial() {
        return rhs.subList(FIRST_SPATIAL, rhs.size());
    }

    /** {@return the result's batch axis} */
    public int outBatch() {
        return out.get(0);
    }

    /** {@return the result's feature axis} */
    public int outFeature() {
        return out.get(1);
    }

    /** {@return the result's spatial axes} */
    public List<Integer> outSpatial() {
        return out.subList(FIRST_SPATIAL, out.size());
    }

    @Override
    public String toString() {
        return letters(lhs, "bf") + "_" + letters(rhs, "oi") + "->" + letters(out, "bf");
    }

    private static String letters(List<Integer> axes, String roles) {
        var text = new StringBuilder();
        range(0, axes.size()).stream()
                .sorted(Comparator.comparing(axes::get))
                .forEach(i -> text.append(i < FIRST_SPATIAL ? roles.substring(i, i + 1) : "" + (i - FIRST_SPATIAL)));
        return text.toString();
    }
}
