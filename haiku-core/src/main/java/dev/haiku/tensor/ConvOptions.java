package dev.haiku.tensor;

import dev.haiku.ir.ConvDimensions;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The settings of {@link Ops#convGeneralDilated(Tensor, Tensor, java.util.function.UnaryOperator)}, edited in its last
 * argument: {@code o -> o.strides(2).padding(Padding.SAME).dimensions("NHWC", "HWIO", "NHWC")}.
 *
 * <p>Lists have an entry for each spatial axis, or one for all of them.
 *
 * @param strides how far the kernel moves from one result to the next, 1 by default
 * @param padding the zeros around the input, none by default
 * @param lhsDilation how far apart elements of the input lie, 1 by default
 * @param rhsDilation how far apart elements of the kernel lie, 1 by default
 * @param dimensions what the axes mean; channels first by default: {@code NCHW}, {@code OIHW} and {@code NCHW} for two
 *     spatial axes
 * @param featureGroups the number of groups of features, 1 by default
 * @param batchGroups the number of groups of the batch, 1 by default
 */
public record ConvOptions(
        List<Integer> strides,
        Padding padding,
        List<Integer> lhsDilation,
        List<Integer> rhsDilation,
        @Nullable ConvDimensions dimensions,
        int featureGroups,
        int batchGroups) {

    private static final List<Integer> ONE = List.of(1);

    static final ConvOptions DEFAULTS = new ConvOptions(ONE, Padding.VALID, ONE, ONE, null, 1, 1);

    /** Copies the lists. */
    public ConvOptions {
        strides = List.copyOf(strides);
        lhsDilation = List.copyOf(lhsDilation);
        rhsDilation = List.copyOf(rhsDilation);
    }

    /** {@return these options with those strides} */
    public ConvOptions strides(int... steps) {
        return strides(Operands.list(steps));
    }

    /** {@return these options with those strides} */
    public ConvOptions strides(List<Integer> steps) {
        return new ConvOptions(steps, padding, lhsDilation, rhsDilation, dimensions, featureGroups, batchGroups);
    }

    /** {@return these options with that padding} */
    public ConvOptions padding(Padding newPadding) {
        return new ConvOptions(strides, newPadding, lhsDilation, rhsDilation, dimensions, featureGroups, batchGroups);
    }

    /** {@return these options with that dilation of the input} */
    public ConvOptions lhsDilation(int... factors) {
        return lhsDilation(Operands.list(factors));
    }

    /** {@return these options with that dilation of the input} */
    public ConvOptions lhsDilation(List<Integer> factors) {
        return new ConvOptions(strides, padding, factors, rhsDilation, dimensions, featureGroups, batchGroups);
    }

    /** {@return these options with that dilation of the kernel} */
    public ConvOptions rhsDilation(int... factors) {
        return rhsDilation(Operands.list(factors));
    }

    /** {@return these options with that dilation of the kernel} */
    public ConvOptions rhsDilation(List<Integer> factors) {
        return new ConvOptions(strides, padding, lhsDilation, factors, dimensions, featureGroups, batchGroups);
    }

    /** {@return these options with those meanings of the axes} */
    public ConvOptions dimensions(ConvDimensions newDimensions) {
        return new ConvOptions(strides, padding, lhsDilation, rhsDilation, newDimensions, featureGroups, batchGroups);
    }

    /** {@return these options with the meanings of the axes that layouts give, see {@link ConvDimensions#of}} */
    public ConvOptions dimensions(String lhs, String rhs, String out) {
        return dimensions(ConvDimensions.of(lhs, rhs, out));
    }

    /** {@return these options with that many groups of features} */
    public ConvOptions featureGroups(int groups) {
        return new ConvOptions(strides, padding, lhsDilation, rhsDilation, dimensions, groups, batchGroups);
    }

    /** {@return these options with that many groups of the batch} */
    public ConvOptions batchGroups(int groups) {
        return new ConvOptions(strides, padding, lhsDilation, rhsDilation, dimensions, featureGroups, groups);
    }
}
