package dev.haiku.func;

import dev.haiku.ir.TensorType;
import dev.haiku.tensor.CustomFunction;
import dev.haiku.tensor.Interpreters;
import dev.haiku.tensor.Tensor;
import dev.haiku.tree.Flat;
import dev.haiku.tree.TreeDef;
import dev.haiku.tree.Trees;
import java.util.List;
import java.util.Objects;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * A function of trees with a derivative of its own, as interpreters see it; made for one call, it remembers the structure and the types
 * of the result, which its rules must keep.
 *
 * @param <P> the argument
 * @param <R> the result
 */
abstract class CustomTree<P, R> {

    /** What is known of the result. */
    private record Result(TreeDef def, List<TensorType> types) {}

    private final Function<P, R> function;
    private final Flat argument;
    private final List<TensorType> types;
    private volatile @Nullable Result result;

    CustomTree(Function<P, R> function, P argument) {
        this.function = function;
        this.argument = Trees.flatten(argument);
        this.types = Derivatives.types(this.argument.leaves());
    }

    /** {@return the result of the call} */
    R call() {
        var interpreter = Interpreters.current();
        return resultOf(interpreter.bind((CustomFunction) this, argument.leaves()));
    }

    public List<Tensor> apply(List<Tensor> operands) {
        return value("The function", function.apply(argumentOf(operands)));
    }

    @SuppressWarnings("unchecked") // the structure was taken from a P
    final P argumentOf(List<Tensor> leaves) {
        return (P) argument.def().unflatten(leaves);
    }

    @SuppressWarnings("unchecked") // the structure was taken from an R
    final R resultOf(List<Tensor> leaves) {
        return (R) known().def().unflatten(leaves);
    }

    private Result known() {
        return Objects.requireNonNull(result, "the function has not run");
    }

    /**
     * {@return the tensors of a value, after checking that it is one like before}
     *
     * @param rule who gives it
     */
    final List<Tensor> value(String rule, R value) {
        var flat = Trees.flatten(value);
        var before = result;
        if (before == null) {
            result = new Result(flat.def(), Derivatives.types(flat.leaves()));
            return flat.leaves();
        }
        return Checks.matching(
                rule + " should return a value", "function's result", before.def(), before.types(), flat);
    }

    /** {@return the tensors of a tangent, after checking that it is one of the value} */
    final List<Tensor> tangent(String rule, R tangent) {
        return Checks.matching(
                rule + " should return a tangent", "value", known().def(), known().types(), Trees.flatten(tangent));
    }

    /** {@return the tensors of a cotangent, after checking that it is one of the argument} */
    final List<Tensor> cotangent(String rule, P cotangent) {
        return Checks.matching(
                rule + " should return a cotangent", "argument", argument.def(), types, Trees.flatten(cotangent));
    }

    /** {@return the types of the tensors of the result} */
    final List<TensorType> resultTypes() {
        return known().types();
    }
}
