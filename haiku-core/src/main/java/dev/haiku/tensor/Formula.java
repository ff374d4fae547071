package dev.haiku.tensor;

import java.util.Arrays;
import java.util.List;

/**
 * A function of several tensors of one type, element by element, that states its partial derivatives, where those of
 * the way it is computed would be undefined or inaccurate.
 */
final class Formula implements CustomFunction.WithJvp {

    /** How it is computed. */
    @FunctionalInterface
    interface Value {
        Tensor at(List<Tensor> x);
    }

    /** Its derivative along one of the operands, where it has the value y. */
    @FunctionalInterface
    interface Slope {
        Tensor at(List<Tensor> x, Tensor y);
    }

    private final Value value;
    private final List<Slope> slopes;

    private Formula(Value value, List<Slope> slopes) {
        this.value = value;
        this.slopes = slopes;
    }

    /** {@return the function with one derivative for each operand} */
    static Formula of(Value value, Slope... slopes) {
        return new Formula(value, List.of(slopes));
    }

    /** {@return its value for floating-point operands, which are promoted and broadcast; others become {@code f32}} */
    Tensor apply(String name, Tensor... operands) {
        var dtype = Operands.dtype(operands).promoteWithFloat();
        var shape = Operands.shape(name, operands);
        return call(
                Arrays.stream(operands).map(x -> Operands.fit(x, dtype, shape)).toList());
    }

    private Tensor call(List<Tensor> operands) {
        return Interpreters.current().bind(this, operands).get(0);
    }

    @Override
    public List<Tensor> apply(List<Tensor> operands) {
        return List.of(value.at(operands));
    }

    @Override
    public Pushed jvp(List<Tensor> operands, List<Tensor> tangents) {
        var y = call(operands);
        var tangent = tangents.get(0).mul(slopes.get(0).at(operands, y));
        for (int i = 1; i < slopes.size(); i++) {
            tangent = tangent.add(tangents.get(i).mul(slopes.get(i).at(operands, y)));
        }
        return new Pushed(List.of(y), List.of(tangent));
    }
}
