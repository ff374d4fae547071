package dev.haiku.tensor;

import dev.haiku.array.ShapeException;
import java.util.List;
import java.util.Locale;
import java.util.stream.IntStream;

/**
 * How many elements a windowed operation, such as a convolution or pooling, adds before and behind each spatial axis.
 *
 * <p>{@link #SAME}, {@link #SAME_LOWER} and {@link #VALID} follow from the sizes, {@link #of} gives the numbers, {@link
 * #by} computes them from the extent of the window. The names are XLA's; {@link #pads} is {@code lax.padtype_to_pads}.
 */
public sealed interface Padding {

    /**
     * As many results as elements, or {@code ceil(size / stride)}; of an odd number of added elements, one more behind
     * the axis.
     */
    Padding SAME = Automatic.SAME;

    /** As {@link #SAME}, but of an odd number of added elements, one more before the axis. */
    Padding SAME_LOWER = Automatic.SAME_LOWER;

    /** None: windows lie within the axis. */
    Padding VALID = Automatic.VALID;

    /**
     * The padding of one axis.
     *
     * @param low how many elements are added before it; negative ones remove elements
     * @param high how many elements are added behind it; negative ones remove elements
     */
    record PadPair(int low, int high) {

        /** No padding. */
        public static final PadPair NONE = new PadPair(0, 0);

        @Override
        public String toString() {
            return "(" + low + ", " + high + ")";
        }
    }

    /**
     * Computes the padding of one axis from the extent of the window there, dilation included, as Haiku's {@code
     * hk.pad} functions do.
     */
    @FunctionalInterface
    interface Rule {

        /** {@return the padding for a window that spans {@code extent} elements} */
        PadPair pad(int extent);
    }

    /** Paddings that follow from the sizes of axis, window and stride; use the constants of {@link Padding}. */
    enum Automatic implements Padding {
        /** See {@link Padding#SAME}. */
        SAME {
            @Override
            PadPair pair(int total) {
                return new PadPair(total / 2, total - total / 2);
            }
        },
        /** See {@link Padding#SAME_LOWER}. */
        SAME_LOWER {
            @Override
            PadPair pair(int total) {
                return new PadPair(total - total / 2, total / 2);
            }
        },
        /** See {@link Padding#VALID}. */
        VALID {
            @Override
            PadPair pair(int total) {
                return PadPair.NONE;
            }
        };

        /** {@return how the elements missing for the results of SAME are added} */
        abstract PadPair pair(int total);

        @Override
        public List<PadPair> pads(
                List<Integer> spatialDims, List<Integer> windowDims, List<Integer> strides, List<Integer> dilation) {
            int rank = Extents.rank(spatialDims, windowDims, strides, dilation);
            return IntStream.range(0, rank)
                    .mapToObj(i -> pair(missing(
                            spatialDims.get(i), Extents.dilated(windowDims.get(i), dilation.get(i)), strides.get(i))))
                    .toList();
        }

        private static int missing(int size, int extent, int stride) {
            int results = -Math.floorDiv(-size, stride);
            return Math.max(0, (results - 1) * stride + extent - size);
        }
    }

    /**
     * Paddings given as numbers; made by {@link Padding#of(PadPair...)}.
     *
     * @param pairs one for each spatial axis, or one for all of them
     */
    record Explicit(List<PadPair> pairs) implements Padding {

        /** Copies the list. */
        public Explicit {
            pairs = List.copyOf(pairs);
        }

        @Override
        public List<PadPair> pads(
                List<Integer> spatialDims, List<Integer> windowDims, List<Integer> strides, List<Integer> dilation) {
            return Extents.perAxis("paddings", pairs, Extents.rank(spatialDims, windowDims, strides, dilation));
        }
    }

    /**
     * Paddings that functions of the window give; made by {@link Padding#by(Rule...)}.
     *
     * @param rules one for each spatial axis, or one for all of them
     */
    record Computed(List<Rule> rules) implements Padding {

        /** Copies the list. */
        public Computed {
            rules = List.copyOf(rules);
        }

        @Override
        public List<PadPair> pads(
                List<Integer> spatialDims, List<Integer> windowDims, List<Integer> strides, List<Integer> dilation) {
            int rank = Extents.rank(spatialDims, windowDims, strides, dilation);
            var each = Extents.perAxis("padding rules", rules, rank);
            return IntStream.range(0, rank)
                    .mapToObj(i -> each.get(i).pad(Extents.dilated(windowDims.get(i), dilation.get(i))))
                    .toList();
        }
    }

    /**
     * {@return the numbers of added elements of each spatial axis}
     *
     * @param spatialDims the sizes of the spatial axes
     * @param windowDims the sizes of the window
     * @param strides how far apart windows start
     * @param dilation how far apart elements of a window are
     * @throws ShapeException if the lists have different lengths
     */
    List<PadPair> pads(
            List<Integer> spatialDims, List<Integer> windowDims, List<Integer> strides, List<Integer> dilation);

    /** {@return those paddings, one for each spatial axis or one for all of them} */
    static Padding of(PadPair... pairs) {
        return new Explicit(List.of(pairs));
    }

    /** {@return those paddings, one for each spatial axis or one for all of them} */
    static Padding of(List<PadPair> pairs) {
        return new Explicit(pairs);
    }

    /** {@return that padding of every spatial axis} */
    static Padding of(int low, int high) {
        return of(new PadPair(low, high));
    }

    /**
     * {@return paddings that follow from the extent of the window, one rule for each spatial axis or one for all of
     * them}
     */
    static Padding by(Rule... rules) {
        return new Computed(List.of(rules));
    }

    /**
     * {@return the padding of that name: {@code SAME}, {@code SAME_LOWER} or {@code VALID}, in any case}
     *
     * @throws IllegalArgumentException if there is none
     */
    static Padding of(String name) {
        for (var padding : Automatic.values()) {
            if (padding.name().equals(name.toUpperCase(Locale.ROOT))) {
                return padding;
            }
        }
        throw new IllegalArgumentException("Unknown padding '" + name
                + "'. Known are 'SAME', 'SAME_LOWER' and 'VALID'; give numbers with Padding.of(low, high).");
    }
}
