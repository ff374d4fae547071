package dev.haiku.tensor;

import static dev.haiku.tensor.Operands.check;

import dev.haiku.ir.ConvDimensions;
import dev.haiku.ir.Convolution.ConvGeneral;
import dev.haiku.ir.Convolution.Geometry;
import dev.haiku.tensor.Padding.Automatic;
import dev.haiku.tensor.Padding.PadPair;
import java.util.List;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/**
 * The part of {@link Ops} with convolutions, which are cross-correlations: the kernel is not reversed. Element types
 * are promoted; cast operands of a narrow type to sum in a wider one.
 */
abstract class ConvolutionOps extends ContractionOps {

    ConvolutionOps() {}

    /**
     * {@return the convolution of an input with a kernel, in the most general form}
     *
     * <p>Shapes, with channels last and two spatial axes: {@code [n, h, w, c] x [kh, kw, c / groups, o] -> [n, h', w',
     * o]}. The results along a spatial axis of {@code a} elements with a kernel of {@code k} are {@code (low + (a - 1)
     * lhsDilation + high - (k - 1) rhsDilation) / stride + 1}, rounded down. Mirrors {@code lax.conv_general_dilated},
     * but that {@link Padding#VALID} is no padding also around a dilated input.
     *
     * @param lhs the input
     * @param rhs the kernel
     * @param edit the settings
     * @throws dev.haiku.array.ShapeException if sizes, groups or ranks do not fit, or if {@link Padding#SAME} is to pad
     *     a dilated input
     */
    public static Tensor convGeneralDilated(Tensor lhs, Tensor rhs, UnaryOperator<ConvOptions> edit) {
        var options = edit.apply(ConvOptions.DEFAULTS);
        var given = options.dimensions();
        checkRanks("convGeneralDilated", lhs, rhs, given);
        var dimensions = given == null ? ConvDimensions.channelsFirst(lhs.rank() - 2) : given;
        var geometry = geometry(options, sizes(lhs, dimensions.lhsSpatial()), sizes(rhs, dimensions.rhsSpatial()));
        var op = new ConvGeneral(geometry, dimensions, options.featureGroups(), options.batchGroups());
        var dtype = lhs.dtype().promote(rhs.dtype());
        return bind(op, Operands.cast(lhs, dtype), Operands.cast(rhs, dtype));
    }

    private static void checkRanks(String name, Tensor lhs, Tensor rhs, @Nullable ConvDimensions dimensions) {
        int rank = dimensions == null ? Math.max(2, lhs.rank()) : dimensions.rank();
        check(
                lhs.rank() == rank && rhs.rank() == rank,
                name,
                "needs an input and a kernel of rank " + (dimensions == null ? "2 or more, the same for both" : rank)
                        + ", but got shapes " + lhs.shape() + " and " + rhs.shape()
                        + ". Add a batch axis to a single input with expandDims.");
    }

    private static List<Integer> sizes(Tensor x, List<Integer> axes) {
        return axes.stream().map(x::dim).toList();
    }

    private static Geometry geometry(ConvOptions options, List<Integer> spatial, List<Integer> window) {
        int rank = spatial.size();
        var strides = Extents.perAxis("strides", options.strides(), rank);
        var lhsDilation = Extents.perAxis("input dilations", options.lhsDilation(), rank);
        var rhsDilation = Extents.perAxis("kernel dilations", options.rhsDilation(), rank);
        var padding = options.padding();
        check(
                padding == Padding.VALID
                        || !(padding instanceof Automatic)
                        || lhsDilation.stream().allMatch(factor -> factor == 1),
                "convGeneralDilated",
                "padding " + padding + " does not say how to pad an input dilated by " + lhsDilation
                        + ". Give numbers with Padding.of, or use convTranspose.");
        var pads = padding.pads(spatial, window, strides, rhsDilation);
        return new Geometry(
                strides,
                pads.stream().map(PadPair::low).toList(),
                pads.stream().map(PadPair::high).toList(),
                lhsDilation,
                rhsDilation);
    }

