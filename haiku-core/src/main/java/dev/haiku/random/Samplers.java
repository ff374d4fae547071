package dev.haiku.random;

import dev.haiku.array.DType;
import dev.haiku.array.HostArray;
import dev.haiku.array.Shape;
import dev.haiku.array.ShapeException;
import dev.haiku.tensor.Ops;
import dev.haiku.tensor.Tensor;

/** What the samplers share: checks of their arguments and properties of element types. */
final class Samplers {

    private Samplers() {}

    /** Checks that the samples are floating-point numbers. */
    static void requireFloating(String sampler, DType dtype, String advice) {
        if (!dtype.isFloating()) {
            throw new IllegalArgumentException(
                    sampler + " draws floating-point numbers, but got dtype " + dtype + "." + advice);
        }
    }

    /** Checks that the samples are integers. */
    static void requireInteger(String sampler, DType dtype, String advice) {
        if (!dtype.isInteger()) {
            throw new IllegalArgumentException(sampler + " draws integers, but got dtype " + dtype + "." + advice);
        }
    }

    /** Checks that the parameters broadcast to the shape of the samples. */
    static void requireFits(String sampler, Shape shape, Tensor... parameters) {
        for (var parameter : parameters) {
            requireFits(sampler, "shape", parameter.shape(), shape);
        }
    }

    /** Checks that the batch of a parameter, of all axes but the last ones, broadcasts to the shape of the samples. */
    static void requireBatchFits(String sampler, Shape shape, Tensor parameter, int eventRank) {
        requireFits(sampler, "batch shape", parameter.shape().subShape(0, parameter.rank() - eventRank), shape);
    }

    private static void requireFits(String sampler, String what, Shape parameter, Shape shape) {
        if (!fits(parameter, shape)) {
            throw new ShapeException(sampler + ": a parameter of " + what + " " + parameter
                    + " does not broadcast to the shape " + shape + " of the samples.");
        }
    }

    /** {@return a parameter that fits, in an element type and with as many axes as the samples; a scalar stays one} */
    static Tensor fitted(Tensor parameter, DType dtype, Shape shape) {
        var number = parameter.cast(dtype);
        return number.rank() == 0 ? number : Ops.broadcastToRank(number, shape.rank());
    }

    /** {@return whether a shape broadcasts to another one} */
    static boolean fits(Shape parameter, Shape shape) {
        int missing = shape.rank() - parameter.rank();
        boolean fits = missing >= 0;
        for (int i = 0; fits && i < parameter.rank(); i++) {
            fits = parameter.dim(i) == 1 || parameter.dim(i) == shape.dim(missing + i);
        }
        return fits;
    }

    /** {@return the shape to which parameters broadcast} */
    static Shape joint(Tensor a, Tensor b) {
        return Ops.broadcastArrays(a, b).get(0).shape();
    }

    /** {@return the floating-point type that holds the parameters; integers count as {@code f32}} */
    static DType floatType(Tensor... parameters) {
        var dtype = parameters[0].dtype();
        for (var parameter : parameters) {
            dtype = dtype.promote(parameter.dtype());
        }
        return dtype.promoteWithFloat();
    }

    /** {@return a number rounded to a type} */
    static double round(DType dtype, double value) {
        return HostArray.scalar(dtype, value).getDouble(0);
    }

    /** {@return the number of bits of the mantissa, without the leading one} */
    static int mantissaBits(DType dtype) {
        return switch (dtype) {
            case F16 -> 10;
            case BF16 -> 7;
            case F32 -> 23;
            case F64 -> 52;
            default -> throw new IllegalArgumentException(dtype + " has no mantissa.");
        };
    }

    /** {@return the distance from 1 to the next larger number} */
    static double epsilon(DType dtype) {
        return Math.scalb(1.0, -mantissaBits(dtype));
    }

    /** {@return the smallest positive normal number} */
    static double tiny(DType dtype) {
        return switch (dtype) {
            case F16 -> 0x1p-14;
            case F64 -> Double.MIN_NORMAL;
            default -> Float.MIN_NORMAL;
        };
    }
}
