package dev.haiku.internal.exec.java;

import dev.haiku.array.DType;
import dev.haiku.array.HostArray;
import dev.haiku.array.Shape;
import dev.haiku.ir.Contraction;
import dev.haiku.ir.Convolution;
import dev.haiku.ir.Elementwise;
import dev.haiku.ir.Indexing;
import dev.haiku.ir.LinearAlgebra;
import dev.haiku.ir.Primitive;
import dev.haiku.ir.Reduction;
import dev.haiku.ir.SpecialFunction;
import dev.haiku.ir.Structural;
import dev.haiku.ir.Window;
import java.util.List;
import java.util.function.Function;
import java.util.function.IntUnaryOperator;

/** Primitives computed as their definitions say, element by element, by index arithmetic. */
final class Naive {

    private Naive() {}

    static List<HostArray> run(Primitive op, List<HostArray> inputs) {
        if (op instanceof Elementwise elementwise) {
            return List.of(NaiveElementwise.run(elementwise, inputs));
        }
        if (op instanceof Structural structural) {
            return List.of(NaiveStructural.run(structural, inputs));
        }
        if (op instanceof Indexing indexing) {
            return List.of(NaiveIndexing.run(indexing, inputs));
        }
        if (op instanceof Reduction reduction) {
            return NaiveReduction.run(reduction, inputs);
        }
        if (op instanceof Window window) {
            return List.of(NaiveWindow.run(window, inputs));
        }
        if (op instanceof SpecialFunction special) {
            return List.of(NaiveSpecial.run(special, inputs));
        }
        if (op instanceof Contraction.DotGeneral dot) {
            return List.of(NaiveAlgebra.dot(dot, inputs.get(0), inputs.get(1)));
        }
        if (op instanceof Convolution.ConvGeneral convolution) {
            return List.of(NaiveConvolution.run(convolution, inputs.get(0), inputs.get(1)));
        }
        return NaiveLinearAlgebra.run((LinearAlgebra) op, inputs);
    }

    /** {@return the position along each axis of a row-major index} */
    static int[] unravel(Shape shape, int index) {
        var position = new int[shape.rank()];
        int rest = index;
        for (int axis = shape.rank() - 1; axis >= 0; axis--) {
            position[axis] = rest % shape.dim(axis);
            rest /= shape.dim(axis);
        }
        return position;
    }

    /** {@return the row-major index of a position} */
    static int ravel(Shape shape, int... position) {
        int index = 0;
        for (int axis = 0; axis < shape.rank(); axis++) {
            index = index * shape.dim(axis) + position[axis];
        }
        return index;
    }

    /** {@return an array that holds at each index the element of {@code source} that {@code from} tells} */
    static HostArray pick(HostArray source, Shape shape, IntUnaryOperator from) {
        return source.dtype().isFloating()
                ? HostArray.fromDoubles(source.dtype(), shape, i -> source.getDouble(from.applyAsInt(i)))
                : HostArray.fromLongs(source.dtype(), shape, i -> source.getLong(from.applyAsInt(i)));
    }

    /** {@return an array that holds at each position the element of {@code source} at the position that {@code from} tells} */
    static HostArray pickAt(HostArray source, Shape shape, Function<int[], int[]> from) {
        return pick(source, shape, i -> ravel(source.shape(), from.apply(unravel(shape, i))));
    }

    /** {@return a copy with other elements where {@code source} tells an element of {@code values}, and not -1} */
    static HostArray replace(HostArray array, HostArray values, IntUnaryOperator source) {
        return array.dtype().isFloating()
                ? HostArray.fromDoubles(array.dtype(), array.shape(), i -> {
                    int from = source.applyAsInt(i);
                    return from < 0 ? array.getDouble(i) : values.getDouble(from);
                })
                : HostArray.fromLongs(array.dtype(), array.shape(), i -> {
                    int from = source.applyAsInt(i);
                    return from < 0 ? array.getLong(i) : values.getLong(from);
                });
    }

    /** {@return the smallest value of an integer type} */
    static long lowest(DType dtype) {
        return switch (dtype) {
            case I8 -> Byte.MIN_VALUE;
            case I16 -> Short.MIN_VALUE;
            case I32 -> Integer.MIN_VALUE;
            case I64 -> Long.MIN_VALUE;
            default -> 0;
        };
    }

    /** {@return the largest value of an integer type or {@code bool}} */
    static long highest(DType dtype) {
        return switch (dtype) {
            case I8 -> Byte.MAX_VALUE;
            case I16 -> Short.MAX_VALUE;
            case I32 -> Integer.MAX_VALUE;
            case I64 -> Long.MAX_VALUE;
            case U8 -> 255;
            case U32 -> 4294967295L;
            default -> 1;
        };
    }
}
