package dev.haiku.internal.batching;

import dev.haiku.ir.Primitive;
import dev.haiku.ir.Structural.BroadcastInDim;
import dev.haiku.ir.TensorType;
import dev.haiku.tensor.Ops;
import dev.haiku.tensor.Tensor;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;

/**
 * The operands of a primitive under batching: some stacked along a first axis, the others the same for all.
 *
 * @param axis the mapped axis
 * @param values the operands, stacked or not
 * @param mapped which of them are stacked
 */
record Operands(BatchAxis axis, List<Tensor> values, List<Boolean> mapped) {

    static Operands of(BatchInterpreter owner, Primitive op, List<Tensor> inputs) {
        return of(owner, op.opName(), inputs);
    }

    /** {@return the operands of what a message would call {@code user}} */
    static Operands of(BatchInterpreter owner, String user, List<Tensor> inputs) {
        List<Tensor> values = new ArrayList<>(inputs.size());
        List<Boolean> mapped = new ArrayList<>(inputs.size());
        for (var input : inputs) {
            boolean own = owner.owns(input, user);
            values.add(own ? ((BatchTracer) input).stacked() : input);
            mapped.add(own);
        }
        return new Operands(owner.axis(), values, mapped);
    }

    /** {@return the size of the mapped axis} */
    int size() {
        return axis.size();
    }

    boolean isAnyMapped() {
        return mapped.contains(true);
    }

    boolean isMapped(int i) {
        return mapped.get(i);
    }

    /** {@return an operand as it is} */
    Tensor value(int i) {
        return values.get(i);
    }

    /** {@return an operand, repeated along a new first axis if it is not stacked yet} */
    Tensor stacked(int i) {
        return isMapped(i) ? value(i) : repeat(value(i), size());
    }

    /** {@return an operand at one index of the mapped axis} */
    Tensor at(int i, int index) {
        return isMapped(i) ? value(i).get(index) : value(i);
    }

    /** {@return all operands, stacked} */
    List<Tensor> allStacked() {
        return IntStream.range(0, values.size()).mapToObj(this::stacked).toList();
    }

    /** {@return the rank of an operand without the mapped axis} */
    int rank(int i) {
        return value(i).shape().rank() - (isMapped(i) ? 1 : 0);
    }

    /** {@return the type of so many tensors of a type along a new first axis} */
    static TensorType stacked(TensorType type, int size) {
        return type.withShape(type.shape().insert(0, size));
    }

    /** {@return a tensor repeated {@code size} times along a new first axis} */
    static Tensor repeat(Tensor tensor, int size) {
        var axes = IntStream.range(1, tensor.shape().rank() + 1).boxed().toList();
        return Ops.bind(new BroadcastInDim(tensor.shape().insert(0, size), axes), tensor);
    }
}
