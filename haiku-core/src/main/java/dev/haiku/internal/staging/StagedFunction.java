package dev.haiku.internal.staging;

import dev.haiku.ir.Call;
import dev.haiku.ir.TensorType;
import dev.haiku.tensor.Interpreters;
import dev.haiku.tensor.Tensor;
import dev.haiku.tensor.Tracer;
import dev.haiku.tree.TreeDef;
import dev.haiku.tree.Trees;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Function;

/**
 * A function that is staged once for each structure of its arguments and then called as one operation: {@code jit}.
 *
 * <p>The structure is the trees of the arguments with their static parts, and the shapes and element types of their tensors. Safe
 * for any number of threads.
 */
public final class StagedFunction {

    /** What decides whether a staged program fits the arguments. */
    private record Signature(TreeDef arguments, List<TensorType> types) {}

    /** A staged program with the tensors that it captured and the tree of its result. */
    private record Entry(Call call, List<Tensor> captured, TreeDef result) {

        boolean isReusable() {
            return captured.stream().noneMatch(Tracer.class::isInstance);
        }
    }

    /** How it is staged and called; the transformation is who stages, in messages. */
    private record Options(String name, String transformation, Set<Integer> donated, boolean rematerialises) {}

    private final Function<List<Object>, Object> function;
    private final Options options;
    private final Map<Signature, Entry> entries = new ConcurrentHashMap<>();

    private StagedFunction(Function<List<Object>, Object> function, Options options) {
        this.function = function;
        this.options = options;
    }

    /** {@return a staged function} */
    public static StagedFunction of(String name, Function<List<Object>, Object> function) {
        return new StagedFunction(function, new Options(name, "jit", Set.of(), false));
    }

    /** {@return a staged function of which reverse-mode differentiation keeps the operands only} */
    public static StagedFunction rematerialising(String name, Function<List<Object>, Object> function) {
        return new StagedFunction(function, new Options(name, "checkpoint", Set.of(), true));
    }

    /**
     * {@return this function, which takes over the memory of the arguments at those positions when it is called outside
     * other transformations}
     */
    public StagedFunction donating(Set<Integer> positions) {
        return new StagedFunction(
                function,
                new Options(options.name(), options.transformation(), Set.copyOf(positions), options.rematerialises()));
    }

    /** {@return the number of programs staged and kept so far} */
    public int cacheSize() {
        return entries.size();
    }

    /** {@return the function's result for those arguments, each a tree} */
    public Object call(List<Object> arguments) {
        var flat = Trees.flatten(arguments);
        var signature = new Signature(
                flat.def(), flat.leaves().stream().map(Tensor::type).toList());
        var entry = entries.get(signature);
        if (entry == null) {
            entry = stage(signature);
            if (entry.isReusable()) {
                entries.put(signature, entry);
            }
        }
        List<Tensor> operands = flat.leaves();
        if (!entry.captured().isEmpty()) {
            operands = new ArrayList<>(entry.captured());
            operands.addAll(flat.leaves());
        }
        var interpreter = Interpreters.current();
        var results = interpreter.bind(entry.call(), operands);
        if (interpreter == Interpreters.backend()) { // an outer transformation may still need what it recorded
            options.donated()
                    .forEach(position -> Trees.leaves(arguments.get(position)).forEach(Tensor::close));
        }
        return entry.result().unflatten(results);
    }

    private Entry stage(Signature signature) {
        var results = new TreeDef[1];
        var staged = Staging.stageWithCaptures(options.transformation(), signature.types(), leaves -> {
            var arguments = (List<?>) signature.arguments().unflatten(leaves);
            var flat = Trees.flatten(function.apply(List.copyOf(arguments)));
            results[0] = flat.def();
            return flat.leaves();
        });
        var call = new Call(options.name(), staged.program(), options.rematerialises());
        return new Entry(call, staged.captured(), results[0]);
    }
}
