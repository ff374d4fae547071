package dev.haiku.ir;

import java.util.ArrayList;
import java.util.List;

/**
 * Calls of functions that bring derivatives of their own, and the derivative of one of them.
 *
 * <p>Until somebody differentiates, such a call is one of its program. The interpreters that differentiate know what kind of object a
 * {@link Rule} is.
 */
public sealed interface Custom extends Primitive {

    /** A derivative in Java; two are the same only if they are the same object. */
    interface Rule {}

    @Override
    default String parameters() {
        return "";
    }

    /** A call of a program that has a derivative rule; operands and results are those of the program. */
    sealed interface CustomCall extends Custom {

        /** {@return what it computes} */
        Program program();

        /** {@return the function with its derivative} */
        Rule rule();

        /** {@return a call of the same kind of another program with another derivative} */
        CustomCall with(Program program, Rule rule);

        @Override
        default List<TensorType> outputTypes(List<TensorType> inputs) {
            return TypeRules.called(this, program(), inputs);
        }

        @Override
        default List<Program> programs() {
            return List.of(program());
        }
    }

    /**
     * A call of a function with a rule for forward mode, from which reverse mode follows; JAX's {@code custom_jvp_call}.
     *
     * @param program what it computes
     * @param rule the function with its derivative
     */
    record CustomJvpCall(Program program, Rule rule) implements CustomCall {

        @Override
        public CustomJvpCall with(Program other, Rule otherRule) {
            return new CustomJvpCall(other, otherRule);
        }
    }

    /**
     * A call of a function with a rule for reverse mode only; JAX's {@code custom_vjp_call}.
     *
     * @param program what it computes
     * @param rule the function with its derivative
     */
    record CustomVjpCall(Program program, Rule rule) implements CustomCall {

        @Override
        public CustomVjpCall with(Program other, Rule otherRule) {
            return new CustomVjpCall(other, otherRule);
        }
    }

    /**
     * The derivative of a {@link CustomVjpCall}: a linear map of which only the transpose is known. Operands are the residuals, then
     * tangents of those arguments that move; results are the tangents of the floating-point values.
     *
     * @param backward the transpose
     * @param residuals how many residuals it takes
     * @param arguments the types of all arguments
     * @param moving which of the arguments have a tangent
     * @param values the types of all values
     */
    record CustomLinear(
            Rule backward, int residuals, List<TensorType> arguments, List<Boolean> moving, List<TensorType> values)
            implements Custom {

        /** Copies the lists. */
        public CustomLinear {
            arguments = List.copyOf(arguments);
            moving = List.copyOf(moving);
            values = List.copyOf(values);
        }

        @Override
        public List<TensorType> outputTypes(List<TensorType> inputs) {
            var tangents = tangentTypes();
            TypeRules.arity(this, residuals + tangents.size(), inputs);
            var given = inputs.subList(residuals, inputs.size());
            TypeRules.require(given.equals(tangents), this, () -> "takes tangents " + tangents + ", but got " + given);
            return values.stream().filter(type -> type.dtype().isFloating()).toList();
        }

        private List<TensorType> tangentTypes() {
            List<TensorType> types = new ArrayList<>();
            for (int i = 0; i < arguments.size(); i++) {
                if (moving.get(i)) {
                    types.add(arguments.get(i));
                }
            }
            return types;
        }

        /** {@return what to throw where its results are asked for instead of those of its transpose} */
        public static UnsupportedOperationException forwardMode() {
            return new UnsupportedOperationException(
                    "Forward-mode differentiation (jvp, jacfwd, the jvp of linearize) cannot pass a function given to"
                            + " customVjp, whose rule is for reverse mode only. Use reverse mode (grad, vjp, jacrev), or define"
                            + " the function with customJvp, which serves both.");
        }
    }
}
