package dev.haiku.func;

import dev.haiku.array.HostArray;
import dev.haiku.ir.HostFunction;
import dev.haiku.tensor.Interpreters;
import dev.haiku.tensor.Tensor;
import dev.haiku.tree.Flat;
import dev.haiku.tree.TreeDef;
import dev.haiku.tree.Trees;
import java.util.List;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.function.Supplier;

/** Functions of trees as callbacks see them. They run outside of all transformations, on concrete tensors. */
final class HostCalls {

    private HostCalls() {}

    /** {@return a callback that hands its operands to a consumer, as a tree of that structure} */
    @SuppressWarnings("unchecked") // the structure was taken from a T
    static <T> HostFunction consuming(Consumer<? super T> consumer, TreeDef argument) {
        return (inputs, types) -> {
            outside(() -> {
                consumer.accept((T) argument.unflatten(tensors(inputs)));
                return List.of();
            });
            return List.of();
        };
    }

    /**
     * {@return a callback that computes its results with a function of trees}
     *
     * @param name who calls it, for messages
     * @param result the structure of what the function has to return
     */
    @SuppressWarnings("unchecked") // the structure was taken from a P
    static <P, R> HostFunction computing(String name, Function<P, R> f, TreeDef argument, TreeDef result) {
        return (inputs, types) -> outside(() -> {
            var flat = Trees.flatten(f.apply((P) argument.unflatten(tensors(inputs))));
            checkStructure(name, result, flat);
            return flat.leaves().stream().map(Tensor::toHost).toList();
        });
    }

    private static void checkStructure(String name, TreeDef wanted, Flat given) {
        wanted.differenceFrom(given.def()).ifPresent(difference -> {
            throw new IllegalArgumentException(
                    name + " needs a function that returns what was announced, but " + difference + ".");
        });
    }

    private static List<HostArray> outside(Supplier<List<HostArray>> body) {
        return Interpreters.with(Interpreters.backend(), body);
    }

    private static List<Tensor> tensors(List<HostArray> arrays) {
        return arrays.stream()
                .map(array -> Interpreters.backend().constant(array))
                .toList();
    }
}
