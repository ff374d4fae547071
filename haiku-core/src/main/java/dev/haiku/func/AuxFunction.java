package dev.haiku.func;

import dev.haiku.tensor.Tensor;
import dev.haiku.tree.Flat;
import dev.haiku.tree.TreeDef;
import dev.haiku.tree.Trees;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * A function of trees that returns something besides its value, seen as one of lists of tensors: first those of the value, then the
 * others. Remembers the structure of its last result.
 *
 * @param <P> the argument
 * @param <R> the value
 * @param <X> what else it returns
 */
final class AuxFunction<P, R, X> implements Function<List<Tensor>, List<Tensor>> {

    private final Function<P, ValueWithAux<R, X>> function;
    private final TreeDef argument;
    private @Nullable TreeDef value;
    private @Nullable TreeDef aux;

    AuxFunction(Function<P, ValueWithAux<R, X>> function, TreeDef argument) {
        this.function = function;
        this.argument = argument;
    }

    /** {@return a function that has nothing else to tell} */
    static <P, R> Function<P, ValueWithAux<R, List<Object>>> without(Function<P, R> f) {
        return p -> new ValueWithAux<>(f.apply(p), List.of());
    }

    /** {@return a function of a scalar value in the form of the others} */
    static <P, X> Function<P, ValueWithAux<Tensor, X>> scalar(Function<P, WithAux<X>> f) {
        return p -> {
            var result = f.apply(p);
            return new ValueWithAux<>(result.value(), result.aux());
        };
    }

    @Override
    public List<Tensor> apply(List<Tensor> leaves) {
        var result = function.apply(argumentOf(leaves));
        Flat values = Trees.flatten(result.value());
        Flat others = Trees.flatten(result.aux());
        value = values.def();
        aux = others.def();
        List<Tensor> all = new ArrayList<>(values.leaves());
        all.addAll(others.leaves());
        return all;
    }

    TreeDef valueDef() {
        return Objects.requireNonNull(value, "the function has not run");
    }

    /** {@return the number of tensors of the value} */
    int values() {
        return valueDef().leafCount();
    }

    @SuppressWarnings("unchecked") // the structure was taken from a P
    P argumentOf(List<Tensor> leaves) {
        return (P) argument.unflatten(leaves);
    }

    /** {@return the value of those of its tensors, after which others may come} */
    @SuppressWarnings("unchecked") // the structure was taken from an R
    R valueOf(List<Tensor> leaves) {
        return (R) valueDef().unflatten(leaves.subList(0, values()));
    }

    /** {@return the rest, of all tensors} */
    @SuppressWarnings("unchecked") // the structure was taken from an X
    X auxOf(List<Tensor> leaves) {
        return (X) Objects.requireNonNull(aux, "the function has not run")
                .unflatten(leaves.subList(values(), leaves.size()));
    }
}
