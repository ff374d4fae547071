package dev.haiku.ir;

import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * One operation of the closed set that all others are composed of.
 *
 * <p>A primitive is data: a record whose components are its static parameters, so two equal ones compute the same. Its
 * type rule is {@link #outputTypes}; derivative, transpose, batching and kernel stand in tables of the interpreters,
 * one row each, and a test walks the sealed hierarchy and demands every row or a stated reason.
 */
public sealed interface Primitive
        permits Elementwise,
                Structural,
                Indexing,
                Reduction,
                Contraction,
                Convolution,
                Window,
                SpecialFunction,
                LinearAlgebra,
                RandomOp,
                ControlFlow,
                Call,
                Custom,
                Collective,
                Callback {

    /**
     * {@return the types of the results for operands of those types}
     *
     * @throws dev.haiku.array.ShapeException if the operands do not fit the primitive
     */
    List<TensorType> outputTypes(List<TensorType> inputs);

    /** {@return the programs that it runs, such as branches; none for most} */
    default List<Program> programs() {
        return List.of();
    }

    /** {@return whether running it does something besides computing results, so that it runs even if nobody uses them} */
    default boolean hasEffects() {
        for (var program : programs()) {
            if (program.hasEffects()) {
                return true;
            }
        }
        return false;
    }

    /** {@return the names of the axes that it or its programs run over, which a mapping around it gives a meaning} */
    default Set<String> axisNames() {
        var programs = programs();
        return programs.isEmpty()
                ? Set.of()
                : programs.stream()
                        .flatMap(program -> program.axisNames().stream())
                        .collect(Collectors.toSet());
    }

    /** {@return the name in printed programs and messages, such as {@code reduce_sum}} */
    default String opName() {
        return OpNames.of(getClass());
    }

    /** {@return the static parameters as printed in programs, such as {@code axes=[0]}, or an empty text} */
    default String parameters() {
        var text = toString();
        int open = text.indexOf('[');
        return open < 0 ? "" : text.substring(open + 1, text.length() - 1);
    }
}
