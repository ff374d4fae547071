package dev.haiku.ir;

import dev.haiku.array.DType;
import dev.haiku.array.Shape;
import java.util.List;
import java.util.stream.IntStream;

/** Primitives that move elements about without computing on them. */
public sealed interface Structural extends Primitive {

    /**
     * Repeats a tensor along new axes and along axes of size 1.
     *
     * @param shape the result's shape
     * @param axes for each axis of the operand, the axis of the result that it becomes, increasing
     */
    record BroadcastInDim(Shape shape, List<Integer> axes) implements Structural {

        /** Copies the list. */
        public BroadcastInDim {
            axes = List.copyOf(axes);
        }

        @Override
        public List<TensorType> outputTypes(List<TensorType> inputs) {
            TypeRules.arity(this, 1, inputs);
            var type = inputs.get(0);
            TypeRules.sameLength(this, type.shape().rank(), "axes", axes);
            TypeRules.axes(this, axes, shape.rank(), shape);
            for (int i = 0; i < axes.size(); i++) {
                int size = type.shape().dim(i);
                TypeRules.require(
                        (i == 0 || axes.get(i - 1) < axes.get(i)) && (size == 1 || size == shape.dim(axes.get(i))),
                        this,
                        () -> "cannot broadcast " + type.shape() + " to " + shape + " along axes " + axes);
            }
            return List.of(type.withShape(shape));
        }
    }

    /**
     * Reads the same row-major elements with another shape.
     *
     * @param shape the result's shape, of the same size
     */
    record Reshape(Shape shape) implements Structural {
        @Override
        public List<TensorType> outputTypes(List<TensorType> inputs) {
            TypeRules.arity(this, 1, inputs);
            var type = inputs.get(0);
            TypeRules.require(
                    type.shape().size() == shape.size(),
                    this,
                    () -> "cannot reshape " + type.shape() + " (" + type.shape().size() + " elements) to " + shape
                            + " (" + shape.size() + " elements)");
            return List.of(type.withShape(shape));
        }
    }

    /**
     * Reorders axes.
     *
     * @param permutation for each axis of the result, the operand's axis that it is
     */
    record Transpose(List<Integer> permutation) implements Structural {

        /** Copies the list. */
        public Transpose {
            permutation = List.copyOf(permutation);
        }

        @Override
        public List<TensorType> outputTypes(List<TensorType> inputs) {
            TypeRules.arity(this, 1, inputs);
            var shape = inputs.get(0).shape();
            TypeRules.sameLength(this, shape.rank(), "permutation", permutation);
            TypeRules.axes(this, permutation, shape.rank(), shape);
            return List.of(inputs.get(0)
                    .withShape(Shape.of(permutation.stream().map(shape::dim).toList())));
        }
    }

    /**
     * Reverses the order of elements along axes.
     *
     * @param axes the axes
     */
    record Reverse(List<Integer> axes) implements Structural {

        /** Copies the list. */
        public Reverse {
            axes = List.copyOf(axes);
        }

        @Override
        public List<TensorType> outputTypes(List<TensorType> inputs) {
            TypeRules.arity(this, 1, inputs);
            TypeRules.axes(
                    this, axes, inputs.get(0).shape().rank(), inputs.get(0).shape());
            return inputs;
        }
    }

    /**
     * Joins tensors along an axis.
     *
     * @param axis the axis along which sizes add up
     */
    record Concatenate(int axis) implements Structural {
        @Override
        public List<TensorType> outputTypes(List<TensorType> inputs) {
            TypeRules.require(!inputs.isEmpty(), this, "needs at least one operand");
            var first = inputs.get(0);
            TypeRules.axes(this, List.of(axis), first.shape().rank(), first.shape());
            int total = 0;
            for (var input : inputs) {
                TypeRules.require(
                        input.dtype() == first.dtype()
                                && input.shape().rank() == first.shape().rank()
                                && input.shape()
                                        .with(axis, 0)
                                        .equals(first.shape().with(axis, 0)),
                        this,
                        () -> "operands may differ only along axis " + axis + ", but got " + first + " and " + input);
                total += input.shape().dim(axis);
            }
            return List.of(first.withShape(first.shape().with(axis, total)));
        }
    }

