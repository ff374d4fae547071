package dev.haiku.ir;

import dev.haiku.array.DType;
import dev.haiku.array.Shape;
import java.util.List;
import java.util.Set;

/**
 * Primitives that look at all indices of a named axis, which a mapping around them gives a meaning. Each index has an
 * operand of its own and gets a result of its own.
 */
public sealed interface Collective extends Primitive {

    /** {@return the name of the axis} */
    String axisName();

    @Override
    default Set<String> axisNames() {
        return Set.of(axisName());
    }

    /**
     * The sum of the operands of all indices, for all of them the same.
     *
     * @param axisName the name of the axis
     */
    record Psum(String axisName) implements Collective {
        @Override
        public List<TensorType> outputTypes(List<TensorType> inputs) {
            var type = TypeRules.sameType(this, 1, inputs);
            TypeRules.dtype(this, type, TypeRules::isNumber, "number");
            return List.of(type);
        }
    }

    /**
     * The largest of the operands of all indices, element by element.
     *
     * @param axisName the name of the axis
     */
    record Pmax(String axisName) implements Collective {
        @Override
        public List<TensorType> outputTypes(List<TensorType> inputs) {
            return List.of(TypeRules.sameType(this, 1, inputs));
        }
    }

    /**
     * The smallest of the operands of all indices, element by element.
     *
     * @param axisName the name of the axis
     */
    record Pmin(String axisName) implements Collective {
        @Override
        public List<TensorType> outputTypes(List<TensorType> inputs) {
            return List.of(TypeRules.sameType(this, 1, inputs));
        }
    }

    /**
     * The operands of all indices, stacked along a new axis, for all of them the same.
     *
     * @param axisName the name of the axis
     * @param axisSize its size
     * @param axis where the new axis is in the result
     */
    record AllGather(String axisName, int axisSize, int axis) implements Collective {
        @Override
        public List<TensorType> outputTypes(List<TensorType> inputs) {
            var type = TypeRules.sameType(this, 1, inputs);
            int rank = type.shape().rank();
            TypeRules.require(
                    axis >= 0 && axis <= rank,
                    this,
                    () -> "axis " + axis + " is out of range for a result of " + (rank + 1) + " axes");
            return List.of(type.withShape(type.shape().insert(axis, axisSize)));
        }
    }

    /**
     * One slice of the sum of the operands of all indices: that at the index along an axis of the operand, which is
     * left out.
     *
     * @param axisName the name of the axis
     * @param axisSize its size
     * @param axis the axis of the operand, of that size
     */
    record PsumScatter(String axisName, int axisSize, int axis) implements Collective {
        @Override
        public List<TensorType> outputTypes(List<TensorType> inputs) {
            var type = TypeRules.sameType(this, 1, inputs);
            TypeRules.dtype(this, type, TypeRules::isNumber, "number");
            requireAxisSize(this, type, axis, axisSize);
            return List.of(type.withShape(type.shape().remove(List.of(axis))));
        }
    }

    /**
     * The operand of another index.
     *
     * @param axisName the name of the axis
     * @param sources for each index the one whose operand it gets, or -1 for zeros
     */
    record Ppermute(String axisName, List<Integer> sources) implements Collective {

        /** The source of an index that gets zeros. */
        public static final int NOBODY = -1;

        /** Copies the list; no index may be the source of two others, so that the transpose is one, too. */
        public Ppermute {
            sources = List.copyOf(sources);
            int size = sources.size();
            var used = sources.stream().filter(source -> source != NOBODY).toList();
            if (used.stream().distinct().count() < used.size()
                    || used.stream().anyMatch(source -> source < 0 || source >= size)) {
                throw new IllegalArgumentException("ppermute: sources " + sources + " must name each of the " + size
                        + " indices at most once, and " + NOBODY + " for none.");
            }
        }

        @Override
        public List<TensorType> outputTypes(List<TensorType> inputs) {
            return List.of(TypeRules.sameType(this, 1, inputs));
        }
    }

    /**
     * Slices of the operands of all indices: index i gets from each the slice at i along an axis, stacked along a new
     * axis.
     *
     * @param axisName the name of the axis
     * @param axisSize its size
     * @param splitAxis the axis of the operand that is sliced and left out, of that size
     * @param concatAxis where the new axis is in the result
     */
    record AllToAll(String axisName, int axisSize, int splitAxis, int concatAxis) implements Collective {
        @Override
        public List<TensorType> outputTypes(List<TensorType> inputs) {
            var type = TypeRules.sameType(this, 1, inputs);
            requireAxisSize(this, type, splitAxis, axisSize);
            TypeRules.axes(this, List.of(concatAxis), type.shape().rank(), type);
            var rest = type.shape().remove(List.of(splitAxis));
            return List.of(type.withShape(rest.insert(concatAxis, axisSize)));
        }
    }

    /**
     * The index along the axis, an {@code i32} scalar.
     *
     * @param axisName the name of the axis
     */
    record AxisIndex(String axisName) implements Collective {
        @Override
        public List<TensorType> outputTypes(List<TensorType> inputs) {
            TypeRules.arity(this, 0, inputs);
            return TypeRules.one(DType.I32, Shape.SCALAR);
        }
    }

    private static void requireAxisSize(Collective op, TensorType type, int axis, int axisSize) {
        TypeRules.axes(op, List.of(axis), type.shape().rank(), type);
        TypeRules.require(
                type.shape().dim(axis) == axisSize,
                op,
                () -> "axis " + axis + " of " + type + " must have the size " + axisSize + " of the axis '"
                        + op.axisName() + "'");
    }
}
