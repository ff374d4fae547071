package dev.haiku.tensor;

import dev.haiku.ir.Custom;
import java.util.List;

/**
 * A function of tensors that brings its own derivative, as interpreters see it; what {@code Func.customJvp} and
 * {@code Func.customVjp} hand to {@link Interpreter#bind(CustomFunction, List)}.
 *
 * <p>Each method runs under the interpreter that is current when it is called, any number of times.
 */
public sealed interface CustomFunction extends Custom.Rule {

    /** {@return its values} */
    List<Tensor> apply(List<Tensor> operands);

    /** {@return how many of the first operands its derivative says nothing about} */
    default int constants() {
        return 0;
    }

    /** A function with a rule for forward mode. */
    non-sealed interface WithJvp extends CustomFunction {

        /**
         * {@return its values and their tangents, of the same types}
         *
         * @param operands where
         * @param tangents one for each operand but the constants, of its type; zeros for integers
         */
        Pushed jvp(List<Tensor> operands, List<Tensor> tangents);
    }

    /** A function with a rule for reverse mode. */
    non-sealed interface WithVjp extends CustomFunction {

        /** {@return its values and what the way back needs} */
        Forward forward(List<Tensor> operands);
    }

    /**
     * What a rule for forward mode gives.
     *
     * @param values the values
     * @param tangents their tangents; those of integers are ignored
     */
    record Pushed(List<Tensor> values, List<Tensor> tangents) {

        /** Copies the lists. */
        public Pushed {
            values = List.copyOf(values);
            tangents = List.copyOf(tangents);
        }
    }

    /**
     * What the way there gives in reverse mode.
     *
     * @param values the values
     * @param residuals all tensors of this run that the way back uses
     * @param backward the way back
     */
    record Forward(List<Tensor> values, List<Tensor> residuals, Backward backward) {

        /** Copies the lists. */
        public Forward {
            values = List.copyOf(values);
            residuals = List.copyOf(residuals);
        }
    }

    /** The way back in reverse mode. */
    @FunctionalInterface
    interface Backward extends Custom.Rule {

        /**
         * {@return the cotangents of all operands but the constants; those of integers are ignored}
         *
         * @param residuals what {@link Forward} gave, or what stands for it now
         * @param cotangents one for each value, of its type; zeros for integers
         */
        List<Tensor> apply(List<Tensor> residuals, List<Tensor> cotangents);
    }
}
