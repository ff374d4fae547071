package dev.haiku.internal.autodiff;

import dev.haiku.ir.TensorType;
import dev.haiku.tensor.Tensor;
import java.util.List;
import java.util.stream.IntStream;

/**
 * An equation of a linear map as its transpose rule sees it: cotangents of the results come in, those of operands go
 * out.
 */
final class LinearStep {

    private final LinearEquation equation;
    private final Cotangents cotangents;

    LinearStep(LinearEquation equation, Cotangents cotangents) {
        this.equation = equation;
        this.cotangents = cotangents;
    }

    int operandCount() {
        return equation.operands().size();
    }

    boolean isLinear(int operand) {
        return equation.operands().get(operand) instanceof LinearTracer;
    }

    TensorType type(int operand) {
        return equation.operands().get(operand).type();
    }

    /**
     * {@return an operand that must be constant}
     *
     * @throws IllegalArgumentException if it is linear, so that the equation is not
     */
    Tensor constant(int operand) {
        if (isLinear(operand)) {
            throw notLinear();
        }
        return equation.operands().get(operand);
    }

    /** {@return the operands from {@code from} on, which must be constant} */
    List<Tensor> constants(int from) {
        return IntStream.range(from, operandCount()).mapToObj(this::constant).toList();
    }

    /** {@return which operands are linear} */
    List<Boolean> linear() {
        return IntStream.range(0, operandCount()).mapToObj(this::isLinear).toList();
    }

    /** {@return the types of the linear operands} */
    List<TensorType> linearTypes() {
        return Lists.select(equation.operands().stream().map(Tensor::type).toList(), linear());
    }

    /** {@return the cotangents of the results} */
    Cotangents outputCotangents() {
        var outputs = new Cotangents(equation.outputs().size());
        for (int k = 0; k < outputs.size(); k++) {
            if (hasG(k)) {
                outputs.add(k, g(k));
            }
        }
        return outputs;
    }

    /** {@return the other operands} */
    List<Tensor> nonLinear() {
        return Lists.select(equation.operands(), Lists.not(linear()));
    }

    /** {@return which results have a cotangent} */
    List<Boolean> given() {
        return IntStream.range(0, equation.outputs().size())
                .mapToObj(this::hasG)
                .toList();
    }

    /** {@return the cotangents of those results} */
    List<Tensor> givenCotangents() {
        return IntStream.range(0, equation.outputs().size())
                .filter(this::hasG)
                .mapToObj(this::g)
                .toList();
    }

    /** Gives cotangents to those linear operands that get one. */
    void giveAll(List<Boolean> present, List<Tensor> results) {
        int nextLinear = 0;
        int nextResult = 0;
        for (int i = 0; i < operandCount(); i++) {
            if (isLinear(i) && present.get(nextLinear++)) {
                give(i, results.get(nextResult++));
            }
        }
    }

    IllegalArgumentException notLinear() {
        return new IllegalArgumentException("A linear function was expected, but "
                + equation.op().opName()
                + " makes it not linear: its operands are "
                + equation.operands().stream()
                        .map(operand -> (operand instanceof LinearTracer ? "variable " : "constant ") + operand.type())
                        .toList()
                + ".");
    }

    /** {@return the cotangent of the only result} */
    Tensor g() {
        return g(0);
    }

    boolean hasG(int output) {
        return cotangents.has(equation.outputs().get(output).index());
    }

    Tensor g(int output) {
        return cotangents.get(equation.outputs().get(output).index());
    }

    /** Adds to the cotangent of a linear operand. */
    void give(int operand, Tensor cotangent) {
        if (!cotangent.type().equals(type(operand))) {
            throw new IllegalStateException(
                    "The transpose rule of " + equation.op().opName() + " gave a cotangent " + cotangent.type()
                            + " to operand " + operand + " of type " + type(operand) + ".");
        }
        cotangents.add(((LinearTracer) equation.operands().get(operand)).index(), cotangent);
    }
}