    /**
     * {@return the convolution of an input with a kernel, channels first: {@code lax.conv}}
     *
     * @param lhs the input, {@code [n, c, spatial...]}
     * @param rhs the kernel, {@code [o, c, spatial...]}
     * @param strides how far the kernel moves along each spatial axis
     * @param padding the zeros around the input
     * @throws dev.haiku.array.ShapeException if sizes or ranks do not fit
     */
    public static Tensor conv(Tensor lhs, Tensor rhs, List<Integer> strides, Padding padding) {
        return convGeneralDilated(lhs, rhs, o -> o.strides(strides).padding(padding));
    }

    /**
     * {@return the convolution of a dilated input with a dilated kernel, channels first: {@code
     * lax.conv_with_general_padding}}
     *
     * @param lhs the input, {@code [n, c, spatial...]}
     * @param rhs the kernel, {@code [o, c, spatial...]}
     * @param strides how far the kernel moves along each spatial axis
     * @param padding the zeros around the input
     * @param lhsDilation how far apart elements of the input lie along each spatial axis
     * @param rhsDilation how far apart elements of the kernel lie along each spatial axis
     * @throws dev.haiku.array.ShapeException if sizes or ranks do not fit
     */
    public static Tensor convWithGeneralPadding(
            Tensor lhs,
            Tensor rhs,
            List<Integer> strides,
            Padding padding,
            List<Integer> lhsDilation,
            List<Integer> rhsDilation) {
        return convGeneralDilated(
                lhs,
                rhs,
                o -> o.strides(strides)
                        .padding(padding)
                        .lhsDilation(lhsDilation)
                        .rhsDilation(rhsDilation));
    }

    /**
     * {@return the transposed convolution with channels last, see {@link #convTranspose(Tensor, Tensor, List, Padding,
     * UnaryOperator)}}
     */
    public static Tensor convTranspose(Tensor lhs, Tensor rhs, List<Integer> strides, Padding padding) {
        return convTranspose(lhs, rhs, strides, padding, o -> o);
    }

    /**
     * {@return the convolution of the input dilated by the strides, which enlarges it: {@code lax.conv_transpose}}
     *
     * <p>The kernel is not reversed and reads the input's features, unless {@link ConvTransposeOptions#transposeKernel}
     * is set. With a kernel of {@code k} elements, dilation included, and stride {@code s}, {@link Padding#SAME} gives
     * {@code a s} results along an axis of {@code a} elements, and {@link Padding#VALID} {@code a s + max(k - s, 0)}.
     *
     * @param lhs the input, {@code [n, spatial..., c]}
     * @param rhs the kernel, {@code [spatial..., c, o]}
     * @param strides how far apart elements of the input lie, for each spatial axis
     * @param padding the padding: names are those of the forward convolution, numbers lie around the dilated input
     * @param edit further settings
     * @throws dev.haiku.array.ShapeException if sizes or ranks do not fit, or for {@link Padding#SAME_LOWER}
     */
    public static Tensor convTranspose(
            Tensor lhs, Tensor rhs, List<Integer> strides, Padding padding, UnaryOperator<ConvTransposeOptions> edit) {
        var options = edit.apply(ConvTransposeOptions.DEFAULTS);
        var given = options.dimensions();
        checkRanks("convTranspose", lhs, rhs, given);
        var dimensions = given == null ? ConvDimensions.channelsLast(lhs.rank() - 2) : given;
        int rank = dimensions.spatialRank();
        var steps = Extents.perAxis("strides", strides, rank);
        var dilation = Extents.perAxis("kernel dilations", options.rhsDilation(), rank);
        var forward = new TransposedPadding(
                sizes(lhs, dimensions.lhsSpatial()), sizes(rhs, dimensions.rhsSpatial()), steps, dilation);
        var pads = Padding.of(forward.pads(padding, options.useConsistentPadding()));
        var kernel = options.transposeKernel() ? transposed(rhs, dimensions) : rhs;
        return convGeneralDilated(
                lhs,
                kernel,
                o -> o.padding(pads).lhsDilation(steps).rhsDilation(dilation).dimensions(dimensions));
    }

    /** Reversed along spatial axes and with the features exchanged. */
    private static Tensor transposed(Tensor kernel, ConvDimensions dimensions) {
        var spatial = dimensions.rhsSpatial().stream().mapToInt(axis -> axis).toArray();
        var reversed = spatial.length == 0 ? kernel : flip(kernel, spatial);
        return swapAxes(reversed, dimensions.rhsOutput(), dimensions.rhsInput());
    }
}
