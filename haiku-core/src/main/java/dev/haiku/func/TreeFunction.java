package dev.haiku.func;

import dev.haiku.tensor.Tensor;
import dev.haiku.tree.TreeDef;
import dev.haiku.tree.Trees;
import java.util.List;
import java.util.Objects;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * A function of trees seen as one of lists of tensors; remembers the structure of its last result.
 *
 * @param <P> the argument
 * @param <R> the result
 */
final class TreeFunction<P, R> implements Function<List<Tensor>, List<Tensor>> {

    private final Function<P, R> function;
    private final TreeDef argument;
    private @Nullable TreeDef result;

    TreeFunction(Function<P, R> function, TreeDef argument) {
        this.function = function;
        this.argument = argument;
    }

    @Override
    public List<Tensor> apply(List<Tensor> leaves) {
        var flat = Trees.flatten(function.apply(argumentOf(leaves)));
        result = flat.def();
        return flat.leaves();
    }

    TreeDef resultDef() {
        return Objects.requireNonNull(result, "the function has not run");
    }

    @SuppressWarnings("unchecked") // the structure was taken from a P
    P argumentOf(List<Tensor> leaves) {
        return (P) argument.unflatten(leaves);
    }

    @SuppressWarnings("unchecked") // the structure was taken from an R
    R resultOf(List<Tensor> leaves) {
        return (R) resultDef().unflatten(leaves);
    }
}
