package dev.haiku.ir;

import dev.haiku.array.Shape;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/** Primitives that multiply and sum over shared axes. */
public sealed interface Contraction extends Primitive {

    /**
     * The product of two tensors summed over pairs of axes; the result's axes are batch, the left's free, the right's free ones.
     *
     * <p>{@code f16} and {@code bf16} accumulate in {@code f32}.
     *
     * @param lhsContract the left operand's axes that are summed over
     * @param rhsContract the right operand's axes that pair with them
     * @param lhsBatch the left operand's axes that are batch
     * @param rhsBatch the right operand's axes that pair with them
     */
    record DotGeneral(
            List<Integer> lhsContract, List<Integer> rhsContract, List<Integer> lhsBatch, List<Integer> rhsBatch)
            implements Contraction {

        /** Copies the lists. */
        public DotGeneral {
            lhsContract = List.copyOf(lhsContract);
            rhsContract = List.copyOf(rhsContract);
            lhsBatch = List.copyOf(lhsBatch);
            rhsBatch = List.copyOf(rhsBatch);
        }

        /** {@return the left operand's axes that are neither batch nor contracted} */
        public List<Integer> lhsFree(int rank) {
            return free(rank, lhsContract, lhsBatch);
        }

        /** {@return the right operand's axes that are neither batch nor contracted} */
        public List<Integer> rhsFree(int rank) {
            return free(rank, rhsContract, rhsBatch);
        }

        private static List<Integer> free(int rank, List<Integer> contract, List<Integer> batch) {
            return IntStream.range(0, rank)
                    .filter(i -> !contract.contains(i) && !batch.contains(i))
                    .boxed()
                    .toList();
        }

        @Override
        public List<TensorType> outputTypes(List<TensorType> inputs) {
            TypeRules.arity(this, 2, inputs);
            var lhs = inputs.get(0);
            var rhs = inputs.get(1);
            TypeRules.require(
                    lhs.dtype() == rhs.dtype(),
                    this,
                    () -> "operands must have the same dtype, but got " + lhs + " and " + rhs);
            TypeRules.dtype(this, lhs, TypeRules::isNumber, "numeric");
            checkPairs(lhs, rhs, lhsContract, rhsContract, "contracted");
            checkPairs(lhs, rhs, lhsBatch, rhsBatch, "batch");
            var batch = lhsBatch.stream().map(lhs.shape()::dim);
            var left = lhsFree(lhs.shape().rank()).stream().map(lhs.shape()::dim);
            var right = rhsFree(rhs.shape().rank()).stream().map(rhs.shape()::dim);
            return List.of(lhs.withShape(
                    Shape.of(Stream.of(batch, left, right).flatMap(s -> s).toList())));
        }

        private void checkPairs(TensorType lhs, TensorType rhs, List<Integer> left, List<Integer> right, String what) {
            TypeRules.axes(this, left, lhs.shape().rank(), lhs.shape());
            TypeRules.axes(this, right, rhs.shape().rank(), rhs.shape());
            boolean fits = left.size() == right.size();
            for (int i = 0; fits && i < left.size(); i++) {
                fits = lhs.shape().dim(left.get(i)) == rhs.shape().dim(right.get(i));
            }
            TypeRules.require(
                    fits,
                    this,
                    () -> what + " axes " + left + " of " + lhs.shape() + " and " + right + " of " + rhs.shape()
                            + " differ in size");
        }
    }
}
