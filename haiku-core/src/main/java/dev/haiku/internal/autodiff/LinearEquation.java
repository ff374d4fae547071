package dev.haiku.internal.autodiff;

import dev.haiku.ir.Primitive;
import dev.haiku.tensor.Tensor;
import java.util.List;

/**
 * A step of a linear map.
 *
 * @param op the primitive
 * @param operands its operands: linear variables and, where it has a constant factor, residuals
 * @param outputs the variables that it assigns
 */
record LinearEquation(Primitive op, List<Tensor> operands, List<LinearTracer> outputs) {

    /** Copies the lists. */
    LinearEquation {
        operands = List.copyOf(operands);
        outputs = List.copyOf(outputs);
    }
}
