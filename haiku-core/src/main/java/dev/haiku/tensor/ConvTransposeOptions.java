package dev.haiku.tensor;

import dev.haiku.ir.ConvDimensions;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The settings of {@link Ops#convTranspose(Tensor, Tensor, List, Padding, java.util.function.UnaryOperator)}, edited in
 * its last argument.
 *
 * @param rhsDilation how far apart elements of the kernel lie, for each spatial axis or for all; 1 by default
 * @param dimensions what the axes mean; channels last by default: {@code NHWC}, {@code HWIO} and {@code NHWC} for two
 *     spatial axes
 * @param transposeKernel whether the kernel is that of the forward convolution, to be reversed along spatial axes and
 *     with its features exchanged, as Keras and PyTorch do; false by default
 * @param useConsistentPadding whether numbers are the padding of the forward convolution, as names are, so that this is
 *     its gradient, as in PyTorch; by default they are the padding of the dilated input
 */
public record ConvTransposeOptions(
        List<Integer> rhsDilation,
        @Nullable ConvDimensions dimensions,
        boolean transposeKernel,
        boolean useConsistentPadding) {

    static final ConvTransposeOptions DEFAULTS = new ConvTransposeOptions(List.of(1), null, false, false);

    /** Copies the list. */
    public ConvTransposeOptions {
        rhsDilation = List.copyOf(rhsDilation);
    }

    /** {@return these options with that dilation of the kernel} */
    public ConvTransposeOptions rhsDilation(int... factors) {
        return rhsDilation(Operands.list(factors));
    }

    /** {@return these options with that dilation of the kernel} */
    public ConvTransposeOptions rhsDilation(List<Integer> factors) {
        return new ConvTransposeOptions(factors, dimensions, transposeKernel, useConsistentPadding);
    }

    /** {@return these options with those meanings of the axes} */
    public ConvTransposeOptions dimensions(ConvDimensions newDimensions) {
        return new ConvTransposeOptions(rhsDilation, newDimensions, transposeKernel, useConsistentPadding);
    }

    /** {@return these options with the meanings of the axes that layouts give, see {@link ConvDimensions#of}} */
    public ConvTransposeOptions dimensions(String lhs, String rhs, String out) {
        return dimensions(ConvDimensions.of(lhs, rhs, out));
    }

    /** {@return these options with or without the kernel transposed} */
    public ConvTransposeOptions transposeKernel(boolean transpose) {
        return new ConvTransposeOptions(rhsDilation, dimensions, transpose, useConsistentPadding);
    }

    /** {@return these options with numbers that are the padding of the forward convolution, or not} */
    public ConvTransposeOptions useConsistentPadding(boolean consistent) {
        return new ConvTransposeOptions(rhsDilation, dimensions, transposeKernel, consistent);
    }
}