    /**
     * Adds elements of a given value around and between elements; operands are the tensor and the scalar value.
     *
     * @param low how many to add before each axis; negative ones remove
     * @param high how many to add behind each axis; negative ones remove
     * @param interior how many to add between neighbours along each axis
     */
    record Pad(List<Integer> low, List<Integer> high, List<Integer> interior) implements Structural {

        /** Copies the lists. */
        public Pad {
            low = List.copyOf(low);
            high = List.copyOf(high);
            interior = List.copyOf(interior);
        }

        @Override
        public List<TensorType> outputTypes(List<TensorType> inputs) {
            TypeRules.arity(this, 2, inputs);
            var type = inputs.get(0);
            int rank = type.shape().rank();
            TypeRules.sameLength(this, rank, "low", low);
            TypeRules.sameLength(this, rank, "high", high);
            TypeRules.sameLength(this, rank, "interior", interior);
            TypeRules.require(
                    inputs.get(1).equals(type.withShape(Shape.SCALAR)),
                    this,
                    () -> "needs a scalar padding value of " + type.dtype() + ", but got " + inputs.get(1));
            var dims = IntStream.range(0, rank)
                    .map(i -> Math.max(0, padded(i, type.shape().dim(i))))
                    .toArray();
            TypeRules.require(
                    interior.stream().allMatch(n -> n >= 0),
                    this,
                    () -> "needs interior padding >= 0, but got " + interior);
            return List.of(type.withShape(Shape.of(dims)));
        }

        private int padded(int axis, int size) {
            return low.get(axis) + high.get(axis) + size + Math.max(0, size - 1) * interior.get(axis);
        }
    }

    /**
     * Takes every {@code stride}-th element of a range along each axis.
     *
     * @param start the first index of each axis
     * @param limit the index behind the last one of each axis
     * @param stride the step of each axis
     */
    record Slice(List<Integer> start, List<Integer> limit, List<Integer> stride) implements Structural {

        /** Copies the lists. */
        public Slice {
            start = List.copyOf(start);
            limit = List.copyOf(limit);
            stride = List.copyOf(stride);
        }

        @Override
        public List<TensorType> outputTypes(List<TensorType> inputs) {
            TypeRules.arity(this, 1, inputs);
            var shape = inputs.get(0).shape();
            TypeRules.sameLength(this, shape.rank(), "start", start);
            TypeRules.sameLength(this, shape.rank(), "limit", limit);
            TypeRules.sameLength(this, shape.rank(), "stride", stride);
            var dims = new int[shape.rank()];
            for (int i = 0; i < dims.length; i++) {
                TypeRules.require(
                        0 <= start.get(i)
                                && start.get(i) <= limit.get(i)
                                && limit.get(i) <= shape.dim(i)
                                && stride.get(i) > 0,
                        this,
                        () -> "range " + start + " to " + limit + " step " + stride + " does not fit shape " + shape);
                dims[i] = (limit.get(i) - start.get(i) + stride.get(i) - 1) / stride.get(i);
            }
            return List.of(inputs.get(0).withShape(Shape.of(dims)));
        }
    }

    /**
     * Counts 0, 1, 2, ... along an axis; has no operands.
     *
     * @param dtype the element type, not {@code bool}
     * @param shape the shape
     * @param axis the axis along which it counts
     */
    record Iota(DType dtype, Shape shape, int axis) implements Structural {
        @Override
        public List<TensorType> outputTypes(List<TensorType> inputs) {
            TypeRules.arity(this, 0, inputs);
            TypeRules.axes(this, List.of(axis), shape.rank(), shape);
            TypeRules.require(!dtype.isBool(), this, "cannot count in bool");
            return TypeRules.one(dtype, shape);
        }
    }
}
