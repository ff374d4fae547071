package dev.haiku.tensor;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.BinaryOperator;
import java.util.function.Function;
import java.util.function.Supplier;
import java.util.function.UnaryOperator;

/**
 * The table of functions that generic tests run over: values and derivatives against JAX, jit, vmap, central differences.
 *
 * <p>A row has the name of cases in {@code cases.json}; its first word is that of the method. {@code one} adds functions with one
 * result, {@code many} those with several.
 */
final class FunctionTable {

    private final Map<String, Function<List<Tensor>, List<Tensor>>> rows = new LinkedHashMap<>();

    /** A function of three tensors. */
    interface Ternary {
        Tensor apply(Tensor a, Tensor b, Tensor c);
    }

    /** A function of one tensor with several results. */
    interface Splitting {
        List<Tensor> apply(Tensor x);
    }

    /** A function of two tensors with several results. */
    interface Pairing {
        List<Tensor> apply(Tensor a, Tensor b);
    }

    /** {@return all rows, by name} */
    static Map<String, Function<List<Tensor>, List<Tensor>>> all() {
        var table = new FunctionTable();
        NumericCases.addTo(table);
        IndexCases.addTo(table);
        SelectionCases.addTo(table);
        ArrangementCases.addTo(table);
        StatisticsCases.addTo(table);
        SampleCases.addTo(table);
        ProductCases.addTo(table);
        NeuralCases.addTo(table);
        return table.rows;
    }

    void one(String name, Supplier<Tensor> function) {
        all(name, in -> List.of(function.get()));
    }

    void one(String name, UnaryOperator<Tensor> function) {
        all(name, in -> List.of(function.apply(in.get(0))));
    }

    void one(String name, BinaryOperator<Tensor> function) {
        all(name, in -> List.of(function.apply(in.get(0), in.get(1))));
    }

    void one(String name, Ternary function) {
        all(name, in -> List.of(function.apply(in.get(0), in.get(1), in.get(2))));
    }

    void many(String name, Supplier<List<Tensor>> function) {
        all(name, in -> function.get());
    }

    void many(String name, Splitting function) {
        all(name, in -> function.apply(in.get(0)));
    }

    void many(String name, Pairing function) {
        all(name, in -> function.apply(in.get(0), in.get(1)));
    }

    void all(String name, Function<List<Tensor>, List<Tensor>> function) {
        if (rows.put(name, function) != null) {
            throw new IllegalArgumentException("Two rows have the name '" + name + "'.");
        }
    }
}
