package dev.haiku.nn;

import dev.haiku.Initializer;
import dev.haiku.LayerModule;
import dev.haiku.array.Shape;
import dev.haiku.array.ShapeException;
import dev.haiku.ir.ConvDimensions;
import dev.haiku.nn.init.Initializers;
import dev.haiku.tensor.Tensor;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/**
 * The spatial axes of a convolution and what all kinds of convolutions do with them.
 *
 * @param module the convolution
 * @param count the number of spatial axes
 */
record SpatialAxes(LayerModule module, int count) {

    /** {@return the spatial axes of a module, at least 1} */
    static SpatialAxes of(LayerModule module, int count) {
        var axes = new SpatialAxes(module, count);
        axes.require(count >= 1, "a convolution needs at least 1 spatial axis, but got " + count + ".");
        return axes;
    }

    void require(boolean condition, String message) {
        if (!condition) {
            throw new IllegalArgumentException(module.moduleName() + ": " + message);
        }
    }

    /** {@return a positive number} */
    int positive(String what, int value) {
        require(value >= 1, "a convolution needs " + what + " >= 1, but got " + value + ".");
        return value;
    }

    /** {@return one number for each spatial axis; a single one is that of all} */
    List<Integer> perAxis(String what, List<Integer> values) {
        require(
                values.size() == 1 || values.size() == count,
                what + " needs one number, or one for each of the " + count + " spatial axes, but got " + values + ".");
        return values.size() == count ? List.copyOf(values) : Collections.nCopies(count, values.get(0));
    }

    /** {@return {@code f} of a batch; a single example is made one, and the result a single example again} */
    Tensor onBatch(Tensor x, UnaryOperator<Tensor> f) {
        if (x.rank() != count + 1 && x.rank() != count + 2) {
            throw new ShapeException("the input must have rank " + (count + 1) + " or " + (count + 2)
                    + ", but has shape " + x.shape() + ".\nA convolution over " + count
                    + " axes takes [N, spatial..., channels], or the same without N.");
        }
        return x.rank() == count + 1 ? f.apply(x.expandDims(0)).squeeze(0) : f.apply(x);
    }

    /** {@return the meanings of the axes; kernels lie as always: spatial axes, input, output} */
    ConvDimensions dimensions(DataFormat format) {
        var last = ConvDimensions.channelsLast(count);
        if (format == DataFormat.CHANNELS_LAST) {
            return last;
        }
        var first = ConvDimensions.channelsFirst(count);
        return new ConvDimensions(first.lhs(), last.rhs(), first.out());
    }

    /** {@return the sizes along the spatial axes of a batch} */
    List<Integer> sizes(Tensor x, DataFormat format) {
        int first = format == DataFormat.CHANNELS_LAST ? 1 : 2;
        return x.shape().subShape(first, first + count).toList();
    }

    /** {@return the shape of a kernel: spatial axes and two of features} */
    Shape kernelShape(List<Integer> window, int... features) {
        List<Integer> dims = new ArrayList<>(window);
        Arrays.stream(features).forEach(dims::add);
        return Shape.of(dims);
    }

    /** {@return the shape of a bias that broadcasts to the result} */
    Shape biasShape(int channels, DataFormat format) {
        var dims = new int[format == DataFormat.CHANNELS_LAST ? 1 : count + 1];
        Arrays.fill(dims, 1);
        dims[0] = channels;
        return Shape.of(dims);
    }

    /** {@return the kernel times the mask, if there is one} */
    Tensor masked(Tensor w, @Nullable Tensor mask) {
        if (mask == null) {
            return w;
        }
        require(
                mask.shape().equals(w.shape()),
                "the mask must have the shape of w, " + w.shape() + ", but has " + mask.shape() + ".");
        return w.mul(mask);
    }

    /** {@return the initialiser given, or a truncated normal one of standard deviation {@code 1/sqrt(inputs)}} */
    static Initializer kernelInit(@Nullable Initializer given, long inputs) {
        return given != null ? given : Initializers.truncatedNormal(1 / Math.sqrt((double) inputs));
    }
}
