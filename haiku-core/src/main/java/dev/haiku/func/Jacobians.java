package dev.haiku.func;

import dev.haiku.internal.autodiff.Autodiff;
import dev.haiku.internal.batching.Batching;
import dev.haiku.ir.TensorType;
import dev.haiku.tensor.Ops;
import dev.haiku.tensor.Tensor;
import dev.haiku.tree.Flat;
import dev.haiku.tree.Trees;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.stream.IntStream;

/** Jacobians of functions of one tree, a block for each tensor of the result and each of the argument. */
final class Jacobians {

    /**
     * All blocks.
     *
     * @param paths where the tensors of the value stand in it
     * @param rows for each of them the derivatives by the argument, a tree like that
     * @param aux what else the function returned
     */
    record Blocks<P, X>(List<String> paths, List<P> rows, X aux) {

        /** {@return the row of a value that is a tensor} */
        P row() {
            return rows.get(0);
        }

        /** {@return the rows by path} */
        Map<String, P> byPath() {
            Map<String, P> all = new TreeMap<>();
            for (int i = 0; i < paths.size(); i++) {
                all.put(paths.get(i), rows.get(i));
            }
            return Collections.unmodifiableMap(all);
        }
    }

    private Jacobians() {}

    /** Pushes the basis of the argument forward, all its vectors at once. */
    static <P, R, X> Blocks<P, X> forward(String name, Function<P, ValueWithAux<R, X>> f, P argument) {
        var flat = Trees.flatten(argument);
        Checks.differentiable(name, flat);
        var function = new AuxFunction<>(f, flat.def());
        var types = Derivatives.types(flat.leaves());
        int size = elements(types);
        var pushed = Batching.mapKeeping(size, basis(types), Collections.nCopies(types.size(), true), tangents -> {
            var run = Autodiff.jvp(name, function, flat.leaves(), tangents);
            List<Tensor> both = new ArrayList<>(run.values());
            both.addAll(run.tangents().subList(0, function.values()));
            return both;
        });
        int all = pushed.size() - function.values();
        var values = pushed.subList(0, all).stream().map(Batching.Result::value).toList();
        Checks.floatingResult(name, function.valueDef(), values.subList(0, function.values()));
        List<P> rows = new ArrayList<>();
        for (var tangent : pushed.subList(all, pushed.size())) {
            rows.add(function.argumentOf(columns(tangent.stacked(size).value(), types)));
        }
        return new Blocks<>(function.valueDef().paths(), rows, function.auxOf(values));
    }

    /** {@return one column of blocks for each type, of derivatives along all basis vectors, which are stacked first} */
    private static List<Tensor> columns(Tensor derivatives, List<TensorType> types) {
        List<Tensor> blocks = new ArrayList<>();
        int start = 0;
        for (var type : types) {
            int size = size(type);
            var own = Ops.moveAxis(Ops.slice(derivatives, 0, start, start + size), 0, -1);
            var result = derivatives.shape().remove(List.of(0));
            blocks.add(Ops.reshape(own, result.concat(type.shape())));
            start += size;
        }
        return blocks;
    }

    /** Pulls the basis of the value back, all its vectors at once. */
    static <P, R, X> Blocks<P, X> reverse(String name, Function<P, ValueWithAux<R, X>> f, P argument) {
        var flat = Trees.flatten(argument);
        Checks.differentiable(name, flat);
        var function = new AuxFunction<>(f, flat.def());
        var linearization = Autodiff.linearize(name, function, flat.leaves(), function::values);
        var values = linearization.values().subList(0, function.values());
        Checks.floatingResult(name, function.valueDef(), values);
        var types = Derivatives.types(values);
        var pulled = Batching.map(
                elements(types), basis(types), Collections.nCopies(types.size(), true), linearization::pullback);
        List<P> rows = new ArrayList<>();
        int start = 0;
        for (var type : types) {
            rows.add(function.argumentOf(row(pulled, start, type, flat)));
            start += size(type);
        }
        return new Blocks<>(function.valueDef().paths(), rows, function.auxOf(linearization.values()));
    }

    private static List<Tensor> row(List<Tensor> pulled, int start, TensorType type, Flat argument) {
        return IntStream.range(0, pulled.size())
                .mapToObj(i -> Ops.reshape(
                        Ops.slice(pulled.get(i), 0, start, start + size(type)),
                        type.shape().concat(argument.leaves().get(i).shape())))
                .toList();
    }

    private static int elements(List<TensorType> types) {
        return types.stream().mapToInt(Jacobians::size).sum();
    }

    private static int size(TensorType type) {
        return Math.toIntExact(type.shape().size());
    }

    /** {@return the unit vectors of the space that all types make up together, stacked along a first axis} */
    private static List<Tensor> basis(List<TensorType> types) {
        int size = elements(types);
        List<Tensor> vectors = new ArrayList<>();
        int start = 0;
        for (var type : types) {
            int own = size(type);
            vectors.add(Ops.reshape(
                    Ops.eye(size, own, -start, type.dtype()), type.shape().insert(0, size)));
            start += own;
        }
        return vectors;
    }
}
