package dev.haiku.internal.exec.java;

import dev.haiku.array.DType;
import dev.haiku.array.Shape;
import dev.haiku.internal.exec.Slot;
import java.util.List;

/**
 * Where a kernel reads and writes.
 *
 * @param inputs the operands
 * @param outputs the results
 */
record Slots(List<Slot> inputs, List<Slot> outputs) {

    Slots {
        inputs = List.copyOf(inputs);
        outputs = List.copyOf(outputs);
    }

    Slot in(int index) {
        return inputs.get(index);
    }

    /** {@return the only result} */
    Slot out() {
        return outputs.get(0);
    }

    /** {@return the shape of an operand} */
    Shape shape(int index) {
        return in(index).type().shape();
    }

    /** {@return the element type of the first operand} */
    DType dtype() {
        return in(0).type().dtype();
    }
}
