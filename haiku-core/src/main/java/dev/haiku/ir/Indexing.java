package dev.haiku.ir;

import dev.haiku.array.DType;
import dev.haiku.array.Shape;
import java.util.List;
import java.util.stream.IntStream;

/** Primitives that read or write at positions that are themselves data. Indices are {@code i32}, {@code i64} or {@code u32}. */
public sealed interface Indexing extends Primitive {

    /** What happens to an index that is out of range. */
    enum Mode {
        /** It is moved into range, so that the whole slice fits. */
        CLIP,
        /** Reading gives NaN (the smallest value for signed integers, the largest for unsigned, true for bool); writing skips. */
        FILL_OR_DROP
    }

    /** How {@link Scatter} combines an update with what is there. */
    enum Combine {
        /** The update replaces it; which of several wins is unspecified. */
        SET,
        /** They add up. */
        ADD,
        /** They multiply. */
        MUL,
        /** The smaller stays. */
        MIN,
        /** The larger stays. */
        MAX
    }

    /**
     * XLA's dimension numbers of gather and scatter.
     *
     * <p>The last axis of the index operand holds index vectors; its other axes are the batch. A vector's entry {@code i} is the
     * start along operand axis {@code startIndexMap[i]}.
     *
     * @param offsetAxes the axes of the result (gather) or update (scatter) that run within a slice
     * @param collapsedAxes the operand's axes of slice size 1 that vanish
     * @param operandBatchAxes the operand's axes that are batch, paired with {@code indexBatchAxes}
     * @param indexBatchAxes the index operand's axes that pair with them
     * @param startIndexMap the operand's axis that each entry of an index vector addresses
     */
    record Axes(
            List<Integer> offsetAxes,
            List<Integer> collapsedAxes,
            List<Integer> operandBatchAxes,
            List<Integer> indexBatchAxes,
            List<Integer> startIndexMap) {

        /** Copies the lists. */
        public Axes {
            offsetAxes = List.copyOf(offsetAxes);
            collapsedAxes = List.copyOf(collapsedAxes);
            operandBatchAxes = List.copyOf(operandBatchAxes);
            indexBatchAxes = List.copyOf(indexBatchAxes);
            startIndexMap = List.copyOf(startIndexMap);
        }

        /** {@return the operand's axes that a slice keeps, in order: they pair with {@code offsetAxes}} */
        public List<Integer> windowAxes(int operandRank) {
            return IntStream.range(0, operandRank)
                    .filter(i -> !collapsedAxes.contains(i) && !operandBatchAxes.contains(i))
                    .boxed()
                    .toList();
        }

        private void check(Primitive op, TensorType operand, TensorType indices) {
            int rank = operand.shape().rank();
            TypeRules.dtype(op, indices, DType::isInteger, "integer index");
            TypeRules.require(
                    indices.shape().rank() >= 1,
                    op,
                    () -> "needs index vectors along the last axis, but got " + indices);
            TypeRules.axes(op, collapsedAxes, rank, operand);
            TypeRules.axes(op, operandBatchAxes, rank, operand);
            TypeRules.axes(op, indexBatchAxes, indices.shape().rank() - 1, indices);
            TypeRules.axes(op, startIndexMap, rank, operand);
            TypeRules.require(
                    indices.shape().last() == startIndexMap.size() && operandBatchAxes.size() == indexBatchAxes.size(),
                    op,
                    () -> "indices " + indices + " do not fit " + this);
            TypeRules.require(
                    offsetAxes.size() == windowAxes(rank).size(),
                    op,
                    () -> "offset axes " + offsetAxes + " do not fit operand " + operand);
            for (int i = 0; i < operandBatchAxes.size(); i++) {
                TypeRules.require(
                        operand.shape().dim(operandBatchAxes.get(i))
                                == indices.shape().dim(indexBatchAxes.get(i)),
                        op,
                        () -> "batch axes of " + operand + " and " + indices + " differ in size");
            }
        }

        /** {@return the shape that interleaves the batch of the indices with a slice's window} */
        private Shape interleave(Primitive op, Shape batch, Shape window) {
            int rank = batch.rank() + window.rank();
            TypeRules.axes(op, offsetAxes, rank, "result of rank " + rank);
            var dims = new int[rank];
            int nextWindow = 0;
            int nextBatch = 0;
            for (int i = 0; i < rank; i++) {
                dims[i] = offsetAxes.contains(i) ? window.dim(nextWindow++) : batch.dim(nextBatch++);
            }
            return Shape.of(dims);
        }
    }

    /**
     * Reads slices that start at given positions; operands are the tensor and the indices.
     *
     * @param axes the dimension numbers
     * @param sliceSizes the size of a slice along each axis of the operand
     * @param mode what happens out of range
     */
    record Gather(Axes axes, List<Integer> sliceSizes, Mode mode) implements Indexing {

