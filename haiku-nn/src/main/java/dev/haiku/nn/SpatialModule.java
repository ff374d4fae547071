package dev.haiku.nn;

import dev.haiku.Initializer;
import dev.haiku.LayerModule;
import dev.haiku.array.DType;
import dev.haiku.array.Shape;
import dev.haiku.array.ShapeException;
import dev.haiku.ir.ConvDimensions;
import dev.haiku.nn.init.Initializers;
import dev.haiku.tensor.Tensor;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What all kinds of convolutions do with their spatial axes: a convolution of a batch, whose input may be a single example. */
abstract class SpatialModule extends LayerModule {

    private final int spatialAxes;

    SpatialModule(int spatialAxes, @Nullable String name) {
        super(name);
        require(spatialAxes >= 1, "a convolution needs at least 1 spatial axis, but got " + spatialAxes + ".");
        this.spatialAxes = spatialAxes;
    }

    final void require(boolean condition, String message) {
        if (!condition) {
            throw new IllegalArgumentException(moduleName() + ": " + message);
        }
    }

    /** {@return a positive number} */
    final int positive(String what, int value) {
        require(value >= 1, "a convolution needs " + what + " >= 1, but got " + value + ".");
        return value;
    }

    /** Checks that there is one number, or one for each spatial axis. */
    final void requirePerAxis(String what, List<Integer> values) {
        require(
                values.size() == 1 || values.size() == spatialAxes,
                what + " needs one number, or one for each of the " + spatialAxes + " spatial axes, but got " + values
                        + ".");
    }

    /** {@return one number for each spatial axis; a single one is that of all} */
    final List<Integer> perAxis(List<Integer> values) {
        return values.size() == spatialAxes ? List.copyOf(values) : Collections.nCopies(spatialAxes, values.get(0));
    }

    /** {@return the convolution of a batch; a single example is made one, and the result a single example again} */
    @Override
    protected Tensor call(Tensor x) {
        if (x.rank() != spatialAxes + 1 && x.rank() != spatialAxes + 2) {
            throw new ShapeException("the input must have rank " + (spatialAxes + 1) + " or " + (spatialAxes + 2)
                    + ", but has shape " + x.shape() + ".\nA convolution over " + spatialAxes
                    + " axes takes [N, spatial..., channels], or the same without N.");
        }
        return x.rank() == spatialAxes + 1 ? convolve(x.expandDims(0)).squeeze(0) : convolve(x);
    }

    /** {@return the convolution of a batch} */
    abstract Tensor convolve(Tensor x);

    /** {@return the meanings of the axes; kernels lie as always: spatial axes, input, output} */
    final ConvDimensions dimensions(DataFormat format) {
        var last = ConvDimensions.channelsLast(spatialAxes);
        if (format == DataFormat.CHANNELS_LAST) {
            return last;
        }
        var first = ConvDimensions.channelsFirst(spatialAxes);
        return new ConvDimensions(first.lhs(), last.rhs(), first.out());
    }

    /** {@return the sizes along the spatial axes of a batch} */
    final List<Integer> sizes(Tensor x, DataFormat format) {
        int first = format == DataFormat.CHANNELS_LAST ? 1 : 2;
        return x.shape().subShape(first, first + spatialAxes).toList();
    }

    /**
     * {@return the parameter {@code w [window..., features...]}}
     *
     * @param outputs for so many outputs it is made
     * @param init makes it; by default a truncated normal distribution of standard deviation {@code 1/sqrt(inputs)} with the inputs of
     *     one output
     */
    final Tensor kernel(Shape shape, DType dtype, int outputs, @Nullable Initializer init) {
        long inputs = shape.size() / outputs;
        var chosen = init != null ? init : Initializers.truncatedNormal(1 / Math.sqrt((double) inputs));
        return getParameter("w", shape, dtype, chosen);
    }

    /** {@return the shape of a kernel: a window and two axes of features} */
    static Shape kernelShape(List<Integer> window, int... features) {
        return Shape.of(window).concat(Shape.of(features));
    }

    /** {@return the kernel times the mask, if there is one} */
    final Tensor masked(Tensor w, @Nullable Tensor mask) {
        if (mask == null) {
            return w;
        }
        require(
                mask.shape().equals(w.shape()),
                "the mask must have the shape of w, " + w.shape() + ", but has " + mask.shape() + ".");
        return w.mul(mask);
    }

    /** {@return a result plus the parameter {@code b}, a number for each channel} */
    final Tensor biased(Tensor y, DType dtype, DataFormat format, Initializer init) {
        var dims = new int[format == DataFormat.CHANNELS_LAST ? 1 : spatialAxes + 1];
        Arrays.fill(dims, 1);
        dims[0] = y.dim(format.channelAxis(y.shape()));
        return y.add(getParameter("b", Shape.of(dims), dtype, init).broadcastTo(y.shape()));
    }
}