        /** Copies the list. */
        public Gather {
            sliceSizes = List.copyOf(sliceSizes);
        }

        @Override
        public List<TensorType> outputTypes(List<TensorType> inputs) {
            TypeRules.arity(this, 2, inputs);
            var operand = inputs.get(0);
            var indices = inputs.get(1);
            axes.check(this, operand, indices);
            TypeRules.sameLength(this, operand.shape().rank(), "sliceSizes", sliceSizes);
            for (int i = 0; i < sliceSizes.size(); i++) {
                boolean vanishes = axes.collapsedAxes().contains(i)
                        || axes.operandBatchAxes().contains(i);
                TypeRules.require(
                        sliceSizes.get(i) >= 0
                                && sliceSizes.get(i) <= operand.shape().dim(i)
                                && (!vanishes || sliceSizes.get(i) <= 1),
                        this,
                        () -> "slice sizes " + sliceSizes + " do not fit " + operand);
            }
            var batch = indices.shape().subShape(0, indices.shape().rank() - 1);
            var window = Shape.of(axes.windowAxes(operand.shape().rank()).stream()
                    .map(sliceSizes::get)
                    .toList());
            return List.of(operand.withShape(axes.interleave(this, batch, window)));
        }
    }

    /**
     * Writes updates into slices that start at given positions; operands are the tensor, the indices and the updates.
     *
     * @param axes the dimension numbers; {@code offsetAxes} are those of the updates
     * @param combine how an update meets what is there
     * @param mode what happens out of range
     */
    record Scatter(Axes axes, Combine combine, Mode mode) implements Indexing {
        @Override
        public List<TensorType> outputTypes(List<TensorType> inputs) {
            TypeRules.arity(this, 3, inputs);
            var operand = inputs.get(0);
            var indices = inputs.get(1);
            var updates = inputs.get(2);
            axes.check(this, operand, indices);
            int rank = operand.shape().rank();
            var batch = indices.shape().subShape(0, indices.shape().rank() - 1);
            TypeRules.axes(this, axes.offsetAxes(), updates.shape().rank(), updates);
            var window = Shape.of(
                    axes.offsetAxes().stream().map(updates.shape()::dim).toList());
            TypeRules.require(
                    updates.dtype() == operand.dtype()
                            && updates.shape().rank() == batch.rank() + window.rank()
                            && updates.shape().equals(axes.interleave(this, batch, window)),
                    this,
                    () -> "updates " + updates + " do not fit operand " + operand + " and indices " + indices);
            var windowAxes = axes.windowAxes(rank);
            for (int i = 0; i < windowAxes.size(); i++) {
                TypeRules.require(
                        window.dim(i) <= operand.shape().dim(windowAxes.get(i)),
                        this,
                        () -> "updates " + updates + " are larger than operand " + operand);
            }
            return List.of(operand);
        }
    }

    /**
     * Reads one slice; operands are the tensor and one scalar start for each of its axes, moved into range.
     *
     * @param sizes the size of the slice along each axis
     */
    record DynamicSlice(List<Integer> sizes) implements Indexing {

        /** Copies the list. */
        public DynamicSlice {
            sizes = List.copyOf(sizes);
        }

        @Override
        public List<TensorType> outputTypes(List<TensorType> inputs) {
            var operand = inputs.get(0);
            TypeRules.sameLength(this, operand.shape().rank(), "sizes", sizes);
            checkStarts(this, operand, Shape.of(sizes), inputs.subList(1, inputs.size()));
            return List.of(operand.withShape(Shape.of(sizes)));
        }
    }

    /** Writes one slice; operands are the tensor, the update and one scalar start for each axis, moved into range. */
    record DynamicUpdateSlice() implements Indexing {
        @Override
        public List<TensorType> outputTypes(List<TensorType> inputs) {
            TypeRules.require(inputs.size() >= 2, this, "needs a tensor and an update");
            var operand = inputs.get(0);
            var update = inputs.get(1);
            TypeRules.require(
                    operand.dtype() == update.dtype()
                            && operand.shape().rank() == update.shape().rank(),
                    this,
                    () -> "update " + update + " does not fit operand " + operand);
            checkStarts(this, operand, update.shape(), inputs.subList(2, inputs.size()));
            return List.of(operand);
        }
    }

    private static void checkStarts(Primitive op, TensorType operand, Shape window, List<TensorType> starts) {
        TypeRules.sameLength(op, operand.shape().rank(), "starts", starts);
        for (int i = 0; i < starts.size(); i++) {
            TypeRules.require(
                    window.dim(i) <= operand.shape().dim(i),
                    op,
                    () -> "slice " + window + " does not fit operand " + operand);
            var start = starts.get(i);
            TypeRules.require(
                    start.dtype().isInteger() && start.shape().rank() == 0,
                    op,
                    () -> "needs scalar integer starts, but got " + start);
        }
    }
}
